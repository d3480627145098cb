from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from figures import queries
from figures.enums import Group
from figures.forms import FigureListForm, values
from publishing.citations import Citations
from publishing.listing import listing
from publishing.stored import stored


@require_safe
@stored(FigureListForm)
def figure_list(request: HttpRequest) -> HttpResponse:
    """Public series by group and record, each with its table and, where it may be, a chart."""
    form = FigureListForm(request.GET)
    valid = form.is_valid()
    words = form.labelled({"group": dict(Group.choices)})
    context = listing(form, queries.public_series(form.words), values, words)
    context["owned"] = queries.by_owner(context["page"])
    context["citations"] = Citations()
    return render(request, "figures/list.html", context, status=200 if valid else 400)


@require_safe
@stored()
def figure_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One series: chart, table, and what is counted."""
    view = queries.series_page(slug)
    if view is None:
        raise Http404
    return render(request, "figures/detail.html", {"view": view, "citations": Citations()})
