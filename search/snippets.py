"""What a result shows of a text: the passage that answers, with what was found marked."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import Atom, atoms
from search.folding import fold

# For each thing a query asks for, the phrases it may be said by (`parsing.Query.sought`).
Sought = Sequence[Sequence[tuple[str, ...]]]

# Longest passage shown, in characters: about three lines on a phone.
LONGEST = {"zh-hk": 110, "en": 230}
_ENDS = "。！？；.!?;"


def marked(text: str, sought: Sought) -> SafeString:
    """`text`, escaped, with every phrase that was sought in a `<mark>`."""
    folded, origin = _folded(text)
    parts, place = [], 0
    for start, end in _joined(_spans(folded, sought)):
        first, last = origin[start], origin[end - 1] + 1
        if first >= place:
            parts += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
            place = last
    parts.append(escape(text[place:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part of the text has been escaped


def _joined(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap made one, as two pairs of three characters do."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def _spans(folded: str, sought: Sought) -> Iterator[tuple[int, int]]:
    """Where phrases stand, the longest of those that begin at one place; of Han characters the last
    of one may be the first of the next."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted({phrase for ways in sought for phrase in ways}, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    found = [atom for atom in atoms(folded) if not atom.is_stop or atom.text in by_first]
    place = 0
    while place < len(found):
        atom, length = found[place], 1
        for phrase in by_first.get(atom.text, ()) or by_first.get(atom.joined, ()):
            if _stands(phrase, found[place : place + len(phrase)]):
                length = len(phrase)
                yield atom.start, found[place + length - 1].end
                break
        place += length - 1 if length > 1 and found[place + length - 1].han else length


def _stands(phrase: tuple[str, ...], part: list[Atom]) -> bool:
    if len(phrase) == 1 and part[0].joined == phrase[0]:
        return True
    return tuple(atom.text for atom in part) == phrase and all(
        one.end == other.start for one, other in pairwise(part) if one.han and other.han
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its signs the sign of `text` it comes from."""
    signs, origin = [], []
    for place, sign in enumerate(text):
        plain = fold(sign)
        signs.append(plain)
        origin += [place] * len(plain)
    return "".join(signs), origin


def passage(summary: str, body: str, sought: Sought, language: str) -> str:
    """The summary, or the line of the body that says more of what is left to say."""
    best, most = summary, _said(summary, sought)
    if most < len(sought):
        for line in body.splitlines():
            if (said := _said(line, sought)) > most:
                best, most = line, said
    return shortened(best, sought, LONGEST[language])


def unsaid(names: str, sought: Sought) -> Sought:
    """The things sought that a record's names do not seem to say already."""
    folded = fold(names)
    return [ways for ways in sought if not _says(folded, ways)]


def _said(text: str, sought: Sought) -> int:
    """How many of the things sought a text seems to say."""
    folded = fold(text)
    return sum(_says(folded, ways) for ways in sought)


def _says(folded: str, ways: Sequence[tuple[str, ...]]) -> bool:
    """Letters are compared, not words, which is quick and good enough to choose by."""
    return any(
        "".join(way) in folded if way[0] > "z" else all(part in folded for part in way)
        for way in ways
    )


def shortened(text: str, sought: Sought, longest: int) -> str:
    """At most `longest` characters of `text`, from the sentence of the first find on."""
    if len(text) <= longest:
        return text
    folded, origin = _folded(text)
    first = next((origin[start] for start, _end in _spans(folded, sought)), 0)
    start = 0
    if first > longest * 2 // 3:
        sentence = max(text.rfind(end, 0, first) for end in _ENDS) + 1
        start = sentence if first - sentence < longest * 2 // 3 else first - longest // 3
        while 0 < start < first and text[start].isascii() and not text[start - 1].isspace():
            start += 1
    end = start + longest
    if end < len(text) and text[end].isascii() and text[end].isalnum():
        end = max(text.rfind(" ", start, end), start + longest // 2)
    cut = text[start:end].strip()
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
