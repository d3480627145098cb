"""Reads for the project pages. Every one starts from `published()`."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from consultation.models import (
    Comment,
    ParameterValue,
    ParameterVersion,
    Project,
    ProjectNote,
    TimelineEntry,
    Window,
)
from publishing.changes import Change
from publishing.enums import DateBasis
from publishing.models import Sourced


def projects() -> QuerySet[Project]:
    """Published projects for the list and the menu."""
    return Project.objects.published().select_related("proponent")


def feedback_project(slug: str) -> Project | None:
    """A published project with its windows, themes and timeline, or None. Four queries."""
    return (
        Project.objects.published()
        .filter(slug=slug)
        .select_related("proponent")
        .prefetch_related(Prefetch("windows", Window.objects.select_related("source")), "themes")
        .first()
    )


def theme_names(comment: Comment, project: Project) -> list[str]:
    """What a comment is about, in the project's order; keys that it no longer has are left out."""
    keys = {theme.theme for theme in comment.themes.all()}
    return [str(theme) for theme in project.themes.all() if theme.key in keys]


def project_page(slug: str) -> Project | None:
    """A published project with timeline, versions and sentences, or None. Seven queries."""
    return (
        Project.objects.published()
        .filter(slug=slug)
        .select_related("proponent", *Sourced.CITED)
        .prefetch_related(
            "parameters",
            Prefetch(
                "versions",
                ParameterVersion.objects.select_related(*Sourced.CITED).prefetch_related(
                    Prefetch("values", ParameterValue.objects.select_related(*Sourced.CITED))
                ),
            ),
            Prefetch("entries", TimelineEntry.objects.select_related(*Sourced.CITED)),
            Prefetch("notes", ProjectNote.objects.select_related(*Sourced.CITED)),
            Prefetch("windows", Window.objects.select_related("source")),
        )
        .first()
    )


def recent_changes(on: date, limit: int) -> list[Change]:
    """The newest `limit` timeline entries of published projects up to the day `on`. One query."""
    shown = Project.objects.published().order_by().values("pk")
    entries = TimelineEntry.objects.filter(project__in=shown, happened_on__lte=on)
    entries = entries.exclude(date_basis=DateBasis.PLANNED)
    return [
        Change(
            entry.happened_on,
            entry.date_basis,
            entry.project,
            f"entry-{entry.key}",
            "consultation/changes/entry.html",
            entry,
            {"entry": entry},
        )
        for entry in entries.select_related("project", *Sourced.CITED).order_by("-happened_on")[
            :limit
        ]
    ]
