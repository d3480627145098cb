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
