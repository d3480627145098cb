"""What search finds of schemes, and what a result says of one beside its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from publishing.dates import today
from publishing.enums import SuccessionKind
from publishing.models import Organisation, Topic
from schemes.models import Clause, Scheme, Status, Succession, Terms, Track
from schemes.standing import Standing, closed_from, standing
from search.registry import Entry, Kind, Text, called, register

_FORMER = (SuccessionKind.RENAMED_FROM, SuccessionKind.MERGED_FROM, SuccessionKind.REPLACES)
_FOLLOWED = (SuccessionKind.REPLACED_BY, SuccessionKind.MERGED_INTO)


def records() -> QuerySet[Scheme]:
    """All schemes with what is indexed of them."""
    return Scheme.objects.select_related("fund", "administrator", "secretariat").prefetch_related(
        "statuses", "clauses", "successions__other", "tracks__terms", "topics"
    )


def entry(scheme: Scheme) -> Entry:
    """One scheme: its names before the money it pays and the rules it sets."""
    former, linked, body = [], [], [Text.of(scheme, "description")]
    for row in scheme.successions.all():
        # A name the scheme itself had; what it took in has, where known, a page of its own.
        if row.relation == SuccessionKind.RENAMED_FROM and not row.other:
            former += [Text.of(row, "other_name"), Text.both(row.other_abbreviation)]
        elif row.relation in _FORMER:
            linked += called(row.other) if row.other else [Text.of(row, "other_name")]
        body.append(Text.of(row, "note"))
    for track in scheme.tracks.all():
        linked.append(Text.of(track, "name"))
        body.append(Text.of(track, "note"))
        body += [Text.of(row, "note") for row in track.terms.all()]
    body += [Text.of(clause, "text") for clause in scheme.clauses.all()]
    body += [Text.of(row, "note") for row in scheme.statuses.all()]
    for other in (scheme.fund, scheme.administrator, scheme.secretariat, *scheme.topics.all()):
        linked += called(other)
    return Entry(
        slug=scheme.slug,
        address=scheme.get_absolute_url(),
        name=Text.of(scheme, "name"),
        abbreviation=scheme.abbreviation,
        summary=Text.of(scheme, "summary"),
        former=tuple(former),
        body=tuple(body),
        linked=tuple(linked),
        ended_from=closed_from(scheme.statuses.all()),
    )


@dataclass(frozen=True)
class SchemeExtra:
    """A scheme's status today and, where it is closed, what took its place."""

    scheme: Scheme
    standing: Standing
    successors: tuple[Scheme, ...]


def extras(pks: Iterable[int]) -> dict[int, Any]:
    """Status and successors of published schemes. Three queries."""
    schemes = Scheme.objects.published().in_bulk(list(pks))
    trails: dict[int, list[Status]] = {pk: [] for pk in schemes}
    for row in Status.objects.filter(scheme__in=schemes):
        trails[row.scheme_id].append(row)
    followed: dict[int, dict[int, Scheme]] = {pk: {} for pk in schemes}
    links = Succession.objects.filter(
        Q(scheme__in=schemes, relation__in=_FOLLOWED, other__isnull=False)
        | Q(other__in=schemes, relation__in=_FORMER)
    ).select_related("scheme", "other")
    for row in links:
        old, new = (row.scheme, row.other) if row.relation in _FOLLOWED else (row.other, row.scheme)
        if old.pk in followed and new.is_public:
            followed[old.pk][new.pk] = new
    return {
        pk: SchemeExtra(scheme, standing(trails[pk], today()), tuple(followed[pk].values()))
        for pk, scheme in schemes.items()
    }


def _run_by(body: Organisation) -> QuerySet:
    return Scheme.objects.filter(Q(administrator=body) | Q(secretariat=body)).values_list(
        "pk", flat=True
    )


def _naming(other: Scheme) -> QuerySet:
    return Scheme.objects.filter(Q(fund=other) | Q(successions__other=other)).values_list(
        "pk", flat=True
    )


register(
    Kind(
        number=1,
        code="scheme",
        label=_("Funding schemes"),
        model=Scheme,
        weight=1.0,
        cues=(
            "資助",
            "津貼",
            "補助",
            "撥款",
            "申請",
            "計劃",
            "基金",
            "funding",
            "subsidy",
            "grant",
            "money",
            "apply",
            "application",
            "scheme",
            "programme",
            "fund",
        ),
        records=records,
        public=lambda: Scheme.objects.published(),
        entry=entry,
        rows={
            Status: "scheme",
            Clause: "scheme",
            Succession: "scheme",
            Track: "scheme",
            Terms: "track__scheme",
            Organisation: _run_by,
            Scheme: _naming,
            Topic: lambda topic: topic.schemes.values_list("pk", flat=True),
        },
        extras=extras,
        template="search/scheme.html",
    )
)
