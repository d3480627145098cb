"""What a scheme would pay at most for a stated cost, and the least the applicant pays. No database.

Everything is whole Hong Kong dollars, worked out in exact decimals: the Government's part is
rounded down, so that it never exceeds its share, and the rest falls to the other side. The working
is kept as lines of data; pages and the API put them in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from schemes.enums import Per, TermsKind
from schemes.models import Terms
from schemes.terms import in_force


class Step(StrEnum):
    """What a line of the working does."""

    COST = "cost"  # the project cost as stated
    SHARE = "share"  # the Government's part of it
    MONTHS = "months"  # an allowance times persons and months
    SUM = "sum"  # a fixed sum
    UP_TO_COST = "up_to_cost"  # no share is stated: at most the whole cost
    PRIVATE = "private"  # no more than private money is matched
    OWN_SUM = "own_sum"  # a least sum of the applicant's own
    OWN_PERCENT = "own_percent"  # a least percentage of the applicant's own
    SPONSOR = "sponsor"  # a least percentage from industry
    CEILING = "ceiling"
    SECOND_CEILING = "second_ceiling"
    LEAST_COST = "least_cost"  # below the least project cost nothing is paid
    LEAST_GRANT = "least_grant"  # below the least grant nothing is paid
    PAYS = "pays"
    REST = "rest"  # what the other side pays


class Lacking(StrEnum):
    """Why there is no sum."""

    NO_FORMULA = "no_formula"  # the sources give no way of working it out
    NO_MONEY = "no_money"
    INVESTMENT = "investment"  # a stake is taken; nothing is granted
    NO_TERMS = "no_terms"  # none in force on the day
    COST = "cost"  # the cost has to be stated first


@dataclass(frozen=True)
class Inputs:
    """What is stated of a project; None where it is not.

    cost, private: whole dollars; staff: persons, one unless stated; months: the most unless stated.
    """

    cost: int | None = None
    private: int | None = None
    staff: int | None = None
    months: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of the working: the step, what went into it, and what comes out in dollars."""

    step: Step
    result: int
    percent: Decimal | None = None
    ratio: tuple[int, int] | None = None
    sum: int | None = None
    per: str = ""
    persons: int | None = None
    months: int | None = None


@dataclass(frozen=True)
class Estimate:
    """The most one set of terms pays and the least the other side does, or why there is none.

    pays, rest: dollars; None where `lacking` says why. rest is None as well where the cost is not
    stated and not needed. approximate: the ratio is “about”, so the sums are, too.
    """

    terms: Terms | None
    lines: tuple[Line, ...] = ()
    pays: int | None = None
    rest: int | None = None
    lacking: Lacking | None = None

    @property
    def up_to(self) -> bool:
        """Whether the share itself may be smaller than what is reckoned with."""
        return self.terms is not None and self.terms.ratio_qualifier == "up_to"


_LACKING = {
    TermsKind.EQUITY: Lacking.INVESTMENT,
    TermsKind.NO_MONEY: Lacking.NO_MONEY,
    TermsKind.OTHER: Lacking.NO_FORMULA,
}
_PERSONAL = (Per.PERSON_MONTH,)


def share_of(terms: Terms) -> Fraction | None:
    """The Government's part of the cost under a row of terms; None where none is stated."""
    if terms.government_share:
        return Fraction(terms.government_share, terms.government_share + terms.other_share)
    if terms.percent is not None:
        return Fraction(terms.percent) / 100
    return None


def _floor(amount: Fraction) -> int:
    return amount.numerator // amount.denominator


def estimate(terms: Terms | None, inputs: Inputs) -> Estimate:
    """Work out one row of terms."""
    if terms is None:
        return Estimate(None, lacking=Lacking.NO_TERMS)
    if lacking := _LACKING.get(terms.terms_kind):
        return Estimate(terms, lacking=lacking)
    if terms.terms_kind == TermsKind.GRANT and terms.ceiling is None and share_of(terms) is None:
        return Estimate(terms, lacking=Lacking.NO_FORMULA)
    return _Working(terms, inputs).estimate()


