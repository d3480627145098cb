"""What search finds of projects, and of the entries of their timelines."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultation.models import Parameter, Project, ProjectNote, TimelineEntry
from search.registry import Entry, Kind, Naming, Text, register


def projects() -> QuerySet[Project]:
    """All projects with what is indexed of them."""
    return Project.objects.select_related("proponent").prefetch_related(
        "notes", "parameters", "entries"
    )


def project_entry(project: Project) -> Entry:
    """One project: its names and place, how it stands, and what is said about it."""
    body = [Text.of(project, name) for name in ("standing", "place")]
    linked = [Text.of(project.proponent, "name"), Text.both(project.proponent.abbreviation)]
    linked += [Text.of(row, "name") for row in project.parameters.all()]
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
        linked=(
            Text.of(row, "said_by"),
            Text.of(row.project, "name"),
            Text.of(row.project, "short_name"),
            Text.both(row.project.abbreviation),
        ),
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
        weight=1.0,
        cues=(
            "項目",
            "工程",
            "project",
        ),
        records=projects,
        public=lambda: Project.objects.published(),
        entry=project_entry,
        rows={ProjectNote: "project", Parameter: "project", TimelineEntry: "project"},
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
