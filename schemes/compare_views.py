"""The comparison of two to four schemes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.citations import Citations
from publishing.paging import address_with
from publishing.stored import for_one, stored
from schemes.candidates import candidates, sentences_by_scheme
from schemes.comparison import LEAST, MOST, as_csv, column, compare
from schemes.queries import names
from schemes.reading import ESTIMATE, read_estimate


def chosen_slugs(request: HttpRequest) -> list[str]:
    """The schemes an address names, each once; repeated `s`, or several between commas."""
    given = [slug.strip() for text in request.GET.getlist("s") for slug in text.split(",")]
    return list(dict.fromkeys(slug for slug in given if slug))


@require_safe
@stored("s", *ESTIMATE, "format")
def compare_page(request: HttpRequest) -> HttpResponse:
    """Two to four schemes side by side as of a day, as a page or as CSV."""
    slugs, known, stated = chosen_slugs(request), names(), read_estimate(request.GET)
    on, inputs, errors = stated.on, stated.inputs, stated.errors
    if unknown := [slug for slug in slugs if slug not in known]:
        errors["s"] = _("There is no scheme “%s”.") % unknown[0][:80]
    elif len(slugs) > MOST:
        errors["s"] = _("At most %s schemes can be compared; take one away.") % MOST
    wanted = [slug for slug in slugs if slug in known][:MOST]
    found = {one.scheme.slug: one for one in candidates(on, wanted)} if wanted else {}
    said = sentences_by_scheme(wanted) if wanted else {}
    columns = [column(found[slug], said[slug], on) for slug in wanted]
    rows = compare(columns, on, inputs) if len(columns) >= LEAST else []
    if request.GET.get("format") == "csv" and rows and not errors:
        answer = HttpResponse(as_csv(columns, rows, on), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="compare.csv"'
        return answer
    context = {
        "columns": [(one, _without(request, wanted, one.candidate.scheme.slug)) for one in columns],
        "rows": rows,
        "on": on,
        "errors": errors,
        "slugs": wanted,
        "others": [(slug, name) for slug, name in known.items() if slug not in wanted],
        "room": len(wanted) < MOST,
        "csv": address_with(request.GET, format="csv"),
        "citations": Citations(),
    }
    response = render(request, "schemes/compare.html", context, status=400 if errors else 200)
    return for_one(response) if stated.texts else response


def _without(request: HttpRequest, wanted: list[str], slug: str) -> str:
    """The address of the comparison without one scheme."""
    query = request.GET.copy()
    query.setlist("s", [one for one in wanted if one != slug])
    return f"?{query.urlencode()}"
