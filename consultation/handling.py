"""What staff do with a comment, each step by a rule, with an entry in the comment's trail.

Every step takes the comment's row first, and `seen`: the entry of the trail that the officer's page
ended with. When somebody has done something since, nothing is done, so that two officers at once
cannot undo each other's work without having seen it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from consultation.actions import send_letter
from consultation.enums import Act, Disposition, Handling, WithheldFor
from consultation.models import (
    Campaign,
    Comment,
    CommentAct,
    CommentReport,
    CommentTheme,
    Reply,
)
from consultation.moves import ChangedMeanwhileError, HandlingError, Move, moves, why_not
from consultation.suspicion import cleaned


def last_act(comment: Comment) -> int:
    """The entry that the comment's trail ends with: what `seen` is compared with."""
    return comment.acts.order_by("-pk").values_list("pk", flat=True).first() or 0


def _take(comment: Comment, move: Move, seen: int | None) -> Comment:
    """The comment's row, held until the transaction ends; raises HandlingError."""
    taken = Comment.objects.select_for_update().get(pk=comment.pk)
    if taken.disposition == Disposition.WITHDRAWN:
        raise HandlingError(
            gettext("The writer has withdrawn this comment; nothing of it is left.")
        )
    if seen is not None and seen != last_act(taken):
        raise ChangedMeanwhileError
    if move not in moves(taken):
        raise HandlingError(why_not(taken, move))
    return taken


def _done(comment: Comment, act: Act, by: User, now: datetime, note: str = "") -> Comment:
    comment.save()
    CommentAct.objects.create(comment=comment, act=act, by=by, at=now, note=note)
    return comment


