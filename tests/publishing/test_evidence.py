"""How old the evidence for a fact is: 180 days, counted on the safe side."""

from datetime import date, timedelta

import pytest

from publishing.dates import FuzzyDate
from publishing.evidence import Evidence, evidence_of

DAY = date(2025, 7, 30)


@pytest.mark.parametrize(
    ("days", "evidence"),
    [
        (-1, Evidence.FRESH),
        (0, Evidence.FRESH),
        (179, Evidence.FRESH),
        (180, Evidence.FRESH),
        (181, Evidence.STALE),
        (3650, Evidence.STALE),
    ],
)
def test_a_day_is_fresh_for_180_days(days: int, evidence: Evidence) -> None:
    assert evidence_of(FuzzyDate.day(DAY), DAY + timedelta(days=days)) is evidence


@pytest.mark.parametrize(
    ("text", "last_fresh_day"),
    [
        ("2025-07", date(2025, 12, 28)),
        ("2025-Q3", date(2025, 12, 28)),
        ("2025", date(2025, 6, 30)),
        ("2025/26", date(2025, 9, 28)),
    ],
)
def test_a_longer_span_counts_from_its_first_day(text: str, last_fresh_day: date) -> None:
    fuzzy = FuzzyDate.parse(text)
    assert evidence_of(fuzzy, last_fresh_day) is Evidence.FRESH
    assert evidence_of(fuzzy, last_fresh_day + timedelta(days=1)) is Evidence.STALE


def test_an_undated_page_is_said_to_be_undated() -> None:
    assert evidence_of(None, DAY) is Evidence.UNDATED
