"""A form that comes once more, or names what is not there: taken once, and never lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultation import keys
from consultation.models import Comment
from publishing import clock
from tests.consultation.sending import (
    PLAIN,
    address,
    open_project,
    page_of,
    send,
    typed,
    window,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def project():
    """A project that takes comments."""
    return open_project()


def test_a_comment_that_was_taken_stays_taken_after_the_end(client, language) -> None:
    """The answer was lost, and the second attempt comes when nothing is taken any more."""
    end = timezone.now() + timedelta(minutes=1)
    open_project("closing", windows=[window("until", end)])
    path = address(language, "closing")
    data = PLAIN | {"key": keys.new_key("closing", timezone.now()), "window": "until"}
    first = page_of(client.post(path, data), language)
    with clock.at(end + timedelta(days=40)):
        answer = client.post(path, data)
        again = page_of(answer, language)
        other = client.post(path, data | {"message": "Something quite different."})
        new = client.post(path, data | {"key": keys.new_key("closing", end)})
    assert answer.status_code == 200
    pairs = [[part.text for part in page.all("strong")[:2]] for page in (first, again)]
    assert pairs[0] == pairs[1]
    assert (other.status_code, new.status_code) == (409, 409)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("named", ["", "nope", "\x00", "now\x00", "x" * 1000, "NOW", "' OR 1=1"])
def test_a_window_that_is_none_takes_nothing(client, language, named) -> None:
    answer = send(client, language, window=named)
    if named == "":
        assert answer.status_code == 200
        return
    assert answer.status_code == 400
    found = page_of(answer, language)
    assert found.one("div", id="errors").text
    assert typed(found)["message"] == PLAIN["message"]
    assert typed(found)["window"] == "now"
    assert not Comment.objects.exists()
