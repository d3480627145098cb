"""Announced measures and funded outcomes on their pages."""

import pytest
from django.utils import translation

from policy.models import Progress
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
