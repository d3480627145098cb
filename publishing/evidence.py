"""How old the evidence for a fact is. No database."""

from datetime import date, timedelta
from enum import StrEnum

from publishing.dates import FuzzyDate

STALE_AFTER = timedelta(days=180)


class Evidence(StrEnum):
    """What may be said on the strength of a source's date."""

    FRESH = "fresh"  # within 180 days: said as it is
    STALE = "stale"  # older: "when last seen", with the date
    UNDATED = "undated"  # the page carries no date: said to be undated


def evidence_of(evidence_on: FuzzyDate | None, today: date) -> Evidence:
    """Classify a source's date; a month or year counts from its first day, the safe reading."""
    if evidence_on is None:
        return Evidence.UNDATED
    return Evidence.STALE if today - evidence_on.start > STALE_AFTER else Evidence.FRESH
