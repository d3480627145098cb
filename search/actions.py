"""Counting what was looked for in vain: the words and the day, nothing of who asked."""

import logging
import re

from django.db import DatabaseError, connection, transaction

from publishing.dates import today
from search.engines import is_postgresql

logger = logging.getLogger(__name__)

# So many different words a day; a machine that types at random fills no more than this.
MOST_A_DAY = 500
LONGEST = 100
# How long a page waits for the database to take the count, in milliseconds.
PATIENCE = 50
# What may be somebody's: an address, a telephone or identity card number.
_PERSONAL = re.compile(r"@|\d[\d\s-]{5,}\d|[a-z]{1,2}\d{6}", re.IGNORECASE)

_COUNT = """
INSERT INTO search_missedquery (day, text, times)
SELECT {day}, CAST(%s AS varchar(100)), 1
WHERE (SELECT count(*) FROM search_missedquery WHERE day = {day}) < %s
    OR EXISTS (SELECT 1 FROM search_missedquery WHERE day = {day} AND text = %s)
ON CONFLICT (day, text) DO UPDATE SET times = search_missedquery.times + 1
"""


def _statement() -> str:
    # PostgreSQL wants to know what the parameters are; SQLite's casts would change them.
    day = "CAST(%s AS date)" if is_postgresql() else "%s"
    return _COUNT.replace("{day}", day)


def count_missed(text: str) -> None:
    """Count words that were not found today. Never raises, and never waits long: a count that
    the database cannot take at once is lost."""
    text = " ".join(text.split()).casefold()[:LONGEST]
    if not text or _PERSONAL.search(text):
        return
    day = today().isoformat()
    try:
        with _impatient(), transaction.atomic(), connection.cursor() as cursor:
            if is_postgresql():
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
                cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}")
            cursor.execute(_statement(), [day, text, day, MOST_A_DAY, day, text])
            if is_postgresql():  # where another transaction is around this one, it waits as before
                cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
                cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except DatabaseError as error:
        logger.info("search not counted", extra={"error": type(error).__name__})


class _impatient:  # noqa: N801 - reads as a with statement
    """On SQLite a writer waits up to the busy timeout; a page shall not."""

    def __enter__(self) -> None:
        self.before = None
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                self.before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
                cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")

    def __exit__(self, *exc) -> None:
        if self.before is not None:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {self.before}")
