"""What a query asks for: its words put into units, each with all the ways of saying it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from search.analysis import Atom, atoms, key_of, parts, phrase, prepare
from search.models import SearchName
from search.registry import Naming, kind_of, kinds
from search.stopwords import CHINESE
from search.synonyms import Group, Table

# Beyond this a query is a text, not a question; what follows is not looked for.
MOST_ATOMS = 60
# Longest run of atoms that can be a name, and how many of the query's parts are looked up.
LONGEST_NAME = 24
MOST_KEYS = 1500

# How much another word for the same counts: of common speech, and of a name.
BY_SYNONYM = (0.8, 0.9)
# How much a word weighs that asks for a kind of record.
ASKING = 0.4
# How much it weighs that two parts of a query stand side by side, beside the parts themselves.
BESIDE = 0.2

Span = tuple[int, int]  # the first atom, and the one after the last


@dataclass(frozen=True)
class Way:
    """One way of saying a unit: all its tokens must stand in one field. `factor` is at most 1.

    `parts` are its atoms' texts, by which it is marked in a text.
    """

    tokens: tuple[str, ...]
    factor: float
    parts: tuple[str, ...]

    @classmethod
    def of(cls, part: list[Atom], factor: float = 1.0) -> "Way":
        """The way a part of the query says it."""
        return cls(phrase(part), factor, parts(part))


@dataclass
class Unit:
    """One thing a query asks for.

    names: index key of a record called just this, to how surely (`SearchName.Tier`).
    factor: how much the unit weighs beside others.
    bonus: it speaks for a document that holds it, and not against one that does not.
    first, last: the atoms it stands for, for finding what was found of a query.
    """

    ways: list[Way]
    first: int
    last: int
    factor: float = 1.0
    names: dict[int, int] = field(default_factory=dict)
    bonus: bool = False


@dataclass
class Query:
    """A query taken apart.

    names: index key of a record called just what the whole query says, to how surely.
    cued: numbers of the kinds of record that a word of the query asks for.
    """

    text: str
    atoms: list[Atom]
    units: list[Unit]
    names: dict[int, int] = field(default_factory=dict)
    cued: frozenset[int] = frozenset()

    @property
    def sought(self) -> list[list[tuple[str, ...]]]:
        """For each unit the phrases it may be said by, as `snippets` looks for them."""
        return [[way.parts for way in unit.ways] for unit in self.units if not unit.bonus]

    @property
    def tokens(self) -> set[str]:
        """Every token that is to be looked up."""
        return {token for unit in self.units for way in unit.ways for token in way.tokens}


def parse(text: str, table: Table) -> Query:
    """Take a query apart, knowing the synonyms and (one query) every record's names."""
    found = atoms(prepare(text))[:MOST_ATOMS]
    capitals = _capitals(text)
    meant = [place for place, atom in enumerate(found) if not atom.is_stop]
    whole = (meant[0], meant[-1] + 1) if meant else (0, len(found))
    spans = {whole: key_of(found[slice(*whole)])} | _spans(found) if found else {}
    groups = {
        span: known
        for span, key in spans.items()
        if (known := _groups(table.get(key, ()), key, span, found, capitals))
    }
    names = _names(spans, groups, whole)
    units, taken = _known_units(found, spans, groups, names)
    units += _other_units(found, taken)
    query = Query(text, found, sorted(units, key=lambda unit: (unit.first, unit.last)))
    said = set(spans.values()) | {atom.text for atom in found if not atom.han}
    query.cued = frozenset(kind.number for kind in kinds() if said & kind.cue_keys)
    _weigh_cues_less(query)
    query.names = dict(names.get(whole, {}))
    return query


def _weigh_cues_less(query: Query) -> None:
    """A word that asks for a kind of record says less about which one; unless it is alone."""
    cues = frozenset().union(*(kind.cue_keys for kind in kinds()))
    asking = [unit for unit in query.units if not unit.bonus]
    said = [unit for unit in asking if key_of(query.atoms[unit.first : unit.last]) in cues]
    if len(said) < len(asking):
        for unit in said:
            unit.factor *= ASKING


def _capitals(text: str) -> set[str]:
    """Folded words that stand in the query in capitals only."""
    return {word.casefold() for word in text.replace("-", " ").split() if word.isupper()}


def _spans(found: list[Atom]) -> dict[Span, str]:
    """Every run of atoms that could be a name, with its key; of Han, unbroken ones only."""
    spans: dict[Span, str] = {}
    for length in range(min(LONGEST_NAME, len(found)), 0, -1):
        for first in range(len(found) - length + 1):
            last = first + length
            part = found[first:last]
            if length > 1 and (part[0].is_stop or part[-1].is_stop) and length < len(found):
                continue
            if any(
                one.han and other.han and one.end != other.start for one, other in pairwise(part)
            ):
                continue
            if length == 1 and part[0].han and len(found) > 1:
                continue
            spans[first, last] = key_of(part)
            if len(spans) == MOST_KEYS:
                return spans
    return spans


def _groups(
    known: Iterable[Group],
    key: str,
    span: Span,
    found: list[Atom],
    capitals: set[str],
) -> list[Group]:
    """The groups a part of the query may mean. A word such as ACCESS or IT within a sentence is an
    abbreviation only where it is written in capitals."""
    alone = span == (0, len(found))
    written_large = all(atom.whole in capitals for atom in found[span[0] : span[1]])
    stop = span[1] - span[0] == 1 and found[span[0]].is_stop
    return [
        group
        for group in known
        if alone or written_large or not (stop or key in group.capitals_only)
    ]


