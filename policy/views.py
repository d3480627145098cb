from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policy import queries
from publishing.citations import Citations


@require_safe
def measure_list(request: HttpRequest) -> HttpResponse:
    """What policy papers announced, and what became of it."""
    context = {"measures": queries.measures(), "citations": Citations()}
    return render(request, "policy/measures.html", context)


@require_safe
def outcome_list(request: HttpRequest) -> HttpResponse:
    """Projects that public money paid for."""
    context = {"outcomes": queries.outcomes(), "citations": Citations()}
    return render(request, "policy/outcomes.html", context)
