"""Shared fixtures: the real content is loaded once, and every test works on top of it."""

import pytest
from django.conf import settings

from publishing.documents.load import load


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


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items) -> None:
    """Keep together what shares a costly fixture, so that one worker alone prepares it."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif "site_pages" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("site_pages"))
