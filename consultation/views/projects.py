from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from consultation import queries
from consultation.enums import EXPLAINED, ProjectSection
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


@require_safe
@stored()
def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: where it stands, what was decided, what is next, what is not known."""
    project = queries.project_page(slug)
    if project is None:
        if new := present_slug("consultation.project", slug):
            return redirect("consultation:project", new, permanent=True)
        raise Http404
    sections, disagreements = in_sections(ProjectSection, project.notes.all())
    now, windows = clock.now(), project.windows.all()
    context = {
        "project": project,
        "doors": doors(windows, now),
        "taking": door_for(windows, now),
        "last": last_of(project.entries.all(), now),
        "window_changes": corrections_of(project, "windows"),
        "operator": operator(),
        "timeline": timeline(project.entries.all(), today()),
        "versions": project.versions.all(),
        "comparison": comparison(project),
        # What we explain stands beside the timeline; what the proponent claims stands apart.
        "explained": [pair for pair in sections if pair[0] in EXPLAINED],
        "claimed": [pair for pair in sections if pair[0] not in EXPLAINED],
        "disagreements": disagreements,
        "corrections": corrections_of(project),
        "citations": Citations(),
    }
    return render(request, "consultation/project.html", context)
