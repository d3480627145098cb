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
    """403 for a form whose security token has gone stale; what was typed is given back.

    A form of the staff site, too long to be copied by hand, can be sent again as it is, if it came
    from this very site.
    """
    if request.path_info.startswith("/staff/") and can_be_sent_again(request):
        return _to_be_sent_again(request)
    typed = [(name, value) for name, value in _typed(request) if value.strip()]
    return render(request, "errors/csrf.html", {"typed": typed}, status=403)


def can_be_sent_again(request: HttpRequest) -> bool:
    """Whether this is a form of ours with something in it; another site's is never repeated."""
    ours = f"{request.scheme}://{request.get_host()}"
    return (
        request.method == "POST" and request.headers.get("Origin") == ours and bool(_typed(request))
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """403 for a form that was sent after its session had ended; it can be sent again as it is."""
    return _to_be_sent_again(request, sign_in=True)


def _to_be_sent_again(request: HttpRequest, *, sign_in: bool = False) -> HttpResponse:
    context = {"typed": _typed(request), "sign_in": sign_in}
    response = render(request, "errors/resend.html", context, status=403)
    response["Cache-Control"] = "private, no-store"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form held, but its token and passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


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
