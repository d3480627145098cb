"""Reporting a mistake: kept, counted by network, told to the editors, and no word lost."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from mail.actions import send_due
from mail.models import Message
from portal.models import MistakeReport
from tests.markup import HAN, read
from tests.portal.conftest import NOON

pytestmark = pytest.mark.django_db
WORDS = {
    "about": "/en/schemes/tvp/",
    "message": "The ceiling is 600,000.\nNot 400,000.",
    "evidence": "https://example.org/page",
    "email": "reader@example.org",
}
READER = "203.0.113.5"


@pytest.fixture
def send(client):
    """Send the form from an address."""

    def send_(language: str = "en", address: str = READER, headers=None, **changes: str):
        return client.post(
            f"/{language}/report/", WORDS | changes, REMOTE_ADDR=address, headers=headers or {}
        )

    return send_


# --- Kept -----------------------------------------------------------------------------------


def test_a_report_is_kept_as_it_was_written(send, language) -> None:
    answer = send(language)
    assert (answer.status_code, answer.url) == (302, f"/{language}/report/thanks/")
    report = MistakeReport.objects.get()
    kept = {name: getattr(report, name) for name in WORDS}
    assert kept | {"message": report.message.replace("\r", "")} == WORDS
    assert (report.language, report.handling) == (language, "new")


def test_the_reader_is_thanked(client, language) -> None:
    found = read(client.get(f"/{language}/report/thanks/").content)
    assert found.one("h1").text
    assert found.one("meta", name="robots").attributes["content"] == "noindex"


def test_only_the_page_and_the_message_are_needed(send) -> None:
    assert send(evidence="", email="").status_code == 302
    assert MistakeReport.objects.count() == 1


def test_the_form_knows_the_page_it_was_opened_from(client, language) -> None:
    about = f"/{language}/schemes/tvp/"
    found = read(client.get(f"/{language}/schemes/tvp/").content)
    (link,) = [link for link in found.links if "/report/" in link]
    form = read(client.get(link).content)
    assert form.one("input", name="about").attributes["value"] == about


@pytest.mark.parametrize("about", ['"><script>', "研" * 5000, "\x00", "' OR 1=1", "%ff%fe"])
def test_whatever_the_address_says_the_form_stays_whole(client, language, about: str) -> None:
    answer = client.get(f"/{language}/report/", {"about": about})
    found = read(answer.content)
    assert answer.status_code == 200
    assert not found.problems
    assert not found.foreign_scripts
    assert found.one("input", name="about").attributes["value"] == about[:300]


@pytest.mark.parametrize("path", ["report/", "report/thanks/"])
def test_forms_are_never_kept_by_a_cache(client, language, path: str) -> None:
    assert "no-store" in client.get(f"/{language}/{path}")["Cache-Control"]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method: str) -> None:
    answer = getattr(client, method)("/en/report/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"


# --- Errors ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("about", ""),
        ("about", "a" * 301),
        ("message", ""),
        ("message", " \n\t "),
        ("message", "研" * 3001),
        ("message", "a\x00b"),
        ("evidence", "a" * 501),
        ("email", "reader"),
        ("email", "a@example.org\nBcc: b@example.org"),
    ],
)
def test_an_error_is_told_in_the_pages_language_and_leads_to_its_field(
    send, language, name: str, value: str
) -> None:
    answer = send(language, **{name: value})
    found = read(answer.content)
    assert answer.status_code == 400
    box = found.one("div", id="errors")
    assert box.attributes["role"] == "alert"
    assert bool(HAN.search(box.text)) == (language == "zh-hk")
    assert f"#id_{name}" in found.links
    assert f"id_{name}" in found.ids
    title = found.all("title")[0].text
    assert title.startswith("Error: " if language == "en" else "錯誤：")
    assert not MistakeReport.objects.exists()


def test_an_error_names_its_field_to_a_screen_reader(send) -> None:
    field = read(send(message="").content).one("textarea", id="id_message")
    assert field.attributes["aria-invalid"] == "true"
    assert "id_message_error" in field.attributes["aria-describedby"]


def test_after_an_error_every_word_is_still_there(send, language) -> None:
    found = read(send(language, email="reader").content)
    assert found.one("textarea", id="id_message").text == " ".join(WORDS["message"].split())
    for name in ("about", "evidence"):
        assert found.one("input", name=name).attributes["value"] == WORDS[name]
    assert found.one("input", name="email").attributes["value"] == "reader"


def test_what_is_given_back_is_text_and_never_markup(send) -> None:
    found = read(send(message='</textarea><script>alert("x")</script>', email="x").content)
    assert not found.foreign_scripts
    assert "</textarea>" in found.one("textarea", id="id_message").text


# --- A stale form ---------------------------------------------------------------------------


def test_a_stale_form_is_refused_and_gives_back_what_was_typed(language) -> None:
    client = Client(enforce_csrf_checks=True)
    typed = WORDS | {"message": "<b>多謝</b>", "csrfmiddlewaretoken": "stale-token"}
    answer = client.post(f"/{language}/report/", typed | {"password": "hunter2"})
    found = read(answer.content)
    assert answer.status_code == 403
    assert found.one("html").attributes["lang"] == ("en" if language == "en" else "zh-HK")
    given_back = [element.text for element in found.with_class("typed")]
    assert given_back == [WORDS["about"], "<b>多謝</b>", WORDS["evidence"], WORDS["email"]]
    assert not MistakeReport.objects.exists()


def test_a_fresh_form_is_taken(language) -> None:
    client = Client(enforce_csrf_checks=True)
    found = read(client.get(f"/{language}/report/").content)
    token = found.one("input", name="csrfmiddlewaretoken").attributes["value"]
    answer = client.post(f"/{language}/report/", WORDS | {"csrfmiddlewaretoken": token})
    assert answer.status_code == 302


# --- Counted by network ---------------------------------------------------------------------


def test_a_network_that_sent_enough_is_asked_to_wait_and_loses_no_word(
    send, settings, clock, language
) -> None:
    settings.REPORTS_PER_HOUR, settings.EDITORS_EMAIL = 2, ["editor@example.org"]
    assert [send(language).status_code for _ in range(3)] == [302, 302, 429]
    found = read(send(language).content)
    assert found.one("textarea", id="id_message").text == " ".join(WORDS["message"].split())
    assert bool(HAN.search(found.one("div", id="errors").text)) == (language == "zh-hk")
    assert MistakeReport.objects.count() == Message.objects.count() == 2


def test_another_network_is_not_held_up(send, settings, clock) -> None:
    settings.REPORTS_PER_HOUR = 1
    assert [send().status_code, send().status_code] == [302, 429]
    assert send(address="203.0.113.6").status_code == 302


def test_an_hour_later_the_network_may_send_again(send, settings, clock) -> None:
    settings.REPORTS_PER_HOUR = 1
    assert send().status_code == 302
    clock(NOON + timedelta(hours=1))
    assert send().status_code == 429
    clock(NOON + timedelta(hours=1, seconds=1))
    assert send().status_code == 302


def test_forms_with_errors_do_not_count(send, settings, clock) -> None:
    settings.REPORTS_PER_HOUR = 1
    assert [send(message="").status_code, send().status_code] == [400, 302]


def test_nobody_gets_round_the_count_by_naming_another_address(send, settings, clock) -> None:
    settings.REPORTS_PER_HOUR = 1
    codes = [
        send(headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code for number in (1, 2)
    ]
    assert codes == [302, 429]


def test_a_network_is_kept_as_a_hash_and_never_as_its_address(send) -> None:
    send()
    kept = MistakeReport.objects.values().get()
    assert re.fullmatch(r"[0-9a-f]{64}", kept["network"])
    assert READER not in " ".join(map(str, kept.values()))


# --- Told to the editors --------------------------------------------------------------------


def test_each_editor_gets_a_letter_in_both_languages(send, settings, language) -> None:
    settings.EDITORS_EMAIL = ["one@example.org", "two@example.org"]
    send(language)
    letters = Message.objects.order_by("to")
    assert [letter.to for letter in letters] == settings.EDITORS_EMAIL
    for letter in letters:
        assert letter.language == language
        assert "A reader reports a mistake." in letter.body
        assert HAN.search(letter.body)
        assert letter.body.count(WORDS["about"]) == 2
        assert bool(HAN.search(letter.subject)) == (language == "zh-hk")


def test_what_the_reader_wrote_does_not_travel_by_mail(send, settings) -> None:
    settings.EDITORS_EMAIL = ["one@example.org"]
    send()
    letter = Message.objects.get()
    for name in ("message", "evidence", "email"):
        assert WORDS[name].split("\n")[0] not in letter.body + letter.subject


def test_without_editors_the_report_waits_in_the_staff_site(send) -> None:
    assert send().status_code == 302
    assert not Message.objects.exists()


def test_report_and_letters_are_kept_together_or_not_at_all(send, settings) -> None:
    settings.EDITORS_EMAIL = ["one@example.org", "no address"]
    with pytest.raises(ValidationError):
        send()
    assert not MistakeReport.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("about", ["/en/\r\nBcc: victim@example.org", "a\nb\x0bc\u2028d"])
def test_no_header_can_be_slipped_into_a_letter(send, settings, mailoutbox, about: str) -> None:
    settings.EDITORS_EMAIL = ["one@example.org"]
    assert send(about=about).status_code == 302
    assert send_due(limit=9, now=timezone.now()).sent == 1
    (letter,) = mailoutbox
    assert len(letter.subject.splitlines()) == 1
    assert letter.recipients() == ["one@example.org"]
    assert letter.message()["Bcc"] is None
