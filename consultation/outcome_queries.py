"""Reads for the outcome page. What is shown of single comments starts from `published()`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from consultation import outcome
from consultation.enums import Stance
from consultation.models import Campaign, Comment, CommentTheme, Project, Response, Theme, Window
from consultation.months import LocalTrunc
from consultation.outcome import COUNTED, LEAST, UNPUBLISHED, Reconciliation, Table, Tally
from publishing.dates import FuzzyDate, today
from publishing.models import Sourced


def outcome_project(slug: str) -> Project | None:
    """A published project with themes, windows and responses, or None. Four queries."""
    responses = Response.objects.select_related("theme", "version", "entry", *Sourced.CITED)
    return (
        Project.objects.published()
        .filter(slug=slug)
        .select_related("proponent")
        .prefetch_related(
            "themes",
            Prefetch("windows", Window.objects.select_related("source")),
            Prefetch("responses", responses),
        )
        .first()
    )


def said_and_done(project: Project) -> list[tuple[Theme, list[Response]]]:
    """The responses by theme, in the order of both."""
    responses = list(project.responses.all())
    grouped = [
        (theme, [response for response in responses if response.theme_id == theme.pk])
        for theme in project.themes.all()
    ]
    return [(theme, found) for theme, found in grouped if found]


@dataclass(frozen=True)
class Figures:
    """What the page tells in numbers; a table is None where there are not two rows to compare."""

    reconciliation: Reconciliation
    themes: Table | None
    stances: Table | None
    months: Table | None
    languages: Table | None
    campaigns: list[tuple[str, int]]


def figures(project: Project) -> Figures:
    """All comments of the project in numbers. Three queries."""
    grouped = (
        Comment.objects.filter(project=project)
        .annotate(month=LocalTrunc("received_at", "month"))
        .order_by()
        .values_list("disposition", "stance", "language", "month")
        .annotate(Count("disposition"))  # which every comment has, and the index holds
    )
    tallies = [
        Tally(disposition, stance, language, _month(month), count)
        for disposition, stance, language, month, count in grouped
    ]
    sums = outcome.reconciliation(tallies)
    languages = [code for code, _name in settings.LANGUAGES]
    opened = [timezone.localtime(window.opens_at).date() for window in project.windows.all()]
    months = outcome.months(min(opened, default=today()), today(), tallies)
    return Figures(
        sums,
        _by_theme(project, (sums.published, sums.unpublished)),
        # Nobody has to say where they stand, so that is a row as well.
        outcome.table([*Stance, ""], *outcome.by("stance", tallies)),
        outcome.table(months, *outcome.by("month", tallies)),
        outcome.table(languages, *outcome.by("language", tallies)),
        _campaigns(project),
    )


def _by_theme(project: Project, comments: tuple[int, int]) -> Table | None:
    """A comment has any number of themes; those that are themes no more are left out."""
    counted = CommentTheme.objects.filter(
        comment__project=project, comment__disposition__in=COUNTED
    )
    unpublished = Q(comment__disposition__in=UNPUBLISHED)
    rows = counted.values_list("theme").annotate(
        published=Count("pk", filter=~unpublished), unpublished=Count("pk", filter=unpublished)
    )
    themes = {theme.key: theme for theme in project.themes.all()}
    found = [(themes[key], *counts) for key, *counts in rows if key in themes]
    return outcome.table(
        list(themes.values()),
        {theme: published for theme, published, _other in found},
        {theme: other for theme, _published, other in found},
        comments,
    )


def _campaigns(project: Project) -> list[tuple[str, int]]:
    """Campaigns of at least `LEAST` writers with how many there are, the largest first."""
    counted = Count("comments", filter=Q(comments__disposition__in=COUNTED))
    found = Campaign.objects.filter(project=project).annotate(writers=counted)
    return list(
        found.filter(writers__gte=LEAST)
        .order_by("-writers", "pk")
        .values_list("title", "writers", named=True)
    )


def _month(at: datetime) -> FuzzyDate:
    return outcome.month_of(timezone.localtime(at).date())


def published_comments(project: Project, theme: str = "") -> QuerySet[Comment]:
    """Published comments, on one theme or all, by the month received, the newest first.

    Within a month they stand in no order: only the month of a comment is public.
    """
    comments = Comment.objects.published().filter(project=project)
    if theme:
        comments = comments.filter(themes__theme=theme)
    return (
        comments.annotate(month=LocalTrunc("received_at", "month"))
        .order_by("-month", "public_id")
        .prefetch_related("themes")
    )


def published_comment(slug: str, public_id: str) -> Comment | None:
    """One published comment of a project by its public name, or None. One query."""
    comments = Comment.objects.published().select_related("project")
    return comments.filter(project__slug=slug, public_id=public_id).first()


def place_of(comment: Comment) -> int:
    """How many published comments of its project stand before it in the list."""
    month = _month(comment.received_at)
    first, after = (
        datetime.combine(day, time(), timezone.get_default_timezone())
        for day in (month.start, month.end)
    )
    same_month = Q(received_at__gte=first, received_at__lt=after)
    before = Q(received_at__gte=after) | same_month & Q(public_id__lt=comment.public_id)
    return Comment.objects.published().filter(before, project=comment.project_id).count()


@dataclass(frozen=True)
class Shown:
    """A published comment as the page shows it."""

    comment: Comment
    month: FuzzyDate
    themes: list[Theme]
    start: str
    rest: str


def as_shown(comments: Iterable[Comment], project: Project) -> list[Shown]:
    """Published comments with their themes in the project's order, long ones folded."""
    themes = list(project.themes.all())
    return [
        Shown(
            comment,
            _month(comment.received_at),
            [theme for theme in themes if theme.key in {row.theme for row in comment.themes.all()}],
            *outcome.fold(comment.published_text),
        )
        for comment in comments
    ]
