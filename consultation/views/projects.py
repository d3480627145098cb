from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from consultation import queries
from consultation.enums import EXPLAINED, ProjectSection
from consultation.models import Project
from consultation.operator import operator
from consultation.timeline import comparison, last_of, timeline
from consultation.windows import door_for, doors
from publishing import clock
from publishing.citations import Citations
from publishing.dates import today
from publishing.models import in_sections
from publishing.redirects import present_slug
from publishing.stored import stored
from publishing.trail import corrections_of


@require_safe
@stored()
def project_list(request: HttpRequest) -> HttpResponse:
    """The projects that residents can follow here."""
    return render(request, "consultation/list.html", {"projects": queries.projects()})


def _plan(project: Project) -> dict:
    """What the plan's parts show, and what is explained beside the timeline."""
    sections, disagreements = in_sections(ProjectSection, project.notes.all())
    return {
        "versions": project.versions.all(),
        "comparison": comparison(project),
        # What we explain stands beside the timeline; what the proponent claims stands apart.
        "explained": [pair for pair in sections if pair[0] in EXPLAINED],
        "claimed": [pair for pair in sections if pair[0] not in EXPLAINED],
        "disagreements": disagreements,
    }


@require_safe
@stored()
def project_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """What one project would build: its figures, version by version, and what is said of them."""
    project = queries.project_page(slug)
    if project is None:
        return _moved(slug, "consultation:plan")
    context = {"project": project, "citations": Citations()} | _plan(project)
    return render(request, "consultation/plan.html", context)


def _moved(slug: str, view: str) -> HttpResponse:
    """To the page of the project that once had this address. Raises Http404."""
    if new := present_slug("consultation.project", slug):
        return redirect(view, new, permanent=True)
    raise Http404


@require_safe
@stored()
def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: where it stands, what was decided, what is next, what is not known."""
    project = queries.project_page(slug)
    if project is None:
        return _moved(slug, "consultation:project")
    now, windows = clock.now(), project.windows.all()
    context = {
        "project": project,
        "doors": doors(windows, now),
        "taking": door_for(windows, now),
        "last": last_of(project.entries.all(), now),
        "window_changes": corrections_of(project, "windows"),
        "operator": operator(),
        "timeline": timeline(project.entries.all(), today()),
        "corrections": corrections_of(project),
        "citations": Citations(),
    } | _plan(project)
    return render(request, "consultation/project.html", context)
