"""Sending a comment: kept once, acknowledged, and no word lost on the way."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from consultation import keys
from consultation.models import Comment, CommentAct
from consultation.operator import PICS_VERSION
from mail.models import Message
from publishing import clock
from tests.consultation.conftest import MESSAGE, NOON, made_project, receipt_of, words
from tests.markup import read

pytestmark = pytest.mark.django_db
FORM = "/{}/consultation/made/feedback/"
ALL = {
    "themes": ["traffic", "trees"],
    "stance": "changes",
    "writer": "resident",
    "name": "陳大文",
    "email": "someone@example.org",
    "may_publish": "on",
    "may_reply": "on",
}


def test_everything_that_was_filled_in_is_kept_and_shown(project, send, language) -> None:
    answer = send(language=language, **ALL)
    reference, secret = receipt_of(answer)
    comment = Comment.objects.get()
    assert comment.reference == reference
    assert re.fullmatch(r"MADE-2026-[2-9A-Z]{6}", reference)
    assert keys.same_secret(secret, comment.secret_hash)
    assert (comment.message, comment.stance, comment.writer) == (MESSAGE, "changes", "resident")
    assert (comment.name, comment.email) == ("陳大文", "someone@example.org")
    assert (comment.may_publish, comment.may_reply, comment.late) == (True, True, False)
    assert (comment.language, comment.window, comment.medium) == (language, "standing", "web")
    assert (comment.received_at, comment.pics_version) == (NOON, PICS_VERSION)
    assert sorted(theme.theme for theme in comment.themes.all()) == ["traffic", "trees"]
    assert [act.act for act in comment.acts.all()] == ["received"]
    page = words(answer)
    said = {"en": ["2 March 2026, 12:00", "Traffic"], "zh-hk": ["2026年3月2日12:00", "交通"]}
    for text in ["Please keep the trees.", "陳大文", "someone@example.org", *said[language]]:
        assert text in page


def test_only_the_message_is_needed(project, send) -> None:
    receipt_of(send())
    comment = Comment.objects.get()
    assert (comment.stance, comment.writer, comment.name, comment.email) == ("", "", "", "")
    assert not comment.may_publish
    assert not comment.may_reply
    assert not Message.objects.exists()


def test_no_secret_is_kept_or_stands_in_an_address(project, send) -> None:
    answer = send()
    _reference, secret = receipt_of(answer)
    assert all(secret not in str(value) for value in Comment.objects.values().get().values())
    assert secret not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    assert "no-store" in answer["Cache-Control"]


def test_the_receipt_goes_by_mail_with_the_comment(project, send, language) -> None:
    reference, secret = receipt_of(send(language=language, email="someone@example.org"))
    letter = Message.objects.get()
    assert (letter.to, letter.language) == ("someone@example.org", language)
    assert reference in letter.subject
    for text in (reference, secret, "Please keep the trees."):
        assert text in letter.body
    said = {"en": "demonstration", "zh-hk": "示範"}
    assert said[language] in letter.body


# --- Exactly once ---------------------------------------------------------------------------


def test_the_same_form_sent_again_gives_the_same_receipt(project, client) -> None:
    data = {"key": keys.new_key("made", NOON), "message": MESSAGE, "email": "a@example.org"}
    with clock.at(NOON + timedelta(minutes=1)):
        first = receipt_of(client.post(FORM.format("en"), data))
    with clock.at(NOON + timedelta(days=2)):
        answer = Client().post(FORM.format("zh-hk"), data)
    assert receipt_of(answer) == first
    assert "同一份表格之前已經提交" in words(answer)
    assert Comment.objects.count() == Message.objects.count() == CommentAct.objects.count() == 1


def test_other_words_in_a_form_already_sent_are_not_lost(project, client) -> None:
    data = {"key": keys.new_key("made", NOON), "message": MESSAGE}
    with clock.at(NOON):
        reference, secret = receipt_of(client.post(FORM.format("en"), data))
        answer = client.post(FORM.format("en"), data | {"message": "Something else altogether."})
        assert answer.status_code == 409
        page = words(answer)
        assert reference in page
        assert secret in page
        assert "Something else altogether." in page
        fresh = read(answer.content).one("input", name="key").attributes["value"]
        data = {"key": fresh, "message": "Something else altogether."}
        assert receipt_of(client.post(FORM.format("en"), data))[0] != reference
    assert Comment.objects.count() == 2


def test_a_form_of_another_project_or_forged_is_offered_again(project, send, language) -> None:
    made_project(slug="second", abbreviation="SEC")
    for key in (keys.new_key("second", NOON), "forged", ""):
        answer = send(language=language, key=key)
        assert answer.status_code == 400
        found = read(answer.content)
        assert "Please keep the trees." in found.one("textarea").text
        fresh = found.one("input", name="key").attributes["value"]
        assert keys.read_key(fresh, "made", NOON)
    assert not Comment.objects.exists()


def test_a_form_that_lay_open_for_too_long_is_offered_again(project, send) -> None:
    answer = send(opened=NOON - keys.KEY_LIVES - timedelta(seconds=1))
    assert answer.status_code == 400
    assert "nothing you typed is lost" in words(answer)
    receipt_of(send(opened=NOON - keys.KEY_LIVES))


# --- Mistakes -------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [10, 5000])
def test_a_message_of_the_right_length_is_taken(project, send, language, length) -> None:
    receipt_of(send(language=language, message="樹" * length))
    assert len(Comment.objects.get().message) == length


@pytest.mark.parametrize(("length", "number"), [(9, "9"), (5001, "5,001")])
def test_one_of_the_wrong_length_is_told_how_long_it_is(
    project, send, language, length, number
) -> None:
    answer = send(language=language, message="樹" * length, name="Somebody")
    assert answer.status_code == 400
    assert number in words(answer)
    found = read(answer.content)
    assert found.one("textarea").text.strip() == "樹" * length
    assert found.one("input", name="name").attributes["value"] == "Somebody"


def test_a_line_break_counts_one_however_a_browser_sends_it(project, send) -> None:
    receipt_of(send(message="\r\n".join(["樹"] * 2500) + "木"))
    assert len(Comment.objects.get().message) == 5000


def test_mistakes_are_listed_at_the_top_with_links_to_their_fields(project, send, language) -> None:
    answer = send(language=language, message="short", email="nobody@@x", **{"stance": "no such"})
    found = read(answer.content)
    assert {"#id_message", "#id_email", "#id_stance"} <= set(found.links)
    assert {"id_message", "id_email", "id_stance"} <= set(found.ids)
    assert found.one("title").text.strip().startswith({"en": "Error", "zh-hk": "錯誤"}[language])
    assert not Comment.objects.exists()


@pytest.mark.parametrize("number", ["A123456(3)", "9123 4567"])
def test_a_message_with_a_number_in_it_is_asked_about_first(
    project, send, language, number
) -> None:
    key = keys.new_key("made", NOON.replace(hour=1))
    answer = send(language=language, key=key, message=f"{MESSAGE} {number}")
    assert answer.status_code == 400
    assert number in words(answer)
    assert read(answer.content).one("input", name="sure")
    assert not Comment.objects.exists()
    receipt_of(send(language=language, key=key, message=f"{MESSAGE} {number}", sure="on"))
    assert Comment.objects.get().suspicions == ["personal"]


def test_a_token_gone_stale_loses_nothing(project, send) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = send(sender=strict)
    assert answer.status_code == 403
    assert "Please keep the trees." in answer.content.decode()


# --- Held, never refused --------------------------------------------------------------------


def test_what_looks_like_a_program_is_held_and_acknowledged_like_any_other(project, send) -> None:
    receipt_of(send(website="https://example.org/"))
    receipt_of(send(opened=NOON - timedelta(seconds=1)))
    receipt_of(send(message="Buy at http://a.example http://b.example http://c.example now"))
    held = Comment.objects.order_by("pk").values_list("held_for", flat=True)
    assert list(held) == ["honeypot", "too_fast", "links"]


def test_a_busy_network_is_held_and_the_next_one_is_not(project, send, settings) -> None:
    settings.FEEDBACK_BUSY_NETWORK = 3
    for minute in range(5):
        receipt_of(send(at=NOON + timedelta(minutes=minute)))
    held = Comment.objects.order_by("received_at").values_list("held_for", flat=True)
    assert list(held) == ["", "", "", "busy_network", "busy_network"]
    receipt_of(send(at=NOON + timedelta(minutes=6), sender=Client(REMOTE_ADDR="198.51.100.7")))
    receipt_of(send(at=NOON + timedelta(hours=2)))
    assert Comment.objects.filter(held_for="").count() == 5


def test_no_address_is_kept_and_its_hash_changes_daily(project, send) -> None:
    receipt_of(send())
    receipt_of(send(at=NOON + timedelta(days=1)))
    first, second = Comment.objects.order_by("pk")
    assert all("127.0.0.1" not in str(value) for value in Comment.objects.values()[0].values())
    assert first.network
    assert first.network != second.network


# --- Whose form -----------------------------------------------------------------------------

OPERATOR = {
    "name": {"zh-hk": "試製協會", "en": "Made Society"},
    "officer": {"zh-hk": "私隱主任", "en": "The privacy officer"},
    "contact": "privacy@example.org",
    "passes_on": False,
}


@pytest.mark.parametrize("path", ["feedback/", "paper-form/"])
def test_without_an_operator_every_page_says_it_is_a_demonstration(
    project, client, language, path
) -> None:
    page = words(client.get(f"/{language}/consultation/made/{path}"))
    assert {"en": "This is a demonstration.", "zh-hk": "這是示範。"}[language] in page


@pytest.mark.parametrize("passes_on", [True, False])
def test_an_operator_is_named_and_says_where_comments_go(
    project, send, client, language, settings, passes_on
) -> None:
    settings.OPERATOR = OPERATOR | {"passes_on": passes_on}
    page = words(client.get(FORM.format(language)))
    assert OPERATOR["name"][language] in page
    assert OPERATOR["contact"] in page
    passed = {
        True: {"en": "Comments are passed on to", "zh-hk": "轉交試製機構；"},
        False: {"en": "Comments are not passed on to", "zh-hk": "不會轉交試製機構；"},
    }
    assert passed[passes_on][language] in page
    assert "demonstration" not in page
    assert "示範" not in page
    receipt_of(send(language=language))
    assert not Comment.objects.get().demonstration


def test_a_comment_remembers_that_it_was_a_demonstration(project, send) -> None:
    receipt_of(send())
    assert Comment.objects.get().demonstration


# --- Elsewhere ------------------------------------------------------------------------------


def test_a_project_that_is_not_published_has_no_form(client, language) -> None:
    made_project(state="draft")
    for path in ("feedback/", "paper-form/", "feed.atom", "calendar.ics"):
        assert client.get(f"/{language}/consultation/made/{path}").status_code == 404


def test_the_form_takes_five_queries_and_sets_no_cookie_but_its_token(
    project, client, django_assert_num_queries
) -> None:
    client.get(FORM.format("en"))  # what is kept between requests is kept now
    with django_assert_num_queries(5):
        answer = client.get(FORM.format("en"))
    assert list(answer.cookies) == ["csrftoken"]


def test_names_and_addresses_do_not_reach_the_log(project, send, caplog) -> None:
    receipt_of(send(**ALL))
    assert "someone@example.org" not in caplog.text
    assert "陳大文" not in caplog.text
