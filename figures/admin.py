"""Series and their points, and the indicators of Hong Kong as a whole."""

from django.contrib import admin
from django.contrib.contenttypes.admin import GenericStackedInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.db import models, transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from figures.models import Indicator, Point, Series
from publishing.admin import ROW, SOURCED, SOURCES, RecordAdmin, RevisedAdmin, RowInline
from publishing.admin.inlines import RowFormSet
from publishing.admin.revisions import stored_document, write_revision

SERIES_FIELDS = ["name", "measure", ("unit", "group", "comparable"), "unit_name"]


class SeriesFormSet(RowFormSet, BaseGenericInlineFormSet):
    """The series of a record of any kind."""


class SeriesInline(RowInline, GenericStackedInline):
    """A record's series; the points of each have a page of their own."""

    model = Series
    formset = SeriesFormSet
    ct_field = "owner_type"
    ct_fk_field = "owner_id"
    show_change_link = True
    fields = [*SERIES_FIELDS, ("slug", "position")]
    description = _("The points of a series are on its own page: follow “Change” beside its name.")


class PointInline(RowInline):
    """The points of one series."""

    model = Point
    classes = []
    fields = [
        ("value", "qualifier", "is_plan"),
        ("period_from", "as_of"),
        "edition",
        "note",
        *SOURCED,
        *ROW,
    ]


@admin.register(Series)
class SeriesAdmin(RevisedAdmin):
    """A series with its points. It belongs to a record: there it is added, here it is filled."""

    fieldsets = [
        (None, {"fields": ["owner_link", "slug", *SERIES_FIELDS]}),
        (None, {"fields": ["reason"]}),
    ]
    readonly_fields = ["owner_link", "slug"]
    inlines = [PointInline]
    list_display = ["name", "slug", "owner_link", "group", "unit"]
    list_filter = ["group", "unit"]
    search_fields = ["slug", "name_zh_hk", "name_en"]

    def record_of(self, obj: models.Model) -> models.Model:
        return obj.owner

    @admin.display(description=_("belongs to"))
    def owner_link(self, series: Series) -> str:
        """The record's name, leading to its own form."""
        options = series.owner._meta
        address = reverse(
            f"admin:{options.app_label}_{options.model_name}_change", args=[series.owner_id]
        )
        return format_html('<a href="{}">{}</a>', address, series.owner)

    def get_queryset(self, request) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("owner")

    def get_view_on_site_url(self, obj=None) -> str | None:
        return obj.get_absolute_url() if obj is not None and obj.owner.is_public else None

    def has_add_permission(self, request) -> bool:
        return False

    def delete_model(self, request, obj: Series) -> None:
        record = obj.owner
        before = stored_document(record)
        super().delete_model(request, obj)
        write_revision(record, before, user=request.user)

    @transaction.atomic
    def delete_queryset(self, request, queryset: models.QuerySet) -> None:
        for series in queryset:
            self.delete_model(request, series)


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    """Statistics about Hong Kong as a whole."""

    fieldsets = [(None, {"fields": ["title", "note"]}), SOURCES]
    inlines = [SeriesInline]
