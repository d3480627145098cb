"""What changed lately, gathered from every app that tells it."""

from datetime import date

import consultation.queries
import facilities.queries
import schemes.queries
from publishing.changes import Change, newest_first
from publishing.remembered import remembered

TELLERS = (
    schemes.queries.recent_changes,
    facilities.queries.recent_changes,
    consultation.queries.recent_changes,
)


@remembered
def recent_changes(on: date, limit: int) -> list[Change]:
    """The newest `limit` changes of all records up to the day `on`. Seven queries."""
    changes = [change for tell in TELLERS for change in tell(on, limit)]
    return newest_first(changes)[:limit]
