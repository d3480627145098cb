"""Facilities with their trail, people, sentences, succession and figures on one form."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from facilities import desk
from facilities.models import Facility, FacilityNote, FacilityState, FacilitySuccession, Person
from figures.admin import PointInline, SeriesInline
from publishing.admin import ROW, SOURCED, SOURCES, RecordAdmin, RowInline
from publishing.admin.filters import EvidenceFilter


class StateInline(RowInline):
    """Planned, opened, reorganised: entry by entry."""

    model = FacilityState
    fields = [
        "facility_status",
        ("since", "since_basis", "evidence_on"),
        "note",
        *SOURCED,
        *ROW,
    ]


class PersonInline(RowInline):
    """Who led it, as of a date."""

    model = Person
    fields = ["name", "role", "as_of", *SOURCED, *ROW]


class NoteInline(RowInline):
    """One sentence a reader's question."""

    model = FacilityNote
    fields = ["section", "text", *SOURCED, *ROW]


class SuccessionInline(RowInline):
    """What came before and after."""

    model = FacilitySuccession
    fk_name = "facility"
    fields = [
        ("relation", "other"),
        "other_name",
        ("happened_on", "date_basis"),
        "note",
        *SOURCED,
        *ROW,
    ]


class FacilityEvidenceFilter(EvidenceFilter):
    """Facilities, not ended, whose evidence is old or undated."""

    conditions = {"old": desk.evidence_old, "undated": desk.evidence_undated}


@admin.register(Facility)
class FacilityAdmin(RecordAdmin):
    """A facility as one document."""

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    ("abbreviation", "unofficial_name"),
                    "facility_kind",
                    "summary",
                    "description",
                    ("founded_on", "founded_basis"),
                    ("hosts", "parent"),
                    ("topics", "schemes"),
                    "official_url",
                ]
            },
        ),
        (
            _("Where it is"),
            {
                "fields": [
                    "address",
                    "district",
                    ("floor_area", "floor_area_qualifier"),
                    "floor_area_scope",
                ]
            },
        ),
        SOURCES,
    ]
    inlines = [
        StateInline,
        PersonInline,
        NoteInline,
        SuccessionInline,
        SeriesInline,
        PointInline,
    ]
    columns = ("facility_kind",)
    list_filter = ("state", FacilityEvidenceFilter, "facility_kind", "district")
    also_searched = ("abbreviation",)
