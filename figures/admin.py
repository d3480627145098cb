"""Series and their points on the form of the record they belong to, and a list to find them."""

from django.contrib import admin
from django.contrib.contenttypes.admin import GenericStackedInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from figures.models import Indicator, Point, Series
from publishing.admin import (
    ROW,
    SOURCED,
    SOURCES,
    GrandchildInline,
    RecordAdmin,
    RowInline,
    within,
)
from publishing.admin.inlines import RowFormSet

SERIES_FIELDS = ["name", "measure", ("unit", "group", "comparable"), "unit_name"]


class SeriesFormSet(RowFormSet, BaseGenericInlineFormSet):
    """The series of a record of any kind."""


class SeriesInline(RowInline, GenericStackedInline):
    """A record's series."""

    model = Series
    formset = SeriesFormSet
    ct_field = "owner_type"
    ct_fk_field = "owner_id"
    fields = [*SERIES_FIELDS, ("slug", "position")]


class PointInline(GrandchildInline):
    """The points of a record's series."""

    model = Point
    formset = within(GrandchildInline.formset, series="series")
    description = _("A new series has to be saved before it can be given points.")
    fields = [
        ("series", "value", "qualifier", "is_plan"),
        ("period_from", "as_of"),
        "edition",
        "note",
        *SOURCED,
        *ROW,
    ]


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    """A list to find a series by; it is edited on the form of the record it belongs to."""

    list_display = ["name", "slug", "owner_link", "group", "unit"]
    list_display_links = None
    list_filter = ["group", "unit"]
    search_fields = ["slug", "name_zh_hk", "name_en"]

    @admin.display(description=_("belongs to"))
    def owner_link(self, series: Series) -> str:
        """The record's name, leading to its form."""
        options = series.owner._meta
        address = reverse(
            f"admin:{options.app_label}_{options.model_name}_change", args=[series.owner_id]
        )
        return format_html('<a href="{}">{}</a>', address, series.owner)

    def get_queryset(self, request) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("owner")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    """Statistics about Hong Kong as a whole."""

    fieldsets = [(None, {"fields": ["title", "note"]}), SOURCES]
    inlines = [SeriesInline, PointInline]
