"""Erase who wrote comments, once it may be kept no longer: once, or once a day as a worker."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from consultation.retention import due, purge
from publishing.worker import WorkerCommand

logger = logging.getLogger(__name__)


class Command(WorkerCommand):
    """Say what is due; with --erase, erase and record it."""

    help = (
        "Says whose contact data is due to be erased, and erases nothing. With --erase it is "
        "erased and recorded; with --loop as well, once a day until told to stop."
    )
    interval = 24 * 60 * 60

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        super().add_arguments(parser)
        parser.add_argument("--erase", action="store_true", help="do it; else only say it")

    def round(self, options: dict[str, Any]) -> None:
        """Say, or do and say, what is due now."""
        now = timezone.now()
        found = purge(now=now) if options["erase"] else due(now)
        words = (
            f"{found.comments} comments, {found.letters} letters, {found.requests} data requests, "
            f"{found.reports} reports"
        )
        day = timezone.localtime(found.before).date()
        if options["erase"]:
            logger.info("contact data erased (last contact up to %s): %s", day, words)
        verb = "Erased" if options["erase"] else "Dry run. To be erased"
        self.stdout.write(f"{verb} (last contact up to {day}): {words}.")
        if not options["erase"]:
            self.stdout.write("Nothing was changed; --erase does it.")
