"""The site's own pages."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

import consultation.queries
import schemes.queries
from facilities.models import Facility
from portal.changes import recent_changes
from portal.forms import SourceListForm, source_values
from portal.language import preferred
from portal.models import GlossaryTerm, Page
from portal.queries import sources_containing
from publishing.citations import Citations
from publishing.dates import today
from publishing.enums import Grade, SourceKind
from publishing.listing import listing
from publishing.stored import stored
from publishing.trail import recent_corrections
from schemes.standing import StandingCode

CLOSING_SOON = timedelta(days=30)


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the language the browser prefers."""
    response = HttpResponseRedirect(f"/{preferred(request.headers.get('Accept-Language', ''))}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@stored()
def home(request: HttpRequest) -> HttpResponse:
    """The way in: one search box, three doors, what changed, what closes soon."""
    entries, _funds = schemes.queries.catalogue(today())
    soon = today() + CLOSING_SOON
    closing = [
        entry
        for entry in entries
        if entry.standing.code in (StandingCode.OPEN, StandingCode.LAST_SEEN)
        and entry.standing.row.closes_on
        and entry.standing.row.closes_on <= soon
    ]
    context = {
        "scheme_count": len(entries),
        "open_count": sum(entry.standing.code == StandingCode.OPEN for entry in entries),
        "seen_count": sum(entry.standing.code == StandingCode.LAST_SEEN for entry in entries),
        "facility_count": Facility.objects.published().count(),
        "project": consultation.queries.projects().first(),
        "changes": recent_changes(today(), 6),
        "closing": sorted(closing, key=lambda entry: entry.standing.row.closes_on),
    }
    return render(request, "home.html", context)


@require_safe
@stored()
def changes(request: HttpRequest) -> HttpResponse:
    """What changed, newest first: in the world, and of what this site had said of it."""
    context = {
        "changes": recent_changes(today(), 100),
        "corrections": recent_corrections(100),
    }
    return render(request, "changes.html", context)


@require_safe
@stored(SourceListForm)
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, newest first, by who speaks, grade and year."""
    form = SourceListForm(request.GET)
    valid = form.is_valid()
    found = sources_containing(form.cleaned_data.get("q", ""))
    years = sorted({value for row in found for value in source_values(row, "year")}, reverse=True)
    words = {
        "kind": dict(SourceKind.choices),
        "grade": dict(Grade.choices),
        "year": {year: gettext("undated") if year == "undated" else year for year in years},
    }
    context = listing(form, found, source_values, form.labelled(words))
    return render(request, "sources.html", context, status=200 if valid else 400)


@require_safe
@stored()
def glossary(request: HttpRequest) -> HttpResponse:
    """Planning and funding terms in plain words."""
    terms = GlossaryTerm.objects.published().select_related("source", "second_source")
    context = {
        "terms": sorted(terms, key=lambda term: str(term).casefold()),
        "citations": Citations(),
    }
    return render(request, "glossary.html", context)


@require_safe
@stored()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the site's own words."""
    found = Page.objects.published().filter(slug=slug).prefetch_related("parts").first()
    if found is None:
        raise Http404
    return render(request, "page.html", {"page": found, "parts": found.parts.all()})
