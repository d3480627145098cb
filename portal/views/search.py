"""The search page, and names offered while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.forms import SearchForm, kind_value
from publishing.listing import listing
from publishing.stored import for_one, stored
from search.actions import count_missed
from search.queries import find, hits
from search.suggestions import suggest


@require_safe
@stored(SearchForm)
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
    missed = bool(words) and not (results.pks and not results.instead)
    if missed and request.method == "GET":
        count_missed(words)
    response = render(request, "search/page.html", context, status=200 if valid else 400)
    # What was not found is counted each time, so each time is asked for.
    return for_one(response) if missed else response


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """At most eight names that begin with, or hold, what has been typed, as JSON."""
    found = suggest(request.GET.get("q", "").replace("\x00", ""))
    answer = [{"text": one.text, "kind": str(one.kind.label)} for one in found]
    response = JsonResponse({"suggestions": answer})
    response["Cache-Control"] = "private, max-age=30"
    return response
