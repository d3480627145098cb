from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from policy import queries
from policy.forms import MeasureListForm, values, vocabularies
from publishing.citations import Citations
from publishing.listing import listing
from publishing.redirects import present_slug
from publishing.stored import stored
from publishing.trail import corrections_of


@require_safe
@stored(MeasureListForm)
def measure_list(request: HttpRequest) -> HttpResponse:
    """What policy papers announced, and what became of it."""
    form = MeasureListForm(request.GET)
    valid = form.is_valid()
    found = list(queries.measures(form.cleaned_data.get("q", "")))
    context = listing(form, found, values, form.labelled(vocabularies(found)))
    context["citations"] = Citations()
    return render(request, "policy/measures.html", context, status=200 if valid else 400)


@require_safe
@stored()
def measure_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One measure: who announced what, when, with how much money, and what became of it."""
    measure = queries.measures().filter(slug=slug).first()
    if measure is None:
        if new := present_slug("policy.measure", slug):
            return redirect("policy:measure", new, permanent=True)
        raise Http404
    context = {
        "measure": measure,
        "corrections": corrections_of(measure),
        "citations": Citations(),
    }
    return render(request, "policy/measure.html", context)


@require_safe
@stored()
def outcome_list(request: HttpRequest) -> HttpResponse:
    """Projects that public money paid for."""
    context = {"outcomes": queries.outcomes(), "citations": Citations()}
    return render(request, "policy/outcomes.html", context)
