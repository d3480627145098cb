"""A project followed without an account: a news feed, and its dates for a calendar."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe

from consultation import queries
from consultation.models import Project, TimelineEntry, Window
from consultation.timeline import When, when
from publishing import clock, formats
from publishing.dates import FuzzyDate
from publishing.stored import stored

NEWEST = 50


class ProjectFeed(Feed):
    """What happened and which consultations opened, the newest first; in the address's language."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str) -> Project:
        """The published project; 404 where there is none."""
        return _project(slug)

    def title(self, project: Project) -> str:
        """The project's name."""
        return str(project)

    def subtitle(self, project: Project) -> str:
        """Its one line."""
        return project.summary or ""

    def link(self, project: Project) -> str:
        """Its page."""
        return project.get_absolute_url()

    def feed_guid(self, project: Project) -> str:
        """One name for ever, whatever host serves it."""
        return f"tag:project,{project.slug}:{get_language()}"

    def items(self, project: Project) -> list:
        """Entries that are dated and not to come, and windows that have opened."""
        now = clock.now()
        today = timezone.localtime(now).date()
        entries = [
            entry for entry in project.entries.all() if when(entry, today) in (When.PAST, When.NOW)
        ]
        windows = [window for window in project.windows.all() if window.opens_at <= now]
        found = sorted([*entries, *windows], key=_began, reverse=True)
        return [(project, item) for item in found[:NEWEST]]

    def item_title(self, item: tuple) -> str:
        """The entry's title with its date as finely as it is known; or what opened until when."""
        found = item[1]
        if isinstance(found, Window):
            return gettext("Open for comments: %(title)s") % {"title": found.title}
        day = formats.dated(found.happened_on, found.date_basis, get_language())
        return f"{found.title} ({day})"

    def item_description(self, item: tuple) -> str:
        """What happened and who says so; or the times of a window."""
        found = item[1]
        if isinstance(found, Window):
            return times(found)
        return f"{found.text or ''}\n{said_by(found)}".strip()

    def item_link(self, item: tuple) -> str:
        """Its place on the project's page."""
        project, found = item
        kind = "window" if isinstance(found, Window) else "entry"
        return f"{project.get_absolute_url()}#{kind}-{found.key}"

    def item_pubdate(self, item: tuple) -> datetime:
        """When it began."""
        return _began(item[1])


@require_safe
@stored()
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Dates to come and the windows, for a calendar program."""
    project = _project(slug)
    # With the first calendar: icalendar takes memory that no page needs.
    from consultation.calendar_file import as_calendar

    content = as_calendar(project, request.build_absolute_uri)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{project.slug}.ics"'
    return response


def _project(slug: str) -> Project:
    project = queries.feedback_project(slug)
    if project is None:
        raise Http404
    return project


def _began(item: TimelineEntry | Window) -> datetime:
    if isinstance(item, Window):
        return item.opens_at
    return _midnight(item.happened_on)


def said_by(entry: TimelineEntry) -> str:
    """Who says so, in a line."""
    return "".join([gettext("Says who"), pgettext("before a value", ": "), entry.said_by or ""])


def times(window: Window) -> str:
    """From when, and until when, comments are taken."""
    start = formats.moment(window.opens_at, get_language())
    if window.closes_at is None:
        return " · ".join([start, gettext("without an end")])
    return f"{start} · {formats.until(window.closes_at, get_language())}"


def _midnight(day: FuzzyDate) -> datetime:
    return timezone.make_aware(datetime.combine(day.start, time()))
