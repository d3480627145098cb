"""What may happen to a record's documents: save, review, publish, schedule, withdraw.

A record that is published is changed only by publishing; what is prepared for it is kept beside it
as its next version. A record that is not is its own draft. Everything here takes whole documents
and writes whole documents, with one revision for each.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from publishing.documents.apply import replace
from publishing.documents.dump import Document, dump
from publishing.documents.values import to_plain
from publishing.enums import State
from publishing.going_live import go_live, keep_revision, rebase, store
from publishing.models import NextVersion, Record, Revision, SlugRedirect
from publishing.telling import Telling, ask_why

Action = Revision.Action


def lock(record: Record) -> Record:
    """The record as stored, kept from others until the transaction ends."""
    return type(record)._base_manager.select_for_update().get(pk=record.pk)


def next_version(record: Record, live: Document | None = None) -> NextVersion | None:
    """What is prepared for the record; with `live`, brought up to that document, not saved."""
    prepared = NextVersion.objects.filter(kind=record.kind, slug=record.slug).first()
    if prepared and live:
        rebase(prepared, live)
    return prepared


def is_protected(record: Record) -> bool:
    """Whether the record is changed only by publishing: it is shown, or will be by itself."""
    return record.state == State.PUBLISHED


def waits_to_be_shown(record: Record) -> bool:
    """Whether the record has never been shown, and will be by itself."""
    return is_protected(record) and record.publish_at > timezone.now()


def save(
    record: Record,
    document: Document,
    by: Telling,
    action: str = Action.SAVED,
    *,
    created: bool = False,
) -> None:
    """Keep `document` as a draft (Action.SAVED) or send it for review (Action.SENT).

    What is unchanged leaves no revision, unless the record has just been `created`.

    Raises DocumentError where the record cannot be as the document says, and ReasonNeededError
    where a review is asked for a change of published facts without a reason.
    """
    with transaction.atomic():
        live = dump(record)
        prepared = next_version(record, live) if is_protected(record) else None
        standing = prepared.state if prepared else record.state
        # What waits for review goes on waiting while it is worked on.
        waits = action == Action.SENT or standing == State.REVIEW
        state = str(State.REVIEW if waits else State.DRAFT)
        if is_protected(record):
            if action == Action.SENT:
                ask_why(record, live, document, by)
            unchanged = document == (prepared.document if prepared else live)
            if unchanged and not prepared:
                return
            _check(record, document, live)
            _keep_next(record, document, live, by, state=state)
            unchanged = unchanged and state == standing
        else:
            document = document | {"state": state}
            unchanged = document == live
            replace(record, document, live)
            document = dump(record)
        if created or not unchanged:
            keep_revision(record, document, by, action)


def publish(
    record: Record,
    document: Document,
    by: Telling,
    at: datetime | None = None,
    *,
    beside_next: bool = False,
) -> datetime | None:
    """Show `document` now, or at the time `at` if that is still to come; return that time.

    It takes the place of a next version; published at once and `beside_next`, it is made in the
    next version as well, which stays. Sources it cites that have not been shown yet are published
    with it. Raises DocumentError and ReasonNeededError.
    """
    with transaction.atomic():
        live, now = dump(record), timezone.now()
        at = at if at and at > now else None
        if not is_protected(record):
            first = (at or now).replace(microsecond=0)
            document = document | {"state": str(State.PUBLISHED), "publish_at": to_plain(first)}
            action = Action.SCHEDULED if at else Action.PUBLISHED
            go_live(record, live, document, by, action, at or now)
            return at
        document = document | {"state": str(State.PUBLISHED)}
        ask_why(record, live, document, by)
        if at:
            _check(record, document, live)
            state = NextVersion.State.SCHEDULED
            _keep_next(record, document, live, by, state=state, go_live_at=at)
            keep_revision(record, document, by, Action.SCHEDULED)
            return at
        if not beside_next:
            NextVersion.objects.filter(kind=record.kind, slug=record.slug).delete()
        go_live(record, live, document, by, Action.PUBLISHED, now)
        return None


def drop_next(record: Record, by: Telling, action: str = Action.DISCARDED) -> None:
    """Give up what is prepared; it stays in the history, to be restored from there."""
    with transaction.atomic():
        prepared = next_version(record)
        if prepared:
            keep_revision(record, prepared.document, by, action)
            prepared.delete()


def send_back(record: Record, by: Telling) -> None:
    """Return what is in review, or held for a time, to its author; the reason says why."""
    with transaction.atomic():
        prepared = next_version(record)
        if prepared:
            prepared.state, prepared.go_live_at = NextVersion.State.DRAFT, None
            store(prepared)
            keep_revision(record, prepared.document, by, Action.SENT_BACK)
        elif record.state == State.REVIEW or waits_to_be_shown(record):
            document = dump(record) | {"state": str(State.DRAFT)}
            if waits_to_be_shown(record):
                del document["publish_at"]
            replace(record, document)
            keep_revision(record, dump(record), by, Action.SENT_BACK)


def withdraw(record: Record, by: Telling) -> None:
    """Show the record no longer, from now on; what was prepared for it is given up."""
    with transaction.atomic():
        drop_next(record, by)
        replace(record, dump(record) | {"state": str(State.WITHDRAWN)})
        keep_revision(record, dump(record), by, Action.WITHDRAWN)


def _check(record: Record, document: Document, live: Document) -> None:
    """Raise DocumentError unless the record can become what the document says."""
    with transaction.atomic():
        replace(record, document, live)
        transaction.set_rollback(True)
    record.refresh_from_db()


def _keep_next(record: Record, document: Document, live: Document, by: Telling, **fields) -> None:
    values = {"document": document, "base": live, "problem": "", "go_live_at": None} | fields
    NextVersion.objects.update_or_create(
        kind=record.kind,
        slug=record.slug,
        defaults=values | by.columns | {"editorial": by.editorial, "author": by.user},
    )


def move_address(record: Record, old_slug: str) -> None:
    """Make every former address of the record, `old_slug` now among them, lead to its slug."""
    redirects = SlugRedirect.objects.filter(kind=record.kind)
    redirects.filter(old_slug=record.slug).delete()  # it may have gone back to a former one
    redirects.filter(slug=old_slug).update(slug=record.slug)
    redirects.create(kind=record.kind, old_slug=old_slug, slug=record.slug)


def keep_changed(record: Record, before: Document, by: Telling) -> None:
    """Keep a revision of a record that was changed in place, if it differs from `before`."""
    after = dump(record)
    if after != before:
        keep_revision(record, after, by, Action.PUBLISHED if is_protected(record) else Action.SAVED)
