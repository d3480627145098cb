"""What follows from the answers: which kinds of applicant one is, and facts that need no question.

The tables are those of docs/eligibility.md. What follows from nothing stays unknown.
"""

from dataclasses import dataclass
from decimal import Decimal

from schemes.eligibility.codes import Group, Who
from schemes.eligibility.vocabulary import KINDS, Answers

_YES, _NO = frozenset({"yes"}), frozenset({"no"})

# What each kind of applicant certainly is, beside itself.
IS: dict[str, frozenset[str]] = {
    Who.SOLE_PROPRIETOR: frozenset({Group.BUSINESS, Group.FIRM}),
    Who.COMPANY: frozenset({Group.BUSINESS, Group.CAP622, Group.FIRM}),
    Who.NON_HK_COMPANY: frozenset({Group.BUSINESS, Group.FIRM}),
    Who.LISTED: frozenset({Group.BUSINESS, Group.FIRM}),
    Who.STARTUP_IDEA: frozenset({Group.STARTUP, Group.FIRM, Who.PERSON}),
    Who.STARTUP_EARLY: frozenset({Group.STARTUP, Group.BUSINESS, Group.CAP622, Group.FIRM}),
    Who.STARTUP_GROWTH: frozenset({Group.STARTUP, Group.BUSINESS, Group.CAP622, Group.FIRM}),
    Who.RESEARCH_INSTITUTE: frozenset({Group.LPRI}),
    Who.UNIVERSITY: frozenset({Group.LPRI}),
    Who.SELF_FINANCING: frozenset({Group.LPRI}),
    Who.STUDENT: frozenset({Who.PERSON}),
}
_FORMS = frozenset({Group.BUSINESS, Group.CAP622})
# What it may be as well, for all that its code says.
MAY_BE: dict[str, frozenset[str]] = {
    Who.LISTED: frozenset({Group.CAP622, Who.NON_HK_COMPANY}),
    Who.RD_CENTRE: _FORMS,
    Who.RESEARCH_INSTITUTE: _FORMS | {Who.PUBLIC_BODY},
    Who.SELF_FINANCING: _FORMS | {Who.CHARITY},
    Who.TRADE_BODY: _FORMS | {Who.CHARITY},
    Who.CHARITY: _FORMS,
    Who.FUND_MANAGER: _FORMS | {Who.NON_HK_COMPANY},
    Who.STARTUP_SERVICE: _FORMS | {Who.NON_HK_COMPANY},
}
# The plain question that settles whether one is of a kind.
SETTLED_BY = {Group.CAP622: "incorporated", Group.BUSINESS: "registered"}


@dataclass(frozen=True)
class Range:
    """Numbers from `low` to `high`, `low` itself left out where `above`."""

    low: Decimal
    high: Decimal
    above: bool = False


_HAVE_LABS = {Who.UNIVERSITY, Who.RD_CENTRE, Who.RESEARCH_INSTITUTE}
# What else each kind of applicant tells without being asked.
TELLS: dict[str, dict[str, frozenset[str] | Range]] = {
    who: ({} if who in _HAVE_LABS else {"recognised_lab": _NO}) for who in Who.values
}
for _who, _facts in {
    Who.SOLE_PROPRIETOR: {"incorporated": _NO, "registered": _YES},
    Who.COMPANY: {"incorporated": _YES, "registered": _YES},
    Who.NON_HK_COMPANY: {"incorporated": _NO, "registered": _YES},
    Who.LISTED: {"registered": _YES},
    Who.STARTUP_IDEA: {"incorporated": _NO, "registered": _NO},
    Who.STARTUP_EARLY: {
        "incorporated": _YES,
        "registered": _YES,
        "years": Range(Decimal(0), Decimal(2)),
    },
    Who.STARTUP_GROWTH: {
        "incorporated": _YES,
        "registered": _YES,
        "years": Range(Decimal(2), Decimal(7), above=True),
    },
    Who.RD_CENTRE: {"subvented": _YES, "rd_hk": _YES},
    Who.RESEARCH_INSTITUTE: {"rd_hk": _YES},
    Who.UNIVERSITY: {"incorporated": _NO, "subvented": _YES, "rd_hk": _YES},
    Who.STUDENT: {"incorporated": _NO, "registered": _NO},
    Who.PERSON: {"incorporated": _NO, "registered": _NO},
}.items():
    TELLS[_who] |= _facts


def _one(answers: Answers, code: str) -> str | None:
    return next(iter(answers[code])) if code in answers else None


def kinds(answers: Answers) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of applicant one certainly is, and those one may be; no other one is."""
    who = _one(answers, "who")
    if who is None:
        certain, possible = frozenset(), frozenset(KINDS)
    else:
        certain, possible = IS.get(who, frozenset()) | {who}, MAY_BE.get(who, frozenset())
    for kind, question in SETTLED_BY.items():
        if kind in possible and question in answers:
            possible -= {kind}
            certain |= {kind} if answers[question] == _YES else frozenset()
    return certain, possible


def known(answers: Answers, code: str) -> frozenset[str] | Range | None:
    """What is known of an attribute: what was answered, else what follows from who applies.

    A number comes as the range it lies in. Other than `who`, for which there are `kinds`.
    """
    if code in answers:
        answer = answers[code]
        if code == "partner" and "guangdong" in answer:
            return answer | {"mainland"}  # Guangdong lies in the Mainland
        return Range(answer, answer) if isinstance(answer, Decimal) else answer
    who = _one(answers, "who")
    return TELLS[who].get(code) if who else None
