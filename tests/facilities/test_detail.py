"""One facility's page: who runs it, what changed, and how that is known."""

import pytest

from facilities.models import Facility
from tests.factories import SOURCED, add, empty_the_site, state, succession, t
from tests.markup import Markup, fact, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty() -> None:
    empty_the_site()


@pytest.fixture
def shown(client):
    """Write a facility and read its page."""

    def write(language: str = "en", **fields) -> Markup:
        if not Facility.objects.filter(slug="made").exists():
            add("facilities", "made", **fields)
        return read(client.get(f"/{language}/facilities/made/").content)

    return write


def test_a_facility_of_which_little_is_known_says_so(shown) -> None:
    found = shown()
    assert fact(found, "Status") == "Not known"
    assert fact(found, "Host") == "not stated"
    assert fact(found, "Founded, approved or opened") == "date not known"
    assert "not known" in fact(found, "Where").lower()
    assert "No official page is known here." in found.one("main").text


def test_the_present_state_is_told_with_the_date_of_its_evidence(shown) -> None:
    trail = [
        state("planned", "planned", 2010),
        state("now", "operating", "2015-06", evidence_on="2025-12-04"),
        state("later", "ended", 2099),
    ]
    told = fact(shown(states=trail), "Status")
    assert told.startswith("In operation")
    assert "June 2015" in told
    assert "4 December 2025" in told


def test_undated_evidence_is_said_to_be_undated(shown) -> None:
    assert "carries no date" in fact(shown(states=[state("now")]), "Status")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"floor_area": 1500}, "1,500 m²"),
        ({"floor_area": 1500, "floor_area_qualifier": "about"}, "about 1,500 m²"),
        ({"floor_area": 9, "floor_area_scope": t("第一期", "phase 1")}, "9 m² phase 1"),
    ],
)
def test_a_floor_area_keeps_its_hedge_and_what_it_covers(shown, fields: dict, told: str) -> None:
    assert fact(shown(**fields), "Floor area") == told


@pytest.mark.parametrize(
    ("name", "language", "told", "marked"),
    [
        (t("陳大文", "Chan Tai Man"), "en", "Chan Tai Man 陳大文", ["陳大文"]),
        (t("陳大文", "Chan Tai Man"), "zh-hk", "陳大文 Chan Tai Man", ["Chan Tai Man"]),
        (t("陳大文", ""), "en", "陳大文", ["陳大文"]),
        (t("", "Chan Tai Man"), "zh-hk", "Chan Tai Man", ["Chan Tai Man"]),
    ],
)
def test_a_person_is_named_as_of_a_date_and_never_transliterated(
    shown, name: dict, language: str, told: str, marked: list[str]
) -> None:
    person = {"key": "head", "name": name, "role": t("主任", "Director"), "as_of": "2024-03"}
    found = shown(language, people=[person | SOURCED])
    row = found.one("tr", id="person-head")
    date = "March 2024" if language == "en" else "2024年3月"
    assert row.text.startswith(date)
    assert told in row.text
    other = "zh-HK" if language == "en" else "en"
    names = {e.text for e in found.all("span", lang=other) if e.text in row.text}
    assert names == set(marked)


def test_the_trail_is_newest_first_with_the_undated_last(shown) -> None:
    found = shown(
        states=[
            state("old", "planned", 2010),
            state("new", "operating", 2020),
            state("when", "ended"),
        ],
        successions=[succession("was", 2015)],
    )
    (trail,) = found.with_class("changes")
    rows = [e for e in found.all("li") if e.attributes.get("id") and e.text in trail.text]
    assert [row.attributes["id"] for row in rows] == [
        "state-new",
        "succession-was",
        "state-old",
        "state-when",
    ]


def test_parts_and_whole_lead_to_each_other(client, shown) -> None:
    add("facilities", "whole", name=t("總部", "The whole"))
    assert "/en/facilities/whole/" in shown(parent="whole").links
    assert "/en/facilities/made/" in read(client.get("/en/facilities/whole/").content).links


def test_a_topic_leads_to_the_facilities_that_share_it(shown) -> None:
    add("topics", "chips", name=t("晶片", "Chips"))
    assert "/en/facilities/?topic=chips" in shown(topics=["chips"]).links
