"""Schemes with all that decides for whom they are and what they pay: for finder and comparison.

Every read starts from `published()`; the queries do not grow with schemes or rows.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from publishing.dates import today
from publishing.documents.values import LANGUAGES, localized
from publishing.enums import SuccessionKind
from publishing.models import Sourced
from publishing.remembered import remembered
from schemes.eligibility.finder import Taking
from schemes.eligibility.judge import Criterion as Clause
from schemes.enums import StatusState
from schemes.models import Clause as Sentence
from schemes.models import Criterion, Scheme, Status, Succession, Terms, Track
from schemes.standing import Standing, StandingCode, standing

_FIELDS = (
    "slug",
    *(localized(name, code) for name in ("name", "summary") for code in LANGUAGES),
    *("abbreviation", "unofficial_name", "category", "scheme_kind", "fund_id", "official_url"),
)
# Relations to what came after, as the older record or the newer one says it.
FOLLOWED = (SuccessionKind.MERGED_INTO, SuccessionKind.REPLACED_BY)
FOLLOWS = (SuccessionKind.MERGED_FROM, SuccessionKind.REPLACES, SuccessionKind.RENAMED_FROM)
_TAKING = {
    StandingCode.OPEN: Taking.YES,
    StandingCode.LAST_SEEN: Taking.YES,
    # Nothing says that it ended; the status beside it says how long it has not been seen.
    StandingCode.UNCONFIRMED: Taking.YES,
    StandingCode.CLOSED: Taking.NO,
    StandingCode.NO_CALL: Taking.NO,
}


@dataclass(frozen=True)
class Successor:
    """What took a scheme's place, by the row that says so."""

    scheme: Scheme
    row: Succession


@dataclass(frozen=True)
class Candidate:
    """One scheme as the finder sees it."""

    scheme: Scheme
    standing: Standing
    tracks: tuple[Track, ...]
    terms: tuple[Terms, ...]
    clauses: tuple[Clause, ...]
    successors: tuple[Successor, ...]

    @property
    def taking(self) -> Taking:
        """Whether it takes applications; planned, not known or between rounds is not sure."""
        row = self.standing.row
        if row and row.status_state == StatusState.PLANNED:
            return Taking.NOT_SURE  # also where the plan is too old to be told as one
        return _TAKING.get(self.standing.code, Taking.NOT_SURE)

    @property
    def track_keys(self) -> tuple[str, ...]:
        """Its tracks, in order."""
        return tuple(track.key for track in self.tracks)


def candidates(on: date, slugs: Collection[str] | None = None) -> list[Candidate]:
    """Published schemes, all or those named, as they stand on the day `on`. Six queries; all of
    them, as they stand today, are remembered."""
    return _every_candidate(on) if slugs is None and on == today() else _candidates(on, slugs)


@remembered
def _every_candidate(on: date) -> list[Candidate]:
    return _candidates(on)


def _candidates(on: date, slugs: Collection[str] | None = None) -> list[Candidate]:
    shown = Scheme.objects.published()
    if slugs is not None:
        shown = shown.filter(slug__in=slugs)
    schemes = {scheme.pk: scheme for scheme in shown.only(*_FIELDS)}
    here = list(schemes)
    statuses, tracks, terms = defaultdict(list), defaultdict(list), defaultdict(list)
    clauses = defaultdict(list)
    for status in Status.objects.filter(scheme__in=here).select_related(*Sourced.CITED):
        statuses[status.scheme_id].append(status)
    by_pk = {track.pk: track for track in Track.objects.filter(scheme__in=here)}
    for track in by_pk.values():
        tracks[track.scheme_id].append(track)
    for row in Terms.objects.filter(track__scheme__in=here).select_related(*Sourced.CITED):
        row.track = by_pk[row.track_id]
        terms[row.track.scheme_id].append(row)
    cited = ("sentence", *(f"sentence__{name}" for name in Sourced.CITED))
    for row in Criterion.objects.filter(scheme__in=here).select_related(*cited):
        row.track = by_pk.get(row.track_id)
        clauses[row.scheme_id].append(row.as_clause())
    successors = _successors(here)
    return [
        Candidate(
            scheme=scheme,
            standing=standing(statuses[pk], on),
            tracks=tuple(tracks[pk]),
            terms=tuple(terms[pk]),
            clauses=tuple(clauses[pk]),
            successors=tuple(successors[pk]),
        )
        for pk, scheme in schemes.items()
    ]


def _successors(schemes: list[int]) -> dict[int, list[Successor]]:
    """What took each scheme's place, said by its own rows or by those of the newer scheme."""
    found: dict[int, dict[int, Successor]] = defaultdict(dict)
    rows = Succession.objects.filter(relation__in=(*FOLLOWED, *FOLLOWS), other__isnull=False)
    for row in rows.select_related("scheme", "other", *Sourced.CITED):
        older, newer = (
            (row.scheme, row.other) if row.relation in FOLLOWED else (row.other, row.scheme)
        )
        if older.pk in schemes and newer.is_public and row.scheme.is_public:
            found[older.pk].setdefault(newer.pk, Successor(newer, row))
    return {pk: list(found[pk].values()) for pk in schemes}


def sentences_by_scheme(slugs: Collection[str]) -> dict[str, list[Sentence]]:
    """The sentences of the schemes named, by slug. One query."""
    rows = Sentence.objects.filter(scheme__slug__in=slugs).select_related(
        "scheme", "other", *Sourced.CITED
    )
    found: dict[str, list[Sentence]] = {slug: [] for slug in slugs}
    for row in rows:
        found[row.scheme.slug].append(row)
    return found
