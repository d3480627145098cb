"""The version of the content, as one process knows it: read in the background, several times a
second."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django.utils.http import http_date

from pages.changes import latest, when_left
from pages.instants import next_instant
from pages.models import ContentChange
from publishing.going_live import go_live_due

logger = logging.getLogger("pages.version")

EVERY = 0.25  # seconds between two looks at the database
# How long pages are served without news from the database. With what an edge adds to it (see
# `pages.page`), nothing that was withdrawn is served after a minute.
GRACE = 20.0
KEPT_FOR = timedelta(days=1)


class Version:
    """What all pages made between two changes have in common. Told apart by identity.

    `remembered` is what was worked out for it (see `publishing.remembered`).
    """

    __slots__ = ("modified", "remembered", "since")

    def __init__(self, now: datetime) -> None:
        self.remembered: dict = {}
        self.since = now
        self.modified = http_date(now.timestamp())


class Watch:
    """Knows the present version; `begin` starts the thread that keeps it up to date.

    `told` is called in that thread when there is a new one.
    """

    def __init__(self, told: Callable[[], object] = lambda: None) -> None:
        self.version: Version | None = None
        # On the monotonic clock: after it, the version may no longer be the present one.
        self.good_until = 0.0
        self.told = told
        self._seen: tuple[int, int] | None = None
        self._next: datetime | None = None
        self._failing = False
        self._doubted = 0.0

    def begin(self) -> None:
        """Look once, so that there is a version, and go on in the background."""
        when_left.append(self.doubt)
        self._try_to_look()
        threading.Thread(target=self._go_on, name="content-version", daemon=True).start()

    def current(self) -> Version | None:
        """The present version; None where that is not known, and nothing may be kept."""
        return self.version if time.monotonic() < self.good_until else None

    def doubt(self) -> None:
        """This process has changed something: until the next look no version is the present one,
        so that an editor is never shown what was before."""
        self._doubted = time.monotonic()
        self.good_until = 0.0

    def look(self) -> None:
        """Show what is due and read what is new. Two queries where nothing is."""
        began = time.monotonic()
        go_live_due()
        seen = latest()
        now = timezone.now()
        if seen != self._seen or self._next is None or now >= self._next:
            if self._next is not None and now >= self._next:
                _forget(now - KEPT_FOR)
            self._next = next_instant(now)
            self._seen = seen
            self.version = Version(now)
            self.told()
        # Not one page is served past an instant, even if this thread comes late.
        self.good_until = min(began + GRACE, began + (self._next - now).total_seconds())
        if self._doubted >= began:
            self.good_until = 0.0

    def _go_on(self) -> None:
        while True:
            left = self.good_until - time.monotonic()
            time.sleep(min(EVERY, left) if left > 0 else 0.01 if not self._failing else EVERY)
            self._try_to_look()

    def _try_to_look(self) -> None:
        try:
            connection.close_if_unusable_or_obsolete()
            self.look()
            self._failing = False
        except Exception as error:
            # Pages are served without the store until it is over. Told once, not every time.
            if not self._failing:
                away = isinstance(error, DatabaseError | InterfaceError)
                more = {"extra": {"error": type(error).__name__}} if away else {"exc_info": True}
                logger.warning("content version not read", **more)
            self._failing = True
            connection.close()


def _forget(before: datetime) -> None:
    """Remove old traces; that there are fewer is one more version, and does no harm."""
    ContentChange.objects.filter(made_at__lt=before).delete()
