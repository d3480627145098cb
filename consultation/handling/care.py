"""Looking after a comment and its writer."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from consultation.actions import send_letter
from consultation.enums import Act, Disposition
from consultation.handling.steps import done, take
from consultation.models import Comment, CommentTheme, Reply
from consultation.moves import HandlingError, Move
from consultation.suspicion import cleaned


@transaction.atomic
def release(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Let a held comment go on its way like any other."""
    comment = take(comment, Move.RELEASE, seen)
    words, comment.held_for = comment.held_for, ""
    return done(comment, Act.RELEASED, by, now, words)


@transaction.atomic
def assign(
    *, comment: Comment, to: User | None, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Give the comment to one officer, or to nobody."""
    comment = take(comment, Move.ASSIGN, seen)
    comment.assigned_to = to
    return done(comment, Act.ASSIGNED, by, now, to.get_username() if to else "")


@transaction.atomic
def note(
    *, comment: Comment, text: str, by: User, now: datetime, seen: int | None = None
) -> Comment:
    """Write something down for colleagues; the writer and readers never see it."""
    return done(take(comment, Move.NOTE, seen), Act.NOTED, by, now, cleaned(text))


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
    comment = take(comment, Move.TAG, seen)
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
    return done(comment, Act.TAGGED, by, now, " ".join(sorted(chosen)))


@transaction.atomic
def reply(
    *, comment: Comment, text: str, by: User, now: datetime, seen: int | None = None
) -> Reply:
    """Answer the writer: shown with the receipt, and sent where a reply and an address were given.

    The letter is part of the same transaction.
    """
    comment = take(comment, Move.REPLY, seen)
    answer = Reply.objects.create(comment=comment, text=cleaned(text), by=by, at=now)
    comment.answered_at = now
    done(comment, Act.REPLIED, by, now)
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
    comment = take(comment, Move.CORRECT, seen)
    if comment.disposition == Disposition.PUBLISHED and not data["may_publish"]:
        raise HandlingError(gettext("It is on the site; take it off the site first."))
    if comment.contact_erased_at and (data["name"] or data["email"]):
        raise HandlingError(gettext("Name and address were erased; they are not kept again."))
    for name in ("name", "email", "may_publish", "may_reply"):
        setattr(comment, name, data[name])
    if not comment.may_publish:
        comment.persons_checked = False
    return done(comment, Act.CORRECTED, by, now, cleaned(text))
