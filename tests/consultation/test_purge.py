"""Who wrote is erased when its time has come, once, and what may stay stays."""

import logging
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultation.models import Comment, CommentAct, CommentReport, DataRequest, Erasure
from consultation.retention import due, months_before, purge
from mail.actions import queue_mail
from mail.models import Message
from tests.consultation.outcome_comments import (
    HONG_KONG,
    RECEIVED,
    closing_window,
    made_comment,
    made_project,
)

pytestmark = pytest.mark.django_db
CONTACT = {"name": "Chan", "email": "chan@example.org", "network": "a" * 64}
SECOND = timedelta(seconds=1)
YEAR_LATER = RECEIVED.replace(year=2027)


@pytest.fixture
def project():
    """A project with three themes and a standing channel."""
    return made_project()


def hk(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HONG_KONG)


def letter_to(comment: Comment, name: str = "receipt") -> None:
    queue_mail(
        to="chan@example.org",
        subject="Your comment",
        body="Text",
        language="en",
        key=f"comment-{comment.pk}-{name}",
    )


def contact(comment: Comment) -> tuple[str, str, str]:
    comment.refresh_from_db()
    return comment.name, comment.email, comment.network


# --- When -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "months", "before"),
    [
        (hk(2026, 11, 21, 4), 12, hk(2025, 11, 21, 4)),
        (hk(2026, 1, 31), 1, hk(2025, 12, 31)),
        (hk(2026, 5, 31, 23, 59), 3, hk(2026, 2, 28, 23, 59)),
        (hk(2025, 2, 28), 12, hk(2024, 2, 28)),
        (hk(2026, 12, 5), 24, hk(2024, 12, 5)),
    ],
)
def test_months_are_calendar_months(at, months, before) -> None:
    assert months_before(at, months) == before


def test_months_are_counted_in_hong_kong() -> None:
    """At 20:00 in Greenwich on 31 March it is already April there."""
    at = hk(2026, 4, 1, 4).astimezone(tz=None)
    assert months_before(at, 1) == hk(2026, 3, 1, 4)


def test_on_a_standing_channel_the_last_contact_counts(project) -> None:
    plain = made_comment(project, **CONTACT)
    answered = made_comment(project, **CONTACT, answered_at=RECEIVED + timedelta(days=40))
    replied = made_comment(project, **CONTACT)
    replied.replies.create(text="Thank you.", at=RECEIVED + timedelta(days=10))
    replied.replies.create(text="Once more.", at=RECEIVED + timedelta(days=80))
    assert due(YEAR_LATER - SECOND).comments == 0
    assert due(YEAR_LATER).comments == 1
    purge(now=YEAR_LATER)
    assert contact(plain) == ("", "", "")
    purge(now=YEAR_LATER + timedelta(days=40))
    assert contact(answered) == ("", "", "")
    assert contact(replied) == tuple(CONTACT.values())
    purge(now=YEAR_LATER + timedelta(days=80))
    assert contact(replied) == ("", "", "")


def test_in_a_window_its_end_counts_whatever_came_after(project) -> None:
    closing_window(project, hk(2026, 3, 29))
    comment = made_comment(project, window="round", **CONTACT)
    comment.replies.create(text="Late thanks.", at=hk(2026, 9, 1))
    assert due(hk(2027, 3, 29) - SECOND).comments == 0
    assert due(hk(2027, 3, 29)).comments == 1


def test_a_window_that_was_made_longer_keeps_its_comments_longer(project) -> None:
    window = closing_window(project, hk(2026, 3, 29))
    made_comment(project, window="round", **CONTACT)
    window.closes_at = hk(2026, 6, 1)
    window.save()
    assert due(hk(2027, 5, 31)).comments == 0
    assert due(hk(2027, 6, 1)).comments == 1


def test_what_came_late_is_kept_from_when_it_came(project) -> None:
    closing_window(project, hk(2026, 3, 29))
    made_comment(project, window="round", late=True, received_at=hk(2026, 8, 1), **CONTACT)
    assert due(hk(2027, 8, 1) - SECOND).comments == 0
    assert due(hk(2027, 8, 1)).comments == 1


def test_a_window_of_another_project_is_another_window(project) -> None:
    closing_window(made_project("other"), hk(2020, 1, 1) + timedelta(days=2500))
    comment = made_comment(project, window="round", **CONTACT)
    purge(now=YEAR_LATER)
    assert contact(comment) == ("", "", "")


def test_the_period_is_a_setting(project, settings) -> None:
    settings.FEEDBACK_MONTHS = 3
    made_comment(project, **CONTACT)
    assert due(hk(2026, 5, 10, 11, 59)).comments == 0
    assert due(hk(2026, 5, 10, 12)).comments == 1


# --- What -----------------------------------------------------------------------------------


