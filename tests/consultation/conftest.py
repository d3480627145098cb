"""A project with windows, and its form filled in and sent."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from consultation import keys
from consultation.models import Project
from publishing import clock
from tests.factories import add, t
from tests.markup import read

HK = ZoneInfo("Asia/Hong_Kong")
NOON = datetime(2026, 3, 2, 12, tzinfo=HK)
MESSAGE = "請保留斜坡上的樹木。\nPlease keep the trees."
WORDS = {"message": MESSAGE}
ROUND = {
    "key": "round",
    "title": t("第一輪諮詢", "First round"),
    "channel": "informal",
    "opens_at": "2026-03-01T00:00:00+08:00",
    "closes_at": "2026-03-29T00:00:00+08:00",
}
STANDING = {
    "key": "standing",
    "title": t("隨時提出的意見", "Comments at any time"),
    "channel": "informal",
    "opens_at": "2026-01-01T00:00:00+08:00",
}
MET = {
    "key": "met",
    "entry_kind": "event",
    "happened_on": "2026-02-03",
    "said_by": t("報章", "A paper"),
    "title": t("居民會議", "Residents met"),
    "source": "made-source",
}
THEMES = [
    {"key": "traffic", "name": t("交通", "Traffic")},
    {"key": "trees", "name": t("樹木", "Trees")},
]


def made_project(*windows: dict, slug: str = "made", **fields) -> Project:
    """A published project with the windows given; without any, one standing channel."""
    fields = {"abbreviation": "MADE", "themes": THEMES, **fields}
    return add("projects", slug, windows=list(windows or [STANDING]), **fields)


@pytest.fixture
def project(db) -> Project:
    """A project that takes comments at any time."""
    return made_project()


@pytest.fixture
def send(client) -> Callable:
    """Send the form of a project as it was rendered at `opened`, at the instant `at`."""

    def send_(
        at: datetime = NOON,
        opened: datetime | None = None,
        language: str = "en",
        slug: str = "made",
        sender: Client | None = None,
        **changes,
    ):
        key = keys.new_key(slug, opened or at.replace(hour=0))
        with clock.at(at):
            return (sender or client).post(
                f"/{language}/consultation/{slug}/feedback/", {"key": key, **WORDS, **changes}
            )

    return send_


@pytest.fixture
def first():
    """An officer."""
    return get_user_model().objects.create_user("first", is_staff=True)


@pytest.fixture
def second():
    """Another officer."""
    return get_user_model().objects.create_user("second", is_staff=True)


def receipt_of(answer) -> tuple[str, str]:
    """The reference and the secret on a receipt."""
    assert answer.status_code == 200, answer.content.decode()[:2000]
    strong = re.findall(r"<dd><strong>([^<]+)</strong>", answer.content.decode())
    return strong[0], strong[1]


def words(answer) -> str:
    """What a reader reads on a page."""
    return " ".join(read(answer.content).one("main").text.split())


@pytest.fixture(name="clock")
def stopped_clock(monkeypatch) -> Callable[[datetime], None]:
    """The clock stands at NOON and can be set."""

    def set_to(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    set_to(NOON)
    return set_to


@pytest.fixture
def see(client) -> Callable:
    """The outcome page of the project as read, in a language and with parameters."""

    def see_(language: str = "en", **parameters: str):
        answer = client.get(f"/{language}/consultation/made/outcome/", parameters)
        assert answer.status_code == 200
        return read(answer.content)

    return see_
