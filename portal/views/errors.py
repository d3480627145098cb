"""The designed error pages: in the address's language, with a next step."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address asks for something that makes no sense."""
    request.GET = QueryDict()  # to read it may be what failed, and the page shows it
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this reader."""
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose security token has gone stale; what was typed is given back."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", "password"} and value.strip()
    ]
    return render(request, "errors/csrf.html", {"typed": typed}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing stands at this address."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The template reads nothing that could fail again.

    A database that went away under a middleware, where no view was reached, ends here as well.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable()
    return render(request, "errors/500.html", status=500)


def unavailable() -> HttpResponse:
    """503: the database cannot be reached; try again soon."""
    response = render(None, "errors/503.html", status=503)
    response["Retry-After"] = "120"
    return response
