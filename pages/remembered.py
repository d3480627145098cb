"""What is worked out once for each version of the content, and not for every page."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

from pages.version import Watch
from publishing import clock

P, T = ParamSpec("P"), TypeVar("T")
MOST = 64  # results of all functions together

_followed: list[Watch] = []


def follow(watch: Watch) -> None:
    """Let everything be remembered as long as `watch` knows of nothing new."""
    _followed[:] = [watch]


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Keep what `function` returns for the same positional arguments until the content changes.

    What it returns is shared by all threads: it must be read only, and hold nothing in words of
    one language. In a transaction nothing is kept, for what is read there may be rolled back; nor
    in a preview, which has a clock of its own.
    """

    @wraps(function)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        version = _followed[0].current() if _followed else None
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
