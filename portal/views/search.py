"""The search page, and names offered while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.forms import SearchForm, kind_value
from publishing.listing import listing
from search.actions import count_missed
from search.queries import find, hits
from search.suggestions import suggest


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything the site has on some words, by kind; what was not found is counted."""
    form = SearchForm(request.GET)
    valid = form.is_valid()
    words = form.cleaned_data.get("q", "")
    results = find(words, exact=form.cleaned_data.get("exact", False))
    context = listing(form, results.pks, kind_value, form.vocabularies)
    context |= {
        "results": results,
        "hits": hits(results, context["page"]),
        "asked": bool(words),
    }
    if words and not (results.pks and not results.instead) and request.method == "GET":
        count_missed(words)
    return render(request, "search/page.html", context, status=200 if valid else 400)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """At most eight names that begin with, or hold, what has been typed, as JSON."""
    found = suggest(request.GET.get("q", "").replace("\x00", ""))
    answer = [{"text": one.text, "kind": str(one.kind.label)} for one in found]
    response = JsonResponse({"suggestions": answer})
    response["Cache-Control"] = "max-age=60"
    return response
