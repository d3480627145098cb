"""What time it is for a reader: now, or in a preview the time at which a version would be shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The instant that decides what is shown; aware."""
    return _moment.get() or timezone.now()


def is_set() -> bool:
    """Whether the clock stands at another time than now."""
    return _moment.get() is not None


@contextmanager
def at(moment: datetime | None) -> Iterator[None]:
    """Everything inside is shown as it would be at `moment`; None leaves the clock alone."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
