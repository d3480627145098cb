"""From text to the tokens that are searched: one analysis for both engines and both languages.

A token is a word's stem, an abbreviation as it is written (`r&d`, `raise+`), a Han character, or
two of either that stand side by side (`hong&kong`). Neither engine breaks text itself: each is
handed tokens that it takes as they are.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from search.folding import fold
from search.stopwords import ENGLISH

# Longest token, in characters: far below PostgreSQL's 2,047 bytes, longer than any real word.
LONGEST = 40

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SIGN = rf"[^\W_{HAN}]"
_WORD = rf"{_SIGN}+(?:&{_SIGN}+)*\+*(?:'s(?!{_SIGN}))?"
_PARTS = re.compile(rf"(?P<han>[{HAN}]+)|(?P<words>{_WORD}(?:-{_WORD})*)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_british = re.compile(r"(?<=[a-z]{3})([iy])z(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")
_SPELLINGS = {
    "center": "centre",
    "centers": "centres",
    "programme": "program",
    "programmes": "programs",
    "labor": "labour",
    "license": "licence",
    "fiber": "fibre",
    "defense": "defence",
    "enrollment": "enrolment",
    "color": "colour",
}


@dataclass(frozen=True)
class Atom:
    """The smallest part of a query or name: a Han character, or a word by its stem.

    `whole` is the word before stemming, and `joined` the stem of a hyphenated word written as
    one; `start` and `end` are its place in the folded text.
    """

    text: str
    han: bool
    start: int
    end: int
    whole: str = ""
    joined: str = ""

    @property
    def is_stop(self) -> bool:
        """Whether it is a word that carries no meaning of its own."""
        return not self.han and self.whole in ENGLISH


@lru_cache(maxsize=1)
def _stemmer():
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word's stem; abbreviations with signs or digits and short words stay whole."""
    word = word.removesuffix("'s")
    if len(word) <= 3 or not word.isalpha() or not word.isascii():
        return word[:LONGEST]
    word = _british.sub(r"\1s", word)
    return _stemmer().stemWord(_SPELLINGS.get(word, word))[:LONGEST]


def atoms(folded: str) -> list[Atom]:
    """The atoms of a folded text, in order."""
    found = []
    for match in _PARTS.finditer(folded):
        if match["han"]:
            found += [
                Atom(sign, True, match.start() + place, match.start() + place + 1)
                for place, sign in enumerate(match["han"])
            ]
            continue
        place, parts = match.start(), match["words"].split("-")
        joined = stem("".join(parts)) if 1 < len(parts) <= 4 else ""
        for part in parts:
            found.append(Atom(stem(part), False, place, place + len(part), part, joined))
            place += len(part) + 1
    return found


def prepare(text: str) -> str:
    """Folded, and digits put together that are only set apart in thousands."""
    return _THOUSANDS.sub("", fold(text))


# Between two words these end what can be a name.
_BREAK = re.compile(r"[.;:!?\n。；：！？]")


def tokens(text: str) -> set[str]:
    """Every token of a text, as the index holds them."""
    found: set[str] = set()
    folded = prepare(text)
    before: Atom | None = None
    word: Atom | None = (
        None  # the last word that means something, with nothing but small ones since
    )
    for atom in atoms(folded):
        found.add(atom.text)
        if atom.han:
            if before and before.han and before.end == atom.start:
                found.add(before.text + atom.text)
            word = None
        else:
            if atom.joined:
                found.add(atom.joined)
            if not atom.whole.isalnum():
                bare = re.sub(r"[^\w]", "", atom.whole.removesuffix("'s"))
                found.add(stem(bare))
            if not atom.is_stop:
                if word and not _BREAK.search(folded, word.end, atom.start):
                    found.add(pair(word, atom))
                word = atom
        before = atom
    return {encode(token) for token in found}


def pair(one: Atom, other: Atom) -> str:
    """The token of two words side by side."""
    return f"{one.text}&{other.text}"


def phrase(part: list[Atom]) -> tuple[str, ...]:
    """The tokens that stand for neighbouring atoms, in order: pairs of characters and of words, and
    what stands alone."""
    found: list[str] = []
    meant = [atom for atom in part if not atom.is_stop] or part
    for place, atom in enumerate(meant):
        before = meant[place - 1] if place else None
        after = meant[place + 1] if place + 1 < len(meant) else None
        if after and _joins(atom, after):
            found.append(atom.text + after.text if atom.han else pair(atom, after))
        elif not (before and _joins(before, atom)):
            found.append(atom.text)
    return tuple(encode(token) for token in dict.fromkeys(found))


def parts(part: list[Atom]) -> tuple[str, ...]:
    """The atoms of a phrase that mean something, by their texts, to find it in a text again."""
    return tuple(atom.text for atom in part if not atom.is_stop) or tuple(
        atom.text for atom in part
    )


def _joins(one: Atom, other: Atom) -> bool:
    """Whether two atoms make a pair: characters side by side, or words."""
    if one.han != other.han:
        return False
    return not one.han or one.end == other.start


def key(text: str) -> str:
    """What a name is known by: stems and characters without anything between them.

    Spaces, hyphens, plural forms and small words make no difference.
    """
    return key_of(atoms(prepare(text)))


def key_of(part: list[Atom]) -> str:
    """The key of neighbouring atoms."""
    meant = [atom.text for atom in part if not atom.is_stop]
    return "".join(meant or [atom.text for atom in part])[:200]


_PLAIN = re.compile(r"[^a-z0-9&+\u3400-\u4db5\u4e00-\u9fa5]")


def encode(token: str) -> str:
    """A token in signs that both engines keep: others are written by their number.

    SQLite's tables of signs are older than Python's, and it would part a word at one it does
    not know.
    """
    token = token[:LONGEST]
    return _PLAIN.sub(lambda sign: f"x{ord(sign[0]):x}x", token)
