"""A facility's present state and what it counts as in the list; no database."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from facilities.directory import arrange, present_state, values, vocabularies
from facilities.models import Facility, FacilityState
from publishing.dates import FuzzyDate
from publishing.models import Organisation, Topic

ON = date(2026, 3, 2)


def row(status: str, since: str | None = None, position: int = 0) -> FacilityState:
    """An entry of a trail, not saved."""
    dated = FuzzyDate.parse(since) if since else None
    return FacilityState(facility_status=status, since=dated, position=position)


def told(*rows: FacilityState, on: date = ON) -> str:
    """The state the trail comes to."""
    return present_state(rows, on).facility_status


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-03-02", "ended"),
        ("2026-03-03", "planned"),
        ("2026-03", "ended"),
        ("2026-04", "planned"),
        ("2026-Q1", "ended"),
        ("2025/26", "ended"),
        ("2026", "ended"),
        ("2027", "planned"),
    ],
)
def test_an_entry_begins_on_its_first_day(since: str, expected: str) -> None:
    trail = [row("planned", "2020"), row("ended", since)]
    assert told(*trail) == told(*reversed(trail)) == expected


def test_an_undated_entry_is_the_oldest() -> None:
    assert told(row("operating", position=9), row("ended", "1990")) == "ended"
    assert told(row("operating"), row("ended", "2027")) == "operating"


def test_of_two_that_begin_together_the_later_in_order_counts() -> None:
    trail = [row("ended", "2024", 1), row("partly", "2024", 0)]
    assert told(*trail) == told(*reversed(trail)) == "ended"


def test_no_entry_that_has_begun_no_state() -> None:
    assert present_state([], ON) is None
    assert present_state([row("planned", "2030")], ON) is None
    assert present_state([row("planned", "2026-03-02")], ON - timedelta(days=1)) is None


def facility(district: str = "", **names: str) -> Facility:
    """A facility as the list's query loads it."""
    made = Facility(facility_kind="institute", district=district)
    made.page_hosts = [Organisation(slug=slug, name_en=name) for slug, name in names.items()]
    made.page_topics = [Topic(slug="chips", name_en="Chips")]
    return made


def test_what_a_facility_counts_as() -> None:
    counted = {
        facet: list(values(facility("southern", hku="HKU", hkust="HKUST"), facet))
        for facet in ("kind", "host", "topic", "district")
    }
    assert counted == {
        "kind": ["institute"],
        "host": ["hku", "hkust"],
        "topic": ["chips"],
        "district": ["southern"],
    }


def test_a_facility_of_unknown_district_counts_in_none() -> None:
    assert not list(values(facility(), "district"))


def test_hosts_to_choose_from_are_those_that_occur_by_name() -> None:
    with translation.override("en"):
        words = vocabularies([facility(z="Alpha"), facility(a="Omega", m="Beta")])
    assert list(words["host"].items()) == [("z", "Alpha"), ("m", "Beta"), ("a", "Omega")]
    assert list(words) == ["kind", "host", "topic", "district"]


def test_facilities_stand_by_kind_then_by_address() -> None:
    rows = [
        Facility(slug="b", facility_kind="park"),
        Facility(slug="c", facility_kind="rd_centre"),
        Facility(slug="a", facility_kind="park"),
    ]
    assert [row.slug for row in arrange(rows)] == ["c", "a", "b"]
