"""What the API answers, as plain data in the active language."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from consultation.models import Project
from consultation.windows import Door, doors
from publishing import formats
from publishing.documents.values import localized
from schemes.eligibility.finder import Group
from schemes.estimate import Estimate, Line, TrackEstimate
from schemes.matching import Match, Reason
from schemes.standing import Standing
from schemes.wording import condition_words, lacking_words, line_words


def _text(record: Any, name: str) -> str:
    """A record's text in the answer's language, or else in the other."""
    own, other = get_language(), "en" if get_language() == formats.ZH else formats.ZH
    return getattr(record, localized(name, own)) or getattr(record, localized(name, other)) or ""


def sources(fact: Any) -> list[dict[str, Any]]:
    """Where a fact that has `citations` comes from."""
    return [
        {
            "title": _text(source, "title"),
            "publisher": _text(source, "publisher"),
            "url": source.url or None,
            "published_on": str(source.published_on) if source.published_on else None,
            "grade": source.grade,
            "locator": formats.locator(locator, get_language()) or None,
        }
        for source, locator in fact.citations
    ]


def reason(found: Reason) -> dict[str, Any]:
    """A sentence with the clauses it stands for and its sources."""
    return {
        "verdict": found.verdict.value,
        "sentence": _text(found.sentence, "text"),
        "clauses": [
            {
                "key": one.key,
                "attribute": one.condition.attribute,
                "operator": str(one.condition.operator),
                "value": _value(one.condition.value),
                "words": condition_words(one.condition),
            }
            for one in found.criteria
        ],
        "sources": sources(found.sentence),
    }


def _value(value: Any) -> Any:
    if value is None:
        return None
    return sorted(value) if isinstance(value, frozenset) else plain_number(value)


def plain_number(value: Any) -> int | float:
    """A whole number as such, any other as a decimal fraction."""
    return int(value) if value == int(value) else float(value)


def line(one: Line, found: Estimate) -> dict[str, Any]:
    """One line of the working: its step, what went into it, and what comes out."""
    given = {
        "percent": plain_number(one.percent) if one.percent is not None else None,
        "ratio": list(one.ratio) if one.ratio else None,
        "sum": one.sum,
        "per": one.per or None,
        "persons": one.persons,
        "months": one.months,
    }
    return {
        "step": one.step.value,
        "words": line_words(one, found),
        "result": one.result,
        **{name: value for name, value in given.items() if value is not None},
    }


def estimate(one: TrackEstimate) -> dict[str, Any]:
    """What one track would pay, with the working, or why there is no sum."""
    found = one.estimate
    return {
        "track": one.track.key,
        "name": _text(one.track, "name"),
        "pays": found.pays,
        "applicant_pays": found.rest,
        "up_to": found.up_to,
        "working": [line(each, found) for each in found.lines],
        "no_sum": found.lacking.value if found.lacking else None,
        "why": lacking_words(found.lacking) if found.lacking else None,
        "terms_from": str(found.terms.effective_from)
        if found.terms and found.terms.effective_from
        else None,
        "sources": sources(found.terms) if found.terms else [],
    }


def status(standing: Standing) -> dict[str, Any]:
    """Whether applications are taken, and what says so."""
    row = standing.row
    return {
        "code": str(standing.code.value),
        "words": str(standing.label),
        "evidence_on": str(row.evidence_on) if row and row.evidence_on else None,
        "sources": sources(row) if row else [],
    }


def match(one: Match) -> dict[str, Any]:
    """One scheme of a finder's answer: why it stands in its group, and what it would pay."""
    reasons = {
        Group.FITS: one.met,
        Group.CHECK: one.to_check,
        Group.CLOSED: [*one.to_check, *one.met],
        Group.NO: one.against,
    }[one.group]
    return {
        "slug": one.scheme.slug,
        "name": _text(one.scheme, "name"),
        "url": one.scheme.get_absolute_url(),
        "verdict": one.judgement.verdict.value,
        "status": status(one.candidate.standing),
        "reasons": [reason(found) for found in reasons],
        "weighs": [reason(found) for found in one.weighs] if one.group != Group.NO else [],
        "pays": one.pays if one.group != Group.NO else None,
        "estimates": [estimate(each) for each in one.estimates] if one.group != Group.NO else [],
        "replaced_by": [found.scheme.slug for found in one.candidate.successors],
    }


def project(found: Project, at: datetime) -> dict[str, Any]:
    """A project with its windows at the instant `at`."""
    return {
        "slug": found.slug,
        "name": _text(found, "name"),
        "url": found.get_absolute_url(),
        "at": timezone.localtime(at).isoformat(timespec="seconds"),
        "standing": _text(found, "standing"),
        "standing_on": str(found.standing_on),
        "sources": sources(found),
        "windows": [_window(found, door) for door in doors(found.windows.all(), at)],
    }


def _window(found: Project, door: Door) -> dict[str, Any]:
    window, language = door.window, get_language()
    form = f"{reverse('consultation:feedback', args=[found.slug])}?window={window.key}"
    ends = window.closes_at
    return {
        "key": window.key,
        "title": _text(window, "title"),
        "channel": window.channel,
        "state": door.state.value,
        "takes_comments": door.takes,
        "late": door.late,
        "opens_at": timezone.localtime(window.opens_at).isoformat(),
        "closes_at": timezone.localtime(ends).isoformat() if ends else None,
        "words": formats.until(ends, language)
        if ends
        else formats.moment(window.opens_at, language),
        "form": form if door.takes else None,
        "authority": window.authority_url or None,
        "sources": sources(window),
    }
