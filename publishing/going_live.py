"""How a document becomes what readers see: at once, or when its time has come."""

import logging
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from publishing.documents.apply import replace
from publishing.documents.compare import Conflict, merge
from publishing.documents.dump import Document, dump
from publishing.documents.problems import DocumentError, Problem, place
from publishing.documents.values import to_plain
from publishing.enums import State
from publishing.models import NextVersion, Record, Revision, Source
from publishing.telling import Telling, told_changes

logger = logging.getLogger("publishing.going_live")
Action = Revision.Action
# Kept in the database as it is; shown in the reader's language.
CHANGED_SINCE = gettext_noop("The published version was changed at the same places since.")


def rebase(version: NextVersion, live: Document) -> list[Conflict]:
    """Make the next version's changes on `live` instead of what it was prepared on.

    `version` is changed, not saved. Where both changed the same, the next version's value stays
    and the place is returned; one that was scheduled then waits for review again.
    """
    if version.base == live:
        return []
    model = apps.get_model(version.kind)
    version.document, conflicts = merge(model, version.base, version.document, live)
    version.base = live
    if conflicts:
        version.problem = CHANGED_SINCE
        if version.state == NextVersion.State.SCHEDULED:
            version.state, version.go_live_at = NextVersion.State.REVIEW, None
    return conflicts


def go_live_due() -> int:
    """Show every next version whose time has come; return how many. One query if there is none.

    Asked before a page is served, so that no job has to run on the second. One that cannot go
    live is held, and says why; readers keep the version they have.
    """
    due = NextVersion.objects.filter(
        state=NextVersion.State.SCHEDULED, go_live_at__lte=timezone.now()
    ).order_by("go_live_at", "pk")
    return sum(_go_live_due(pk) for pk in list(due.values_list("pk", flat=True)))


def _go_live_due(pk: int) -> bool:
    try:
        with transaction.atomic():
            version = NextVersion.objects.select_for_update().filter(pk=pk).first()
            if version is None or version.state != NextVersion.State.SCHEDULED:
                return False  # another process was quicker
            model = apps.get_model(version.kind)
            record = model._base_manager.select_for_update().filter(slug=version.slug).first()
            if record is None:
                raise DocumentError([Problem((), gettext("The record is no longer there."))])
            live, at = dump(record), version.go_live_at
            conflicts = rebase(version, live)
            if conflicts:
                store(version)
                return False
            by = Telling.of(version)
            version.delete()
            go_live(record, live, version.document, by, Action.PUBLISHED, at)
            return True
    except DocumentError as error:
        logger.error("a scheduled version could not go live", extra={"version": pk})
        NextVersion.objects.filter(pk=pk).update(
            state=NextVersion.State.REVIEW, go_live_at=None, problem=in_short(error)
        )
        return False


def in_short(error: DocumentError) -> str:
    """What is wrong with a document, in one line."""
    return "; ".join(
        f"{place(problem.path)}: {problem.reason}" if problem.path else problem.reason
        for problem in error.problems
    )


def go_live(
    record: Record, live: Document, document: Document, by: Telling, action: str, at: datetime
) -> None:
    """Make `document` what readers see from `at` on, with what it cites, instead of `live`."""
    changes = [] if by.editorial else told_changes(record, live, document)
    replace(record, document, live)
    document = dump(record)
    _publish_cited(document, by, at)
    if document == live:
        return
    trail = [change.as_dict() for change in changes]
    keep_revision(record, document, by, action, trail=trail, told_at=at if trail else None)
    _follow(record, live, document)


def _follow(record: Record, live: Document, document: Document) -> None:
    """Carry what is still prepared over to the document that is published now."""
    prepared = NextVersion.objects.filter(kind=record.kind, slug=live["slug"]).first()
    if prepared:
        prepared.slug = record.slug
        rebase(prepared, document)
        store(prepared)


def store(version: NextVersion) -> None:
    """Keep what was done to a next version by others than who saved it last."""
    names = ("slug", "document", "base", "state", "go_live_at", "problem")
    values = {name: getattr(version, name) for name in names}
    NextVersion.objects.filter(pk=version.pk).update(**values)


def keep_revision(record: Record, document: Document, by: Telling, action: str, **more) -> None:
    """Keep a revision: the document, who made it what it is, and why."""
    Revision.objects.create(
        kind=record.kind,
        slug=record.slug,
        document=document,
        origin=Revision.Origin.STAFF,
        action=action,
        user=by.user,
        **by.columns,
        **more,
    )


def _publish_cited(document: Document, by: Telling, at: datetime) -> None:
    """Publish the sources it cites that no reader has seen yet, from the same time on."""
    hidden = Source.objects.filter(
        slug__in=cited_sources(document), state__in=(State.DRAFT, State.REVIEW)
    )
    for source in hidden:
        moment = to_plain(at.replace(microsecond=0))
        replace(source, dump(source) | {"state": str(State.PUBLISHED), "publish_at": moment})
        keep_revision(source, dump(source), by, Action.PUBLISHED)


def cited_sources(part: object) -> set[str]:
    """The slugs of all sources that a document, or part of one, cites."""
    if isinstance(part, list):
        return {slug for one in part for slug in cited_sources(one)}
    if not isinstance(part, dict):
        return set()
    own = {
        value for name, value in part.items() if name.endswith("source") and isinstance(value, str)
    }
    return own | {slug for value in part.values() for slug in cited_sources(value)}
