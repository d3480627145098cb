"""Reporting a published comment: kept, counted by network, and no word lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from consultation.models import CommentReport
from consultation.outcome_forms import REPORT_MAX
from tests.consultation.conftest import NOON
from tests.consultation.outcome_comments import made_comment, made_project
from tests.markup import HAN, read

pytestmark = pytest.mark.django_db
WORDS = "It names a person\nwho lives here."
READER = "203.0.113.5"


@pytest.fixture
def comment():
    return made_comment(made_project(), "published", published_text="<b>Mr Somebody</b> did it.")


@pytest.fixture
def send(client, comment):
    """Send a report from an address."""

    def send_(message: str = WORDS, language: str = "en", address: str = READER, **headers):
        path = f"/{language}/consultation/made/outcome/{comment.public_id}/report/"
        return client.post(path, {"message": message}, REMOTE_ADDR=address, headers=headers)

    return send_


def test_a_report_is_kept_as_it_was_written_and_the_reader_is_thanked(
    send, client, comment, language
) -> None:
    answer = send(language=language)
    assert (answer.status_code, answer.url) == (
        302,
        f"/{language}/consultation/made/outcome/reported/",
    )
    report = CommentReport.objects.get()
    assert (report.comment, report.message) == (comment, WORDS)
    assert (report.language, report.handling) == (language, "new")
    thanks = client.get(answer.url)
    assert "no-store" in thanks["Cache-Control"]
    assert read(thanks.content).one("h1").text


def test_the_form_shows_what_is_reported_as_text(client, comment, language) -> None:
    path = f"/{language}/consultation/made/outcome/{comment.public_id}/report/"
    answer = client.get(path)
    found = read(answer.content)
    assert "no-store" in answer["Cache-Control"]
    assert found.one("blockquote").text == "<b>Mr Somebody</b> did it."
    assert found.one("meta", name="robots").attributes["content"] == "noindex"


@pytest.mark.parametrize("message", ["", " \n ", "太短了", "x" * 9, "研" * (REPORT_MAX + 1)])
def test_an_error_is_told_in_the_pages_language_and_loses_nothing(send, language, message) -> None:
    answer = send(message, language)
    found = read(answer.content)
    assert answer.status_code == 400
    assert bool(HAN.search(found.one("div", id="errors").text)) == (language == "zh-hk")
    assert found.one("textarea", id="id_message").text == message.strip()
    assert not CommentReport.objects.exists()


@pytest.mark.parametrize("message", ["x" * 10, "研" * 10, "研" * REPORT_MAX, "a\r\n" * 10])
def test_lengths_are_counted_the_same_in_both_languages(send, message) -> None:
    assert send(message).status_code == 302


def test_what_is_given_back_is_text_and_never_markup(send, settings) -> None:
    settings.REPORTS_PER_HOUR = 0
    found = read(send('</textarea><script>alert("x")</script>').content)
    assert not [e for e in found.all("script") if "src" not in e.attributes]
    assert "</textarea>" in found.one("textarea", id="id_message").text


def test_a_network_that_sent_enough_is_asked_to_wait_and_loses_no_word(
    send, settings, clock, language
) -> None:
    settings.REPORTS_PER_HOUR = 2
    assert [send(language=language).status_code for _ in range(3)] == [302, 302, 429]
    answer = send(language=language)
    assert answer["Retry-After"] == "3600"
    found = read(answer.content)
    assert found.one("textarea", id="id_message").text == " ".join(WORDS.split())
    assert bool(HAN.search(found.one("div", id="errors").text)) == (language == "zh-hk")
    assert CommentReport.objects.count() == 2
    assert send(address="203.0.113.6").status_code == 302
    clock(NOON + timedelta(hours=1, seconds=1))
    assert send().status_code == 302


def test_a_network_is_kept_as_a_hash_and_never_as_its_address(send) -> None:
    send()
    kept = CommentReport.objects.values().get()
    assert re.fullmatch(r"[0-9a-f]{64}", kept["network"])
    assert READER not in " ".join(map(str, kept.values()))


def test_a_stale_form_gives_back_what_was_typed(comment, language) -> None:
    client = Client(enforce_csrf_checks=True)
    path = f"/{language}/consultation/made/outcome/{comment.public_id}/report/"
    answer = client.post(path, {"message": WORDS, "csrfmiddlewaretoken": "stale"})
    assert answer.status_code == 403
    assert [e.text for e in read(answer.content).with_class("typed")] == [" ".join(WORDS.split())]
    assert not CommentReport.objects.exists()


def test_other_methods_are_refused(client, comment) -> None:
    path = f"/en/consultation/made/outcome/{comment.public_id}/report/"
    assert client.put(path)["Allow"] == "GET, HEAD, POST"


def test_a_comment_taken_off_the_site_can_no_longer_be_reported(send, comment) -> None:
    comment.disposition = "in_hand"
    comment.save()
    assert send().status_code == 404
