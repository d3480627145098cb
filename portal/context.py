"""What every page template knows."""

from types import SimpleNamespace

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.translation import get_language

from portal.language import CODES, in_path, twin_path
from publishing.remembered import remembered


def base_url(request: HttpRequest) -> str:
    """The site's own address without a path; empty when the request names a host not ours."""
    try:
        return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


@remembered
def _furniture() -> SimpleNamespace:
    """What the parts that all pages have are kept with."""
    return SimpleNamespace()


def site(request: HttpRequest) -> dict:
    """The site's name, the page's language, its twins and its public address."""
    language = get_language()
    base = base_url(request)
    preview = getattr(request, "preview", None)
    path = request.path if base and in_path(request.path) and not preview else None
    return {
        "furniture": _furniture(),
        "site_name": settings.SITE_NAME[language],
        "featured_project": settings.FEATURED_PROJECT,
        "html_language": dict(settings.HTML_LANGUAGES)[language],
        "twins": [
            {
                "code": code,
                "html": dict(settings.HTML_LANGUAGES)[code],
                "path": preview.links[code] if preview else twin_path(request.path, code),
                "url": base + twin_path(request.path, code) if path else "",
            }
            for code in CODES
            if not preview or code in preview.links
        ],
        "canonical_url": base + path if path else "",
    }