@transaction.atomic
def release(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Let a held comment go on its way like any other."""
    comment = _take(comment, Move.RELEASE, seen)
    words, comment.held_for = comment.held_for, ""
    return _done(comment, Act.RELEASED, by, now, words)


@transaction.atomic
def assign(
    *, comment: Comment, to: User | None, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Give the comment to one officer, or to nobody."""
    comment = _take(comment, Move.ASSIGN, seen)
    comment.assigned_to = to
    return _done(comment, Act.ASSIGNED, by, now, to.get_username() if to else "")


@transaction.atomic
def note(
    *, comment: Comment, text: str, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Write something down for colleagues; the writer and readers never see it."""
    return _done(_take(comment, Move.NOTE, seen), Act.NOTED, by, now, cleaned(text))


@transaction.atomic
def tag(
    *,
    comment: Comment,
    themes: Iterable[str],
    by: User,
    now: datetime,
    seen: int | None = None,
) -> Comment:
    """Make these the themes that staff gave, by key; those the writer chose stay the writer's."""
    comment = _take(comment, Move.TAG, seen)
    known = set(comment.project.themes.values_list("key", flat=True))
    chosen = set(themes)
    given = comment.themes.filter(by_staff=True)
    if chosen - known - set(given.values_list("theme", flat=True)):
        raise HandlingError(gettext("The project has no such theme."))
    chosen -= set(comment.themes.filter(by_staff=False).values_list("theme", flat=True))
    given.exclude(theme__in=chosen).delete()
    CommentTheme.objects.bulk_create(
        CommentTheme(comment=comment, theme=theme, by_staff=True)
        for theme in sorted(chosen - set(given.values_list("theme", flat=True)))
    )
    return _done(comment, Act.TAGGED, by, now, " ".join(sorted(chosen)))


@transaction.atomic
def group(
    *,
    comment: Comment,
    others: Iterable[Comment],
    campaign: Campaign | None,
    title: str,
    by: User,
    now: datetime,
    seen: int | None = None,
) -> Campaign:
    """Put the comment and others like it into a campaign, a new one of that title if none is given.

    Each stays a comment of its own, and its writer counts. One that is in another campaign is not
    moved; HandlingError names it.
    """
    comment = _take(comment, Move.GROUP, seen)
    # In one order everywhere, so that two groupings at once cannot wait for each other for ever.
    chosen = Comment.objects.select_for_update().order_by("pk")
    chosen = list(chosen.filter(pk__in={comment.pk, *(other.pk for other in others)}))
    if campaign is None:
        campaign = Campaign.objects.create(project=comment.project, title=title, created_at=now)
    for one in chosen:
        if one.disposition == Disposition.WITHDRAWN or one.project_id != campaign.project_id:
            raise HandlingError(
                gettext("%(reference)s cannot be in this campaign.") % {"reference": one}
            )
        if one.campaign_id and one.campaign_id != campaign.pk:
            raise HandlingError(
                gettext("%(reference)s is in another campaign already: “%(title)s”.")
                % {"reference": one, "title": one.campaign}
            )
    for one in chosen:
        if one.campaign_id != campaign.pk:
            one.campaign = campaign
            _done(one, Act.GROUPED, by, now, campaign.title)
    return campaign


@transaction.atomic
def ungroup(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Take the comment out of its campaign."""
    comment = _take(comment, Move.UNGROUP, seen)
    title, comment.campaign = comment.campaign.title, None
    return _done(comment, Act.UNGROUPED, by, now, title)


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
    comment = _take(comment, Move.PREPARE, seen)
    text = cleaned(text)
    if not text:
        raise HandlingError(gettext("The text for publication is empty."))
    if not no_person_named:
        raise HandlingError(gettext("Confirm that no third person is named in it."))
    comment.published_text, comment.redacted_by = text, by
    comment.persons_checked, comment.checked_by = True, None
    return _done(comment, Act.REDACTED, by, now)


@transaction.atomic
def check(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Publish the text that another person prepared."""
    comment = _take(comment, Move.CHECK, seen)
    if comment.redacted_by_id == by.pk:
        raise HandlingError(gettext("You prepared this text; a second person has to check it."))
    comment.checked_by, comment.published_at = by, now
    comment.disposition = Disposition.PUBLISHED
    return _done(comment, Act.CHECKED, by, now)


@transaction.atomic
def send_back(
    *, comment: Comment, text: str, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Send a prepared text back to be prepared again; what it is now stays as a draft."""
    comment = _take(comment, Move.SEND_BACK, seen)
    comment.persons_checked = False
    return _done(comment, Act.SENT_BACK, by, now, cleaned(text))


@transaction.atomic
def unpublish(
    *, comment: Comment, text: str, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Take a published comment off the site; it is in hand again, its text a draft."""
    comment = _take(comment, Move.UNPUBLISH, seen)
    return _take_off(comment, by, now, cleaned(text))


def _take_off(comment: Comment, by: User, now: datetime, text: str) -> Comment:
    comment.disposition, comment.persons_checked = Disposition.IN_HAND, False
    comment.checked_by = comment.published_at = None
    return _done(comment, Act.UNPUBLISHED, by, now, text)


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
    comment = _take(comment, Move.WITHHOLD, seen)
    _close(comment, Disposition.WITHHELD)
    comment.withheld_for = WithheldFor(reason)
    return _done(comment, Act.WITHHELD, by, now, str(comment.withheld_for))


@transaction.atomic
def mark_duplicate(
    *, comment: Comment, of: Comment, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Mark it as the same writer's `of` sent again, so that the writer counts once."""
    comment = _take(comment, Move.DUPLICATE, seen)
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
    return _done(comment, Act.DUPLICATE, by, now, of.reference)


@transaction.atomic
def mark_spam(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Mark it as advertising or nonsense; it stays counted as that."""
    comment = _take(comment, Move.SPAM, seen)
    _close(comment, Disposition.SPAM)
    return _done(comment, Act.SPAM, by, now)


@transaction.atomic
def reopen(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Take a comment in hand again that was decided upon."""
    comment = _take(comment, Move.REOPEN, seen)
    comment.disposition = Disposition.IN_HAND
    comment.withheld_for, comment.duplicate_of = "", None
    return _done(comment, Act.REOPENED, by, now)


@transaction.atomic
def reply(
    *, comment: Comment, text: str, by: User, now: datetime, seen: int | None = None
) -> Reply:
    """Answer the writer: shown with the receipt, and sent where a reply and an address were given.

    The letter is part of the same transaction.
    """
    comment = _take(comment, Move.REPLY, seen)
    answer = Reply.objects.create(comment=comment, text=cleaned(text), by=by, at=now)
    comment.answered_at = now
    _done(comment, Act.REPLIED, by, now)
    if comment.may_reply and comment.email:
        once = f"comment-{comment.pk}-reply-{answer.pk}"
        send_letter(comment, "reply", {"reply": answer}, once=once)
    return answer


@transaction.atomic
def correct(
    *,
    comment: Comment,
    data: dict,
    text: str,
    by: User,
    now: datetime,
    seen: int | None = None,
) -> Comment:
    """Correct the writer's data at the writer's request: name, e-mail and what is allowed.

    `data` holds `name`, `email`, `may_publish` and `may_reply`; the message is never changed.
    """
    comment = _take(comment, Move.CORRECT, seen)
    if comment.disposition == Disposition.PUBLISHED and not data["may_publish"]:
        raise HandlingError(gettext("It is on the site; take it off the site first."))
    if comment.contact_erased_at and (data["name"] or data["email"]):
        raise HandlingError(gettext("Name and address were erased; they are not kept again."))
    for name in ("name", "email", "may_publish", "may_reply"):
        setattr(comment, name, data[name])
    if not comment.may_publish:
        comment.persons_checked = False
    return _done(comment, Act.CORRECTED, by, now, cleaned(text))


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
    _done(comment, Act.KEPT, by, now)