def test_contact_data_and_letters_go_and_everything_else_stays(project) -> None:
    comment = made_comment(project, "published", themes=["trees"], stance="oppose", **CONTACT)
    other = made_comment(project, received_at=YEAR_LATER, **CONTACT)
    for one in (comment, other):
        letter_to(one)
        letter_to(one, "reply-1")
    queue_mail(to="e@example.org", subject="s", body="b", language="en", key=f"report-{comment.pk}")
    kept = {"published_text", "message", "disposition", "stance", "reference", "received_at"}
    before = Comment.objects.filter(pk=comment.pk).values(*kept).get()

    done = purge(now=YEAR_LATER)

    assert (done.comments, done.letters) == (1, 2)
    assert contact(comment) == ("", "", "")
    assert comment.contact_erased_at == YEAR_LATER
    assert Comment.objects.filter(pk=comment.pk).values(*kept).get() == before
    assert comment.themes.count() == 1
    assert contact(other) == tuple(CONTACT.values())
    assert set(Message.objects.values_list("key", flat=True)) == {
        f"comment-{other.pk}-receipt",
        f"comment-{other.pk}-reply-1",
        f"report-{comment.pk}",
    }


def test_letters_of_a_comment_whose_number_begins_alike_stay(project) -> None:
    old = made_comment(project, **CONTACT)
    letter_to(old)
    Message.objects.create(
        key=f"comment-{old.pk}7-receipt", to="x@example.org", subject="s", body="b", language="en"
    )
    purge(now=YEAR_LATER)
    assert [message.key for message in Message.objects.all()] == [f"comment-{old.pk}7-receipt"]


def test_who_asked_for_data_and_has_been_answered_is_erased_too(project) -> None:
    def request(**values) -> DataRequest:
        return DataRequest.objects.create(
            kind="access", requester="Chan, 1 Road", received_on=hk(2025, 12, 1).date(), **values
        )

    day = RECEIVED.date()
    answered = request(answered_on=day)
    later = request(answered_on=day + timedelta(days=1))
    waiting = request()
    assert purge(now=YEAR_LATER).requests == 1
    for row, requester in ((answered, ""), (later, "Chan, 1 Road"), (waiting, "Chan, 1 Road")):
        row.refresh_from_db()
        assert row.requester == requester


def test_networks_of_old_reports_are_erased(project) -> None:
    comment = made_comment(project, "published")
    for at in (RECEIVED, RECEIVED + SECOND):
        CommentReport.objects.create(
            comment=comment, message="It names somebody.", language="en", network="b" * 64, at=at
        )
    assert purge(now=YEAR_LATER).reports == 1
    assert sorted(CommentReport.objects.values_list("network", flat=True)) == ["", "b" * 64]


# --- Recorded, and only once ------------------------------------------------------------------


def test_it_is_recorded_and_the_second_time_erases_and_records_nothing(project) -> None:
    comment = made_comment(project, **CONTACT)
    letter_to(comment)
    purge(now=YEAR_LATER)
    assert purge(now=YEAR_LATER + timedelta(days=1)).is_empty
    erasure = Erasure.objects.get()
    assert (erasure.at, erasure.before) == (YEAR_LATER, RECEIVED)
    assert (erasure.comments, erasure.letters) == (1, 1)
    act = CommentAct.objects.get(comment=comment, act="erased")
    assert (act.at, act.by, act.note) == (YEAR_LATER, None, "")


def test_a_comment_that_was_withdrawn_is_left_alone(project) -> None:
    made_comment(project, "withdrawn")
    assert due(YEAR_LATER).is_empty
    assert purge(now=YEAR_LATER).is_empty
    assert not Erasure.objects.exists()


def test_queries_do_not_grow_with_comments(project) -> None:
    counted = []
    for number in (1, 30):
        for _ in range(number):
            letter_to(made_comment(project, **CONTACT))
        with CaptureQueriesContext(connection) as queries:
            assert purge(now=YEAR_LATER).comments == number
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_more_comments_than_one_statement_takes_are_all_erased(project, monkeypatch) -> None:
    monkeypatch.setattr("consultation.retention.BATCH", 2)
    for _ in range(5):
        letter_to(made_comment(project, **CONTACT))
    assert due(YEAR_LATER).letters == 5
    done = purge(now=YEAR_LATER)
    assert (done.comments, done.letters) == (5, 5)
    assert not Comment.objects.exclude(email="").exists()


# --- The command ----------------------------------------------------------------------------


def test_by_default_the_command_only_says_what_is_due(project, clock, capsys) -> None:
    comment = made_comment(project, **CONTACT)
    letter_to(comment)
    clock(YEAR_LATER)
    call_command("purge_feedback")
    said = capsys.readouterr().out
    assert "Dry run" in said
    assert "1 comments, 1 letters, 0 data requests, 0 reports" in said
    assert "2026-02-10" in said
    assert contact(comment) == tuple(CONTACT.values())
    assert Message.objects.count() == 1
    assert not Erasure.objects.exists()


def test_with_erase_it_erases_and_says_what(project, clock, capsys, caplog) -> None:
    comment = made_comment(project, **CONTACT)
    clock(YEAR_LATER)
    with caplog.at_level(logging.INFO):
        call_command("purge_feedback", "--erase")
    assert "Erased" in capsys.readouterr().out
    assert "1 comments, 0 letters" in caplog.text
    assert contact(comment) == ("", "", "")
    assert "chan" not in caplog.text.casefold()