class _Working:
    """Takes the sum down line by line; a limit that does not bite leaves no line, but the ceiling,
    which readers look for, always does."""

    def __init__(self, terms: Terms, inputs: Inputs) -> None:
        self.terms, self.inputs, self.lines = terms, inputs, []
        self.persons = inputs.staff if inputs.staff is not None else 1
        months = inputs.months if inputs.months is not None else terms.max_months or 12
        self.months = min(months, terms.max_months) if terms.max_months else months
        self.sum = 0

    def add(self, step: Step, result: int, **what) -> None:
        self.sum = result
        self.lines.append(Line(step, result, **what))

    def lower_to(self, step: Step, limit: int, *, always: bool = False, **what) -> None:
        if limit < self.sum or always:
            self.add(step, min(self.sum, max(limit, 0)), **what)

    def estimate(self) -> Estimate:
        terms, cost = self.terms, self.inputs.cost
        if terms.terms_kind in (TermsKind.ALLOWANCE, TermsKind.FIXED):
            self.allowance()
        elif cost is None:
            return Estimate(terms, lacking=Lacking.COST)
        else:
            self.share(cost)
        self.ceilings()
        if cost is not None:
            self.least(cost)
        self.lines.append(Line(Step.PAYS, self.sum))
        rest = None
        if cost is not None:
            rest = max(cost - self.sum, 0)
            self.lines.append(Line(Step.REST, rest))
        return Estimate(terms, tuple(self.lines), self.sum, rest)

    def allowance(self) -> None:
        """A sum for each person and month, or for each person, school and the like."""
        terms = self.terms
        each = terms.amount + (terms.supplement or 0)
        if terms.amount_per in _PERSONAL:
            self.add(
                Step.MONTHS,
                each * self.persons * self.months,
                sum=each,
                per=terms.amount_per,
                persons=self.persons,
                months=self.months,
            )
        else:
            count = self.persons if terms.amount_per == Per.PERSON else 1
            self.add(Step.SUM, each * count, sum=each, per=terms.amount_per, persons=count)
        # An allowance goes to a cost and does not exceed it; a fixed sum is given as it is.
        if self.inputs.cost is not None and terms.terms_kind == TermsKind.ALLOWANCE:
            self.lower_to(Step.UP_TO_COST, self.inputs.cost)

    def share(self, cost: int) -> None:
        """The Government's part of the cost, and what private money and own money leave of it."""
        terms, share = self.terms, share_of(self.terms)
        self.add(Step.COST, cost)
        if share is None:
            self.add(Step.UP_TO_COST, cost)
        elif terms.government_share:
            ratio = (terms.government_share, terms.other_share)
            self.add(Step.SHARE, _floor(cost * share), ratio=ratio)
            if (private := self.inputs.private) is not None:
                matched = _floor(Fraction(private) * ratio[0] / ratio[1])
                self.lower_to(Step.PRIVATE, matched, ratio=ratio, sum=private)
        else:
            self.add(Step.SHARE, _floor(cost * share), percent=terms.percent)
        for step, percent in (
            (Step.OWN_PERCENT, terms.min_contribution_percent),
            (Step.SPONSOR, terms.min_sponsor_percent),
        ):
            if percent is not None:
                self.lower_to(step, _floor(cost * (1 - Fraction(percent) / 100)), percent=percent)
        if terms.min_contribution is not None:
            self.lower_to(Step.OWN_SUM, cost - terms.min_contribution, sum=terms.min_contribution)

    def ceilings(self) -> None:
        """The ceiling and the second one, times persons and months where counted for these."""
        terms = self.terms
        for step, amount, per in (
            (Step.CEILING, terms.ceiling, terms.ceiling_per),
            (Step.SECOND_CEILING, terms.overall_ceiling, terms.overall_ceiling_per),
        ):
            if amount is None:
                continue
            what = {"sum": amount, "per": per}
            limit = amount
            if per in _PERSONAL:
                limit = amount * self.persons * self.months
                what |= {"persons": self.persons, "months": self.months}
            elif per == Per.PERSON:
                limit = amount * self.persons
                what |= {"persons": self.persons}
            self.lower_to(step, limit, always=step is Step.CEILING, **what)

    def least(self, cost: int) -> None:
        """Below the least project cost, or the least grant, nothing is paid."""
        terms = self.terms
        if terms.min_project_cost is not None and cost < terms.min_project_cost:
            self.add(Step.LEAST_COST, 0, sum=terms.min_project_cost)
        elif terms.min_grant is not None and self.sum < terms.min_grant:
            self.add(Step.LEAST_GRANT, 0, sum=terms.min_grant)


@dataclass(frozen=True)
class TrackEstimate:
    """The estimate for one track; `name` is the track itself."""

    track: object
    estimate: Estimate


def by_track(rows: Iterable[Terms], on: date, inputs: Inputs) -> list[TrackEstimate]:
    """An estimate for each track, by the terms in force on the day `on`, in the tracks' order."""
    tracks: dict[int, list[Terms]] = {}
    for row in sorted(rows, key=lambda row: (row.track.position, row.track_id)):
        tracks.setdefault(row.track_id, []).append(row)
    return [
        TrackEstimate(group[0].track, estimate(in_force(group, on), inputs))
        for group in tracks.values()
    ]


def best(estimates: Sequence[TrackEstimate], tracks: Sequence[str] = ()) -> TrackEstimate | None:
    """The one that pays most among `tracks` (all, where none is named); None where none pays."""
    paying = [
        one
        for one in estimates
        if one.estimate.pays is not None and (not tracks or one.track.key in tracks)
    ]
    return max(paying, key=lambda one: one.estimate.pays, default=None)


def priced(rows: Iterable[Terms]) -> bool:
    """Whether the project cost decides what any of these rows pays."""
    return any(
        row.terms_kind in (TermsKind.MATCH, TermsKind.REIMBURSE, TermsKind.GRANT) for row in rows
    )
