"""Sorting judged schemes for an applicant, and what to ask next. No database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from schemes.eligibility.judge import Judgement, Verdict, asks
from schemes.eligibility.vocabulary import ATTRIBUTES, Answers

QUESTIONS = 6  # the most that are asked
FIRST = ("who", "want")  # what nearly every clause turns on


class Group(StrEnum):
    """The four groups of the answer; the values are the keys of the API."""

    FITS = "fits"
    CHECK = "check"
    CLOSED = "closed"
    NO = "no"


class Taking(StrEnum):
    """Whether a scheme takes applications, as far as a finder is concerned."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NO = "no"


def group_of(verdict: Verdict, taking: Taking) -> Group:
    """Where a scheme belongs, by its clauses and by whether it takes applications."""
    if verdict is Verdict.NO:
        return Group.NO
    if taking is Taking.NO:
        return Group.CLOSED
    if verdict is Verdict.YES and taking is Taking.YES:
        return Group.FITS
    return Group.CHECK


def open_questions(judgement: Judgement, answers: Answers) -> set[str]:
    """The attributes whose answers can still change a scheme's verdict.

    A verdict of yes or no stands: answers only add to what is known.
    """
    if judgement.verdict is not Verdict.UNKNOWN:
        return set()
    return {
        code
        for way in judgement.open_ways
        for point in way.having(Verdict.UNKNOWN)
        for criterion in point.criteria
        for code in asks(criterion, answers)
    }


def next_question(
    judged: Iterable[tuple[Judgement, Taking]],
    answers: Answers,
    skipped: Sequence[str] = (),
    priced: bool = False,
) -> str | None:
    """The attribute to ask next, or None where nothing is left to ask.

    Who and what for come first, then the cost where the money turns on it (`priced`), then what
    can still change the verdict of most schemes; those that take no applications count least.
    At most QUESTIONS are asked, answered and skipped ones together.
    """
    done = {*answers, *skipped}
    if len(done) >= QUESTIONS:
        return None
    weights: Counter[str] = Counter()
    for judgement, taking in judged:
        for code in open_questions(judgement, answers) - done:
            weights[code] += 1 if taking is Taking.NO else 5
    for code in FIRST:
        if weights[code]:
            return code
    if "cost" not in done and (priced or weights["cost"]):
        return "cost"
    order = list(ATTRIBUTES)
    return min(weights, key=lambda code: (-weights[code], order.index(code)), default=None)
