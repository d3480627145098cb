"""A mail server that is down, and a letter given up on."""

import pytest
from django.utils import timezone

from mail.actions import send_due
from mail.models import Message
from tests.mail.letters import letter

State = Message.State


@pytest.fixture
def dead_server(settings) -> None:
    """Point the mail settings at a port where nothing listens."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


@pytest.fixture
def given_up(dead_server) -> Message:
    """Return a letter that no attempt could deliver."""
    message = letter()
    now = timezone.now()
    while Message.objects.due(now).exists():
        send_due(limit=1, now=now)
        message.refresh_from_db()
        now = message.not_before
        if message.state == State.FAILED:
            break
    return message
