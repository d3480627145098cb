"""What is worked out once for each version of the content, and not for every page."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

from django.db import connection

from publishing import clock

P, T = ParamSpec("P"), TypeVar("T")
MOST = 64  # results of all functions together


class Version(Protocol):
    """A version of the content; forgotten as a whole when there is a newer one."""

    remembered: dict


_followed: list[Callable[[], Version | None]] = []


def follow(current: Callable[[], Version | None]) -> None:
    """Let everything be remembered as long as `current` gives the same version; with None, not
    at all. Without this nothing ever is."""
    _followed[:] = [current]


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Keep what `function` returns for the same positional arguments until the content changes.

    What it returns is shared by all threads: it must be read only, and hold nothing in words of
    one language. In a transaction nothing is kept, for what is read there may be rolled back; nor
    in a preview, which has a clock of its own.
    """

    @wraps(function)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        version = _followed[0]() if _followed else None
        if version is None or kwargs or connection.in_atomic_block or clock.is_set():
            return function(*args, **kwargs)
        key = (function, args)
        try:
            return version.remembered[key]
        except KeyError:
            result = function(*args)
            if len(version.remembered) < MOST:
                version.remembered[key] = result
            return result

    return once
