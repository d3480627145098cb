"""Taking comments in, each exactly once, and letting writers take them back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from consultation import keys
from consultation.enums import Act, Disposition, Medium, Suspicion
from consultation.keys import FormKey
from consultation.models import (
    Comment,
    CommentAct,
    CommentReport,
    CommentTheme,
    FailedLookup,
    Project,
    Reply,
)
from consultation.operator import PICS_VERSION, operator
from consultation.suspicion import (
    FASTEST,
    holds_identity_card,
    holds_many_links,
    holds_phone_number,
    likeness,
)
from consultation.windows import Door
from mail.actions import forget_letters, queue_mail

# Wrong pairs of reference and secret that one network may send, and within what time.
LOOKUPS = 10
LOOKUPS_WITHIN = timedelta(minutes=15)
# One random reference in 700 million being taken is bad luck; five in a row is a fault.
MAX_TRIES = 5
# Fields that the writer fills in.
WRITTEN = ("stance", "writer", "message", "name", "email", "may_publish", "may_reply")


class TooManyLookupsError(Exception):
    """One network has sent as many wrong pairs as it may for now."""


class Receipt(NamedTuple):
    """What the writer is given: only ever made of a comment that is committed."""

    comment: Comment
    secret: str
    again: bool = False
    """The same form had been sent before."""
    changed: bool = False
    """And what came now differs from what is kept."""


def receive_comment(
    *, project: Project, door: Door, key: FormKey, data: dict, network: str, now: datetime
) -> Receipt:
    """Keep what the form `data` holds, once for each key, and return its receipt.

    Two requests with one key can run at the same time in two processes: the database keeps one row
    a key, and whoever comes second is given the first one's receipt. When this returns, the comment
    is on disk. The letter with the receipt is part of the same transaction.
    """
    return keep_once(
        key=key, data=data, make=lambda: _new_comment(project, door, key, data, network, now)
    )


def keep_once(*, key: FormKey, data: dict, make: Callable[[], Comment]) -> Receipt:
    """Keep the comment that `make` makes, once for each key; each try makes another reference."""
    secret = keys.secret_of(key.nonce)
    tries = 0
    while (receipt := receipt_again(key=key, data=data)) is None:
        tries += 1
        comment = make()
        try:
            with transaction.atomic(durable=True):
                _store(comment, data, secret)
            return Receipt(comment, secret)
        except IntegrityError:
            # Either this key's comment has just been kept, or the reference was already taken.
            if tries == MAX_TRIES:
                raise
    return receipt


def receipt_again(*, key: FormKey, data: dict) -> Receipt | None:
    """The receipt of the comment that a form with this key has brought before, or None."""
    kept = Comment.objects.filter(key_hash=keys.hashed(key.nonce)).first()
    if kept is None:
        return None
    secret = keys.secret_of(key.nonce)
    return Receipt(kept, secret, again=True, changed=_differs(kept, data))


def _new_comment(project, door, key, data, network, now) -> Comment:
    return Comment(
        project=project,
        reference=keys.new_reference(reference_prefix(project), timezone.localtime(now).year),
        key_hash=keys.hashed(key.nonce),
        secret_hash=keys.hashed(keys.secret_of(key.nonce)),
        window=door.window.key,
        late=door.late,
        demonstration=not operator().is_set,
        medium=Medium.WEB,
        received_at=now,
        language=translation.get_language(),
        pics_version=PICS_VERSION,
        network=network,
        text_hash=keys.hashed(likeness(data["message"])),
        held_for=" ".join(_suspicions(key, data, network, now)),
        **{name: data[name] for name in WRITTEN},
    )


def _store(comment: Comment, data: dict, secret: str) -> None:
    comment.save(force_insert=True)
    CommentTheme.objects.bulk_create(
        CommentTheme(comment=comment, theme=theme) for theme in data["themes"]
    )
    act = Act.ENTERED if comment.entered_by else Act.RECEIVED
    CommentAct.objects.create(
        comment=comment, act=act, at=comment.received_at, by=comment.entered_by
    )
    if comment.email:
        send_letter(comment, "receipt", {"secret": secret}, once=f"comment-{comment.pk}-receipt")


def send_letter(comment: Comment, name: str, context: dict, *, once: str) -> None:
    """Queue the letter `mail/<name>.txt` to a comment's writer, in the writer's language.

    Part of the caller's transaction. `once` begins with `comment-<pk>-`, by which the letter is
    found again when the writer's data is to be erased.
    """
    with translation.override(comment.language):
        address = f"{settings.PUBLIC_URL}{reverse('consultation-status')}"
        context = {
            "comment": comment,
            "operator": operator(),
            "status_url": address if settings.PUBLIC_URL else "",
            **context,
        }
        queue_mail(
            to=comment.email,
            subject=render_to_string(f"mail/{name}_subject.txt", context).strip(),
            body=render_to_string(f"mail/{name}.txt", context).strip() + "\n",
            language=comment.language,
            key=once,
        )


def _suspicions(key: FormKey, data: dict, network: str, now: datetime) -> list[str]:
    message = data["message"]
    hour = Comment.objects.filter(network=network, received_at__gt=now - timedelta(hours=1))
    found = {
        Suspicion.HONEYPOT: bool(data["website"]),
        Suspicion.TOO_FAST: now - key.made_at < FASTEST,
        Suspicion.BUSY_NETWORK: hour.count() >= settings.FEEDBACK_BUSY_NETWORK,
        Suspicion.PERSONAL: holds_identity_card(message) or holds_phone_number(message),
        Suspicion.LINKS: holds_many_links(message),
    }
    return [reason.value for reason, holds in found.items() if holds]


def _differs(kept: Comment, data: dict) -> bool:
    """Whether the words sent now are not those that are kept (or were, before they were erased)."""
    if kept.disposition == Disposition.WITHDRAWN or kept.contact_erased_at:
        return False
    return any(getattr(kept, name) != data[name] for name in WRITTEN)


def reference_prefix(project: Project) -> str:
    """What references of a project begin with: its abbreviation, or the first of its address."""
    letters = "".join(letter for letter in project.abbreviation.upper() if letter.isascii())
    return "".join(filter(str.isalnum, letters)) or project.slug.split("-")[0].upper()


def find_comment(*, reference: str, secret: str, network: str, now: datetime) -> Comment | None:
    """The comment that a reference and its secret belong to, or None for a wrong pair.

    Whether the reference exists is not told. Raises TooManyLookupsError when the network has sent
    `LOOKUPS` wrong pairs within `LOOKUPS_WITHIN`.
    """
    recent = FailedLookup.objects.filter(network=network, at__gt=now - LOOKUPS_WITHIN)
    if recent.count() >= LOOKUPS:
        raise TooManyLookupsError
    candidates = Comment.objects.select_related("project").prefetch_related("replies")
    comment = candidates.filter(reference=keys.tidy_reference(reference)).first()
    # Compared in either case, so that the time taken is the same for both.
    kept = comment.secret_hash if comment else keys.hashed("")
    if keys.same_secret(secret, kept) and comment:
        return comment
    FailedLookup.objects.filter(at__lte=now - LOOKUPS_WITHIN).delete()
    FailedLookup.objects.create(network=network, at=now)
    return None


def withdraw(*, comment: Comment, now: datetime) -> Comment:
    """Erase what the writer wrote and left, everywhere, and keep that a comment had been received.

    Not only the row itself: replies, notes, themes, reports about it and letters, sent or waiting.
    """
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment.pk)
        if comment.disposition == Disposition.WITHDRAWN:
            return comment
        erase_words(comment)
        comment.disposition = Disposition.WITHDRAWN
        comment.contact_erased_at = now
        comment.save()
        CommentAct.objects.create(comment=comment, act=Act.WITHDRAWN, at=now)
    return comment


def erase_words(comment: Comment) -> None:
    """Empty every place that holds the writer's words or data; the caller saves the comment."""
    for name in ("message", "published_text", "withheld_for", "held_for"):
        setattr(comment, name, "")
    for name in ("name", "email", "network", "text_hash", "stance", "writer"):
        setattr(comment, name, "")
    comment.may_publish = comment.may_reply = comment.persons_checked = False
    comment.redacted_by = comment.checked_by = comment.campaign = comment.duplicate_of = None
    comment.published_at = comment.made_on = None
    CommentTheme.objects.filter(comment=comment).delete()
    Reply.objects.filter(comment=comment).delete()
    CommentReport.objects.filter(comment=comment).delete()
    CommentAct.objects.filter(comment=comment).update(note="")
    forget_letters(begins=f"comment-{comment.pk}-")
