"""Every scheme judged for one applicant, sorted into the four groups. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from schemes import estimate as payment
from schemes.candidates import Candidate
from schemes.eligibility.codes import Operator, Strength
from schemes.eligibility.finder import Group, Taking, group_of, next_question
from schemes.eligibility.judge import Criterion, Judgement, Verdict, judge
from schemes.eligibility.vocabulary import ATTRIBUTES, Answers
from schemes.models import Clause as Sentence
from schemes.terms import in_force


@dataclass(frozen=True)
class Reason:
    """One sentence that speaks for, against or is to be checked, with the clauses it stands for."""

    sentence: Sentence
    criteria: tuple[Criterion, ...]
    verdict: Verdict

    @property
    def labels(self) -> list[str]:
        """What the clauses are about, in words."""
        codes = dict.fromkeys(one.condition.attribute for one in self.criteria)
        return [str(ATTRIBUTES[code].label) for code in codes]

    @property
    def silent(self) -> bool:
        """Whether it tells that the sources leave something unsaid."""
        return any(one.condition.operator == Operator.NOT_STATED for one in self.criteria)


@dataclass(frozen=True)
class Match:
    """One scheme's answer: its group, the reasons, and what it would pay."""

    candidate: Candidate
    group: Group
    judgement: Judgement
    money: payment.TrackEstimate | None
    estimates: tuple[payment.TrackEstimate, ...]

    @property
    def scheme(self):
        """The scheme itself."""
        return self.candidate.scheme

    @property
    def pays(self) -> int | None:
        """The most it pays for what was stated, in dollars; None where that is not known."""
        return self.money.estimate.pays if self.money else None

    def _reasons(self, verdict: Verdict, points) -> list[Reason]:
        return _told((criterion for point in points for criterion in point.criteria), verdict)

    @property
    def against(self) -> list[Reason]:
        """The clauses that say no."""
        return self._reasons(Verdict.NO, self.judgement.way.having(Verdict.NO))

    @property
    def to_check(self) -> list[Reason]:
        """The clauses of which nothing is known."""
        return self._reasons(Verdict.UNKNOWN, self.judgement.way.having(Verdict.UNKNOWN))

    @property
    def met(self) -> list[Reason]:
        """The clauses that are met."""
        return self._reasons(Verdict.YES, self.judgement.way.having(Verdict.YES))

    @property
    def weighs(self) -> list[Reason]:
        """Clauses that decide nothing and are not met, or not known to be."""
        points = [point for point in self.judgement.way.weighs if point.verdict is not Verdict.YES]
        return self._reasons(Verdict.UNKNOWN, points)

    @property
    def keep_in_mind(self) -> list[Reason]:
        """Rules in words, that no answer settles."""
        return _told(self.judgement.way.explains, Verdict.UNKNOWN)


def _told(criteria: Iterable[Criterion], verdict: Verdict) -> list[Reason]:
    """One reason a sentence, in order."""
    found: dict[int, list[Criterion]] = {}
    for criterion in criteria:
        found.setdefault(criterion.row.sentence_id, []).append(criterion)
    return [Reason(rows[0].row.sentence, tuple(rows), verdict) for rows in found.values()]


def inputs_of(answers: Answers) -> payment.Inputs:
    """What the answers state for working out the money."""

    def dollars(code: str) -> int | None:
        answer = answers.get(code)
        return int(answer) if isinstance(answer, Decimal) else None

    return payment.Inputs(cost=dollars("cost"), private=dollars("private"))


def match(candidate: Candidate, answers: Answers, on: date) -> Match:
    """Judge one scheme and work out the most it pays under the ways that are best."""
    judgement = judge(candidate.clauses, candidate.track_keys, answers)
    estimates = payment.by_track(candidate.terms, on, inputs_of(answers))
    return Match(
        candidate=candidate,
        group=group_of(judgement.verdict, candidate.taking),
        judgement=judgement,
        money=payment.best(estimates, judgement.tracks),
        estimates=tuple(estimates),
    )


def _order(one: Match) -> tuple:
    """By fit: nothing against, nothing open, nothing unsure; then by money."""
    way = one.judgement.way
    return (
        one.judgement.verdict is not Verdict.YES,
        len(way.having(Verdict.NO)),
        one.candidate.taking is Taking.NOT_SURE,
        len(way.having(Verdict.UNKNOWN)),
        len(one.weighs),
        -(one.pays if one.pays is not None else -1),
        one.scheme.slug,
    )


def matches(
    candidates: Iterable[Candidate], answers: Answers, on: date
) -> dict[Group, list[Match]]:
    """All schemes in the four groups, each in order."""
    found = sorted((match(one, answers, on) for one in candidates), key=_order)
    return {group: [one for one in found if one.group is group] for group in Group}


def ask_next(
    groups: dict[Group, list[Match]], answers: Answers, skipped: list[str], on: date
) -> str | None:
    """The attribute to ask next, or None."""
    found = [one for members in groups.values() for one in members]
    still = [one for one in found if one.group in (Group.FITS, Group.CHECK)]
    terms = (in_force([row], on) for one in still for row in one.candidate.terms)
    judged = [(one.judgement, one.candidate.taking) for one in found]
    priced = payment.priced(row for row in terms if row)
    return next_question(judged, answers, skipped, priced)


def hard(criteria: Iterable[Criterion]) -> list[Criterion]:
    """The clauses that decide."""
    return [one for one in criteria if one.strength == Strength.HARD]
