"""The scheme list: values that make no sense, order, pages, and taking choices away."""

import pytest
from django.http import QueryDict

from publishing.paging import PER_PAGE
from tests.factories import add, t
from tests.markup import HAN, read
from tests.schemes.listing import TODAY, chips, count, page, slugs, write_schemes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _schemes() -> None:
    write_schemes()


# --- What is not valid ----------------------------------------------------------------------

WRONG = [
    ("category", "nonsense"),
    ("applicant", "nonsense"),
    ("status", "nonsense"),
    ("form", "nonsense"),
    ("fund", "a b"),
    ("sort", "nonsense"),
    ("min", "-1"),
    ("min", "a lot"),
    ("max", "1e99"),
    ("max", "9" * 30),
    ("on", "2026-02-30"),
    ("on", "yesterday"),
    ("on", "9999-12-31"),
    ("on", "\x00"),
    ("page", "0"),
    ("page", "first"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_that_makes_no_sense_is_named_and_kept(client, language, name, value) -> None:
    """What was valid still narrows the list; what was not narrows nothing."""
    found = page(client, language, expect=400, **{"q": "scheme", name: value})
    message = found.one("div", id="errors").text
    assert bool(HAN.search(message)) == (language == "zh-hk")
    assert slugs(found) == slugs(page(client, language, q="scheme"))
    if name != "page":
        kept = found.all("input", name=name, value=value)
        assert kept or found.all("select", name=name)


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_an_error_links_to_its_field_where_there_is_one(client, name: str, value: str) -> None:
    found = page(client, expect=400, **{name: value})
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert (f"#id_{name}" in found.links) == (name in ("sort", "min", "max", "on"))


def test_bounds_the_wrong_way_round_are_told(client, language) -> None:
    found = page(client, language, expect=400, min="6", max="5")
    assert "#id_max" in found.links
    assert found.one("input", id="id_min").attributes["value"] == "6"


# --- Order and pages ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "language", "expected"),
    [
        ("", "en", ["anchor", "canopy", "beacon", "drift", "ground"]),
        ("relevance", "zh-hk", ["anchor", "canopy", "beacon", "drift", "ground"]),
        ("name", "en", ["anchor", "beacon", "canopy", "drift", "ground"]),
        ("name", "zh-hk", ["ground", "canopy", "drift", "beacon", "anchor"]),
        ("most", "en", ["canopy", "anchor", "beacon", "drift", "ground"]),
        ("closing", "en", ["canopy", "anchor", "beacon", "drift", "ground"]),
    ],
)
def test_the_order_asked_for(client, sort: str, language: str, expected: list[str]) -> None:
    found = page(client, language, sort=sort)
    assert slugs(found) == expected
    if sort:
        (option,) = [e for e in found.all("option") if "selected" in e.attributes]
        assert option.attributes["value"] == sort


def test_pages_follow_each_other_and_keep_the_filters(client, language) -> None:
    for number in range(PER_PAGE - 1):
        add("schemes", f"extra-{number:02}", name=t(f"外加{number}", f"Extra {number}"))
    first = page(client, language, category="research", sort="name")
    following = next(e for e in first.all("a") if e.attributes.get("rel") == "next")
    second = read(client.get(f"/{language}/schemes/{following.attributes['href']}").content)
    assert "category=research" in following.attributes["href"]
    assert "sort=name" in following.attributes["href"]
    assert (len(slugs(first)), len(slugs(second))) == (PER_PAGE, 1)
    assert not set(slugs(first)) & set(slugs(second))
    assert count(first) == count(second)
    assert slugs(page(client, language, category="research", sort="name", page="999")) == slugs(
        second
    )
    assert not [e for e in second.all("a") if e.attributes.get("rel") == "next"]


# --- Taking a choice away -------------------------------------------------------------------

CHOSEN = {
    "q": "scheme",
    "category": "talent",
    "applicant": "company",
    "status": "last-seen",
    "min": "5",
    "max": "2000000",
    "on": TODAY.isoformat(),
}


def test_each_choice_has_a_link_that_takes_it_alone_away(client, language) -> None:
    found = page(client, language, **CHOSEN, sort="name", page="1")
    left = [QueryDict(address[1:]).dict() for address in chips(found).values()]
    every = CHOSEN | {"sort": "name"}
    assert {frozenset(every.items() - rest.items()) for rest in left} == {
        frozenset([choice]) for choice in CHOSEN.items()
    }
    assert all(rest.items() < every.items() for rest in left)
    assert "?" in found.links


def test_choices_are_told_in_words(client) -> None:
    told = chips(page(client, **CHOSEN | {"on": "2026-03-02"}))
    assert {words.split(": ")[1] for words in told} == {
        "scheme",
        "Nurturing talent",
        "Company",
        "Open when last seen",
        "HK$5",
        "HK$2 million",
        "2 March 2026",
    }


def test_nothing_chosen_nothing_to_take_away(client, language) -> None:
    assert not page(client, language, sort="name").with_class("chosen")


def test_the_form_keeps_what_was_chosen_by_links(client) -> None:
    found = page(client, category="talent", q="scheme", page="2")
    assert found.all("input", type="hidden", name="category", value="talent")
    assert not found.all("input", type="hidden", name="q")
    assert not found.all("input", name="page")
