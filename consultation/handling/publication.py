"""What becomes of a comment: on the site, not on it, or counted as another's double."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from consultation.enums import Act, Disposition, Handling, WithheldFor
from consultation.handling.steps import done, take
from consultation.models import Comment, CommentReport
from consultation.moves import HandlingError, Move
from consultation.suspicion import cleaned


@transaction.atomic
def prepare(
    *,
    comment: Comment,
    text: str,
    no_person_named: bool,
    by: User,
    now: datetime,
    seen: int | None = None,
) -> Comment:
    """Prepare the text that readers will see; the original stays as it was received."""
    comment = take(comment, Move.PREPARE, seen)
    text = cleaned(text)
    if not text:
        raise HandlingError(gettext("The text for publication is empty."))
    if not no_person_named:
        raise HandlingError(gettext("Confirm that no third person is named in it."))
    comment.published_text, comment.redacted_by = text, by
    comment.persons_checked, comment.checked_by = True, None
    return done(comment, Act.REDACTED, by, now)


@transaction.atomic
def check(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Publish the text that another person prepared."""
    comment = take(comment, Move.CHECK, seen)
    if comment.redacted_by_id == by.pk:
        raise HandlingError(gettext("You prepared this text; a second person has to check it."))
    comment.checked_by, comment.published_at = by, now
    comment.disposition = Disposition.PUBLISHED
    return done(comment, Act.CHECKED, by, now)


@transaction.atomic
def send_back(
    *, comment: Comment, text: str, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Send a prepared text back to be prepared again; what it is now stays as a draft."""
    comment = take(comment, Move.SEND_BACK, seen)
    comment.persons_checked = False
    return done(comment, Act.SENT_BACK, by, now, cleaned(text))


@transaction.atomic
def unpublish(
    *, comment: Comment, text: str, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Take a published comment off the site; it is in hand again, its text a draft."""
    comment = take(comment, Move.UNPUBLISH, seen)
    return _take_off(comment, by, now, cleaned(text))


def _take_off(comment: Comment, by: User, now: datetime, text: str) -> Comment:
    comment.disposition, comment.persons_checked = Disposition.IN_HAND, False
    comment.checked_by = comment.published_at = None
    return done(comment, Act.UNPUBLISHED, by, now, text)


def _close(comment: Comment, disposition: Disposition) -> None:
    """A text that waited for its check waits no longer."""
    comment.disposition, comment.persons_checked = disposition, False


@transaction.atomic
def withhold(
    *,
    comment: Comment,
    reason: WithheldFor,
    by: User,
    now: datetime,
    seen: int | None = None,
) -> Comment:
    """Decide not to publish it; the writer is told why with the receipt."""
    comment = take(comment, Move.WITHHOLD, seen)
    _close(comment, Disposition.WITHHELD)
    comment.withheld_for = WithheldFor(reason)
    return done(comment, Act.WITHHELD, by, now, str(comment.withheld_for))


@transaction.atomic
def mark_duplicate(
    *, comment: Comment, of: Comment, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Mark it as the same writer's `of` sent again, so that the writer counts once."""
    comment = take(comment, Move.DUPLICATE, seen)
    of = Comment.objects.select_for_update().get(pk=of.pk)
    gone = of.disposition in (Disposition.DUPLICATE, Disposition.SPAM, Disposition.WITHDRAWN)
    if of.pk == comment.pk or of.project_id != comment.project_id or gone:
        raise HandlingError(
            gettext("%(reference)s cannot be what this comment repeats.") % {"reference": of}
        )
    if comment.duplicates.exists():
        raise HandlingError(gettext("Other comments are marked as the same as this one."))
    _close(comment, Disposition.DUPLICATE)
    comment.duplicate_of = of
    return done(comment, Act.DUPLICATE, by, now, of.reference)


@transaction.atomic
def mark_spam(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Mark it as advertising or nonsense; it stays counted as that."""
    comment = take(comment, Move.SPAM, seen)
    _close(comment, Disposition.SPAM)
    return done(comment, Act.SPAM, by, now)


@transaction.atomic
def reopen(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Take a comment in hand again that was decided upon."""
    comment = take(comment, Move.REOPEN, seen)
    comment.disposition = Disposition.IN_HAND
    comment.withheld_for, comment.duplicate_of = "", None
    return done(comment, Act.REOPENED, by, now)


@transaction.atomic
def handle_report(*, report: CommentReport, take_off: bool, by: User, now: datetime) -> None:
    """Take a reported comment off the site, with which every new report of it is handled; or keep
    it. Raises HandlingError where somebody has handled the report already."""
    comment = Comment.objects.select_for_update().get(pk=report.comment_id)
    report = CommentReport.objects.select_for_update().filter(pk=report.pk).first()
    if report is None or report.handling != Handling.NEW:
        raise HandlingError(gettext("Somebody has handled this report already."))
    if take_off:
        comment.reports.filter(handling=Handling.NEW).update(handling=Handling.TAKEN_OFF)
        if comment.disposition == Disposition.PUBLISHED:
            _take_off(comment, by, now, "")
        return
    report.handling = Handling.KEPT
    report.save()
    done(comment, Act.KEPT, by, now)
