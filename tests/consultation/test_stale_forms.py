"""A form whose token has gone stale: sent again as it is, counted once, and no word lost."""

import pytest
from django.test import Client

from consultation.models import Comment
from tests.consultation.sending import PLAIN, address, open_project, page_of
from tests.markup import Markup

pytestmark = pytest.mark.django_db
OURS = {"origin": "http://testserver"}
THEIRS = {"origin": "https://elsewhere.example"}
STATUS = "/{}/consultation-status/"


@pytest.fixture(autouse=True)
def project():
    """A project that takes comments."""
    return open_project()


@pytest.fixture
def strict() -> Client:
    """A browser whose forms need their token."""
    return Client(enforce_csrf_checks=True)


def filled(strict: Client, language: str) -> dict:
    """What the form sends after its token was lost."""
    found = page_of(strict.get(address(language)), language)
    hidden = {name: found.one("input", name=name).attributes["value"] for name in ("key", "window")}
    return hidden | PLAIN | {"message": 'One line\r\nand "another" <b>.'}


def carried(found: Markup) -> dict:
    """What the offered form would send again."""
    fields = [field.attributes for field in found.all("input", type="hidden")]
    return {field["name"]: field["value"] for field in fields}


def test_a_comment_with_a_stale_token_is_sent_again_and_counts_once(strict, language) -> None:
    data = filled(strict, language)
    strict.cookies.clear()
    refused = strict.post(address(language), data, headers=OURS)
    assert refused.status_code == 403
    assert "no-store" in refused["Cache-Control"]
    assert not Comment.objects.exists()
    again = carried(page_of(refused, language))
    assert again["key"] == data["key"]
    assert again["message"].split() == data["message"].split()
    first = strict.post(address(language), again, headers=OURS)
    second = strict.post(address(language), again, headers=OURS)
    assert (first.status_code, second.status_code) == (200, 200)
    comment = Comment.objects.get()
    assert comment.message == 'One line\nand "another" <b>.'
    assert (comment.name, comment.email) == (PLAIN["name"], PLAIN["email"])
    assert [theme.theme for theme in comment.themes.all()] == PLAIN["themes"]


def test_a_look_up_with_a_stale_token_is_sent_again(strict, language) -> None:
    pair = {"reference": "MADE-2026-AAAAAA", "secret": "AAAA-BBBB-CCCC-DDDD"}
    refused = strict.post(STATUS.format(language), pair, headers=OURS)
    assert refused.status_code == 403
    again = carried(page_of(refused, language))
    assert pair.items() <= again.items()
    assert strict.post(STATUS.format(language), again, headers=OURS).status_code == 400


def test_without_cookies_it_ends_with_every_word_on_the_page(strict, language) -> None:
    data = filled(strict, language)
    for _press in range(3):
        strict.cookies.clear()
        refused = strict.post(address(language), data, headers=OURS)
        assert refused.status_code == 403
        found = page_of(refused, language)
        data |= carried(found)
    assert not found.all("button", type="")
    assert not [form for form in found.all("form") if form.attributes.get("method") == "post"]
    words = [element.text for element in found.with_class("typed")]
    for name in ("message", "name", "email"):
        assert " ".join(data[name].split()) in words
    assert data["key"] not in words
    assert not Comment.objects.exists()


@pytest.mark.parametrize("headers", [THEIRS, {"origin": "null"}, {}])
def test_a_form_from_elsewhere_is_never_repeated_but_its_words_stand(
    strict, language, headers
) -> None:
    data = filled(strict, language)
    strict.cookies.clear()
    refused = strict.post(address(language), data, headers=headers)
    assert refused.status_code == 403
    found = page_of(refused, language)
    assert "message" not in carried(found)
    assert 'One line and "another" <b>.' in [e.text for e in found.with_class("typed")]
