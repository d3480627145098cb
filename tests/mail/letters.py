"""Letters to try the outbox with."""

from mail.actions import queue_mail
from mail.models import Message


def letter(key: str = "receipt-1", **changes: str) -> Message:
    """Queue one letter."""
    given = {
        "to": "resident@example.org",
        "subject": "收到你的意見",
        "body": "編號 1\n多謝。",
        "language": "zh-hk",
        "key": key,
    }
    return queue_mail(**(given | changes))
