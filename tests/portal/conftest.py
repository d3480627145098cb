"""Every public page of the real content, read once for all tests that look at it, and a clock."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from publishing.models.record import RESERVED_SLUGS
from tests.conftest import RUN, shared_out
from tests.full_size import drawn
from tests.markup import Markup, read
from tests.portal.elsewhere import visit
from tests.portal.staff_records import choose, everything

NOON = datetime(2026, 3, 2, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture(scope="session")
def sitemap(django_db_setup, django_db_blocker) -> list[str]:
    """Every address of the sitemap."""
    with django_db_blocker.unblock():
        text = Client().get("/sitemap.xml").content.decode()
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", text)


@pytest.fixture(scope="session")
def site_pages(sitemap, django_db_blocker) -> dict[str, tuple[object, Markup]]:
    """Address to response and markup, for every address of the sitemap. Outside the drill only
    some of the pages of single series, which are two thirds of all and alike; and where the suite
    runs on both engines, each reads the pages of every other scheme, facility and measure."""
    client = Client()
    slugs = sorted({slug for address in sitemap if (slug := _series(address))})
    left_out = set(slugs) - set(slugs[:: drawn(1, 15)])
    with django_db_blocker.unblock():
        responses = {
            address: client.get(address)
            for address in sitemap
            if _series(address) not in left_out and shared_out(_record(address)) in (None, RUN)
        }
    return {address: (answer, read(answer.content)) for address, answer in responses.items()}


def _series(address: str) -> str:
    """The slug of the single series that is shown there, if one is."""
    found = re.fullmatch(r"/[^/]+/figures/([^/]+)/", address)
    return found[1] if found else ""


def _record(address: str) -> str:
    """The slug of the one of many records that is shown there, if one is."""
    found = re.fullmatch(r"/[^/]+/(?:schemes|facilities|policy)/([^/]+)/", address)
    return found[1] if found and found[1] not in RESERVED_SLUGS else ""


@pytest.fixture
def clock(monkeypatch) -> Callable[[datetime], None]:
    """The clock stands at NOON, in Hong Kong, and can be set."""

    def set_to(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    set_to(NOON)
    return set_to


@pytest.fixture(scope="session")
def without_database() -> tuple[dict[str, list], list[dict]]:
    """What the site answers, and logs, when nothing listens where its database should be."""
    paths = ["/healthz", "/readyz", "/en/", "/zh-hk/schemes/?q=secret-words", "/robots.txt"]
    answers, lines = visit(
        *((path, {}) for path in paths),
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
        ALLOWED_HOSTS="testserver",
    )
    return dict(zip(paths, answers, strict=True)), lines


@pytest.fixture(scope="session")
def database_down(without_database) -> dict[str, list]:
    """Path to [status, headers, content, cookies] without a database."""
    return without_database[0]


@pytest.fixture
def nothing_due(monkeypatch) -> None:
    """No version waits to be shown, and the database is not asked whether one does."""
    monkeypatch.setattr("portal.middleware.go_live_due", lambda: 0)


@pytest.fixture
def editor(client):
    """A signed-in editor who may do everything, working in English."""
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    choose(client, "en")
    return user


@pytest.fixture
def made(editor):
    """One record of every kind, with rows of every sort, as content files would have made it."""
    return everything()


@pytest.fixture
def scheme(made):
    """The scheme among them."""
    return made["schemes"]
