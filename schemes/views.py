from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures.queries import series_of, single
from publishing.citations import Citations
from publishing.dates import today
from publishing.listing import listing
from publishing.models import in_sections
from publishing.redirects import present_slug
from publishing.stored import for_one, stored
from publishing.trail import corrections_of
from schemes import queries
from schemes.catalogue import arrange, values, within
from schemes.compare_views import chosen_slugs
from schemes.comparison import MOST
from schemes.enums import Section, TermsKind, applicant_labels
from schemes.estimate import by_track as estimates_by_track
from schemes.forms import SchemeListForm
from schemes.reading import ESTIMATE, read_estimate
from schemes.standing import standing
from schemes.terms import SUMS, WAYS, alike, by_track, newest
from schemes.trail import trail_of
from search.queries import find


@require_safe
@stored(SchemeListForm, "s")
def scheme_list(request: HttpRequest) -> HttpResponse:
    """All schemes, filtered and counted."""
    form = SchemeListForm(request.GET)
    valid = form.is_valid()
    cleaned = form.cleaned_data
    words, sort = cleaned.get("q", ""), cleaned.get("sort", "")
    low, high = cleaned.get("min"), cleaned.get("max")
    searched = find(words, strict=True, kind="scheme") if words else None
    if searched or low is not None or high is not None:
        among = searched.of_kind("scheme") if searched else None
        entries, funds = queries.catalogue(form.on_day, among)
        items = [entry for entry in entries if within(entry, low, high)]
        if not searched or sort not in ("", "relevance"):  # what was searched for has its order
            items = arrange(items, sort)
    else:
        items, funds = queries.arranged(form.on_day, sort)
    context = listing(form, items, values, form.vocabularies(funds))
    context["searched"] = searched
    known = queries.names() if (slugs := chosen_slugs(request)) else {}
    comparing = [slug for slug in slugs if slug in known][:MOST]
    context["comparing"] = [(slug, known[slug]) for slug in comparing]
    # The address of a comparison with one more, but for that one's slug.
    context["compare"] = (
        f"{reverse('schemes:compare')}?{urlencode({'s': [*comparing, '']}, doseq=True)}"
    )
    return render(request, "schemes/list.html", context, status=200 if valid else 400)


@require_safe
@stored(*ESTIMATE)
def scheme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One scheme: what it pays today, for whom, since when, and how that is known."""
    scheme = queries.scheme_page(slug)
    if scheme is None:
        if new := present_slug("schemes.scheme", slug):
            return redirect("schemes:detail", new, permanent=True)
        raise Http404
    series, stated = series_of(scheme), read_estimate(request.GET)
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
        "stated": stated,
        "estimates": estimates_by_track(scheme.page_terms, stated.on, stated.inputs),
        "citations": Citations(),
    }
    status = 400 if stated.errors else 200
    response = render(request, "schemes/detail.html", context, status=status)
    return for_one(response) if stated.texts else response
