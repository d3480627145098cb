"""The designed error pages: in the address's language, with a next step."""

import sys

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat

# Public forms that a stale token may send again. Each can be sent twice without counting twice.
SENT_AGAIN = {"consultation:feedback", "consultation-status"}
# Marks a form that is being sent again, so that a browser without cookies does not go in a circle.
_MARK = "sent_again"
# What a public form carries that nobody has typed.
_CARRIED = {"key", "window", _MARK}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address asks for something that makes no sense, or a form cannot be read.

    413 for a form that is too large.
    """
    request.GET = QueryDict()  # to read it may be what failed, and the page shows it
    sent = request.method == "POST"
    too_much = sent and isinstance(
        exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent
    )
    context = {
        "sent": sent,
        "too_much": too_much,
        "most": filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    }
    return render(request, "errors/400.html", context, status=413 if too_much else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this reader."""
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose security token has gone stale; what was typed is given back.

    A form that came from this very site can be sent again as it is, in the staff site and where a
    comment is sent or looked up. Where that fails too, cookies are switched off; then, as from
    anywhere else, the words are there to be copied.
    """
    if can_be_sent_again(request):
        if request.path_info.startswith("/staff/"):
            return _to_be_sent_again(request)
        match = request.resolver_match
        if match and match.view_name in SENT_AGAIN and _MARK not in request.POST:
            return _to_be_sent_again(request, mark=_MARK)
    typed = [
        (name, value) for name, value in _typed(request) if value.strip() and name not in _CARRIED
    ]
    response = render(request, "errors/csrf.html", {"typed": typed}, status=403)
    response["Cache-Control"] = "private, no-store"
    return response


def can_be_sent_again(request: HttpRequest) -> bool:
    """Whether this is a form of ours with something in it; another site's is never repeated."""
    ours = f"{request.scheme}://{request.get_host()}"
    return (
        request.method == "POST" and request.headers.get("Origin") == ours and bool(_typed(request))
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """403 for a form that was sent after its session had ended; it can be sent again as it is."""
    return _to_be_sent_again(request, sign_in=True)


def _to_be_sent_again(
    request: HttpRequest, *, sign_in: bool = False, mark: str = ""
) -> HttpResponse:
    context = {"typed": _typed(request), "sign_in": sign_in, "mark": mark}
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
