from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from figures.queries import series_of, single
from publishing.citations import Citations
from publishing.dates import today
from publishing.listing import listing
from publishing.models import in_sections
from publishing.redirects import present_slug
from publishing.stored import stored
from publishing.trail import corrections_of
from schemes import queries
from schemes.catalogue import arrange, values, within
from schemes.enums import Section, TermsKind, applicant_labels
from schemes.forms import SchemeListForm
from schemes.standing import standing
from schemes.terms import SUMS, WAYS, alike, by_track, newest
from schemes.trail import trail_of


@require_safe
@stored(SchemeListForm)
def scheme_list(request: HttpRequest) -> HttpResponse:
    """All schemes, filtered and counted."""
    form = SchemeListForm(request.GET)
    valid = form.is_valid()
    cleaned, on = form.cleaned_data, form.on_day
    words, sort = cleaned.get("q", ""), cleaned.get("sort", "")
    low, high = cleaned.get("min"), cleaned.get("max")
    if words or low is not None or high is not None:
        entries, funds = queries.catalogue(on, words)
        items = arrange([entry for entry in entries if within(entry, low, high)], sort)
    else:
        items, funds = queries.arranged(on, sort, get_language())
    context = listing(form, items, values, form.vocabularies(funds))
    return render(request, "schemes/list.html", context, status=200 if valid else 400)


@require_safe
@stored()
def scheme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One scheme: what it pays today, for whom, since when, and how that is known."""
    scheme = queries.scheme_page(slug)
    if scheme is None:
        if new := present_slug("schemes.scheme", slug):
            return redirect("schemes:detail", new, permanent=True)
        raise Http404
    series = series_of(scheme)
    tracks = by_track(scheme.page_terms, today())
    current = [track.current for track in tracks if track.current]
    sections, disagreements = in_sections(Section, scheme.page_clauses)
    context = {
        "scheme": scheme,
        "standing": standing(scheme.page_statuses, today()),
        "tracks": tracks,
        "current": current,
        "no_money": bool(current) and {row.terms_kind for row in current} == {TermsKind.NO_MONEY},
        "since": newest(current),
        "sums": alike(current, SUMS),
        "ways": alike(current, WAYS),
        "sections": sections,
        "disagreements": disagreements,
        "applicants": applicant_labels({row.applicant for row in scheme.page_clauses}),
        "trail": trail_of(scheme, tracks),
        "series": series,
        "singles": single(series),
        "related": queries.related(scheme),
        "corrections": corrections_of(scheme),
        "citations": Citations(),
    }
    return render(request, "schemes/detail.html", context)
