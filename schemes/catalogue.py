"""The scheme list: what decides about each scheme, and the order they come in. No database.

`queries.catalogue()` loads the entries; everything here is plain functions over them, so that
counts, filters and results can never disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from schemes.enums import Per, SchemeKind, TermsKind, applicant_labels
from schemes.models import Scheme, Terms
from schemes.standing import Standing, StandingCode


@dataclass(frozen=True)
class Entry:
    """One scheme of the list, with the four things that decide: who, ratio, ceiling, status."""

    scheme: Scheme
    standing: Standing
    terms: tuple[Terms, ...]  # in force, one a track
    applicants: frozenset[str]
    fund: str  # slug of the fund it belongs to, or ""

    @cached_property
    def forms(self) -> frozenset[str]:
        """The kinds of terms in force."""
        return frozenset(row.terms_kind for row in self.terms)

    @property
    def applicant_labels(self) -> list[str]:
        """Who may apply, in words, in the vocabulary's order."""
        return applicant_labels(self.applicants)

    @cached_property
    def _stated(self) -> list[tuple[int, str]]:
        """The sums with the code of what each is counted for, lowest first."""
        return sorted({(most(row), sum_per(row)) for row in self.terms if most(row) is not None})

    @property
    def sums(self) -> list[tuple[int, str]]:
        """What each track pays at most at a time, with what that is counted for, lowest first;
        tracks that pay the same stand once, tracks that state no sum not at all."""
        return [(amount, str(Per(per).label) if per else "") for amount, per in self._stated]

    @property
    def most(self) -> int | None:
        """The most paid at a time under any track, in dollars; None where no sum is stated."""
        return self._stated[-1][0] if self._stated else None

    @property
    def is_range(self) -> bool:
        """Whether the sums are counted for the same thing, so that they make a range."""
        return len({per for _amount, per in self._stated}) == 1

    @property
    def no_money(self) -> bool:
        """Whether no track pays anything: an entry route, or a service."""
        return bool(self.terms) and self.forms == {TermsKind.NO_MONEY}

    @property
    def some_unstated(self) -> bool:
        """Whether some tracks state a sum and others do not."""
        return bool(self._stated) and any(most(row) is None for row in self.terms)

    @cached_property
    def ways(self) -> list[Terms]:
        """One row of terms for each different way of working money out, in the tracks' order."""
        seen: dict[tuple, Terms] = {}
        for row in self.terms:
            seen.setdefault(
                (
                    row.terms_kind,
                    row.government_share,
                    row.other_share,
                    row.ratio_qualifier,
                    row.percent,
                ),
                row,
            )
        return list(seen.values())


def most(terms: Terms) -> int | None:
    """The most a row pays at a time: its ceiling, or its amount with the supplement.

    The money set aside for a whole scheme is not what an applicant gets.
    """
    if terms.ceiling_per == Per.SCHEME:
        return None
    if terms.ceiling is not None:
        return terms.ceiling
    if terms.amount is not None:
        return terms.amount + (terms.supplement or 0)
    return None


def sum_per(terms: Terms) -> str:
    """What the sum of `most` is counted for, as a code; empty where that is not said."""
    return terms.ceiling_per if terms.ceiling is not None else terms.amount_per


FACETS = ("status", "category", "applicant", "form", "kind", "fund")


def values(entry: Entry, facet: str) -> Iterable[str]:
    """What an entry counts as under a facet."""
    match facet:
        case "status" if entry.scheme.scheme_kind == SchemeKind.FUND and not entry.standing.row:
            return ()  # a fund takes no applications itself
        case "status":
            return (entry.standing.code,)
        case "category":
            return (entry.scheme.category,)
        case "applicant":
            return entry.applicants
        case "form":
            return entry.forms
        case "kind":
            return (entry.scheme.scheme_kind,)
        case _:
            return (entry.fund,) if entry.fund else ()


def within(entry: Entry, low: int | None, high: int | None) -> bool:
    """Whether what the scheme pays at most lies between two sums; an unstated one does not."""
    if low is None and high is None:
        return True
    if entry.most is None:
        return False
    return (low is None or entry.most >= low) and (high is None or entry.most <= high)


SORTS = ("relevance", "name", "most", "closing")
_STANDING_ORDER = {code: index for index, code in enumerate(StandingCode)}


def arrange(entries: list[Entry], sort: str) -> list[Entry]:
    """Sort for the list: open ones first, those seen last before others; or by name, by money, or
    by the last day."""
    match sort:
        case "name":
            return sorted(entries, key=lambda entry: str(entry.scheme).casefold())
        case "most":
            return sorted(entries, key=lambda entry: (-(entry.most or -1), entry.scheme.slug))
        case "closing":
            return sorted(entries, key=_closing)
        case _:
            return sorted(entries, key=_openness)


def _openness(entry: Entry) -> tuple:
    row = entry.standing.row
    seen = row.evidence_on.start.toordinal() if row and row.evidence_on else 0
    return (_STANDING_ORDER[entry.standing.code], -seen, entry.scheme.slug)


def _closing(entry: Entry) -> tuple:
    row = entry.standing.row
    last_day = row.closes_on if row and entry.standing.closed_since is None else None
    return (last_day is None, last_day or 0, entry.scheme.slug)
