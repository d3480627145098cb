"""Send what is due in the outbox: once, or for ever as the mail worker."""

import logging
import signal
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from mail.actions import Outcome, forget_sent, send_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Send the letters that are due and say how many went, waited or were given up."""

    help = "Sends the mail that is due. Without --loop once; with it until told to stop."

    stopping = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--loop", action="store_true", help="keep going until SIGTERM")
        parser.add_argument("--interval", type=int, default=15, help="seconds between rounds (15)")
        parser.add_argument(
            "--heartbeat",
            type=Path,
            help="a file to touch while working, for a health check",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one round, or rounds until a signal asks to stop."""
        if not options["loop"]:
            self._round(options["heartbeat"])
            return
        # The letter in hand is finished first, so that none is sent twice.
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self.stopping:
            try:
                self._round(options["heartbeat"])
            except (OperationalError, InterfaceError):
                # The database is restarting or busy: the letters wait, and so does the worker.
                logger.exception("mail queue: the database did not answer")
            close_old_connections()
            until = time.monotonic() + options["interval"]
            while not self.stopping and time.monotonic() < until:
                time.sleep(0.2)
        logger.info("mail queue: stopped")

    def _stop(self, *args: Any) -> None:
        self.stopping = True

    def _round(self, heartbeat: Path | None) -> None:
        """Send all that is due now, one letter at a time, and log the counts."""
        now = timezone.now()
        forget_sent(now=now)
        total = Outcome()
        while not self.stopping:
            if heartbeat:
                heartbeat.touch()
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
