"""A project with a standing channel, and its outcome page as it is read."""

import pytest

from tests.consultation.outcome_comments import made_project
from tests.markup import read
from tests.portal.conftest import clock

__all__ = ["clock"]


@pytest.fixture
def project():
    return made_project()


@pytest.fixture
def see(client):
    """The page as read, in a language and with parameters."""

    def see_(language: str = "en", **parameters: str):
        answer = client.get(f"/{language}/consultation/made/outcome/", parameters)
        assert answer.status_code == 200
        return read(answer.content)

    return see_
