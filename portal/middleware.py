"""Language from the address, security headers, and one log line a request."""

import logging
import re
import time
import uuid

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import translation

from portal.language import in_path, language_of
from portal.logs import request_id
from portal.views.errors import unavailable
from publishing.going_live import go_live_due
from publishing.network import is_trusted_proxy
from publishing.remembered import followed

logger = logging.getLogger("portal.request")
_SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class TrustedProxyMiddleware:
    """Believe `X-Forwarded-Proto` from a configured proxy, and from nobody else.

    Django's own setting for it believes every client.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.headers.get("X-Forwarded-Proto") == "https"
            and settings.TRUSTED_PROXIES
            and is_trusted_proxy(request.META.get("REMOTE_ADDR", ""))
        ):
            request.environ["wsgi.url_scheme"] = "https"
        return self.get_response(request)


class RequestLogMiddleware:
    """Give each request an id and log what was served: route, status and milliseconds.

    The route's name is logged, not the address: a query or a path may hold what a person typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            match = request.resolver_match
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "route": match.view_name if match else None,
                    "language": getattr(request, "LANGUAGE_CODE", None),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            request_id.reset(token)


class SecurityHeadersMiddleware:
    """Headers that Django has no setting for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        )
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class FormTextMiddleware:
    """Refuse a form that did not arrive whole, or is not UTF-8.

    Django would read its bytes as Latin-1, and what nobody wrote would be kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == "application/x-www-form-urlencoded":
            try:
                request.body.decode()
            except (UnicodeDecodeError, UnreadablePostError) as error:
                raise BadRequest("The form cannot be read.") from error
        return self.get_response(request)


class DatabaseDownMiddleware:
    """Answer 503 with a designed page when the database cannot be reached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("database not reachable", extra={"error": type(exception).__name__})
        return unavailable()


class DueVersionsMiddleware:
    """Before a page is served, show the versions whose time has come.

    No job has to run on the second; readers and editors cannot see an older state than the clock
    allows, in any process. A page without a database (probes, static files) does not ask, nor
    does one for readers where the background does so all the time (`pages.version`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        path = request.path_info
        for_readers = in_path(path) or path.startswith(("/sitemap", "/api/"))
        if path.startswith("/staff/") or (for_readers and followed() is None):
            try:
                go_live_due()
            except (OperationalError, InterfaceError) as error:
                # Locked, or gone: the page itself will tell, if it matters to it.
                logger.warning("due versions not shown", extra={"error": type(error).__name__})


class LanguageMiddleware:
    """Activate the address's language; where it has none, the editor's choice or the browser's.

    Unlike Django's LocaleMiddleware no cookie decides, so a public page is the same for everyone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        response.setdefault("Content-Language", dict(settings.HTML_LANGUAGES)[language])
        return response
