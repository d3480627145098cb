"""The site's own pages, the glossary, and what readers report."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.models import GlossaryTerm, MistakeReport, Page, PagePart
from publishing.admin import ROW, SOURCES, RecordAdmin, RowInline


class PartInline(RowInline):
    """The headings and paragraphs of a page."""

    model = PagePart
    fields = ["heading", "text", *ROW]


@admin.register(Page)
class PageAdmin(RecordAdmin):
    """A page of the site's own words."""

    fieldsets = [(None, {"fields": ["title", "summary"]})]
    inlines = [PartInline]


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(RecordAdmin):
    """A term in plain words."""

    fieldsets = [(None, {"fields": ["term", "abbreviation", "meaning"]}), SOURCES]
    columns = ("abbreviation",)
    also_searched = ("abbreviation",)


@admin.register(MistakeReport)
class MistakeReportAdmin(admin.ModelAdmin):
    """What a reader wrote stays as it was written; what was done about it is noted beside it."""

    list_display = ["created_at", "about", "handling", "language"]
    list_filter = ["handling", "language"]
    search_fields = ["about", "message", "handling_note"]
    date_hierarchy = "created_at"
    readonly_fields = ["created_at", "about", "message", "evidence", "email", "language"]
    fieldsets = [
        (None, {"fields": readonly_fields}),
        (_("What was done"), {"fields": ["handling", "handling_note"]}),
    ]

    def has_add_permission(self, request) -> bool:
        return False
