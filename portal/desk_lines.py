"""What the desk is made of: sections of lines, each with its count, all counted in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Count, QuerySet, Value
from django.utils.translation import pgettext

from publishing.admin.versions import RecordLink


@dataclass(frozen=True)
class Row:
    """One record listed under a line, and what is to be said of it."""

    record: RecordLink
    note: str


@dataclass(frozen=True)
class Line:
    """Something to be done: how many records wait for it, and the list that shows them.

    `note` says more in a few words. A line may list the first of them as `rows`, or be parted into
    a line for each kind of record; then it has no list of its own.
    """

    title: str
    count: int = 0
    address: str = ""
    rows: tuple[Row, ...] = ()
    parts: tuple["Line", ...] = ()
    note: str = ""
    records: QuerySet | None = field(default=None, repr=False, compare=False)

    @property
    def more(self) -> int:
        """How many records `rows` leaves out."""
        return self.count - len(self.rows) if self.rows else 0

    @property
    def filled(self) -> list["Line"]:
        """The parts that have something in them."""
        return [part for part in self.parts if part.count]

    @property
    def empty(self) -> str:
        """The parts that have nothing, named one after another."""
        names = [str(part.title) for part in self.parts if not part.count]
        return pgettext("between items", ", ").join(names)


@dataclass(frozen=True)
class Section:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


def counted(sections: list[Section]) -> list[Section]:
    """The sections with every count filled in. One query."""
    leaves = [leaf for section in sections for line in section.lines for leaf in _leaves(line)]
    counts = iter(_count(leaf.records for leaf in leaves))

    def fill(line: Line) -> Line:
        if not line.parts:
            return replace(line, count=next(counts))
        parts = tuple(fill(part) for part in line.parts)
        return replace(line, parts=parts, count=sum(part.count for part in parts))

    return [replace(section, lines=tuple(map(fill, section.lines))) for section in sections]


def _leaves(line: Line) -> tuple[Line, ...]:
    return line.parts or (line,)


def _count(querysets: Iterable[QuerySet]) -> list[int]:
    """How many rows each holds: one part of a union each, for a query each would be dozens."""
    parts = [
        records.order_by().annotate(line=Value(number)).values("line").annotate(total=Count("*"))
        for number, records in enumerate(querysets)
    ]
    if not parts:
        return []
    found = {row["line"]: row["total"] for row in parts[0].union(*parts[1:], all=True)}
    return [found.get(number, 0) for number in range(len(parts))]
