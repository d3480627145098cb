"""Whether a scheme takes applications on a day: only what its trail can bear."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from publishing.dates import FuzzyDate
from publishing.evidence import Evidence
from schemes.models import Status
from schemes.standing import StandingCode, current_row, standing

ON = date(2026, 3, 2)
DAY = timedelta(days=1)


def row(state: str = "open", **fields) -> Status:
    """An entry of a trail, not saved; dates are given in their written form."""
    for name in ("since", "evidence_on"):
        if isinstance(fields.get(name), str):
            fields[name] = FuzzyDate.parse(fields[name])
    return Status(status_state=state, **fields)


def code(*rows: Status, on: date = ON) -> StandingCode:
    """What the trail says on a day."""
    return standing(rows, on).code


FRESH = {"evidence_on": "2026-02-01"}
STALE = {"evidence_on": "2025-01-01"}
OLD = {"evidence_on": "2023-06-30"}


# --- Each code ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "trail"),
    [
        ("open", row(**FRESH)),
        ("open", row(intake="all_year", **FRESH)),
        ("last-seen", row(**STALE)),
        ("last-seen", row()),
        ("planned", row("planned", **FRESH)),
        ("planned", row("planned", **STALE)),
        ("unconfirmed", row("planned", **OLD)),
        ("unconfirmed", row(intake="all_year", **OLD)),
        ("closed", row("closed", **OLD)),
        ("unknown", row("unknown", **OLD)),
        ("closed", row("closed", **FRESH)),
        ("closed", row("closed")),
        ("unknown", row("unknown", **FRESH)),
        ("no-call", row("no_call", **FRESH)),
    ],
)
def test_what_one_entry_allows_to_be_said(expected: str, trail: Status) -> None:
    assert code(trail) == expected


def test_an_empty_trail_is_not_known() -> None:
    found = standing([], ON)
    assert (found.code, found.evidence, found.row) == ("unknown", Evidence.UNDATED, None)
    assert found.closed_since is None


@pytest.mark.parametrize("state", ["planned", "open", "closed", "no_call", "unknown"])
def test_the_entry_it_rests_on_is_named(state: str) -> None:
    trail = row(state, **FRESH)
    assert standing([trail], ON).row is trail


def test_every_code_has_a_label_in_the_readers_language(settings) -> None:
    words = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = [str(standing([], ON).label), *map(str, StandingCode.labels)]
    assert not set(words["zh-hk"]) & set(words["en"])


# --- The last day ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [(ON - DAY, "open"), (ON, "open"), (ON + DAY, "closed"), (ON + 400 * DAY, "closed")],
)
def test_the_last_day_is_still_open_and_the_day_after_closed(on: date, expected: str) -> None:
    assert code(row(closes_on=ON, **FRESH), on=on) == expected


def test_after_the_last_day_it_is_closed_since_the_day_after() -> None:
    found = standing([row(closes_on=ON, **FRESH)], ON + 9 * DAY)
    assert found.closed_since == ON + DAY
    assert standing([row(closes_on=ON, **FRESH)], ON).closed_since is None


def test_after_a_round_only_the_round_is_over() -> None:
    """A later round may exist that nobody has told us of."""
    trail = row(intake="rounds", closes_on=ON, **FRESH)
    assert code(trail, on=ON) == "open"
    found = standing([trail], ON + DAY)
    assert (found.code, found.closed_since) == ("round-over", ON + DAY)


@pytest.mark.parametrize("intake", ["", "all_year", "through_host"])
def test_without_rounds_the_last_day_closes_the_scheme(intake: str) -> None:
    assert code(row(intake=intake, closes_on=ON, **FRESH), on=ON + DAY) == "closed"


@pytest.mark.parametrize(("on", "expected"), [(ON - DAY, "planned"), (ON, "open")])
def test_a_round_that_has_not_begun_is_planned(on: date, expected: str) -> None:
    trail = row(intake="rounds", opens_on=ON, closes_on=ON + 30 * DAY, evidence_on="2026-01-01")
    assert code(trail, on=on) == expected


def test_a_stale_word_of_a_last_day_to_come_is_open_when_last_seen() -> None:
    assert code(row(closes_on=ON + DAY, **STALE)) == "last-seen"


def test_a_passed_last_day_closes_whatever_the_evidence() -> None:
    assert code(row(closes_on=ON - DAY)) == "closed"


# --- How old the evidence is ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, "open"),
        (180, "open"),
        (181, "last-seen"),
        (730, "last-seen"),
        (731, "unconfirmed"),
    ],
)
def test_evidence_bears_180_days_and_a_last_sight_two_years(age: int, expected: str) -> None:
    seen = FuzzyDate.day(ON - age * DAY)
    assert code(row(evidence_on=seen)) == expected


def test_a_month_counts_from_its_first_day() -> None:
    """2025-09-01 is 182 days before, 2025-09-30 would be 153."""
    assert code(row(evidence_on="2025-09")) == "last-seen"


def test_undated_evidence_never_says_open() -> None:
    found = standing([row(since="2026-03-01")], ON)
    assert (found.code, found.evidence) == ("last-seen", Evidence.UNDATED)


@pytest.mark.parametrize(
    ("fields", "evidence"), [(FRESH, "fresh"), (STALE, "stale"), ({}, "undated")]
)
@pytest.mark.parametrize("state", ["planned", "open", "closed", "no_call", "unknown"])
def test_the_age_of_the_evidence_is_told_whatever_the_status(state, fields, evidence) -> None:
    assert standing([row(state, **fields)], ON).evidence == evidence


# --- The trail ------------------------------------------------------------------------------


def test_the_latest_entry_counts_in_whatever_order_they_come() -> None:
    earlier, later = row("open", since="2020", **FRESH), row("closed", since="2024-12-31", **FRESH)
    assert code(earlier, later) == code(later, earlier) == "closed"


def test_an_entry_begins_on_its_first_day() -> None:
    trail = [row("open", since="2020", **FRESH), row("closed", since=str(ON), **FRESH)]
    assert code(*trail, on=ON - DAY) == "open"
    assert code(*trail, on=ON) == "closed"


@pytest.mark.parametrize("since", ["2026-03-03", "2026-04", "2026-Q2", "2026/27", "2027"])
def test_entries_to_come_are_left_aside(since: str) -> None:
    assert code(row("closed", since=since)) == "unknown"
    assert code(row("closed", since=since), row("open", **FRESH)) == "open"


@pytest.mark.parametrize("since", ["2026-03-02", "2026-03", "2026-Q1", "2025/26", "2026"])
def test_a_span_that_has_begun_counts(since: str) -> None:
    assert code(row("closed", since=since), row("open", since="2020", **FRESH)) == "closed"


def test_an_undated_entry_is_the_oldest() -> None:
    assert code(row("closed"), row("open", since="1990", **FRESH)) == "open"


def test_of_two_that_begin_together_the_later_in_order_counts() -> None:
    trail = [row("closed", since="2024", position=1), row("open", since="2024", position=0)]
    assert code(*trail) == code(*reversed(trail)) == "closed"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["planned", "open", "closed", "no_call", "unknown"]),
            st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
        ),
        max_size=6,
        unique_by=lambda pair: pair[1],
    ),
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
)
def test_no_entry_that_begins_later_than_the_one_chosen_has_begun(pairs, on: date) -> None:
    rows = [row(state, since=since and FuzzyDate.day(since)) for state, since in pairs]
    chosen = current_row(rows, on)
    begun = [one.since.start for one in rows if one.since and one.since.start <= on]
    if chosen is None:
        assert not begun
        assert all(one.since for one in rows)
    else:
        assert (chosen.since.start if chosen.since else date.min) == max(begun, default=date.min)
