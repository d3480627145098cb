"""The command that sends, what staff see of letters, and how long they are kept."""

import logging
import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from mail.actions import forget_sent
from mail.models import Message
from tests.mail.letters import letter

pytestmark = pytest.mark.django_db
State = Message.State


# --- The command ----------------------------------------------------------------------------


def test_the_command_sends_what_is_due_and_ends(mailoutbox, caplog) -> None:
    """Without --loop it is fit for a timetable."""
    letter()
    with caplog.at_level(logging.INFO):
        call_command("send_mail_queue")
    assert len(mailoutbox) == 1
    assert "1 sent, 0 deferred, 0 given up" in caplog.text


def test_the_worker_stops_cleanly_when_told_to(mailoutbox, monkeypatch, tmp_path: Path) -> None:
    """It sends, shows that it lives, and ends its wait at SIGTERM."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    # The fixture's database connection has to outlive the round.
    monkeypatch.setattr("publishing.worker.close_old_connections", lambda: None)
    monkeypatch.setattr(
        "publishing.worker.time.sleep",
        lambda seconds: os.kill(os.getpid(), signal.SIGTERM),
    )
    letter()
    try:
        call_command("send_mail_queue", "--loop", "--heartbeat", str(tmp_path / "beat"))
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert len(mailoutbox) == 1
    assert (tmp_path / "beat").exists()


# --- The staff site -------------------------------------------------------------------------


def test_staff_see_what_was_given_up_and_try_again(given_up, admin_client) -> None:
    """The list narrows by state, and the action makes the letter due."""
    letter("waiting", subject="still waiting")
    url = reverse("admin:mail_message_changelist")
    page = admin_client.get(url, {"state": "failed"}).content.decode()
    assert "收到你的意見" in page
    assert "ConnectionRefusedError" in page
    assert "still waiting" not in page
    admin_client.post(url, {"action": "send_again", "_selected_action": [given_up.pk]})
    given_up.refresh_from_db()
    assert given_up.state == State.WAITING


def test_staff_cannot_write_change_or_delete_letters(admin_client) -> None:
    """They are records of events."""
    message = letter()
    assert admin_client.get(reverse("admin:mail_message_add")).status_code == 403
    address = reverse("admin:mail_message_change", args=[message.pk])
    page = admin_client.get(address)
    assert page.status_code == 200
    assert "多謝" in page.content.decode()
    assert admin_client.post(address, {"subject": "changed"}).status_code == 403
    delete = reverse("admin:mail_message_delete", args=[message.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403


def test_trying_again_needs_its_permission(given_up, client) -> None:
    """Whoever may only read the outbox is not offered the action."""
    reader = get_user_model().objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_message"))
    client.force_login(reader)
    url = reverse("admin:mail_message_changelist")
    assert "send_again" not in client.get(url).content.decode()
    client.post(url, {"action": "send_again", "_selected_action": [given_up.pk]})
    given_up.refresh_from_db()
    assert given_up.state == State.FAILED


def test_a_sent_letter_is_forgotten_after_thirty_days() -> None:
    """What is still to be sent stays, however old."""
    now = timezone.now()
    letter(key="sent")
    letter(key="waiting")
    Message.objects.filter(key="sent").update(sent_at=now)
    assert forget_sent(now=now + timedelta(days=30)) == 0
    assert forget_sent(now=now + timedelta(days=30, seconds=1)) == 1
    assert list(Message.objects.values_list("key", flat=True)) == ["waiting"]