def _names(
    spans: Mapping[Span, str], groups: Mapping[Span, list[Group]], whole: Span
) -> dict[Span, dict[int, int]]:
    """The records called by each part of the query, or by another word for it. One query."""
    wanted: dict[str, list[tuple[Span, int]]] = {}
    for span, key in spans.items():
        wanted.setdefault(key, []).append((span, 0))
        for group in groups.get(span, ()):
            if group.is_name:
                for term in group.terms:
                    wanted.setdefault(term.key, []).append((span, 1))
    found: dict[Span, dict[int, int]] = {}
    rows = SearchName.objects.filter(key__in=list(wanted)[: 2 * MOST_KEYS])
    for document, key, tier in rows.values_list("document_id", "key", "tier"):
        naming = kind_of(document).naming
        for span, by_synonym in wanted[key]:
            if naming is Naming.ELSEWHERE or (naming is Naming.TITLE and span != whole):
                continue
            known = found.setdefault(span, {})
            known[document] = min(known.get(document, 9), max(tier, by_synonym))
    return found


def _known_units(found, spans, groups, names) -> tuple[list[Unit], set[int]]:
    """Units for the names and terms in a query, the longest first; and the atoms they take."""
    units, taken = [], set()
    for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        span = (first, last)
        if span not in groups and span not in names:
            continue
        if taken & set(range(first, last)):
            continue
        own = Way.of(found[first:last])
        ways = {own.tokens: own}
        for group in groups.get(span, ()):
            for term in group.terms:
                way = Way(term.tokens, BY_SYNONYM[group.is_name], term.parts)
                ways.setdefault(term.tokens, way)
        joined = found[first].joined if last - first > 1 else ""
        if joined and all(atom.joined == joined for atom in found[first:last]):
            ways.setdefault((joined,), Way((joined,), 1.0, (joined,)))
        made = [way for way in ways.values() if way.tokens]
        units.append(Unit(made, first, last, names=names.get(span, {})))
        taken |= set(range(first, last))
    return units, taken


def _other_units(found: list[Atom], taken: set[int]) -> list[Unit]:
    """Units for what is no known name: words by their stems, Han by pairs of characters."""
    units = []
    stops = _chinese_stops(found, taken)
    free = [place for place in range(len(found)) if place not in taken and place not in stops]
    meant = [place for place in free if not found[place].is_stop]
    if not meant and not taken:  # nothing but small words: then they are what is meant
        free = meant = [place for place in range(len(found)) if place not in taken]
    for place in meant:
        atom = found[place]
        if not atom.han:
            ways = [Way.of([atom])]
            if atom.joined:
                if place and found[place - 1].joined == atom.joined:
                    continue  # the compound was taken with its first part
                last = place
                while last + 1 < len(found) and found[last + 1].joined == atom.joined:
                    last += 1
                ways = [
                    Way((atom.joined,), 1.0, (atom.joined,)),
                    Way.of(found[place : last + 1], 0.95),
                ]
                units.append(Unit([way for way in ways if way.tokens], place, last + 1))
                continue
            units.append(Unit(ways, place, place + 1))
            continue
        before = place - 1 if _touch(found, place - 1, place) else None
        after = place + 1 if _touch(found, place, place + 1) else None
        if after is not None and after in meant:
            units.append(Unit([Way.of(found[place : after + 1])], place, after + 1, 0.7))
        elif before is None or before not in meant:
            # One character by itself says little, but with its neighbour it may say more.
            units.append(Unit([Way.of(found[place : place + 1])], place, place + 1, 0.35))
        for start in (before, place):
            if start is None or start + 1 >= len(found) or not _touch(found, start, start + 1):
                continue
            pair = {start, start + 1}
            if pair & taken and not pair <= taken and not pair & stops:
                units.append(_side_by_side(found, start, start + 2))
    words = [place for place, atom in enumerate(found) if not atom.han and not atom.is_stop]
    for one, other in pairwise(words):
        between = range(one + 1, other)
        if not (one in taken and other in taken) and not any(found[at].han for at in between):
            units.append(_side_by_side(found, one, other + 1))
    return [unit for unit in units if unit.ways and unit.ways[0].tokens]


def _side_by_side(found: list[Atom], first: int, last: int) -> Unit:
    """A unit for two neighbours of which one at least is in no known name."""
    return Unit([Way.of(found[first:last])], first, last, BESIDE, bonus=True)


def _touch(found: list[Atom], one: int, other: int) -> bool:
    """Whether two atoms are Han characters side by side."""
    if one < 0 or other >= len(found):
        return False
    return found[one].han and found[other].han and found[one].end == found[other].start


def _chinese_stops(found: list[Atom], taken: set[int]) -> set[int]:
    """Places of what people say around what they look for, outside known names."""
    stops: set[int] = set()
    place = 0
    while place < len(found):
        length = 0
        for stop in CHINESE:
            part = range(place, place + len(stop))
            if part.stop > len(found) or taken.intersection(part):
                continue
            if "".join(found[at].text for at in part if found[at].han) == stop:
                length = len(stop)
                break
        stops.update(range(place, place + length))
        place += length or 1
    return stops
