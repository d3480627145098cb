"""What decides about a scheme in the list, and the order of the list."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from publishing.dates import FuzzyDate
from schemes.catalogue import FACETS, SORTS, Entry, arrange, most, values, within
from schemes.models import Scheme, Status, Terms
from schemes.standing import StandingCode, standing

ON = date(2026, 3, 2)
OPEN = {"status_state": "open", "evidence_on": FuzzyDate.day(ON)}


def entry(
    slug: str = "a",
    *sums: int | None,
    status: dict | None = None,
    applicants: tuple = (),
    fund: str = "",
    **fields,
) -> Entry:
    """An entry with one track for each of `sums`, its ceiling."""
    rows = tuple(
        Terms(terms_kind="other", ceiling=sum_, ceiling_per="" if sum_ is None else "project")
        for sum_ in sums
    )
    trail = [] if status is None else [Status(**status)]
    scheme = Scheme(**({"slug": slug, "name_en": slug.title(), "category": "talent"} | fields))
    return Entry(scheme, standing(trail, ON), rows, frozenset(applicants), fund)


def slugs(entries: list[Entry], sort: str) -> str:
    """The order of a list, one letter each."""
    return "".join(found.scheme.slug for found in arrange(entries, sort))


# --- What is paid at most -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"ceiling": 600_000, "amount": 5}, 600_000),
        ({"ceiling": 0}, 0),
        ({"amount": 32_000, "supplement": 10_000}, 42_000),
        ({"amount": 32_000}, 32_000),
        ({"percent": 40}, None),
    ],
)
def test_the_most_a_row_pays(fields: dict, expected: int | None) -> None:
    assert most(Terms(**fields)) == expected


def test_each_sum_a_track_pays_is_told_once_lowest_first() -> None:
    found = entry("a", 900, 5, None, 900)
    with translation.override("en"):
        assert found.sums == [(5, "per project"), (900, "per project")]
    assert found.most == 900


@pytest.mark.parametrize(
    ("sums", "expected"), [((5, None), True), ((5, 6), False), ((None,), False), ((), False)]
)
def test_some_tracks_may_state_a_sum_and_others_not(sums: tuple, expected: bool) -> None:
    assert entry("a", *sums).some_unstated is expected


def test_a_scheme_that_states_no_sum_has_no_most() -> None:
    assert entry("a", None).most is None
    assert entry().most is None


def test_ways_of_working_money_out_that_are_the_same_are_told_once() -> None:
    half, third = {"percent": Decimal(50)}, {"percent": Decimal("33.33")}
    rows = [
        Terms(terms_kind="reimburse", ceiling=ceiling, **share)
        for ceiling, share in [(5, half), (6, third), (7, half)]
    ]
    found = replace(entry(), terms=tuple(rows))
    assert found.ways == rows[:2]
    assert found.forms == {"reimburse"}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, True),
        (500, None, True),
        (501, None, False),
        (None, 500, True),
        (None, 499, False),
        (500, 500, True),
        (0, 499, False),
    ],
)
def test_both_bounds_are_included(low, high, expected: bool) -> None:
    assert within(entry("a", 500), low, high) is expected


@pytest.mark.parametrize(("low", "high"), [(0, None), (None, 10**15), (0, 10**15)])
def test_an_unstated_sum_lies_within_no_bounds(low, high) -> None:
    assert not within(entry("a", None), low, high)
    assert within(entry("a", None), None, None)


def test_sums_make_a_range_only_where_they_are_counted_for_the_same_thing() -> None:
    assert entry("a", 5, 9).is_range
    assert not entry("a").is_range
    mixed = entry("a", 5, 9)
    mixed.terms[1].ceiling_per = "person"
    assert not mixed.is_range


def test_money_for_the_whole_scheme_is_not_what_an_applicant_gets() -> None:
    whole = Terms(terms_kind="other", ceiling=9, ceiling_per="scheme")
    assert most(whole) is None


@pytest.mark.parametrize(
    ("kinds", "expected"), [((), False), (("no_money",) * 2, True), (("no_money", "other"), False)]
)
def test_a_scheme_pays_no_money_if_no_stream_does(kinds, expected: bool) -> None:
    found = replace(entry("a"), terms=tuple(Terms(terms_kind=kind) for kind in kinds))
    assert found.no_money is expected


# --- Facets ---------------------------------------------------------------------------------


def test_what_an_entry_counts_as() -> None:
    found = entry("a", 5, status=OPEN, applicants=("company", "person"), fund="itf")
    counted = {facet: set(values(found, facet)) for facet in FACETS}
    assert counted == {
        "status": {"open"},
        "category": {"talent"},
        "applicant": {"company", "person"},
        "form": {"other"},
        "kind": {"scheme"},
        "fund": {"itf"},
    }


def test_an_entry_without_fund_or_terms_counts_nowhere_under_them() -> None:
    assert not set(values(entry(), "fund"))
    assert not set(values(entry(), "form"))


def test_a_fund_without_a_status_of_its_own_counts_under_none() -> None:
    fund = {"scheme_kind": "fund"}
    assert not set(values(entry(**fund), "status"))
    assert set(values(entry(status=OPEN, **fund), "status")) == {"open"}
    assert set(values(entry(), "status")) == {"unknown"}


def test_applicants_are_told_in_the_vocabularys_order() -> None:
    found = entry(applicants=("person", "company", "university"))
    with translation.override("en"):
        assert [str(label) for label in found.applicant_labels] == [
            "Company",
            "University or research institute",
            "Individual",
        ]


# --- Order ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_keeps_every_entry_of_every_sort(sort: str) -> None:
    """Nothing that may be missing (terms, sums, status, days) breaks a comparison."""
    entries = [
        entry("a"),
        entry("b", None, status=OPEN),
        entry("c", 5, status=OPEN | {"closes_on": ON}),
        entry("d", 0, status=OPEN | {"closes_on": date(2026, 1, 1)}),
        entry("e", 5, None, status={"status_state": "closed"}),
    ]
    assert sorted(slugs(entries, sort)) == list("abcde")


def test_open_ones_come_first_unless_asked_otherwise() -> None:
    entries = [
        entry("a"),
        entry("aa", status={"status_state": "no_call"}),
        entry("b", status={"status_state": "closed"}),
        entry("bb", status={"status_state": "open", "evidence_on": FuzzyDate.parse("2023")}),
        entry("c", status={"status_state": "planned"}),
        entry("d", status=OPEN | {"closes_on": date(2026, 1, 1), "intake": "rounds"}),
        entry("e", status={"status_state": "open"}),
        entry("g", status=OPEN),
        entry("f", status=OPEN),
    ]
    assert [found.standing.code for found in arrange(entries, "")][1:] == list(StandingCode)
    assert (
        slugs(entries, "")
        == slugs(entries, "relevance")
        == slugs(entries[::-1], "")
        == "fgedcbbbaaa"
    )


def test_of_those_last_seen_open_the_one_seen_last_comes_first() -> None:
    def seen(day: str | None) -> dict:
        return {"status_state": "open"} | ({"evidence_on": FuzzyDate.parse(day)} if day else {})

    entries = [
        entry("a", status=seen(None)),
        entry("b", status=seen("2024-05-01")),
        entry("c", status=seen("2025-05-01")),
    ]
    assert slugs(entries, "relevance") == "cba"


def test_names_sort_in_the_pages_language_without_regard_to_case() -> None:
    entries = [
        entry("a", name_en="beta", name_zh_hk="一"),
        entry("b", name_en="Alpha", name_zh_hk="二"),
        entry("c", name_en="Gamma", name_zh_hk="丁"),
    ]
    with translation.override("en"):
        assert slugs(entries, "name") == "bac"
    with translation.override("zh-hk"):
        assert slugs(entries, "name") == "acb"


def test_the_highest_sum_comes_first_and_unstated_ones_last() -> None:
    entries = [entry("a", None), entry("b", 5), entry("c", 900), entry("d"), entry("e", 5)]
    assert slugs(entries, "most") == slugs(entries[::-1], "most") == "cbead"


def test_the_soonest_last_day_comes_first_and_passed_ones_are_none() -> None:
    entries = [
        entry("a", status=OPEN | {"closes_on": date(2026, 1, 1)}),
        entry("b"),
        entry("c", status=OPEN | {"closes_on": date(2026, 9, 1)}),
        entry("d", status=OPEN | {"closes_on": ON}),
        entry("e", status=OPEN),
    ]
    assert slugs(entries, "closing") == slugs(entries[::-1], "closing") == "dcabe"
