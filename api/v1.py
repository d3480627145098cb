"""The first version of the API: the finder, the estimate and projects as JSON, GET only.

Parameters are read by the same functions as those of the pages, so that both take and refuse the
same; django-ninja routes them and describes what comes back.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.decorators import decorate_view

import consultation.queries
from api import answers
from api.language import in_language, json, problem
from publishing import clock
from publishing.dates import today
from schemes import estimate as payment
from schemes.candidates import candidates
from schemes.eligibility.codes import Degree
from schemes.matching import ask_next, matches
from schemes.reading import read_estimate, read_finder


class Source(Schema):
    """Where a fact comes from; `grade` A official page, B republished, C minor site, S document."""

    title: str
    publisher: str
    url: str | None
    published_on: str | None
    grade: str
    locator: str | None


class Clause(Schema):
    """One comparison, in the codes of the vocabulary and in words."""

    key: str
    attribute: str
    operator: str
    value: list[str] | float | None
    words: str


class Reason(Schema):
    """A sentence of the scheme, the clauses it stands for, and its sources."""

    verdict: str
    sentence: str
    clauses: list[Clause]
    sources: list[Source]


class Status(Schema):
    """Whether applications are taken, and how old the evidence for it is."""

    code: str
    words: str
    evidence_on: str | None
    sources: list[Source]


class Estimate(Schema):
    """What one track pays at most, in whole dollars, with the working line by line."""

    track: str
    name: str
    pays: int | None
    applicant_pays: int | None
    up_to: bool
    working: list[dict[str, Any]]
    no_sum: str | None
    why: str | None
    terms_from: str | None
    sources: list[Source]


class Match(Schema):
    """One scheme in its group."""

    slug: str
    name: str
    url: str
    verdict: str
    status: Status
    reasons: list[Reason]
    weighs: list[Reason]
    pays: int | None
    estimates: list[Estimate]
    replaced_by: list[str]


class FinderAnswer(Schema):
    """All schemes in the four groups, each in order, and what to ask next."""

    answers: dict[str, list[str]]
    skipped: list[str]
    next: str | None
    fits: list[Match]
    check: list[Match]
    closed: list[Match]
    no: list[Match]


class EstimateAnswer(Schema):
    """What a scheme would pay on a day, track by track; `pays` is the most of them."""

    scheme: str
    on: str
    status: Status
    pays: int | None
    applicant_pays: int | None
    estimates: list[Estimate]


class Window(Schema):
    """A time in which comments are taken: from `opens_at` on, and before `closes_at`."""

    key: str
    title: str
    channel: str
    state: str
    takes_comments: bool
    late: bool
    opens_at: str
    closes_at: str | None
    words: str
    form: str | None
    authority: str | None
    sources: list[Source]


class ProjectAnswer(Schema):
    """A project, where it stands, and its consultation windows at an instant."""

    slug: str
    name: str
    url: str
    at: str
    standing: str
    standing_on: str
    sources: list[Source]
    windows: list[Window]


class Problem(Schema):
    """What is wrong with a request, by parameter."""

    error: str
    errors: dict[str, str]


api = NinjaAPI(title="I&T Guide", version="1", docs_url=None, openapi_url=None)


@api.get("/finder", response={200: FinderAnswer, 400: Problem}, operation_id="finder")
@decorate_view(in_language)
def finder(request: HttpRequest) -> HttpResponse:
    """Which schemes fit, may fit, are closed or do not fit, and why."""
    asked = read_finder(request.GET)
    if asked.errors:
        return problem(asked.errors)
    groups = matches(candidates(today()), asked.answers, today())
    content = {
        "answers": asked.texts,
        "skipped": asked.skipped,
        "next": ask_next(groups, asked.answers, asked.skipped, today()),
    }
    content |= {group.value: [answers.match(one) for one in groups[group]] for group in groups}
    return json(content)


@api.get("/estimate", response={200: EstimateAnswer, 400: Problem}, operation_id="estimate")
@decorate_view(in_language)
def estimate(request: HttpRequest) -> HttpResponse:
    """What a scheme would pay at most for a stated cost, by the terms in force on a day."""
    stated = read_estimate(request.GET)
    errors, slug = stated.errors, request.GET.get("scheme", "").strip()
    wanted = {name: request.GET.get(name, "").strip() for name in ("track", "degree")}
    found = candidates(stated.on, [slug])[:1] if slug else []
    if not slug:
        errors["scheme"] = _("Name a scheme, such as scheme=nifs.")
    elif not found:
        errors["scheme"] = _("There is no scheme “%s”.") % slug[:80]
    if wanted["degree"] and wanted["degree"] not in Degree.values:
        errors["degree"] = _("Choose one of: %s.") % ", ".join(Degree.values)
    keys = found[0].track_keys if found else ()
    if wanted["track"] and found and wanted["track"] not in keys:
        errors["track"] = _("Choose one of: %s.") % ", ".join(keys)
    if errors:
        return problem(errors)
    told = payment.by_track(found[0].terms, stated.on, stated.inputs)
    # Where a scheme pays by degree, its tracks are called by the degrees.
    for key in (wanted["track"], wanted["degree"]):
        told = [one for one in told if one.track.key == key] if key in keys else told
    return json(_estimated(slug, stated, found[0], told))


@api.get("/projects/{slug}", response={200: ProjectAnswer, 404: Problem}, operation_id="project")
@decorate_view(in_language)
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """A project and whether comments on it are taken now, by the same gate as its form."""
    found = consultation.queries.feedback_project(slug)
    if found is None:
        return problem({"slug": _("There is no project “%s”.") % slug[:80]}, 404)
    return json(answers.project(found, clock.now()))


def _estimated(slug: str, stated, candidate, told: list) -> dict[str, Any]:
    best = payment.best(told)
    return {
        "scheme": slug,
        "on": stated.on.isoformat(),
        "status": answers.status(candidate.standing),
        "pays": best.estimate.pays if best else None,
        "applicant_pays": best.estimate.rest if best else None,
        "estimates": [answers.estimate(one) for one in told],
    }
