"""Which terms hold on a day, and what is told when they change."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from publishing.dates import FuzzyDate
from schemes.models import Terms, Track
from schemes.terms import COMPARED, SUMS, WAYS, alike, by_track, differences, in_force, value_of
from tests.markup import HAN

DAY = timedelta(days=1)
TRACK = Track(pk=1, key="main")


def row(effective_from: str | None = None, track: Track = TRACK, **fields) -> Terms:
    """A row of terms, not saved."""
    dated = FuzzyDate.parse(effective_from) if effective_from else None
    return Terms(track=track, effective_from=dated, **{"terms_kind": "other"} | fields)


def words(old: dict, new: dict, language: str) -> str:
    """How the one difference between two rows with these values is told."""
    with translation.override(language):
        (told,) = differences(row(**old), row(**new))
        return told.text


# --- In force -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "first_day"),
    [
        ("2024-05-20", date(2024, 5, 20)),
        ("2024-05", date(2024, 5, 1)),
        ("2024-Q2", date(2024, 4, 1)),
        ("2024/25", date(2024, 4, 1)),
        ("2024", date(2024, 1, 1)),
    ],
)
def test_a_row_holds_from_the_first_day_of_its_date(written: str, first_day: date) -> None:
    before, after = row("2016"), row(written)
    assert in_force([before, after], first_day - DAY) is before
    assert in_force([before, after], first_day) is after


def test_the_next_row_ends_the_one_before_in_whatever_order_they_come() -> None:
    rows = [row("2024-01-01"), row("2016"), row("2020-04")]
    on = date(2021, 1, 1)
    assert in_force(rows, on) is in_force(rows[::-1], on) is rows[2]


def test_before_the_first_row_nothing_holds() -> None:
    assert in_force([row("2024-01-01")], date(2023, 12, 31)) is None
    assert in_force([], date(2023, 12, 31)) is None


def test_an_undated_row_has_always_been_there() -> None:
    undated = row()
    assert in_force([undated], date(1990, 1, 1)) is undated


def test_a_dated_row_takes_over_from_an_undated_one() -> None:
    undated, dated = row(position=5), row("2024-01-01")
    assert in_force([undated, dated], date(2023, 12, 31)) is undated
    assert in_force([undated, dated], date(2024, 1, 1)) is dated


def test_of_two_that_begin_together_the_later_in_order_holds() -> None:
    """A year and its first of January begin on one day."""
    first, second = row("2024", position=0), row("2024-01-01", position=1)
    assert in_force([second, first], date(2024, 6, 1)) is second


# --- Differences ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        (
            {
                "government_share": 3,
                "other_share": 1,
                "other_side": "enterprise",
                "ratio_qualifier": "up_to",
            },
            "ratio",
        ),
        ({"ceiling": 5, "ceiling_per": "project"}, "ceiling"),
        ({"amount": 0, "amount_per": "person_month"}, "amount"),
    ],
)
def test_a_value_and_what_it_is_counted_for_are_compared_together(fields, value: str) -> None:
    assert value_of(row(**fields), value) == tuple(fields.values())
    assert value_of(row(), value) is None


@pytest.mark.parametrize("name", [name for name in COMPARED if name != "ratio"])
def test_every_compared_value_is_noticed(name: str) -> None:
    per = {f"{name}_per": "project"} if hasattr(Terms, f"{name}_per") else {}
    (found,) = differences(row(**{name: 5}, **per), row(**{name: 6}, **per))
    assert found.name == name
    assert found.old != found.new


def test_a_sum_counted_for_something_else_is_a_difference() -> None:
    old, new = (row(ceiling=5, ceiling_per=per) for per in ("project", "applicant"))
    assert [found.name for found in differences(old, new)] == ["ceiling"]


def test_a_ratio_with_another_side_is_a_difference() -> None:
    old, new = (
        row(government_share=1, other_share=2, other_side=side) for side in ("company", "sponsor")
    )
    assert [found.name for found in differences(old, new)] == ["ratio"]


def test_equal_rows_have_no_difference_though_date_and_note_differ() -> None:
    assert (
        differences(row("2020", note_en="a", ceiling=5), row("2024", note_en="b", ceiling=5)) == ()
    )


def test_differences_are_told_in_one_order() -> None:
    old = row(max_months=12, ceiling=5, ceiling_per="project")
    new = row(max_months=24, ceiling=6, ceiling_per="project", percent=Decimal(50))
    assert [found.name for found in differences(old, new)] == ["percent", "ceiling", "max_months"]


# --- In words -------------------------------------------------------------------------------

ONE_TO_ONE, THREE_TO_TWO = (
    {"government_share": a, "other_share": b, "other_side": "company"} for a, b in [(1, 1), (3, 2)]
)
FORTY = Decimal(40)
LOW, HIGH = ({"ceiling": sum_, "ceiling_per": "applicant"} for sum_ in (400_000, 600_000))


@pytest.mark.parametrize(
    ("old", "new", "en", "zh"),
    [
        (ONE_TO_ONE, THREE_TO_TWO, ("1:1", "3:2"), ("1:1", "3:2")),
        ({}, {"percent": Decimal("66.67")}, ("not stated", "66.67%"), ("沒有列明", "66.67%")),
        (
            {"percent": Decimal(40)},
            {"percent": Decimal("37.50")},
            ("40%", "37.5%"),
            ("40%", "37.5%"),
        ),
        (
            {"min_project_cost": 3 * 10**8},
            {},
            ("HK$300 million", "not stated"),
            ("3億元", "沒有列明"),
        ),
        ({"max_months": 24}, {"max_months": 36}, ("24", "36"), ("24", "36")),
        (
            LOW,
            HIGH,
            ("HK$400,000 per applicant, in all", "HK$600,000 per applicant, in all"),
            ("40萬元", "60萬元"),
        ),
    ],
)
def test_a_difference_is_told_in_both_languages(old, new, en: tuple, zh: tuple) -> None:
    english, chinese = words(old, new, "en"), words(old, new, "zh-hk")
    assert english.endswith(f": {en[0]} → {en[1]}")
    assert english.split(":")[0].isascii()
    assert 0 < chinese.index(zh[0]) < chinese.index(zh[1], chinese.index(zh[0]) + 1)
    assert HAN.match(chinese)


def test_chinese_says_first_what_a_sum_is_counted_for() -> None:
    told = words(LOW, HIGH, "zh-hk")
    assert told.endswith("60萬元")
    assert not told.endswith("改為60萬元")


# --- By track -------------------------------------------------------------------------------


def test_each_track_has_its_own_history_newest_first() -> None:
    second = Track(pk=2, key="seed", position=0)
    first = Track(pk=3, key="platform", position=1)
    rows = [row("2016", first, percent=10), row("2018", second), row("2024", first, percent=20)]
    found = by_track(rows, date(2020, 1, 1))
    assert [history.track for history in found] == [second, first]
    assert [change.terms for change in found[1].rows] == [rows[2], rows[0]]
    assert [change.previous for change in found[1].rows] == [rows[0], None]
    assert [found[0].current, found[1].current] == [rows[1], rows[0]]
    (difference,) = found[1].rows[0].differences
    assert (difference.old, difference.new) == (10, 20)
    assert found[1].rows[1].differences == ()


def test_an_undated_row_stands_first_in_its_history() -> None:
    undated, dated = row(position=9), row("2016")
    (history,) = by_track([dated, undated], date(2020, 1, 1))
    assert [change.terms for change in history.rows] == [dated, undated]


def test_no_rows_no_tracks() -> None:
    assert by_track([], date(2020, 1, 1)) == []


# --- Streams that agree ---------------------------------------------------------------------


def test_streams_that_agree_are_told_together() -> None:
    def of(**fields) -> Terms:
        return row(ceiling=5, ceiling_per="project", **fields)

    half = {"terms_kind": "reimburse", "percent": 50}
    rows = [of(**half), of(**half), of(**half | {"percent": 90})]
    assert alike(rows, SUMS) == [rows]
    assert alike(rows, WAYS) == [rows[:2], rows[2:]]
    other = of(**half, overall_ceiling=9, overall_ceiling_per="scheme")
    assert alike([rows[0], other], SUMS) == [[rows[0]], [other]]


def test_streams_without_a_ceiling_agree_only_if_they_pay_in_one_way() -> None:
    rows = [row(terms_kind="other"), row(terms_kind="other"), row(terms_kind="grant")]
    assert alike(rows, SUMS) == alike(rows, WAYS) == [rows[:2], rows[2:]]
