"""The order of results: one function for both engines, from the same numbers. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log, sqrt

from search.parsing import Unit

PLACES = 8
# A: names and abbreviations; B: former names and other words; C: the summary; D: the rest.
FIELD_WEIGHTS = (1.0, 0.85, 0.65, 0.3)
OTHER_LANGUAGE = 0.9
# A record that is called just what a part of the query says, by its present or a former name.
CALLED = (1.2, 1.1)
# What is over for good comes after what is not, unless it answers clearly better.
OVER = 0.93
# A kind of record that a word of the query asks for, as “number” asks for figures, whatever that
# kind counts otherwise.
CUED = 1.3
# Less than this of the best found part of a query is no answer to it.
LEAST_COVER = 0.5


@dataclass
class Found:
    """How well documents answer: by their keys, how well placed what they hold of a query is, how
    much of the query that is, and how many of its units. Plain numbers, for they are many."""

    score: dict[int, float] = field(default_factory=dict)
    cover: dict[int, float] = field(default_factory=dict)
    units: dict[int, int] = field(default_factory=dict)

    @property
    def best(self) -> float:
        """How much of the query the document holds that holds most."""
        return max(self.cover.values(), default=0.0)

    def only(self, pks: Iterable[int]) -> "Found":
        """The same of some documents."""
        pks = list(pks)
        return Found(*({pk: of[pk] for pk in pks} for of in (self.score, self.cover, self.units)))


def field_weights(language: int) -> list[float]:
    """What a find weighs by its place in a document, on a page of `language` (0 or 1)."""
    return [
        FIELD_WEIGHTS[place // 2] * (1.0 if place % 2 == language else OTHER_LANGUAGE)
        for place in range(PLACES)
    ]


def weigh(
    units: list[Unit],
    places: Mapping[str, list[int]],
    number: int,
    language: int,
    *,
    everything: bool = False,
) -> Found:
    """The documents that hold enough of a query to be among its results, with what speaks for
    them. With `everything` also those that hold less: they count where the best are hidden.

    places: token to the places that hold it, as `engines.places_of` gives them.
    number: how many documents there are; what few hold says more than what many do.
    """
    weights = field_weights(language)
    weighed = []
    for place, unit in enumerate(units):
        best = _best_of(unit, places, weights)
        weight = unit.factor * _rarity(number, len(best))
        weighed.append((unit.bonus, -weight, place, unit, best))
    # What says most comes first: after that, few documents can still become results.
    weighed.sort(key=lambda one: one[:3])
    total = left = sum(-minus for bonus, minus, *_rest in weighed if not bonus) or 1.0
    score: dict[int, float] = {}
    cover: dict[int, float] = {}
    units_held: dict[int, int] = {}
    most = 0.0
    for bonus, minus, _place, unit, best in weighed:
        weight = -minus
        known: Iterable[int] = best
        if bonus or (not everything and left < LEAST_COVER * most):
            known = [document for document in best if document in score or document in unit.names]
        for document in known:
            score[document] = score.get(document, 0.0) + weight * best[document]
        if bonus:
            continue
        for document in known:
            cover[document] = now = cover.get(document, 0.0) + weight
            units_held[document] = units_held.get(document, 0) + 1
            if now > most:
                most = now
        left -= weight
    return Found(
        {document: value / total for document, value in score.items()},
        {document: cover.get(document, 0.0) / total for document in score},
        {document: units_held.get(document, 0) for document in score},
    )


def _rarity(number: int, holders: int) -> float:
    """How much a find says that `holders` of `number` documents share. The root keeps one rare word
    of a sentence, often not what it is about, from outweighing all the others."""
    return sqrt(log(1 + number / (holders + 1)))


def _best_of(unit: Unit, places: Mapping[str, list[int]], weights: list[float]) -> dict[int, float]:
    """Document to the weight of its best-placed find of a unit."""
    best: dict[int, float] = {}
    for way in unit.ways:
        lists = [places.get(token) for token in way.tokens]
        if not all(lists):
            continue
        shortest, *others = sorted(lists, key=len)
        held = set(shortest).intersection(*others) if others else shortest
        by_offset = [weight * way.factor for weight in weights]
        for place in held:
            document, value = place >> 3, by_offset[place & 7]
            if value > best.get(document, 0.0):
                best[document] = value
    for document, tier in unit.names.items():
        best[document] = max(best.get(document, 0.0), CALLED[tier])
    return best
