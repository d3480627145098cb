"""Shared fixtures: the real content is loaded once, and every test works on top of it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.signals import request_started
from xdist.scheduler import LoadScopeScheduling

from publishing.documents.load import load
from search.freshness import index_pending, pending


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load `content/` into the test database, so that tests read what readers read."""
    with django_db_blocker.unblock():
        report = load(settings.CONTENT_DIR)
        assert not report.errors, "\n".join(report.errors)


@pytest.fixture(params=["zh-hk", "en"])
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


class _ByFixture(LoadScopeScheduling):
    """Keeps on one worker what shares a costly fixture: the site with its real content, and the
    reading of every page. All other tests go wherever there is room.

    xdist's own groups change a test's id in a way that pytest 9 does not notice.
    """

    SHARED = {"tests/browser/test_site.py": "site"} | {
        f"tests/portal/test_{name}.py": "site_pages" for name in ("headers", "language", "pages")
    }

    def _split_scope(self, nodeid: str) -> str:
        return next((to for start, to in self.SHARED.items() if nodeid.startswith(start)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log) -> LoadScopeScheduling:
    """How tests are shared out among workers."""
    return _ByFixture(config, log)
