"""Counts beside the choices of a list: each is what choosing it gives."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from publishing.facets import facets, passes

NAMES = ("colour", "size", "use")
VALUES = ("a", "b", "c")
VOCABULARIES = {name: (name.title(), {value: value.upper() for value in VALUES}) for name in NAMES}
items = st.lists(
    st.fixed_dictionaries({name: st.frozensets(st.sampled_from(VALUES)) for name in NAMES}),
    max_size=12,
)
choices = st.fixed_dictionaries({name: st.sampled_from(("", *VALUES)) for name in NAMES})


def values(item: dict, name: str) -> frozenset[str]:
    """An item's values under a facet."""
    return item[name]


def found(rows: list[dict], chosen: dict[str, str]) -> int:
    """How many rows a choice lets through."""
    return sum(passes(row, chosen, values) for row in rows)


def counted(rows: list[dict], chosen: dict[str, str], query: str = "") -> dict[str, dict]:
    """Facet to its choices by value."""
    shown = facets(rows, chosen, values, VOCABULARIES, QueryDict(query))
    return {facet.name: {choice.value: choice for choice in facet.choices} for facet in shown}


@given(items, choices)
def test_every_count_is_the_number_of_results_of_choosing_it(rows, chosen) -> None:
    for name, shown in counted(rows, chosen).items():
        for value, choice in shown.items():
            assert choice.count == found(rows, chosen | {name: value})


@given(items, choices)
def test_what_is_left_out_would_have_given_nothing(rows, chosen) -> None:
    shown = counted(rows, chosen)
    for name in NAMES:
        for value in set(VALUES) - set(shown.get(name, {})):
            assert found(rows, chosen | {name: value}) == 0
            assert chosen[name] != value


@given(items, choices)
def test_what_is_chosen_stays_to_be_seen_though_it_gives_nothing(rows, chosen) -> None:
    shown = counted(rows, chosen)
    marked = {name: [v for v, choice in c.items() if choice.chosen] for name, c in shown.items()}
    assert {name: [value] for name, value in chosen.items() if value} == {
        name: values for name, values in marked.items() if values
    }


@given(items)
def test_without_a_choice_everything_passes(rows) -> None:
    assert found(rows, {}) == found(rows, dict.fromkeys(NAMES, "")) == len(rows)


def test_facets_and_choices_keep_the_order_of_the_vocabulary() -> None:
    rows = [dict.fromkeys(NAMES, frozenset("cba"))]
    shown = facets(rows, {}, values, VOCABULARIES, QueryDict())
    assert [facet.label for facet in shown] == ["Colour", "Size", "Use"]
    assert [choice.label for choice in shown[0].choices] == ["A", "B", "C"]


def test_a_facet_that_nothing_has_is_not_shown() -> None:
    row = {"colour": frozenset("a"), "size": frozenset(), "use": frozenset()}
    assert set(counted([row], {})) == {"colour"}


def test_values_outside_the_vocabulary_are_not_offered() -> None:
    row = {"colour": frozenset(["a", "zz"]), "size": frozenset(), "use": frozenset()}
    assert set(counted([row], {})["colour"]) == {"a"}


def test_an_address_keeps_the_other_choices_and_begins_at_the_first_page() -> None:
    rows = [dict.fromkeys(NAMES, frozenset("ab"))]
    shown = counted(rows, {"size": "b"}, "size=b&q=x+y&page=3")
    assert shown["colour"]["a"].address == "?size=b&q=x+y&colour=a"
    assert shown["size"]["a"].address == "?q=x+y&size=a"
