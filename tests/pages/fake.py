"""A store without Django and database behind it: an application and a version set by hand."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from pages.application import PageStore
from pages.version import Version, Watch
from tests.pages.asking import Asked, ask

HTML = [("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "DENY")]
PATH = "/en/schemes/"


class Site:
    """Answers what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.status = "200 OK"
        self.headers = list(HTML)
        self.text = "<p>as it is</p>" * 200
        self.before: Callable[[], object] = lambda: None

    def __call__(self, environ: dict, start) -> list[bytes]:
        self.asked.append(environ)
        self.before()
        start(self.status, list(self.headers))
        return [self.text.encode()]


class Clock(Watch):
    """A watch that looks at nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.roll()

    def roll(self, second: int = 0) -> None:
        """A new version."""
        self.version = Version(datetime(2026, 3, 2, 4, 0, second, tzinfo=UTC))
        self.good_until = time.monotonic() + 3600


class Shop:
    """A store with its site and its watch."""

    def __init__(self, **options) -> None:
        self.site, self.watch = Site(), Clock()
        self.store = PageStore(
            self.site, **({"size": 4 * 1024 * 1024, "watch": self.watch} | options)
        )

    def ask(self, target: str = PATH, **environ) -> Asked:
        """Ask for an address."""
        return ask(self.store, target, **environ)

    @property
    def made(self) -> int:
        """How often the site was asked."""
        return len(self.site.asked)
