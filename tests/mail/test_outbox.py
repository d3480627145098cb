"""The outbox: a letter exists exactly when its event does, and is sent or visibly given up."""

import logging
import smtplib
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mail.actions import MAX_ATTEMPTS, Outcome, send_due, try_again
from mail.models import Message
from tests.mail.letters import letter

pytestmark = pytest.mark.django_db
State = Message.State


# --- Queueing -------------------------------------------------------------------------------


def test_a_letter_is_queued_and_not_sent_by_the_caller(mailoutbox) -> None:
    """Nothing goes out while the event is being written."""
    message = letter()
    assert message.state == State.WAITING
    assert mailoutbox == []


def test_no_letter_without_its_event() -> None:
    """The letter is undone with the transaction it was queued in."""
    with pytest.raises(RuntimeError), transaction.atomic():
        letter()
        raise RuntimeError
    assert not Message.objects.exists()


def test_one_event_sends_one_letter(mailoutbox) -> None:
    """A second request for the same key changes nothing, even after sending."""
    first = letter()
    assert letter(body="another text") == first
    send_due(limit=9, now=timezone.now())
    assert letter() == first
    assert send_due(limit=9, now=timezone.now()) == Outcome()
    assert [sent.body for sent in mailoutbox] == ["編號 1\n多謝。"]


def test_a_subject_is_one_line() -> None:
    """A line break in a header would be an injected header."""
    assert letter(subject="a\r\nBcc: b@example.org").subject == "a Bcc: b@example.org"


@pytest.mark.parametrize("address", ["", "nobody", "a@example.org, b@example.org", "a@b.hk\nx"])
def test_only_one_well_formed_address_is_taken(address: str) -> None:
    """Anything else is the caller's mistake, told at once."""
    with pytest.raises(ValidationError):
        letter(to=address)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("mail_message_sent_or_failed", {"sent_at": 1, "failed_at": 1}),
        ("mail_message_language", {"language": "fr"}),
        ("mail_message_not_blank", {"body": ""}),
        ("key", {"key": "receipt-2"}),
    ],
)
def test_the_database_refuses_what_cannot_be(name: str, change: dict) -> None:
    """The rules hold for every writer."""
    message = letter()
    letter("receipt-2")
    values = {field: timezone.now() if value == 1 else value for field, value in change.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**values)


# --- Sending --------------------------------------------------------------------------------


def test_what_is_due_is_sent_once_oldest_first(mailoutbox) -> None:
    """Every letter goes out as it was written, and is noted."""
    for number in range(3):
        letter(f"receipt-{number}", subject=f"subject {number}")
    now = timezone.now()
    assert send_due(limit=2, now=now) == Outcome(sent=2)
    assert send_due(limit=2, now=now) == Outcome(sent=1)
    assert send_due(limit=2, now=now) == Outcome()
    assert [sent.subject for sent in mailoutbox] == ["subject 0", "subject 1", "subject 2"]
    sent = mailoutbox[0].message()
    assert sent["To"] == "resident@example.org"
    assert sent["Content-Language"] == "zh-hk"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert {message.state for message in Message.objects.all()} == {State.SENT}


def test_a_dead_server_loses_nothing(dead_server, mailoutbox, settings) -> None:
    """The letter waits, with the reason, and goes out when the server is back."""
    message = letter()
    now = timezone.now()
    assert send_due(limit=9, now=now) == Outcome(deferred=1)
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert "ConnectionRefusedError" in message.last_error
    assert send_due(limit=9, now=now + timedelta(minutes=4)) == Outcome()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(limit=9, now=now + timedelta(minutes=5)) == Outcome(sent=1)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (State.SENT, 2, "")
    assert len(mailoutbox) == 1


