"""The gate: whether comments are taken at an instant, from time alone. No database.

Page, form, link, POST and API all ask here, so that none can be open while another is closed.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from consultation.enums import LatePolicy
from consultation.models import Window


class WindowState(StrEnum):
    """Where an instant lies against a window; half-open, so none is both in and out."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


class Door(NamedTuple):
    """One window at one instant."""

    window: Window
    state: WindowState

    @property
    def takes(self) -> bool:
        """Whether this site's form takes a comment through it."""
        if not self.window.is_ours:
            return False
        late = self.state is WindowState.CLOSED and self.window.late == LatePolicy.FLAG
        return self.state is WindowState.OPEN or late

    @property
    def late(self) -> bool:
        """Whether a comment would come after the end."""
        return self.state is WindowState.CLOSED

    @property
    def standing(self) -> bool:
        """Whether it has no end."""
        return self.window.closes_at is None


def state_of(window: Window, at: datetime) -> WindowState:
    """Where the instant `at` lies: open from `opens_at` on, closed from `closes_at` on."""
    if at < window.opens_at:
        return WindowState.NOT_YET
    if window.closes_at is not None and at >= window.closes_at:
        return WindowState.CLOSED
    return WindowState.OPEN


def doors(windows: Iterable[Window], at: datetime) -> list[Door]:
    """Every window at the instant `at`: what closes soonest first, standing channels after them,
    then what is to open, then what has closed, the last first."""
    found = [Door(window, state_of(window, at)) for window in windows]

    def rank(door: Door) -> tuple:
        window = door.window
        match door.state:
            case WindowState.OPEN:
                closes = window.closes_at.timestamp() if window.closes_at else float("inf")
                return 0, closes
            case WindowState.NOT_YET:
                return 1, window.opens_at.timestamp()
            case _:
                return 2, -window.closes_at.timestamp()

    return sorted(found, key=rank)


def door_for(windows: Iterable[Window], at: datetime, key: str = "") -> Door | None:
    """The window a comment goes through at the instant `at`, or None where there is none.

    With `key` that very window, whether or not it takes comments. Without, the one that takes
    comments and closes soonest; one that only takes them late is never chosen by itself.
    """
    found = doors(windows, at)
    if key:
        return next((door for door in found if door.window.key == key), None)
    return next((door for door in found if door.takes and not door.late), None)
