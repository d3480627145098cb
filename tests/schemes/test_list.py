"""The scheme list: each filter alone and together, words, and the day asked for."""

import re

import pytest

from tests.markup import read
from tests.schemes.listing import EVERY, TODAY, count, page, slugs, write_schemes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _schemes() -> None:
    write_schemes()


# --- Filters --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, EVERY),
        ({"q": ""}, EVERY),
        ({"category": "talent"}, ["beacon", "canopy"]),
        ({"category": "culture"}, []),
        ({"applicant": "company"}, ["anchor", "canopy"]),
        ({"applicant": "person"}, ["anchor"]),
        ({"status": "open"}, ["anchor"]),
        ({"status": "last-seen"}, ["canopy"]),
        ({"status": "closed"}, ["beacon"]),
        ({"status": "unknown"}, ["drift"]),
        ({"form": "match"}, ["anchor"]),
        ({"form": "allowance"}, ["beacon"]),
        ({"fund": "ground"}, ["anchor", "beacon"]),
        ({"fund": "nowhere"}, []),
        ({"min": "1000000"}, ["anchor", "canopy"]),
        ({"max": "1000000"}, ["anchor", "beacon"]),
        ({"min": "38000", "max": "38000"}, ["beacon"]),
        ({"min": "2000001"}, []),
        ({"q": "scheme"}, ["anchor", "beacon", "canopy", "drift"]),
        ({"category": "talent", "applicant": "company"}, ["canopy"]),
        ({"category": "talent", "status": "open"}, []),
        ({"q": "scheme", "fund": "ground", "max": "40000"}, ["beacon"]),
        (
            {"q": "anchor", "category": "research", "applicant": "person", "status": "open"}
            | {"form": "match", "fund": "ground", "min": "1", "max": "1000000"},
            ["anchor"],
        ),
        ({"category": ["culture", "talent"]}, ["beacon", "canopy"]),
        ({"unheard": "of"}, EVERY),
    ],
    ids=str,
)
def test_filters_leave_what_fits(client, query: dict, expected: list[str]) -> None:
    """Of a parameter given twice the last counts; one that is not known is left aside."""
    found = page(client, **query)
    assert sorted(slugs(found)) == expected
    assert count(found).startswith(str(len(expected)))


@pytest.mark.parametrize(("words", "number"), [("nowhere", 0), ("anchor", 1), ("", 5)])
def test_the_count_is_told_in_words(client, language, words: str, number: int) -> None:
    told = count(page(client, language, q=words))
    if language == "en":
        assert told == (f"{number} scheme" if number == 1 else f"{number} schemes")
    else:
        assert re.match(rf"{number}\D*計劃", told)


def test_a_list_without_results_says_what_to_do(client, language) -> None:
    found = page(client, language, category="culture")
    (empty,) = found.with_class("empty")
    assert empty.text
    assert f"/{language}/schemes/" in found.links


def test_every_count_is_what_its_link_gives(client) -> None:
    """Beside one choice already made."""
    found = page(client, category="talent")
    counts = [int(element.text) for element in found.with_class("count")]
    items = [e for e in found.all("li") if e.text.endswith(tuple("0123456789"))]
    checked = 0
    for item, number in zip(items, counts, strict=True):
        word = item.text.removesuffix(f" {number}")
        for link in found.all("a", rel="nofollow"):
            if link.text == word:
                result = read(client.get(f"/en/schemes/{link.attributes['href']}").content)
                assert count(result).startswith(f"{number} ")
                checked += 1
    assert checked >= 6


def test_the_range_over_the_tracks_is_shown(client) -> None:
    row = page(client, q="anchor").with_class("rows")[0].text
    assert "HK$5 to HK$1 million per project" in row


# --- Words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("燈塔", ["beacon"]),
        ("塔計", ["beacon"]),
        ("塔", ["beacon"]),
        ("灯塔计划", ["beacon"]),
        ("BEACON", ["beacon"]),
        ("beacons", ["beacon"]),
        ("  scheme   anchor ", ["anchor"]),
        ("anchor beacon", []),
        ("錨定 anchor", ["anchor"]),
        ("an&s", ["anchor"]),
        ("old torch", ["beacon"]),
        ("舊火炬", ["beacon"]),
        ("ots", ["beacon"]),
        ("租戶", ["anchor"]),
        ("tenants", ["anchor"]),
        ("drift", ["drift"]),
        ("100%", ["canopy"]),
        ("%", []),
        ("_", []),
        ("\\", []),
    ],
)
def test_words_are_found_in_names_old_and_new_and_in_sentences_of_either_language(
    client, words: str, expected: list[str]
) -> None:
    """And a wild card of the database stands for nothing but itself."""
    assert slugs(page(client, q=words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "'",
        '"',
        "';--",
        "<b>",
        "😀",
        "\u200b",
        "a" + " a" * 99,
        "研" * 200,
        "%s%(x)s{{ q }}",
        "?&=#",
    ],
)
def test_odd_words_find_nothing_or_something_but_never_break(client, words) -> None:
    found = page(client, q=words)
    assert found.one("input", id="id_q").attributes["value"] == words
    assert not found.problems


@pytest.mark.parametrize("words", ["\x00", "anchor\x00", "研" * 201, "a" * 10_000])
def test_words_that_cannot_be_asked_for_are_named(client, language, words: str) -> None:
    found = page(client, language, expect=400, q=words)
    assert found.one("div", id="errors").text
    assert found.one("input", id="id_q").attributes["value"] == words


@pytest.mark.parametrize(
    "query", ["q=%ff%fe", "q=%ed%a0%80", "%00=%00", "q=%", "=&&;;==", "page=1&page"]
)
def test_bytes_that_are_no_text_never_break(client, query: str) -> None:
    assert client.get(f"/en/schemes/?{query}").status_code in (200, 400)


# --- Another day ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "status_word", "sum_"),
    [
        ("2017-12-31", "Not known", "not stated"),
        ("2018-01-01", "Open", "HK$32,000"),
        ("2024-05-19", "Open", "HK$32,000"),
        ("2024-05-20", "Open", "HK$38,000"),
        ("2024-12-30", "Open", "HK$38,000"),
        ("2024-12-31", "Closed", "HK$38,000"),
    ],
)
def test_a_past_day_shows_its_own_status_and_terms(client, on, status_word, sum_) -> None:
    found = page(client, q="beacon", on=on)
    row = found.with_class("rows")[0].text
    assert found.with_class("state")[0].text == status_word
    label = "Paid at most" if status_word == "Closed" else "Pays at most"
    assert f"{label}{sum_}" in row.replace("most ", "most")


def test_filters_count_as_of_the_day_asked_for(client) -> None:
    assert "beacon" in slugs(page(client, status="open", on="2024-01-01"))
    assert slugs(page(client, form="grant", on="2019-01-01")) == []


@pytest.mark.parametrize("on", ["0001-01-01", "1900-02-28", TODAY.isoformat()])
def test_no_day_is_too_long_ago(client, language, on: str) -> None:
    assert sorted(slugs(page(client, language, on=on))) == EVERY