def test_the_waits_double_and_end_within_five_days(dead_server) -> None:
    """After the last attempt the letter is given up and stays to be seen."""
    message = letter()
    began = now = timezone.now()
    waits = []
    while message.state == State.WAITING:
        assert sum(send_due(limit=9, now=now)) == 1
        message.refresh_from_db()
        ended, waits, now = now, [*waits, message.not_before - now], message.not_before
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]
    assert max(waits) == timedelta(hours=12)
    assert message.state == State.FAILED
    assert message.attempts == MAX_ATTEMPTS
    assert timedelta(days=4) < ended - began < timedelta(days=5)
    assert send_due(limit=9, now=now + timedelta(days=9)) == Outcome()
    assert list(Message.objects.in_state(State.FAILED)) == [message]


def test_one_odd_letter_does_not_hold_up_the_others(mailoutbox) -> None:
    """Whatever the first one raises, the second goes out."""
    Message.objects.filter(pk=letter("odd").pk).update(subject="two\nlines")
    letter("plain")
    assert send_due(limit=9, now=timezone.now()) == Outcome(sent=1, deferred=1)
    assert Message.objects.get(key="odd").last_error == "BadHeaderError"


def test_errors_and_logs_name_no_one(monkeypatch, caplog) -> None:
    """Mail servers repeat the address in their refusals; we keep the code only."""

    def refuse(*args: object) -> None:
        raise smtplib.SMTPRecipientsRefused({"resident@example.org": (550, b"resident who?")})

    monkeypatch.setattr("mail.actions.EmailMessage.send", refuse)
    message = letter()
    with caplog.at_level(logging.INFO):
        call_command("send_mail_queue")
    message.refresh_from_db()
    assert message.last_error == "SMTPRecipientsRefused 550"
    assert "0 sent, 1 deferred, 0 given up" in caplog.text
    assert "resident" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_server_is_spoken_to_outside_transactions_and_the_letter_is_taken(monkeypatch) -> None:
    """A second sender that comes by meanwhile finds nothing left to do."""
    meanwhile = []

    def slow_send(*args: object) -> int:
        assert not connection.in_atomic_block
        meanwhile.append(send_due(limit=9, now=timezone.now()))
        return 1

    monkeypatch.setattr("mail.actions.EmailMessage.send", slow_send)
    letter()
    assert send_due(limit=9, now=timezone.now()) == Outcome(sent=1)
    assert meanwhile == [Outcome()]


@pytest.mark.django_db(transaction=True)
def test_several_senders_at_once_send_each_letter_once(mailoutbox) -> None:
    """Threads with connections of their own share the work."""
    for number in range(20):
        letter(f"receipt-{number}", subject=str(number))
    now = timezone.now()
    outcomes = []

    def work() -> None:
        try:
            outcomes.append(send_due(limit=99, now=now))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(threads)
    assert sum(outcome.sent for outcome in outcomes) == 20
    assert sorted(int(sent.subject) for sent in mailoutbox) == list(range(20))


def test_a_sender_that_died_leaves_the_letter_for_later(monkeypatch, mailoutbox) -> None:
    """The claim runs out and the letter is due again."""

    def die(*args: object) -> None:
        raise SystemExit

    now = timezone.now()
    letter()
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr("mail.actions.EmailMessage.send", die)
        send_due(limit=9, now=timezone.now())
    assert send_due(limit=9, now=now) == Outcome()
    assert send_due(limit=9, now=now + timedelta(minutes=6)) == Outcome(sent=1)


def test_trying_again_restarts_what_was_given_up_and_leaves_what_was_sent(
    given_up, settings, mailoutbox
) -> None:
    """Staff mended the server; the letters go out now."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letter("sent")
    assert send_due(limit=9, now=timezone.now()) == Outcome(sent=1)
    assert try_again(messages=Message.objects.all()) == 1
    given_up.refresh_from_db()
    assert (given_up.state, given_up.attempts) == (State.WAITING, 0)
    assert send_due(limit=9, now=timezone.now()) == Outcome(sent=1)
    assert len(mailoutbox) == 2
