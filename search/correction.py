"""Mending slips: a word or pair of characters that nothing holds, and what is near it.

English words are compared with the words of names and summaries; a Chinese slip is a wrong,
missing, doubled or swapped character, mended where both of its neighbours then stand beside it
somewhere. Of several ways the one that makes a name is taken, else the one most names hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from search import engines
from search.analysis import encode, prepare, stem
from search.folding import fold
from search.models import SearchName, Word
from search.parsing import Query, Unit
from search.synonyms import Table

# Letters a word must have for one slip in it to be mended, and for two.
ONE_SLIP, TWO_SLIPS = 4, 8
MOST_TRIED = 40
LONGEST_NAME = 12


def mend(query: Query, places: dict[str, list[int]], table: Table) -> str:
    """The query with its slips mended, or "" where there is none or nothing is near."""
    base = query.text if len(prepare(query.text)) == len(query.text) else prepare(query.text)
    missing = [unit for unit in query.units if _is_missing(unit, places)]
    changes: list[tuple[int, int, str]] = []
    for unit in missing:
        part = query.atoms[unit.first : unit.last]
        if part[0].han:
            continue
        first, last = part[0].start, part[-1].end
        word = prepare(query.text)[first:last]
        if near := _near_word(word.replace("-", ""), alone=len(query.units) == 1):
            changes.append((first, last, near))
    pairs = {
        unit.first
        for unit in missing
        if unit.last - unit.first == 2 and query.atoms[unit.first].han
    }
    if pairs and (change := _near_characters(query, pairs, table)):
        changes.append(change)
    for first, last, text in sorted(changes, reverse=True):
        base = base[:first] + text + base[last:]
    return base if changes else ""


def _is_missing(unit: Unit, places: dict[str, list[int]]) -> bool:
    """Whether nothing anywhere holds the unit, however it is said."""
    return (
        not unit.bonus
        and not unit.names
        and not any(all(token in places for token in way.tokens) for way in unit.ways)
    )


# --- Words ----------------------------------------------------------------------------------


def _near_word(word: str, alone: bool) -> str:
    """The known word nearest to `word`, or "". Two queries."""
    if len(word) < ONE_SLIP or not word.isascii() or not word.isalpha():
        return ""
    most = 2 if len(word) >= TWO_SLIPS else 1
    alike = Q(folded__startswith=word[0]) | Q(folded__endswith=word[-3:])
    near: dict[str, int] = {}
    for known in Word.objects.filter(alike).values_list("folded", flat=True):
        if len(word) >= 5 and known.startswith(word):
            near[known] = 1  # the beginning of a word, not a slip
        elif abs(len(known) - len(word)) <= most and known[:1].isascii():
            distance = slips(word, known, most)
            if distance <= most and (len(word) > ONE_SLIP or alone):
                near[known] = distance
    best = sorted(near, key=lambda known: (near[known], known))[:MOST_TRIED]
    held = engines.places_of(encode(stem(known)) for known in best)
    return min(
        (known for known in best if encode(stem(known)) in held),
        key=lambda known: (near[known], -len(held[encode(stem(known))]), known),
        default="",
    )


def slips(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many or swapped between two words; `most` + 1 for
    any number above it."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, facing in enumerate(other, 1):
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)


# --- Characters -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Way:
    """One way to mend: put `shown` (folded: `folded`) for the characters from `first` to `last`."""

    first: int
    last: int
    folded: str
    shown: str


def _near_characters(query: Query, pairs: set[int], table: Table) -> tuple[int, int, str] | None:
    """The change of a few characters after which the query holds a name, or what names hold."""
    first, last = min(pairs), max(pairs) + 2
    start = end = first
    while start > 0 and _touch(query, start - 1):
        start -= 1
    while _touch(query, end) and end < len(query.atoms) - 1:
        end += 1
    if last > end + 1:
        return None  # slips in two places are too many to guess at
    run = "".join(atom.text for atom in query.atoms[start : end + 1])
    offset = query.atoms[start].start
    known = _known_pairs(run, first - start, last - start)
    ways = [
        way
        for way in _ways(run, {pair - start for pair in pairs}, known)
        if way.folded != run[way.first : way.last]
    ]
    # What one name holds, if not side by side, is a slip only where mending it makes a name.
    apart = _in_one_name(run[max(first - start - 1, 0) : last - start + 1])
    best = _best(run, ways, table, only_names=apart)
    return best and (offset + best.first, offset + best.last, best.shown)


def _touch(query: Query, place: int) -> bool:
    if place + 1 >= len(query.atoms):
        return False
    one, other = query.atoms[place], query.atoms[place + 1]
    return one.han and other.han and one.end == other.start


def _in_one_name(run: str) -> bool:
    """Whether one name holds all of a run, though not side by side. One query."""
    pairs = [run[place : place + 2] for place in range(len(run) - 1)]
    held = engines.places_of(map(encode, {*pairs, *run}))
    wanted, left = set(), dict(enumerate(run))
    for place, pair in enumerate(pairs):
        if encode(pair) in held:
            wanted.add(encode(pair))
            left.pop(place, None)
            left.pop(place + 1, None)
    wanted.update(map(encode, left.values()))
    names = [{at for at in held.get(token, ()) if at % engines.PLACES < 2} for token in wanted]
    return bool(names) and bool(set.intersection(*names))


def _known_pairs(run: str, first: int, last: int) -> dict[str, str]:
    """Pairs of characters that stand in some name or summary, around a slip. One query."""
    near = set(run[max(first - 1, 0) : last + 1])
    wanted = Q()
    for sign in near:
        wanted |= Q(folded__startswith=sign) | Q(folded__endswith=sign)
    rows = Word.objects.filter(wanted).values_list("folded", "shown")
    return {folded: shown for folded, shown in rows if len(folded) == len(shown) == 2}


def _ways(run: str, missing: set[int], known: dict[str, str]) -> Iterator[_Way]:
    """Every way to change one place of `run` so that none of the `missing` pairs is left."""
    following: dict[str, dict[str, str]] = {}
    preceding: dict[str, dict[str, str]] = {}
    for folded, shown in known.items():
        following.setdefault(folded[0], {})[folded[1]] = shown[1]
        preceding.setdefault(folded[1], {})[folded[0]] = shown[0]
    first, last = min(missing), max(missing)
    for place in range(last, first + 2):  # the characters that all the missing pairs share
        before = run[place - 1] if place else ""
        after = run[place + 1] if place + 1 < len(run) else ""
        options = following.get(before, {}) if before else preceding.get(after, {})
        for sign, shown in options.items():
            if not (before and after) or sign + after in known:
                yield _Way(place, place + 1, sign, shown)
        if before and after and before + after in known:
            yield _Way(place, place + 1, "", "")
    if first == last:
        for sign, shown in following.get(run[first], {}).items():
            if sign + run[first + 1] in known:
                yield _Way(first + 1, first + 1, sign, shown)
    for place in {first, last}:
        swapped = run[place + 1] + run[place]
        if swapped in known:
            yield _Way(place, place + 2, swapped, known[swapped])


def _best(run: str, ways: list[_Way], table: Table, *, only_names: bool) -> _Way | None:
    """The way that makes the longest name, else the one that most names hold. Two queries."""
    if not ways:
        return None
    around = {way: _around(run, way) for way in ways}
    tokens = {text[i : i + 2] for text in around.values() for i in range(len(text) - 1)}
    held = {
        token: {place // engines.PLACES for place in places if place % engines.PLACES < 4}
        for token, places in engines.places_of(map(encode, tokens)).items()
    }

    def number(way: _Way) -> int:
        text = around[way]
        parts = [held.get(encode(text[i : i + 2]), set()) for i in range(len(text) - 1)]
        return len(set.intersection(*parts)) if parts else 0

    numbers = {way: number(way) for way in ways}
    tried = sorted(ways, key=lambda way: (-numbers[way], way.first, way.folded))
    tried = [way for way in tried if numbers[way]][: 4 * MOST_TRIED]
    names: dict[str, list[_Way]] = {}
    for way in tried:
        for name in _names(run, way):
            names.setdefault(name, []).append(way)
    sure = {name: 1 for name in names if name in table}
    rows = SearchName.objects.filter(key__in=list(names)).values_list("key", "tier")
    for key, tier in rows:
        sure[key] = min(sure.get(key, 9), tier)
    called: dict[_Way, tuple[int, int]] = {}
    for name, tier in sure.items():
        for way in names[name]:
            called[way] = min(called.get(way, (0, 9)), (-len(name), tier))
    return min(
        called if only_names else tried,
        key=lambda way: (*called.get(way, (0, 9)), -numbers[way], way.first, way.folded),
        default=None,
    )


def _mended(run: str, way: _Way) -> str:
    return run[: way.first] + way.folded + run[way.last :]


def _around(run: str, way: _Way) -> str:
    """The mended characters with one neighbour at each side, two where there is only one side."""
    mended, end = _mended(run, way), way.first + len(way.folded)
    start = max(0, way.first - (1 if end < len(mended) else 2))
    return mended[start : end + (1 if way.first else 2)]


def _names(run: str, way: _Way) -> set[str]:
    """Every part of the mended run around the slip that could be a name."""
    mended, end = _mended(run, way), way.first + len(way.folded)
    return {
        fold(mended[first:last])
        for first in range(max(0, end - LONGEST_NAME), min(way.first + 1, len(mended)))
        for last in range(max(end, first + 2), min(first + LONGEST_NAME, len(mended)) + 1)
    }
