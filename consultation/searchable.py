"""What search finds of projects, and of the entries of their timelines."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultation.models import (
    Parameter,
    ParameterValue,
    ParameterVersion,
    Project,
    ProjectNote,
    TimelineEntry,
)
from publishing.formats import number, qualified
from publishing.models import Organisation
from search.registry import Entry, Kind, Naming, Text, called, register


def projects() -> QuerySet[Project]:
    """All projects with what is indexed of them."""
    return Project.objects.select_related("proponent").prefetch_related(
        "notes", "entries", "versions__values__parameter"
    )


def project_entry(project: Project) -> Entry:
    """One project: its names and place, how it stands, and what is said about it."""
    body = [Text.of(project, name) for name in ("standing", "place")]
    for version in project.versions.all():
        body += [Text.of(version, "note"), *(_said(version, row) for row in version.values.all())]
    linked = called(project.proponent)
    body += [Text.of(row, "text") for row in project.notes.all()]
    linked += [Text.of(row, "title") for row in project.entries.all()]
    return Entry(
        slug=project.slug,
        address=project.get_absolute_url(),
        name=Text.of(project, "name"),
        abbreviation=project.abbreviation,
        summary=Text.of(project, "summary"),
        also=(Text.of(project, "short_name"), Text.of(project, "place")),
        body=tuple(body),
        linked=tuple(linked),
        dated=project.standing_on.stored,
    )


def plan_links(pks: Iterable[int]) -> dict[int, dict[str, str]]:
    """Where the plan's own page is, for projects that have one. One query."""
    planned = Project.objects.published().filter(pk__in=list(pks), versions__isnull=False)
    slugs = planned.order_by().distinct().values_list("pk", "slug")
    return {pk: {"plan": reverse("consultation:plan", args=[slug])} for pk, slug in slugs}


def _said(version: ParameterVersion, row: ParameterValue) -> Text:
    """What one version of the plan says of one parameter, as a line that may be shown."""
    name, of, unit = (
        Text.of(one, field)
        for one, field in ((row.parameter, "name"), (version, "name"), (row.parameter, "unit"))
    )
    figure = {"zh-hk": "", "en": ""}
    if row.value is not None:
        figure = {code: qualified(number(row.value), row.qualifier, code) for code in figure}
        figure = {"zh-hk": f"{figure['zh-hk']}{unit.zh_hk}", "en": f"{figure['en']} {unit.en}"}
    text = Text.of(row, "text")
    return Text(
        f"{name.zh_hk}（{of.zh_hk}）：{'；'.join(filter(None, (figure['zh-hk'], text.zh_hk)))}",
        f"{name.en} ({of.en}): {'; '.join(filter(None, (figure['en'].strip(), text.en)))}",
    )


def entries() -> QuerySet[TimelineEntry]:
    """All timeline entries with their projects."""
    return TimelineEntry.objects.select_related("project")


def entry_of(row: TimelineEntry) -> Entry:
    """One entry of a timeline: what happened, and who says so."""
    return Entry(
        slug=f"{row.project.slug}/{row.key}",
        address=f"{row.project.get_absolute_url()}#entry-{row.key}",
        name=Text.of(row, "title"),
        summary=Text.of(row, "text"),
        also=(
            Text.of(row.project, "name"),
            Text.of(row.project, "short_name"),
            Text.both(row.project.abbreviation),
        ),
        linked=(Text.of(row, "said_by"),),
        dated=row.happened_on.stored if row.happened_on else "",
    )


def _public_entries() -> QuerySet[TimelineEntry]:
    return TimelineEntry.objects.filter(
        project__in=Project.objects.published().order_by().values("pk")
    )


register(
    Kind(
        number=3,
        code="project",
        label=_("Projects"),
        model=Project,
        weight=1.1,  # before the entries of its own timeline
        cues=(
            "項目",
            "工程",
            "project",
        ),
        records=projects,
        public=lambda: Project.objects.published(),
        entry=project_entry,
        extras=plan_links,
        template="search/project.html",
        rows={
            ProjectNote: "project",
            Parameter: "project",
            ParameterVersion: "project",
            ParameterValue: "version__project",
            TimelineEntry: "project",
            Organisation: lambda body: body.projects.values_list("pk", flat=True),
        },
    )
)
register(
    Kind(
        number=4,
        code="entry",
        label=_("Timeline"),
        model=TimelineEntry,
        naming=Naming.TITLE,
        weight=0.85,
        cues=(
            "聆聽會",
            "會議",
            "決定",
            "何時",
            "hearing",
            "meeting",
            "decision",
            "when",
        ),
        records=entries,
        public=_public_entries,
        entry=entry_of,
        rows={Project: lambda project: project.entries.values_list("pk", flat=True)},
    )
)
