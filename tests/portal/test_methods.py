"""Reading is all that a page's address can be asked for."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        *("", "schemes/", "schemes/tvp/", "facilities/", "figures/", "about/"),
        *("consultation/gic/", "consultation/gic/outcome/"),
    ],
)
def test_a_page_is_read_and_nothing_else(client, language, path) -> None:
    """HEAD answers like GET, without a body; what could change something is refused."""
    address = f"/{language}/{path}"
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(address).status_code == 405


def test_the_staff_site_says_so_when_the_database_is_down(client, monkeypatch, settings) -> None:
    """The session is read before any view; the answer is the designed 503 all the same."""

    def refuse(self):
        raise OperationalError("connection refused")

    monkeypatch.setattr(SessionStore, "load", refuse)
    client.raise_request_exception = False
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    response = client.get("/staff/")
    assert response.status_code == 503
    assert response["Retry-After"] == "120"
