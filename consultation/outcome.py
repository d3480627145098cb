"""The figures of the comments received, as anybody may see them. No database.

Two groups are counted apart: comments that are published, and those that are not (withheld, or in
hand). Everybody can count the first group by reading it; were both counted together, what is left
after subtracting it would tell what the few said who did not agree to publication.

In each column a number under `LEAST` is hidden, and with it every number up to the next larger one.
That is enough even for a reader who knows this rule, the total, and every published comment: which
of the hidden numbers stands in which row can be changed about at will, and the page stays the same
to the letter. As one of them is small and another is not, no hidden number can be worked out, nor
whether it is small. The tables of one page share nothing but the totals, and changing the rows of
one about leaves the others as they are, so together they tell no more. Where all numbers are small
all are hidden.

The reconciliation is not hidden. It says what became of comments, never what any of them says:
that one was withdrawn tells of nobody which one it was, nor where its writer stood.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from consultation.enums import Disposition
from publishing.dates import FuzzyDate, Precision

# A number of comments smaller than this is not shown.
LEAST = 5
# What counts in the figures; of a campaign every writer's comment does.
UNPUBLISHED = frozenset({Disposition.WITHHELD, Disposition.IN_HAND})
COUNTED = UNPUBLISHED | {Disposition.PUBLISHED}

# More bars than this are no picture any more.
MOST_BARS = 24
ROW_HEIGHT = 62  # px: a line for the row's name, one for its numbers, and a bar
BAR_HEIGHT = 16


class Tally(NamedTuple):
    """How many comments agree in all of this; `month` is that in which they were received."""

    disposition: str
    stance: str
    language: str
    month: FuzzyDate
    count: int


class Reconciliation(NamedTuple):
    """All comments received, and how many of them became what; the parts add up to the whole."""

    received: int
    parts: tuple[tuple[Disposition, int], ...]

    @property
    def published(self) -> int:
        """How many can be read on the page."""
        return dict(self.parts)[Disposition.PUBLISHED]

    @property
    def unpublished(self) -> int:
        """How many count in the figures and cannot be read."""
        return sum(count for disposition, count in self.parts if disposition in UNPUBLISHED)

    @property
    def counted(self) -> int:
        """How many count in the figures."""
        return self.published + self.unpublished


def reconciliation(tallies: Iterable[Tally]) -> Reconciliation:
    """What became of every comment received."""
    parts = dict.fromkeys(Disposition, 0)
    for tally in tallies:
        parts[Disposition(tally.disposition)] += tally.count
    return Reconciliation(sum(parts.values()), tuple(parts.items()))


def shown(counts: Sequence[int]) -> list[int | None]:
    """The numbers of one column, None where one is hidden; see the module for why it is enough."""
    if min(counts, default=LEAST) >= LEAST:
        return list(counts)
    limit = min((count for count in counts if count >= LEAST), default=LEAST)
    return [count if count > limit else None for count in counts]


@dataclass(frozen=True)
class Bar:
    """One row as drawn: `y` in px from the top of the chart, the rest in per cent of its width."""

    y: int
    published: float
    unpublished: float

    @property
    def name_y(self) -> int:
        """Baseline of the row's name, the upper line above the bar."""
        return self.y - 24

    @property
    def value_y(self) -> int:
        """Baseline of the numbers, the lower line."""
        return self.y - 6


class Line(NamedTuple):
    """One row of a table: its key and its numbers, None where one is hidden."""

    key: object
    published: int | None
    unpublished: int | None
    bar: Bar


@dataclass(frozen=True)
class Table:
    """The numbers by one feature, ready to be shown as a table and as bars.

    A column without any comment is left out: there is nothing in it to hide.
    """

    lines: tuple[Line, ...]
    has_published: bool
    has_unpublished: bool
    drawn: bool
    """Whether there are bars to compare."""
    bar_height: int = BAR_HEIGHT

    @property
    def hides(self) -> bool:
        """Whether a number is hidden."""
        return any(
            (self.has_published and line.published is None)
            or (self.has_unpublished and line.unpublished is None)
            for line in self.lines
        )

    @property
    def height(self) -> int:
        """Height of the chart in px."""
        return len(self.lines) * ROW_HEIGHT


def table(
    keys: Sequence, published: dict, unpublished: dict, comments: tuple[int, int] | None = None
) -> Table | None:
    """The numbers of both groups by key, or None where there are not two rows to compare.

    published, unpublished: counts by key; a key that is missing counts as none.
    comments: how many comments each group has, where they do not have one key each. A column is
        left out only if its group has none: that none of a few has a key would tell of all.
    """
    columns = [[group.get(key, 0) for key in keys] for group in (published, unpublished)]
    has_published, has_unpublished = map(bool, comments or map(sum, columns))
    if len(keys) < 2 or not (has_published or has_unpublished):
        return None
    pairs = list(zip(*map(shown, columns), strict=True))
    longest = max((left or 0) + (right or 0) for left, right in pairs)
    lines = tuple(
        Line(key, left, right, _bar(number, left or 0, right or 0, longest))
        for number, (key, (left, right)) in enumerate(zip(keys, pairs, strict=True))
    )
    visible = sum(bool(left or right) for left, right in pairs)
    drawn = visible > 1 and len(lines) <= MOST_BARS
    return Table(lines, has_published, has_unpublished, drawn)


def _bar(number: int, published: int, unpublished: int, longest: int) -> Bar:
    scale = 100 / longest if longest else 0
    return Bar(number * ROW_HEIGHT + 40, round(published * scale, 2), round(unpublished * scale, 2))


def by(feature: str, tallies: Iterable[Tally]) -> tuple[dict, dict]:
    """Counts by one feature of the tallies: of published comments, and of the others counted."""
    published: dict = {}
    unpublished: dict = {}
    for tally in tallies:
        if tally.disposition not in COUNTED:
            continue
        group = unpublished if tally.disposition in UNPUBLISHED else published
        key = getattr(tally, feature)
        group[key] = group.get(key, 0) + tally.count
    return published, unpublished


def months(opened: date, today: date, tallies: Iterable[Tally]) -> list[FuzzyDate]:
    """Every month from that of the day `opened` to that of `today`.

    They follow from the calendar and not from the comments, so that no row tells by being there
    that somebody wrote. Only a comment entered with a day before the opening makes them begin
    earlier.
    """
    known = [tally.month.start for tally in tallies if tally.disposition in COUNTED]
    first, last = (day.year * 12 + day.month - 1 for day in (min([opened, *known]), today))
    return [month_of(date(number // 12, number % 12 + 1, 1)) for number in range(first, last + 1)]


def month_of(day: date) -> FuzzyDate:
    """The month in which a day lies."""
    return FuzzyDate(day.replace(day=1), Precision.MONTH)


# About as much as a reader takes in before deciding whether to go on.
FOLDED_AFTER = 600
# A rest shorter than this is not worth a click.
LEAST_REST = 200


def fold(text: str) -> tuple[str, str]:
    """A text in two parts: what is shown at once, and the rest; the rest is empty if it is short.

    Cut at the last end of a paragraph, else of a sentence, else of a word, in the second half of
    the first `FOLDED_AFTER` characters.
    """
    if len(text) < FOLDED_AFTER + LEAST_REST:
        return text, ""
    for ends in ("\n", "。！？", " "):
        place = max(text.rfind(end, FOLDED_AFTER // 2, FOLDED_AFTER) for end in ends)
        if place >= 0:
            return text[: place + 1].rstrip(), text[place + 1 :].lstrip()
    return text[:FOLDED_AFTER], text[FOLDED_AFTER:]
