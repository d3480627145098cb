"""The finder's and the estimate's parameters, read from an address. No database."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from publishing.dates import today
from schemes.eligibility.values import read_answer
from schemes.eligibility.vocabulary import ATTRIBUTES, MOST, Answers
from schemes.estimate import Inputs

MONTHS, PERSONS = 600, 10_000  # the most that are reckoned with


@dataclass
class Asked:
    """What an address says: answers as read, their texts, what was skipped, and what is wrong."""

    answers: dict[str, Answers] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def address(self, without: str = "", skip: str = "", **more: str) -> str:
        """The query that asks the same, in one order for the same answers; begins with “?”."""
        query = QueryDict(mutable=True)
        for code in ATTRIBUTES:
            if code in self.texts and code != without:
                query.setlist(code, self.texts[code])
        skipped = [code for code in self.skipped if code != without]
        if skip:
            skipped.append(skip)
        if skipped:
            query.setlist("skip", skipped)
        for name, value in more.items():
            query[name] = value
        return f"?{query.urlencode()}"


def read_finder(query: QueryDict) -> Asked:
    """The answers in an address. What is empty says nothing, and unknown names are left alone;
    what is no answer is told in `errors`, by attribute."""
    asked = Asked()
    for code, attribute in ATTRIBUTES.items():
        texts = [text.strip() for text in query.getlist(code) if text.strip()]
        if not texts:
            continue
        asked.texts[code] = texts
        try:
            asked.answers[code] = read_answer(attribute, texts)
        except ValidationError as error:
            asked.errors[code] = " ".join(map(str, error.messages))
        else:
            asked.texts[code] = _written(asked.answers[code])
    skipped = [code for text in query.getlist("skip") for code in text.split(",")]
    asked.skipped = [
        code for code in dict.fromkeys(skipped) if code in ATTRIBUTES and code not in asked.texts
    ]
    return asked


def _written(answer) -> list[str]:
    return sorted(answer) if isinstance(answer, frozenset) else [f"{answer:f}"]


def read_whole(text: str, least: int, most: int) -> int:
    """A whole number as people write it, `HK$600,000` too. Raises ValidationError."""
    plain = text.strip().upper().removeprefix("HK").removeprefix("$").replace(",", "").strip()
    if not (plain.isascii() and plain.isdigit()):
        raise ValidationError(_("Give a whole number, such as 600000."))
    if not least <= int(plain[:20]) <= most:
        words = {"least": f"{least:,}", "most": f"{most:,}"}
        raise ValidationError(_("Give a number from %(least)s to %(most)s.") % words)
    return int(plain)


def read_day(text: str) -> date:
    """A day that has come, as `2026-11-21`. Raises ValidationError."""
    try:
        on = datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise ValidationError(_("Give the day as 2026-11-21.")) from error
    if on > today():
        raise ValidationError(_("That day lies in the future."))
    return on


@dataclass
class Stated:
    """What an address states for working out a payment: the inputs, the day, what was typed, and
    what is wrong, by parameter."""

    inputs: Inputs = field(default_factory=Inputs)
    on: date = field(default_factory=today)
    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


# Parameter to the least and the most it may be.
WHOLE = {"cost": (1, MOST), "private": (0, MOST), "staff": (1, PERSONS), "months": (1, MONTHS)}
ESTIMATE = (*WHOLE, "on")


def read_estimate(query: QueryDict) -> Stated:
    """The cost, private money, number of people, months and day in an address."""
    stated, found = Stated(), {}
    for name in ESTIMATE:
        text = query.get(name, "").strip()
        if not text:
            continue
        stated.texts[name] = text
        try:
            if name == "on":
                stated.on = read_day(text)
            else:
                found[name] = read_whole(text, *WHOLE[name])
        except ValidationError as error:
            stated.errors[name] = error.messages[0]
    stated.inputs = Inputs(**found)
    return stated
