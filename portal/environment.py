"""Reading the environment: typed, with a hint when something is wrong."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from environs import Env, EnvError

env = Env()


def secret(name: str, default: str | None = None) -> str | None:
    """Return variable `name`, or the content of the file that `<name>_FILE` points to.

    Container platforms hand over secrets as files. Both set at once is an error, since one would
    silently win. Raises EnvError when the file cannot be read or is empty.
    """
    value = env.str(name, None)
    path = env.str(f"{name}_FILE", None)
    if value and path:
        raise EnvError(f"{name} and {name}_FILE are both set; keep one of them.")
    if not path:
        return value or default
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise EnvError(
            f"{name}_FILE points to {path}, which cannot be read: {error.strerror}."
        ) from error
    if not content:
        raise EnvError(f"{name}_FILE points to {path}, which is empty.")
    return content


def listed(name: str, default: list[str]) -> list[str]:
    """The values of variable `name`, separated by commas; spaces around them do not count."""
    return [value for text in env.list(name, default) if (value := text.strip())]


def whole(name: str, default: int, least: int = 1) -> int:
    """Variable `name` as a whole number from `least` up; anything else stops with a hint."""

    def read() -> int:
        value = env.int(name, default)
        if value < least:
            raise ValueError(f"{name} is {value}.")
        return value

    return read_or_stop(read, f"{name} takes a whole number, {least} or more.")


def read_or_stop(read: Callable[[], Any], hint: str) -> Any:
    """Return `read()`; on a missing or malformed variable print what and how to mend it, and stop.

    A traceback through the settings machinery helps nobody who mistyped a variable.
    """
    try:
        return read()
    except (EnvError, ValueError) as error:
        sys.exit(f"Configuration error: {error}\nHint: {hint}")
