"""Projects with everything that is theirs on one form; the staff desk is in `consultation.desk`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from consultation.desk import care, comments
from consultation.models import (
    Parameter,
    ParameterValue,
    ParameterVersion,
    Project,
    ProjectNote,
    Response,
    Theme,
    TimelineEntry,
    Window,
)
from publishing.admin import (
    ROW,
    SOURCED,
    SOURCES,
    GrandchildInline,
    RecordAdmin,
    RowInline,
    within,
)

__all__ = ["ProjectAdmin", "care", "comments"]


class ParameterInline(RowInline):
    """The rows of the comparison."""

    model = Parameter
    fields = ["name", "unit", *ROW]


class VersionInline(RowInline):
    """The columns of the comparison."""

    model = ParameterVersion
    fields = ["name", "dated", "note", *SOURCED, *ROW]


class ValueInline(GrandchildInline):
    """The cells of the comparison."""

    model = ParameterValue
    formset = within(GrandchildInline.formset, version="versions", parameter="parameters")
    description = _("A new version or parameter has to be saved before it can be given values.")
    fields = [("version", "parameter"), ("value", "qualifier"), "text", *SOURCED, *ROW]


class EntryInline(RowInline):
    """What happened and what is to come."""

    model = TimelineEntry
    fields = [
        "entry_kind",
        ("happened_on", "until", "date_basis"),
        "title",
        "text",
        "said_by",
        *SOURCED,
        *ROW,
    ]


class NoteInline(RowInline):
    """One sentence a reader's question."""

    model = ProjectNote
    fields = ["section", "text", "said_by", *SOURCED, *ROW]


class WindowInline(RowInline):
    """When comments are taken."""

    model = Window
    fields = [
        "title",
        "channel",
        "authority",
        "authority_url",
        ("opens_at", "closes_at"),
        "late",
        ("source", "locator"),
        *ROW,
    ]


class ThemeInline(RowInline):
    """What comments can be about."""

    model = Theme
    fields = ["name", "hint", *ROW]


class ResponseInline(RowInline):
    """What was said, and what was done."""

    model = Response
    formset = within(RowInline.formset, theme="themes", version="versions", entry="entries")
    description = _("A new theme, version or entry has to be saved before it can be chosen.")
    fields = ["theme", "said", "done", ("version", "entry"), *SOURCED, *ROW]


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    """A project as one document."""

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "abbreviation",
                    "short_name",
                    "summary",
                    "standing",
                    "standing_on",
                    "place",
                    "district",
                    "proponent",
                    ("official_url", "email"),
                ]
            },
        ),
        SOURCES,
    ]
    inlines = [
        *(ParameterInline, VersionInline, ValueInline, EntryInline, NoteInline),
        *(WindowInline, ThemeInline, ResponseInline),
    ]
    also_searched = ("abbreviation", "short_name_zh_hk", "short_name_en")
