"""Schemes with tracks, terms, trail, sentences, eligibility, succession, figures on one form."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from figures.admin import PointInline, SeriesInline
from publishing.admin import (
    ROW,
    SOURCED,
    SOURCES,
    GrandchildInline,
    RecordAdmin,
    RowInline,
    within,
)
from publishing.admin.filters import ConditionFilter, EvidenceFilter
from schemes import desk
from schemes.models import Clause, Criterion, Scheme, Status, Succession, Terms, Track


class TrackInline(RowInline):
    """The streams of a scheme."""

    model = Track
    fields = ["name", "note", *ROW]


class TermsInline(GrandchildInline):
    """What each track pays, from which date on."""

    model = Terms
    formset = within(GrandchildInline.formset, track="tracks")
    description = _(
        "A change of terms is a new row with its date, never an edited one. "
        "A new track has to be saved before it can be given terms."
    )
    fields = [
        ("track", "effective_from", "effective_basis"),
        "terms_kind",
        ("government_share", "other_share", "other_side", "ratio_qualifier"),
        "percent",
        ("amount", "amount_per", "supplement"),
        ("ceiling", "ceiling_per"),
        ("overall_ceiling", "overall_ceiling_per"),
        ("max_projects", "max_months", "min_project_cost"),
        ("min_contribution", "min_contribution_percent"),
        ("min_sponsor_percent", "min_grant"),
        "note",
        *SOURCED,
        *ROW,
    ]


class StatusInline(RowInline):
    """Whether applications are taken, entry by entry."""

    model = Status
    description = _("What changes is a new entry; earlier ones stay as the trail.")
    fields = [
        ("status_state", "since", "since_basis"),
        ("intake", "opens_on"),
        ("closes_on", "closes_at"),
        "evidence_on",
        "note",
        *SOURCED,
        *ROW,
    ]


class ClauseInline(RowInline):
    """One sentence an applicant's question."""

    model = Clause
    fk_name = "scheme"
    formset = within(RowInline.formset, track="tracks")
    fields = [
        ("section", "applicant", "track"),
        ("combination", "other"),
        "text",
        *SOURCED,
        *ROW,
    ]


class CriterionInline(RowInline):
    """What the sentences ask, so that the finder can work it out."""

    model = Criterion
    formset = within(RowInline.formset, sentence="clauses", track="tracks")
    description = _(
        "What the finder goes by. Words and source are those of the sentence; a new sentence has "
        "to be saved before a clause can cite it."
    )
    fields = [
        "sentence",
        ("track", "route"),
        ("attribute", "operator", "value"),
        "strength",
        ("only_attribute", "only_operator", "only_value"),
        *ROW,
    ]


class SuccessionInline(RowInline):
    """What came before and after."""

    model = Succession
    fk_name = "scheme"
    fields = [
        ("relation", "other"),
        "other_name",
        "other_abbreviation",
        ("happened_on", "date_basis"),
        "note",
        *SOURCED,
        *ROW,
    ]


class SchemeEvidenceFilter(EvidenceFilter):
    """Open or planned schemes whose evidence is old or undated."""

    conditions = {"old": desk.evidence_old, "undated": desk.evidence_undated}


class ClosingFilter(ConditionFilter):
    """Open schemes whose last day is near."""

    title = _("last day")
    parameter_name = "closing"
    labels = {"soon": _("Within 30 days")}
    conditions = {"soon": desk.closing_soon}


@admin.register(Scheme)
class SchemeAdmin(RecordAdmin):
    """A scheme as one document."""

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    ("abbreviation", "unofficial_name"),
                    ("scheme_kind", "category"),
                    "summary",
                    "description",
                    ("launched_on", "launched_basis"),
                    "topics",
                ]
            },
        ),
        (
            _("Who runs it"),
            {
                "fields": [
                    "fund",
                    ("administrator", "secretariat"),
                    ("telephone", "email"),
                    "official_url",
                ]
            },
        ),
        SOURCES,
    ]
    inlines = [
        TrackInline,
        TermsInline,
        StatusInline,
        ClauseInline,
        CriterionInline,
        SuccessionInline,
        SeriesInline,
        PointInline,
    ]
    columns = ("category",)
    list_filter = ("state", SchemeEvidenceFilter, ClosingFilter, "category", "scheme_kind")
    also_searched = ("abbreviation",)
