"""What can be found: each app registers its own kinds of record.

An app's module `searchable` is imported once all apps are ready, as the admin's are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from django.db import models

from publishing.enums import State
from search.analysis import key

# The records a changed row belongs to, by primary key.
Owners = Callable[[models.Model], Iterable[int]]

# Fields are weighted A to D, as PostgreSQL calls its weights: names and abbreviations; former
# names and other words for it; the summary; everything else.
FIELDS = 4
KINDS = 16


@dataclass(frozen=True)
class Text:
    """A text in both languages; a word that belongs to neither stands in both."""

    zh_hk: str = ""
    en: str = ""

    @classmethod
    def of(cls, instance: models.Model, name: str) -> "Text":
        """The translated field `name` of a record or row."""
        return cls(getattr(instance, f"{name}_zh_hk") or "", getattr(instance, f"{name}_en") or "")

    @classmethod
    def both(cls, text: str) -> "Text":
        """One text for both languages, such as an abbreviation."""
        return cls(text or "", text or "")


@dataclass(frozen=True)
class Entry:
    """What is indexed of one record.

    `name` and `summary` are shown in results. `former` are names it had, `also` other words under
    which it is looked for. `body` is text a result may show a passage of; `linked` are names of
    other records, which are found and not shown. `ended_from` is the day from which it is over for
    good; `dated` sorts those that are equal otherwise, the newest first.
    """

    slug: str
    address: str
    name: Text
    summary: Text
    abbreviation: str = ""
    former: tuple[Text, ...] = ()
    also: tuple[Text, ...] = ()
    body: tuple[Text, ...] = ()
    linked: tuple[Text, ...] = ()
    ended_from: date | None = None
    dated: str = ""


def called(record: models.Model | None) -> list[Text]:
    """What another record is called, to find by it what is linked to it; nothing of one that is
    not published."""
    if record is None or record.state != State.PUBLISHED:
        return []
    return [Text.of(record, "name"), Text.both(getattr(record, "abbreviation", ""))]


class Naming(Enum):
    """What records of a kind are called by: a name that may stand within a query, a title that is
    asked for as a whole, or a title that others choose, which says nothing sure."""

    NAME = "name"
    TITLE = "title"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Kind:
    """One kind of record that can be found.

    number: 1 to 15, for ever; it is part of the index's keys.
    code: its name in addresses.
    weight: how much a find of this kind counts beside one of another.
    records: all records with what `entry` reads, public or not.
    public: the records a reader may see now; every search asks it.
    entry: what is indexed of one record.
    naming: what its records are called by.
    cues: words in a query that ask for this kind, in both languages.
    rows: models whose change changes what is indexed, to the path from one to its record, or to
        a function that gives the records' primary keys.
    extras: what a result shows beside its text, for the records of one page by primary key.
    template: shows those extras.
    """

    number: int
    code: str
    label: Any
    model: type[models.Model]
    weight: float
    records: Callable[[], models.QuerySet]
    public: Callable[[], models.QuerySet]
    entry: Callable[[models.Model], Entry]
    naming: Naming = Naming.NAME
    cues: tuple[str, ...] = ()
    rows: Mapping[type[models.Model], str | Owners] = field(default_factory=dict)
    extras: Callable[[Iterable[int]], Mapping[int, Any]] | None = None
    template: str = ""

    @cached_property
    def cue_keys(self) -> frozenset[str]:
        """The cues as parts of a query are compared with them."""
        return frozenset(map(key, self.cues))

    def pk_of(self, object_id: int) -> int:
        """The index's key of a record: the same in every database."""
        return object_id * KINDS + self.number


_kinds: dict[int, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of record findable. Raises ValueError when its number or code is taken."""
    if not 0 < kind.number < KINDS:
        raise ValueError(f"{kind.code}: a kind's number is 1 to {KINDS - 1}")
    for other in _kinds.values():
        if other.number == kind.number or other.code == kind.code:
            raise ValueError(f"{kind.code}: number or code is that of {other.code}")
    _kinds[kind.number] = kind


def kinds() -> list[Kind]:
    """Every kind, in the order of their numbers."""
    return [_kinds[number] for number in sorted(_kinds)]


def kind_of(pk: int) -> Kind:
    """The kind of an index key."""
    return _kinds[pk % KINDS]


def kind_named(code: str) -> Kind:
    """The kind with a code. Raises KeyError."""
    return next(kind for kind in _kinds.values() if kind.code == code)
