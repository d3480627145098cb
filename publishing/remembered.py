"""What is worked out once for each version of the content, and not for every page."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import connection
from django.utils.translation import get_language

from publishing import clock

P, T = ParamSpec("P"), TypeVar("T")
MOST = 32  # results of all functions together; what was not used for longest goes first


class Version(Protocol):
    """A version of the content; forgotten as a whole when there is a newer one."""

    remembered: dict


_followed: list[Callable[[], Version | None]] = []
_lock = Lock()


def follow(current: Callable[[], Version | None]) -> None:
    """Let everything be remembered as long as `current` gives the same version; with None, not
    at all. Without this nothing ever is."""
    _followed[:] = [current]


def followed() -> Version | None:
    """The present version of the content; None where nobody looks for newer ones."""
    return _followed[0]() if _followed else None


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Keep what `function` returns for the same positional arguments until the content changes.

    What it returns is shared by all threads: it must be read only, and hold nothing in words of
    one language. None is not kept. In a transaction nothing is, for what is read there may be
    rolled back; nor in a preview, which has a clock of its own.
    """

    @wraps(function)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        version = followed()
        if version is None or kwargs or connection.in_atomic_block or clock.is_set():
            return function(*args, **kwargs)
        results, key = version.remembered, (function, args)
        with _lock:
            if key in results:
                results[key] = results.pop(key)  # used last, so it is forgotten last
                return results[key]
        result = function(*args)
        if result is not None:
            with _lock:
                results[key] = result
                while len(results) > MOST:
                    del results[next(iter(results))]
        return result

    return once


def remembered_by_language(function: Callable[P, T]) -> Callable[P, T]:
    """The same for what is in words: kept for each language apart."""

    @remembered
    def in_language(language: str | None, *args: P.args) -> T:
        return function(*args)

    @wraps(function)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs) if kwargs else in_language(get_language(), *args)

    return once


def keep(owner: Any, key: tuple, work_out: Callable[[], T]) -> T:
    """What `work_out` gives for the object in the page's language, now or before; `key` names all
    else that it depends on. It lives as long as the object, and so can show nothing newer."""
    kept = owner.__dict__.setdefault("_kept", {})
    key = (get_language(), *key)
    if key not in kept:
        kept[key] = work_out()
    return kept[key]
