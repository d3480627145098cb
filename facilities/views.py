from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from facilities import directory, queries
from facilities.enums import FacilitySection
from facilities.forms import FacilityListForm
from facilities.laboratories import AFTER, BEFORE, Fate, then_and_now
from figures.queries import series_of, single
from publishing.citations import Citations
from publishing.dates import today
from publishing.listing import listing
from publishing.models import in_sections
from publishing.redirects import present_slug
from publishing.stored import stored
from publishing.trail import corrections_of
from search.queries import find


@require_safe
@stored(FacilityListForm)
def facility_list(request: HttpRequest) -> HttpResponse:
    """All facilities, filtered and counted."""
    form = FacilityListForm(request.GET)
    valid = form.is_valid()
    words = form.cleaned_data.get("q", "")
    searched = find(words, strict=True, kind="facility") if words else None
    among = searched.of_kind("facility") if searched else None
    every, words_of_facets = queries.facility_directory(today(), among)
    context = listing(form, every, directory.values, form.labelled(words_of_facets))
    context["searched"] = searched
    return render(request, "facilities/list.html", context, status=200 if valid else 400)


@require_safe
@stored()
def laboratories(request: HttpRequest) -> HttpResponse:
    """The State Key Laboratories before and after the reorganisation of 2025."""
    rows = then_and_now(queries.state_key_laboratories())
    context = {
        "rows": rows,
        "before": BEFORE,
        "after": AFTER,
        "before_count": sum(row.before is not None for row in rows),
        "after_count": sum(row.fate != Fate.MISSING for row in rows),
        "fates": [(fate.label, sum(row.fate == fate for row in rows)) for fate in Fate],
        "citations": Citations(),
    }
    return render(request, "facilities/laboratories.html", context)


@require_safe
@stored()
def facility_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One facility: what it is, who runs it, what changed, and how that is known."""
    facility = queries.facility_page(slug)
    if facility is None:
        if new := present_slug("facilities.facility", slug):
            return redirect("facilities:detail", new, permanent=True)
        raise Http404
    sections, disagreements = in_sections(FacilitySection, facility.page_notes)
    series = series_of(facility)
    dated = [("state", row.since, row.since_basis, row) for row in facility.page_states]
    dated += [
        ("succession", row.happened_on, row.date_basis, row) for row in facility.page_successions
    ]
    context = {
        "facility": facility,
        "state_now": directory.present_state(facility.page_states, today()),
        "sections": sections,
        "disagreements": disagreements,
        "trail": sorted(
            dated, key=lambda entry: entry[1].start if entry[1] else date.min, reverse=True
        ),
        "series": series,
        "singles": single(series),
        "related": queries.related(facility),
        "corrections": corrections_of(facility),
        "citations": Citations(),
    }
    return render(request, "facilities/detail.html", context)
