"""A project's dates as an iCalendar file (RFC 5545)."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Event

from consultation.feeds import said_by, times
from consultation.models import Project, TimelineEntry, Window
from publishing.dates import Precision

Absolute = Callable[[str], str]


def as_calendar(project: Project, absolute: Absolute) -> bytes:
    """The windows, and the entries dated to the day; `absolute` makes a path an address."""
    found = Calendar()
    found.add("prodid", f"-//{settings.SITE_NAME['en']}//{project.slug}//{get_language()}")
    found.add("version", "2.0")
    found.add("x-wr-calname", str(project))
    for window in project.windows.all():
        found.add_component(_window_event(project, absolute, window))
    for entry in project.entries.all():
        if entry.happened_on and entry.happened_on.precision is Precision.DAY:
            found.add_component(_entry_event(project, absolute, entry))
    return found.to_ical()


def _event(project: Project, absolute: Absolute, anchor: str, **values: Any) -> Event:
    event = Event()
    event.add("uid", f"{project.slug}-{anchor}@{settings.SITE_NAME['en'].replace(' ', '-')}")
    event.add("dtstamp", project.publish_at.astimezone(UTC))
    event.add("url", absolute(f"{project.get_absolute_url()}#{anchor}"))
    for name, value in values.items():
        event.add(name, value)
    return event


def _window_event(project: Project, absolute: Absolute, window: Window) -> Event:
    """The day a window opens; with an end, the time up to it."""
    end = window.closes_at or window.opens_at + timedelta(hours=1)
    return _event(
        project,
        absolute,
        f"window-{window.key}",
        summary=gettext("Open for comments: %(title)s") % {"title": window.title},
        dtstart=window.opens_at.astimezone(UTC),
        dtend=end.astimezone(UTC),
        description=times(window),
    )


def _entry_event(project: Project, absolute: Absolute, entry: TimelineEntry) -> Event:
    last = entry.until if entry.until and entry.until.precision is Precision.DAY else None
    return _event(
        project,
        absolute,
        f"entry-{entry.key}",
        summary=entry.title or "",
        dtstart=entry.happened_on.start,
        dtend=(last or entry.happened_on).start + timedelta(days=1),
        description=said_by(entry),
    )
