"""A scheme to make versions of, and documents that change it."""

from copy import deepcopy

from publishing.documents.dump import dump
from schemes.models import Scheme
from tests.factories import add, clause, status, terms, track

WHY = {"zh-hk": "公告更正。", "en": "The notice was corrected."}


def made_scheme() -> Scheme:
    """A published scheme with terms, a status and two sentences."""
    return add(
        "schemes",
        "made",
        tracks=[track("main", terms("first", "2020-01-01"))],
        statuses=[status("open", "open", "2020-01-01", closes_on="2030-06-30")],
        clauses=[clause("who"), clause("how", "how")],
    )


def changed(scheme: Scheme, **fields) -> dict:
    """The scheme's document with some fields of its own changed."""
    return deepcopy(dump(scheme)) | fields


def closing(scheme: Scheme, day: str) -> dict:
    """The scheme's document with another last day."""
    document = deepcopy(dump(scheme))
    document["statuses"][0]["closes_on"] = day
    return document


def reread(scheme: Scheme) -> Scheme:
    """The scheme as it is stored."""
    return Scheme.objects.get(pk=scheme.pk)
