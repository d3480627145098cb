"""What a result shows of a text: the passage that answers, with what was found marked."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import atoms, encode, pair
from search.folding import fold

# Longest passage shown, in characters: about three lines on a phone.
LONGEST = {"zh-hk": 110, "en": 230}
_ENDS = "。！？；.!?;"


def marked(text: str, tokens: Iterable[str]) -> SafeString:
    """`text`, escaped, with every word and pair of characters among `tokens` in a `<mark>`."""
    tokens = set(tokens)
    folded, origin = _folded(text)
    spans: list[list[int]] = []
    before = word = None
    for atom in atoms(folded):
        start = None
        follows = word and not atom.han and encode(pair(word, atom)) in tokens
        touching = atom.han and before and before.han and before.end == atom.start
        if encode(atom.text) in tokens or (atom.joined and encode(atom.joined) in tokens):
            start = atom.start
        if touching and encode(before.text + atom.text) in tokens:
            start = before.start
        if follows:
            start = word.start
        if not atom.is_stop:
            word = None if atom.han else atom
        if start is not None:
            if spans and start <= spans[-1][1]:
                spans[-1][1] = atom.end
            else:
                spans.append([start, atom.end])
        before = atom
    parts, place = [], 0
    for first, last in ((origin[start], origin[end - 1] + 1) for start, end in spans):
        parts += [(escape(text[place:first]), ""), (escape(text[first:last]), "mark")]
        place = last
    parts.append((escape(text[place:]), ""))
    html = "".join(f"<{tag}>{part}</{tag}>" if tag else part for part, tag in parts)
    return mark_safe(html)  # noqa: S308 - every part has been escaped


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its signs the sign of `text` it comes from."""
    signs, origin = [], []
    for place, sign in enumerate(text):
        plain = fold(sign)
        signs.append(plain)
        origin += [place] * len(plain)
    return "".join(signs), origin


def passage(summary: str, body: str, tokens: Iterable[str], language: str) -> str:
    """The summary, or the line of the body that holds more of what was looked for."""
    tokens = set(tokens)
    best, most = summary, _held(summary, tokens)
    if most < len(tokens):
        for line in body.splitlines():
            if (held := _held(line, tokens)) > most:
                best, most = line, held
    return shortened(best, tokens, LONGEST[language])


def _held(text: str, tokens: set[str]) -> int:
    folded = fold(text)
    return sum(token in folded for token in tokens)


def shortened(text: str, tokens: Iterable[str], longest: int) -> str:
    """At most `longest` characters of `text` from the sentence of the first find on."""
    if len(text) <= longest:
        return text
    folded, origin = _folded(text)
    found = [place for token in tokens if (place := folded.find(token)) >= 0]
    first = origin[min(found)] if found else 0
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
