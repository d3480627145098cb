"""What this site changed about facts it had published: told to readers, with old and new value."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from publishing import clock
from publishing.documents.compare import Difference
from publishing.documents.wording import Told, in_page_language, in_words
from publishing.models import Revision, SlugRedirect
from publishing.remembered import remembered_by_language


@dataclass(frozen=True)
class Correction:
    """One published change: when readers began to see it, what changed and why.

    `reason` is empty where content files were loaded, which give none.
    """

    at: datetime
    record: models.Model
    reason: str
    lines: list[Told]

    @property
    def anchor(self) -> str:
        """Names it on the record's own page."""
        return f"edit-{self.at:%Y%m%d%H%M%S}"


def _told() -> models.QuerySet[Revision]:
    found = Revision.objects.filter(told_at__isnull=False, told_at__lte=clock.now())
    return found.order_by("-told_at", "-pk")


@remembered_by_language
def corrections_of(record: models.Model, rows: str = "") -> list[Correction]:
    """The changes of one published record's facts, newest first. One query, and names.

    With `rows` only those of its child rows of that name.
    """
    former = SlugRedirect.objects.filter(kind=record.kind, slug=record.slug).values("old_slug")
    own = _told().filter(Q(slug=record.slug) | Q(slug__in=former), kind=record.kind)
    return _corrections([(revision, record) for revision in own], rows)


def recent_corrections(limit: int) -> list[Correction]:
    """The newest `limit` changes of facts of records that readers may see. Two queries, one for
    each kind of record among them, and names."""
    revisions = list(_told()[:limit])
    slugs = defaultdict(set)
    for revision in revisions:
        slugs[revision.kind].add(revision.slug)
    former = {
        (redirect.kind, redirect.old_slug): redirect.slug
        for redirect in SlugRedirect.objects.filter(
            kind__in=slugs, old_slug__in=set().union(*slugs.values())
        )
    }
    shown = {}
    for kind, found in slugs.items():
        present = {former.get((kind, slug), slug) for slug in found}
        for record in apps.get_model(kind).objects.published().filter(slug__in=present):
            shown[kind, record.slug] = record
    pairs = []
    for revision in revisions:
        name = (revision.kind, former.get((revision.kind, revision.slug), revision.slug))
        if name in shown:
            pairs.append((revision, shown[name]))
    return _corrections(pairs)


def _corrections(
    pairs: Iterable[tuple[Revision, models.Model]], rows: str = ""
) -> list[Correction]:
    language = get_language()
    result = []
    for revision, record in pairs:
        found = [Difference.from_dict(kept) for kept in revision.trail]
        found = [difference for difference in found if not rows or difference.path[0] == rows]
        found = in_page_language(found, language)
        lines = in_words(type(record), found, revision.document, public=True)
        if lines:
            result.append(Correction(revision.told_at, record, revision.reason or "", lines))
    return result
