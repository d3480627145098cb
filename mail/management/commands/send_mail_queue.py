"""Send what is due in the outbox: once, or for ever as the mail worker."""

import logging
from typing import Any

from django.utils import timezone

from mail.actions import Outcome, forget_sent, send_due
from publishing.worker import WorkerCommand

logger = logging.getLogger(__name__)


class Command(WorkerCommand):
    """Send the letters that are due and say how many went, waited or were given up."""

    help = "Sends the mail that is due. Without --loop once; with it until told to stop."

    def round(self, options: dict[str, Any]) -> None:
        """Send all that is due now, one letter at a time, and log the counts.

        A letter in hand is finished before stopping, so that none is sent twice.
        """
        now = timezone.now()
        forget_sent(now=now)
        total = Outcome()
        while not self.stopping:
            self.beat()
            outcome = send_due(limit=1, now=now)
            if outcome == Outcome():
                break
            total = Outcome(*map(sum, zip(total, outcome, strict=True)))
        if total != Outcome():
            logger.info(
                "mail queue: %d sent, %d deferred, %d given up",
                total.sent,
                total.deferred,
                total.failed,
            )
