"""What the API takes and gives, for machines (OpenAPI) and for people (a plain page)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from api.language import CODES, in_language, json
from api.v1 import api
from schemes.eligibility.codes import Degree
from schemes.eligibility.vocabulary import ATTRIBUTES, Attribute


def _parameter(name: str, description: str, schema: dict, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def _answer(attribute: Attribute) -> dict[str, Any]:
    words = " ".join(filter(None, (str(attribute.question), str(attribute.help))))
    if attribute.kind == "number":
        money = attribute.unit == "money"
        kind = {"type": "integer" if money else "number", "minimum": 0, "maximum": attribute.most}
        return _parameter(attribute.code, words, kind)
    codes = {"type": "string", "enum": list(attribute.choices.values)}
    if attribute.kind == "choices":
        return _parameter(attribute.code, words, {"type": "array", "items": codes}, explode=True)
    return _parameter(attribute.code, words, codes)


def _language() -> dict[str, Any]:
    return _parameter(
        "lang", _("The language of the answer."), {"type": "string", "enum": [*CODES]}
    )


def _finder() -> list[dict[str, Any]]:
    skip = {"type": "array", "items": {"type": "string", "enum": list(ATTRIBUTES)}}
    return [
        *(_answer(attribute) for attribute in ATTRIBUTES.values()),
        _parameter("skip", _("Questions not to be asked again."), skip, explode=True),
        _language(),
    ]


def _estimate() -> list[dict[str, Any]]:
    def whole(least: int) -> dict[str, Any]:
        return {"type": "integer", "minimum": least}

    return [
        _parameter(
            "scheme", _("The scheme’s address, such as nifs."), {"type": "string"}, required=True
        ),
        _parameter("cost", str(ATTRIBUTES["cost"].question), whole(1)),
        _parameter("private", str(ATTRIBUTES["private"].question), whole(0)),
        _parameter("staff", _("How many people are paid for; one unless stated."), whole(1)),
        _parameter("months", _("For how many months; the longest unless stated."), whole(1)),
        _parameter(
            "degree",
            _("The degree of the people, where the scheme pays by degree."),
            {"type": "string", "enum": list(Degree.values)},
        ),
        _parameter("track", _("The stream, by its key; all unless stated."), {"type": "string"}),
        _parameter(
            "on",
            _("The day whose terms are taken; today unless stated."),
            {"type": "string", "format": "date"},
        ),
        _language(),
    ]


def _project() -> list[dict[str, Any]]:
    slug = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
    return [slug | {"description": _("The project’s address, such as gic.")}, _language()]


def _summaries() -> dict[str, str]:
    return {
        "finder": _("Which schemes fit, may fit, are closed or do not fit, each with its reasons."),
        "estimate": _("What a scheme would pay at most, with the working line by line."),
        "project": _("A project’s consultation windows, and whether comments are taken now."),
    }


def described() -> dict[str, Any]:
    """The OpenAPI document in the active language."""
    schema = dict(api.get_openapi_schema(path_prefix="/api/v1"))
    schema["info"] = schema["info"] | {
        "description": _(
            "Which technology funding fits, what it would pay, and when comments are taken."
        )
    }
    parameters = {"finder": _finder(), "estimate": _estimate(), "project": _project()}
    for path in schema["paths"].values():
        for operation in path.values():
            operation["parameters"] = parameters[operation["operationId"]]
            operation["description"] = _summaries()[operation["operationId"]]
    return schema


@require_safe
@in_language
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines."""
    return json(described())


@require_safe
@in_language
def docs(request: HttpRequest) -> HttpResponse:
    """The description for people."""
    examples = {
        "finder": "?who=company&want=new_line&cost=45000000",
        "estimate": "?scheme=nifs&cost=45000000",
        "project": "",
    }
    schema = described()
    endpoints = [
        (path, operation, path.replace("{slug}", "gic") + examples[operation["operationId"]])
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]
    context = {
        "endpoints": endpoints,
        "attributes": ATTRIBUTES.values(),
        "openapi": reverse("api:openapi"),
        "twins": [
            {"code": code, "html": html, "path": f"?lang={code}", "url": ""}
            for code, html in settings.HTML_LANGUAGES
        ],
    }
    return render(request, "api/docs.html", context)
