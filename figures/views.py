from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from figures.enums import Group
from figures.queries import published_series, single
from publishing.citations import Citations


@require_safe
def figure_list(request: HttpRequest) -> HttpResponse:
    """Every public series, in groups."""
    views = published_series()
    groups = [(group, [view for view in views if view.series.group == group]) for group in Group]
    context = {
        "groups": [(group, found, single(found)) for group, found in groups if found],
        "citations": Citations(),
    }
    return render(request, "figures/list.html", context)


@require_safe
def figure_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One series: chart, table, and what is counted."""
    found = published_series(slug)
    if not found:
        raise Http404
    return render(request, "figures/detail.html", {"view": found[0], "citations": Citations()})
