"""A command that does its work once, or again and again until it is told to stop."""

import logging
import signal
import time
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections

logger = logging.getLogger(__name__)


class WorkerCommand(ABC, BaseCommand):
    """Runs `round` once; with --loop until SIGTERM, with `interval` seconds between two rounds."""

    interval = 15
    # Often enough for a health check that asks for a sign of life within five minutes.
    BEAT = 60

    stopping = False
    heartbeat: Path | None = None

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of every worker."""
        parser.add_argument("--loop", action="store_true", help="keep going until SIGTERM")
        parser.add_argument(
            "--interval",
            type=int,
            default=self.interval,
            help=f"seconds between rounds ({self.interval})",
        )
        parser.add_argument(
            "--heartbeat", type=Path, help="a file to touch while working, for a health check"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one round, or rounds until a signal asks to stop."""
        self.heartbeat = options["heartbeat"]
        if not options["loop"]:
            self.beat()
            self.round(options)
            return
        # The round in hand is finished first.
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self.stopping:
            self.beat()
            try:
                self.round(options)
            except (OperationalError, InterfaceError):
                # The database is restarting or busy: the work waits, and so does the worker.
                logger.exception("%s: the database did not answer", self._name)
            close_old_connections()
            self._wait(options["interval"])
        logger.info("%s: stopped", self._name)

    @abstractmethod
    def round(self, options: dict[str, Any]) -> None:
        """Do what is to be done now."""

    def beat(self) -> None:
        """Show that the worker lives."""
        if self.heartbeat:
            self.heartbeat.touch()

    def _wait(self, seconds: int) -> None:
        until = time.monotonic() + seconds
        next_beat = time.monotonic() + self.BEAT
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.2)
            if time.monotonic() >= next_beat:
                self.beat()
                next_beat = time.monotonic() + self.BEAT

    @property
    def _name(self) -> str:
        return type(self).__module__.rpartition(".")[2].replace("_", " ")

    def _stop(self, *args: Any) -> None:
        self.stopping = True
