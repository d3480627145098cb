"""The order of results: one function for both engines, from the same numbers. No database."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from search.parsing import Unit

PLACES = 8
# A: names and abbreviations; B: former names and other words; C: the summary; D: the rest.
FIELD_WEIGHTS = (1.0, 0.85, 0.65, 0.3)
OTHER_LANGUAGE = 0.9
# A record that is called just what a part of the query says, by its present or a former name.
CALLED = (1.2, 1.1)
# What is over for good comes after what is not, unless it answers clearly better.
OVER = 0.93
# A kind of record that a word of the query asks for, as “number” asks for figures.
CUED = 1.2
# Less than this of the best found part of a query is no answer to it.
LEAST_COVER = 0.5


@dataclass
class Found:
    """How well one document answers: what of the query it holds, and how well placed."""

    score: float = 0.0
    cover: float = 0.0
    units: int = 0


def field_weights(language: int) -> list[float]:
    """What a find weighs by its place in a document, on a page of `language` (0 or 1)."""
    return [
        FIELD_WEIGHTS[place // 2] * (1.0 if place % 2 == language else OTHER_LANGUAGE)
        for place in range(PLACES)
    ]


def weigh(
    units: list[Unit], places: Mapping[str, list[int]], number: int, language: int
) -> dict[int, Found]:
    """Every document that holds any unit of a query, with what speaks for it.

    places: token to the places that hold it, as `engines.places_of` gives them.
    number: how many documents there are; what few hold says more than what many do.
    """
    weights = field_weights(language)
    found: dict[int, Found] = {}
    total = 0.0
    for unit in sorted(units, key=lambda unit: unit.bonus):
        best = _best_of(unit, places, weights)
        rarity = log(1 + number / (len(best) + 1)) if best else log(1 + number)
        weight = unit.factor * rarity
        if unit.bonus:
            for document, value in best.items():
                if document in found:
                    found[document].score += weight * value
            continue
        total += weight
        for document, value in best.items():
            one = found.get(document)
            if one is None:
                one = found[document] = Found()
            one.score += weight * value
            one.cover += weight
            one.units += 1
    if total:
        for one in found.values():
            one.score /= total
            one.cover /= total
    return found


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
