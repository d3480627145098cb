"""A process that does what an editor does, when it is told to on standard input.

Prints the time of each commit. The site consists of one scheme, whose description is what tests
look for.
"""

import json
import sys
import time
from datetime import UTC, datetime

import django

django.setup()

from publishing import versions  # noqa: E402
from publishing.documents.dump import dump  # noqa: E402
from publishing.telling import Telling  # noqa: E402
from schemes.models import Scheme  # noqa: E402
from tests.factories import add, clause, t  # noqa: E402

BY = Telling(None, {}, editorial=True)


def begin() -> None:
    """Make the site."""
    add("pages", "about")
    for slug in ("privacy", "accessibility"):
        add("pages", slug)
    described = t("說明一。", "Description one.")
    secret = clause("secret", text=t("要刪去的一句。", "A sentence to be redacted."))
    add("schemes", "made", description=described, clauses=[clause("who"), secret])


def _at(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def publish(english: str, at: float | None = None) -> None:
    """Give the scheme another description, at once or at a time."""
    scheme = Scheme.objects.get(slug="made")
    described = {"description": {"zh-hk": english, "en": english}}
    versions.publish(scheme, dump(scheme) | described, BY, _at(at))


def redact() -> None:
    """Take a sentence out."""
    scheme = Scheme.objects.get(slug="made")
    document = dump(scheme)
    document["clauses"] = [row for row in document["clauses"] if row["key"] != "secret"]
    versions.publish(scheme, document, BY)


def schedule(slug: str, publish_at: float, withdraw_at: float) -> None:
    """A scheme that appears and disappears by itself."""
    add("schemes", slug, publish_at=_at(publish_at), withdraw_at=_at(withdraw_at))


def withdraw() -> None:
    """Show the scheme no longer."""
    versions.withdraw(Scheme.objects.get(slug="made"), BY)


for line in sys.stdin:
    told = json.loads(line)
    {"begin": begin, "publish": publish, "redact": redact, "schedule": schedule}.get(
        told.pop("what"), withdraw
    )(**told)
    sys.stdout.write(f"{time.time()}\n")
    sys.stdout.flush()
