"""The real page of a version that is not published: by the real view, for whoever has the link.

The version is put into the database, the page is rendered, and all of it is rolled back.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publishing import clock, versions
from publishing.documents.apply import replace
from publishing.documents.dump import Document, dump
from publishing.documents.problems import DocumentError
from publishing.documents.values import LANGUAGES, to_plain
from publishing.enums import State

DAYS = 7  # how long a link works
SALT = "publishing.preview"


@dataclass(frozen=True)
class Preview:
    """What the page says of itself: as of when it is shown, and where its languages are.

    `links` are empty where the page shows what a form holds that was not saved.
    """

    moment: datetime
    links: dict[str, str] = field(default_factory=dict)
    wrong_day: str = ""


def addresses(record: models.Model) -> dict[str, str]:
    """The preview of what is stored of the record, by language; empty if its kind has no page.

    Each link works for seven days, for anyone who has it.
    """
    if not hasattr(record, "get_absolute_url"):
        return {}
    token = signing.dumps({"kind": record.kind, "pk": record.pk}, salt=SALT)
    return _addresses(token)


def _addresses(token: str) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = reverse("preview", args=[token])
    return found


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page a signed link leads to: the next version, or the record before it is published."""
    try:
        wanted = signing.loads(token, salt=SALT, max_age=timedelta(days=DAYS))
    except signing.SignatureExpired:
        return _ended(request)
    except signing.BadSignature:
        raise Http404 from None
    record = apps.get_model(wanted["kind"])._base_manager.filter(pk=wanted["pk"]).first()
    if record is None:
        return _ended(request)
    prepared = versions.next_version(record, dump(record))
    if prepared is None and record.is_public:
        return unseen(redirect(record.get_absolute_url()))
    moment, wrong_day = _moment(request, prepared.go_live_at if prepared else record.publish_at)
    document = prepared.document if prepared else dump(record)
    banner = Preview(moment, _addresses(token), wrong_day)
    try:
        return _page(request, record, document, get_language(), banner)
    except DocumentError:
        return _ended(request)


def page_of(
    request: HttpRequest, record: models.Model, document: Document, language: str
) -> HttpResponse:
    """The page, as of now, of a document that is stored nowhere. Raises DocumentError, Http404."""
    if not hasattr(record, "get_absolute_url"):
        raise Http404
    return _page(request, record, document, language, Preview(clock.now()))


def _moment(request: HttpRequest, planned: datetime | None) -> tuple[datetime, str]:
    """The time asked for by `?on=`, or the planned one if it is still to come, or now."""
    asked = request.GET.get("on", "")
    now = clock.now()
    try:
        if asked:
            noon = datetime.combine(date.fromisoformat(asked), datetime.min.time())
            noon = timezone.make_aware(noon.replace(hour=12))
            return (now if noon.date() == timezone.localdate(now) else noon), ""
    except ValueError:
        return now, asked
    return max(planned, now) if planned else now, ""


def _page(
    request: HttpRequest,
    record: models.Model,
    document: Document,
    language: str,
    preview: Preview,
) -> HttpResponse:
    long_ago = to_plain(min(clock.now(), preview.moment).replace(microsecond=0))
    public = {"publish_at": long_ago} | document | {"state": str(State.PUBLISHED)}
    if not record.is_public:
        public["publish_at"] = long_ago
    public.pop("withdraw_at", None)
    with transaction.atomic(), translation.override(language), clock.at(preview.moment):
        shown = replace(versions.lock(record), public)
        match = resolve(shown.get_absolute_url().partition("#")[0])
        response = match.func(_reading(request, match, preview), *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response.render()
        transaction.set_rollback(True)
    response["Content-Language"] = dict(settings.HTML_LANGUAGES)[language]
    return unseen(response)


def _reading(request: HttpRequest, match, preview: Preview) -> HttpRequest:
    """A reader's request for the page, at the address of the preview, without anybody's cookie."""
    reading = HttpRequest()
    reading.method = "GET"
    reading.META = {name: value for name, value in request.META.items() if name != "HTTP_COOKIE"}
    reading.path = reading.path_info = request.path
    reading.resolver_match, reading.preview = match, preview
    return reading


def unseen(response: HttpResponse) -> HttpResponse:
    """Let nobody keep, index or pass on a page that is not published."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _ended(request: HttpRequest) -> HttpResponse:
    return unseen(render(request, "errors/preview_ended.html", status=410))
