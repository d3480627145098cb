"""Announced measures and funded outcomes on their pages."""

import pytest
from django.utils import translation

from policy.models import Progress
from publishing.models import SlugRedirect
from tests.factories import SOURCED, add, empty_the_site, t
from tests.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty() -> None:
    empty_the_site()


def row(client, slug: str, page: str = "policy", language: str = "en") -> str:
    """The text of one record's row."""
    found = read(client.get(f"/{language}/{page}/").content)
    return found.one("li", id=slug).text


def test_the_newest_measure_comes_first(client) -> None:
    for slug, announced in [("b", "2022"), ("a", "2024-02"), ("d", "2020"), ("c", "2024-02-28")]:
        add("measures", slug, announced_on=announced)
    found = read(client.get("/en/policy/").content)
    slugs = [e.attributes["id"] for e in found.all("li") if e.attributes.get("id") in list("abcd")]
    assert slugs == ["c", "a", "b", "d"]


@pytest.mark.parametrize(
    ("fields", "en", "zh"),
    [
        ({}, "no sum named", ""),
        ({"amount": 10**10}, "MoneyHK$10 billion", "100億元"),
        ({"amount": 10**7, "amount_qualifier": "over"}, "over HK$10 million", "逾1,000萬元"),
        ({"amount": 440_000_000, "amount_yearly": True}, "HK$440 million a year", "4億4,000萬元"),
        ({"amount": 0}, "MoneyHK$0", "0元"),
    ],
)
def test_the_money_is_told(client, language, fields: dict, en: str, zh: str) -> None:
    add("measures", "made", **fields)
    assert (en if language == "en" else zh) in row(client, "made", language=language)


def test_what_became_of_a_measure_is_told_with_its_date_and_source(client) -> None:
    add(
        "measures",
        "made",
        progress="done",
        progress_text=t("已完成。", "All of it was built."),
        progress_on="2025-06",
        progress_source="made-second",
    )
    told = row(client, "made")
    assert "Done as of June 2025All of it was built. source" in told
    found = read(client.get("/en/policy/").content)
    assert [e.attributes["id"] for e in found.all("li") if e.attributes.get("id", "")[:1] == "s"]


def test_a_measure_of_which_nothing_more_is_known_says_so(client, language) -> None:
    add("measures", "made")
    with translation.override(language):
        assert str(Progress.NOT_KNOWN.label) in row(client, "made", language=language)


def test_a_measure_leads_to_its_schemes_and_facilities(client, language) -> None:
    add("schemes", "paid")
    add("facilities", "built")
    add("measures", "made", schemes=["paid"], facilities=["built"])
    links = read(client.get(f"/{language}/policy/").content).links
    assert {f"/{language}/schemes/paid/", f"/{language}/facilities/built/"} <= set(links)


def test_a_measure_has_an_address_of_its_own_and_keeps_a_former_one(client, language) -> None:
    add("measures", "made", title=t("新址", "A new home"))
    SlugRedirect.objects.create(kind="policy.measure", old_slug="former", slug="made")
    name = "A new home" if language == "en" else "新址"
    assert read(client.get(f"/{language}/policy/made/").content).one("h1").text == name
    moved = client.get(f"/{language}/policy/former/")
    assert (moved.status_code, moved.url) == (301, f"/{language}/policy/made/")
    assert client.get(f"/{language}/policy/nowhere/").status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"year": "2024"}, {"a", "c"}),
        ({"by": "doer"}, {"b"}),
        ({"progress": "done"}, {"c"}),
        ({"q": "anvil"}, {"a"}),
        ({"q": "anvil", "year": "2022"}, set()),
    ],
)
def test_measures_are_narrowed(client, query: dict, expected: set) -> None:
    add("organisations", "doer")
    add("measures", "a", announced_on="2024-02", title=t("鐵砧", "Anvil"))
    add("measures", "b", announced_on="2022", announced_by="doer")
    add("measures", "c", announced_on="2024-Q3", progress="done", progress_source="made-second")
    found = read(client.get("/en/policy/", query).content)
    assert {"a", "b", "c"} & {e.attributes.get("id") for e in found.all("li")} == expected


def test_a_year_that_is_none_is_an_error_in_words(client, language) -> None:
    answer = client.get(f"/{language}/policy/?year=soon")
    assert answer.status_code == 400
    assert read(answer.content).with_class("errors")


def test_an_outcome_names_who_paid_who_did_it_and_where(client, language) -> None:
    add("schemes", "paid")
    add("facilities", "built")
    add("organisations", "doer", name=t("做事機構", "The doer"))
    add("outcomes", "made", scheme="paid", facility="built", organisations=["doer"])
    links = read(client.get(f"/{language}/outcomes/").content).links
    assert {f"/{language}/schemes/paid/", f"/{language}/facilities/built/"} <= set(links)
    name = "The doer" if language == "en" else "做事機構"
    assert name in row(client, "made", "outcomes", language)


def test_a_minor_source_is_marked_where_it_is_cited(client) -> None:
    add("sources", "minor", grade="C")
    add("measures", "weak", **SOURCED | {"source": "minor"})
    add("measures", "firm")
    assert "minor site" in row(client, "weak")
    assert "minor site" not in row(client, "firm")
