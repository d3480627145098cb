"""Writing letters into the outbox, and sending what is due."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from mail.models import Message

logger = logging.getLogger(__name__)

# The wait doubles from five minutes (longer than any one delivery takes) to half a day, which puts
# the seventeenth and last attempt 4 days and 21 hours after the first.
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=12)
MAX_ATTEMPTS = 17
KEPT_FOR = timedelta(days=30)


class Outcome(NamedTuple):
    """How many messages one call sent, put off to a later attempt, and gave up."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0


def queue_mail(*, to: str, subject: str, body: str, language: str, key: str) -> Message:
    """Put one letter into the outbox, as part of the caller's transaction.

    `key` names the event: asked for a second time, the letter already there is returned and nothing
    is written. Raises ValidationError when `to` is not one address.
    """
    validate_email(to)
    message, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            # A header has one line, and a form field may bring several.
            "subject": " ".join(subject.split())[:200],
            "body": body,
            "language": language,
        },
    )
    return message


def send_due(*, limit: int, now: datetime) -> Outcome:
    """Attempt up to `limit` messages that are due at `now`, and tell what became of them.

    No transaction is open while the mail server is spoken to. Several senders may run at once. One
    that dies between delivery and note sends that letter twice; none is ever left out.
    """
    sent = deferred = failed = 0
    for _ in range(limit):
        message = _claim(now)
        if message is None:
            break
        match _attempt(message, now):
            case Message.State.SENT:
                sent += 1
            case Message.State.FAILED:
                failed += 1
            case _:
                deferred += 1
    return Outcome(sent, deferred, failed)


def try_again(*, messages: QuerySet[Message]) -> int:
    """Make the unsent among `messages` due now and return how many they are.

    Those given up get a full set of attempts again.
    """
    now = timezone.now()
    with transaction.atomic():
        waiting = messages.in_state(Message.State.WAITING).update(not_before=now)
        failed = messages.in_state(Message.State.FAILED).update(
            not_before=now, attempts=0, failed_at=None
        )
    return waiting + failed


def forget_sent(*, now: datetime) -> int:
    """Delete letters sent more than KEPT_FOR before `now`, and return how many they were.

    Addresses are personal data, and a letter that has arrived is needed no longer.
    """
    deleted, _ = Message.objects.filter(sent_at__lt=now - KEPT_FOR).delete()
    return deleted


def forget_letters(*, begins: str | Iterable[str]) -> int:
    """Delete the letters whose key begins so, sent or not, and return how many they were.

    With several beginnings, those of any. Part of the caller's transaction: whose data is erased
    is written to no more.
    """
    deleted, _ = _beginning(begins).delete()
    return deleted


def count_letters(*, begins: str | Iterable[str]) -> int:
    """How many letters `forget_letters` would delete."""
    return _beginning(begins).count()


def _beginning(begins: str | Iterable[str]) -> QuerySet[Message]:
    beginnings = [begins] if isinstance(begins, str) else begins
    parts = [Q(key__startswith=begin) for begin in beginnings]
    return Message.objects.filter(reduce(or_, parts)) if parts else Message.objects.none()


def _claim(now: datetime) -> Message | None:
    """Take the next due message and commit that it is taken.

    The claim is the time of the next attempt itself: should this process die, the message is due
    again then. SQLite has no row locks and needs none, its transaction holds the only write lock.
    """
    with transaction.atomic(durable=True):
        message = Message.objects.due(now).select_for_update(skip_locked=True).first()
        if message:
            message.attempts += 1
            message.not_before = now + min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT)
            message.save(update_fields=["attempts", "not_before"])
        return message


def _attempt(message: Message, now: datetime) -> Message.State:
    """Hand a claimed message to the mail server and note the result."""
    letter = EmailMessage(
        message.subject,
        message.body,
        to=[message.to],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    row = Message.objects.filter(pk=message.pk)
    try:
        letter.send()
    except Exception as error:  # one odd letter must not hold up the others
        reason = _describe(error)
        given_up = now if message.attempts >= MAX_ATTEMPTS else None
        # A slow sender whose claim ran out may not undo what another one achieved meanwhile.
        row.filter(sent_at=None).update(last_error=reason, failed_at=given_up)
        logger.warning("mail not sent: %s", reason)
        return Message.State.FAILED if given_up else Message.State.WAITING
    row.update(sent_at=now, failed_at=None, last_error="")
    return Message.State.SENT


def _describe(error: Exception) -> str:
    """Say what went wrong without the server's own words, which often repeat the address."""
    codes = [getattr(error, "smtp_code", None), getattr(error, "strerror", None)]
    codes += [code for code, _ in getattr(error, "recipients", {}).values()]
    return " ".join([type(error).__name__, *(str(code) for code in codes if code)])[:200]
