"""Filtering a list by facets and counting what each choice would give. No database."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from publishing.paging import address_and, address_with

Values = Callable[[object, str], Iterable[str]]


MOST_COUNTS = 1000


class Items(list):
    """Items that stay the same for a while, with what has been counted of them so far."""

    def __init__(self, items: Iterable[object]) -> None:
        super().__init__(items)
        self.counted: dict[tuple, Counter[str]] = {}


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and how many results choosing it would give."""

    value: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class Facet:
    """One group of choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def passes(item: object, chosen: Mapping[str, str], values: Values, but: str = "") -> bool:
    """Whether `item` has every chosen value, the facet `but` left aside."""
    return all(
        not value or name == but or value in values(item, name) for name, value in chosen.items()
    )


def facets(
    items: Iterable[object],
    chosen: Mapping[str, str],
    values: Values,
    vocabularies: Mapping[str, tuple[str, Mapping[str, str]]],
    query: QueryDict,
) -> list[Facet]:
    """The facets in the order of `vocabularies` (name to label and its values in words).

    Each counts what passes all the other facets; a value that would give nothing is left out.
    """
    items = items if isinstance(items, Items) else Items(items)
    result = []
    for name, (label, words) in vocabularies.items():
        others = {other: value for other, value in chosen.items() if value and other != name}
        counts = _counts(items, name, others, values)
        without = address_with(query, **{name: None})
        choices = tuple(
            Choice(
                value,
                word,
                counts[value],
                chosen.get(name) == value,
                address_and(without, name, value),
            )
            for value, word in words.items()
            if counts[value] or chosen.get(name) == value
        )
        if choices:
            result.append(Facet(name, label, choices))
    return result


def _counts(items: Items, name: str, others: Mapping[str, str], values: Values) -> Counter[str]:
    key = (name, *sorted(others.items()))
    if key not in items.counted:
        counts = Counter(
            value
            for item in items
            if not others or passes(item, others, values)
            for value in values(item, name)
        )
        if len(items.counted) >= MOST_COUNTS:
            return counts
        items.counted[key] = counts
    return items.counted[key]
