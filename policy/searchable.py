"""What search finds of policy measures and of funded outcomes."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from policy.models import Measure, Outcome
from publishing.models import Organisation
from search.registry import Entry, Kind, Naming, Text, called, register

# By the relations: domain apps do not import one another.
Scheme = Measure.schemes.rel.model
Facility = Measure.facilities.rel.model


def measures() -> QuerySet[Measure]:
    """All measures with what is indexed of them."""
    return Measure.objects.select_related("announced_by").prefetch_related("schemes", "facilities")


def measure_entry(measure: Measure) -> Entry:
    """One measure: what was announced, by whom, and what became of it."""
    linked = called(measure.announced_by)
    for record in (*measure.schemes.all(), *measure.facilities.all()):
        linked += called(record)
    return Entry(
        slug=measure.slug,
        address=measure.get_absolute_url(),
        name=Text.of(measure, "title"),
        summary=Text.of(measure, "text"),
        body=(Text.of(measure, "progress_text"),),
        linked=tuple(linked),
        dated=measure.announced_on.stored,
    )


def outcomes() -> QuerySet[Outcome]:
    """All outcomes with what is indexed of them."""
    return Outcome.objects.select_related("scheme", "facility").prefetch_related("organisations")


def outcome_entry(outcome: Outcome) -> Entry:
    """One outcome: what came of it, and who did it with whose money."""
    linked = []
    for record in (outcome.scheme, outcome.facility, *outcome.organisations.all()):
        linked += called(record)
    return Entry(
        slug=outcome.slug,
        address=outcome.get_absolute_url(),
        name=Text.of(outcome, "title"),
        summary=Text.of(outcome, "text"),
        linked=tuple(linked),
        dated=outcome.as_of.stored,
    )


register(
    Kind(
        number=5,
        code="measure",
        label=_("Policy measures"),
        model=Measure,
        naming=Naming.TITLE,
        weight=0.8,
        cues=(
            "施政報告",
            "預算案",
            "財政預算案",
            "宣布",
            "措施",
            "Policy Address",
            "Budget",
            "announced",
            "measure",
        ),
        records=measures,
        public=lambda: Measure.objects.published(),
        entry=measure_entry,
        rows=dict.fromkeys(
            (Organisation, Scheme, Facility),
            lambda other: other.measures.values_list("pk", flat=True),
        ),
    )
)
register(
    Kind(
        number=6,
        code="outcome",
        label=_("Funded outcomes"),
        model=Outcome,
        naming=Naming.TITLE,
        weight=0.75,
        records=outcomes,
        public=lambda: Outcome.objects.published(),
        entry=outcome_entry,
        rows=dict.fromkeys(
            (Organisation, Scheme, Facility),
            lambda other: other.outcomes.values_list("pk", flat=True),
        ),
    )
)
