"""Which language the API answers in: `?lang=`, or else what the client prefers."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

CODES = tuple(code for code, _name in settings.LANGUAGES)


def problem(errors: dict[str, str], status: int = 400) -> JsonResponse:
    """What is wrong, by parameter, in the answer's language."""
    message = " ".join(f"{name}: {text}" for name, text in errors.items())
    return json({"error": message, "errors": errors}, status)


def json(content: dict, status: int = 200) -> JsonResponse:
    """An answer that people can read as well: Chinese is written as it is."""
    return JsonResponse(
        content,
        status=status,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        content_type="application/json; charset=utf-8",
    )


def in_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the language asked for; one that the site does not have is a 400."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        asked = request.GET.get("lang", "").strip().lower()
        code = asked or translation.get_language()
        if code not in CODES:
            text = _("Choose one of: %s.") % ", ".join(CODES)
            return problem({"lang": text})
        with translation.override(code):
            response = view(request, *args, **kwargs)
        response["Content-Language"] = dict(settings.HTML_LANGUAGES)[code]
        if not asked:
            response["Vary"] = "Accept-Language"
        return response

    return answer
