"""Shared fixtures: the real content is loaded once, and every test works on top of it."""

import gc
import os
from collections.abc import Iterator
from zlib import crc32

import pytest
from django.conf import settings
from django.core.signals import request_started
from django.db import connection
from django.test import client

from publishing.documents.load import load
from search.freshness import index_pending, pending

# A copy of the database as loaded, for the site that browsers visit, under this suffix.
SITE_DATABASE = "site"
LANGUAGES = ["zh-hk", "en"]
# Which of two runs this is, 0 or 1, where the suite runs on both engines at once.
RUN = int(os.environ["RUN_OF_TWO"]) if "RUN_OF_TWO" in os.environ else None

# Thousands of small tests over one large heap: as often as Python looks through it by default, that
# takes a twelfth of the time.
gc.set_threshold(20_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of what need not be done on both engines, each of two runs takes its part."""
    if RUN is None:
        return
    runs = [(item, _run_of(item) in (None, RUN)) for item in items]
    config.hook.pytest_deselected(items=[item for item, here in runs if not here])
    items[:] = [item for item, here in runs if here]


def _run_of(item: pytest.Item) -> int | None:
    """The run that takes a test; None: both. What is tested in both languages is tested in one of
    them on each engine, but for search, where the engine meets the language."""
    marker = item.get_closest_marker("either_engine")
    if marker and marker.args:
        return marker.args[0]
    language = item.callspec.params.get("language") if hasattr(item, "callspec") else None
    if language in LANGUAGES and "search" not in item.path.parts:
        return LANGUAGES.index(language)
    return shared_out(item.nodeid) if marker else None


def shared_out(name: str) -> int | None:
    """The run that takes what has this name; None: whichever there is, as for what has no name."""
    return None if RUN is None or not name else crc32(name.encode()) % 2


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load `content/` into the test database, so that tests read what readers read.

    It is copied at once, before any test that leaves the database empty.
    """
    with django_db_blocker.unblock():
        report = load(settings.CONTENT_DIR)
        assert not report.errors, "\n".join(report.errors)
        connection.close()  # what is open cannot be copied
        connection.creation.clone_test_db(SITE_DATABASE, verbosity=0)
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(suffix=SITE_DATABASE, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _context_of_the_page_only() -> Iterator[None]:
    """Tests look at what a view gave its page, never at what the hundreds of parts in it were
    given; to copy all of those took a tenth of the whole run."""
    whole = client.store_rendered_templates

    def store(found: dict, *args, **kwargs) -> None:
        if not found:
            whole(found, *args, **kwargs)

    client.store_rendered_templates = store
    yield
    client.store_rendered_templates = whole


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    """Each of the two languages."""
    return request.param


@pytest.fixture(autouse=True)
def _search_as_committed() -> Iterator[None]:
    """A test's transaction is never committed; what it has saved is indexed before each request."""

    def index(**kwargs) -> None:
        index_pending()

    request_started.connect(index)
    yield
    request_started.disconnect(index)
    pending().clear()  # what this test saved has been rolled back
