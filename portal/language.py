"""Which of the two languages a request is answered in."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

STAFF_LANGUAGE_KEY = "staff_language"
CODES = tuple(code for code, _name in settings.LANGUAGES)


def preferred(accept_language: str) -> str:
    """The first of our languages a browser asks for; any Chinese is Chinese, the default too."""
    for code, _weight in parse_accept_lang_header(accept_language):
        if code.startswith("zh"):
            return "zh-hk"
        if code.startswith("en"):
            return "en"
    return settings.LANGUAGE_CODE


def in_path(path: str) -> str | None:
    """The language that `/<lang>/…` names, or None."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in CODES else None


def language_of(request: HttpRequest) -> str:
    """The address decides; in the staff site the editor's choice; else the browser."""
    named = in_path(request.path_info)
    if named:
        return named
    if request.path_info.startswith("/staff/"):
        chosen = request.session.get(STAFF_LANGUAGE_KEY)
        if chosen in CODES:
            return chosen
    return preferred(request.headers.get("Accept-Language", ""))


def twin_path(path: str, language: str) -> str:
    """The same address in `language`; an address without one leads to that language's home."""
    named = in_path(path)
    return f"/{language}{path[len(named) + 1 :]}" if named else f"/{language}/"
