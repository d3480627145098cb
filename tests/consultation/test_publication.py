"""Two persons publish a comment, and readers can say that it should not stand there."""

from datetime import timedelta

import pytest
from django.utils import translation

from consultation import handling
from consultation.models import Comment, CommentReport
from consultation.moves import HandlingError, Move, moves
from tests.consultation.comments import NOW, TEXT, acts, made_comment, prepared

pytestmark = pytest.mark.django_db


# --- Publication ----------------------------------------------------------------------------


def test_two_persons_publish_and_the_original_stays(first, second) -> None:
    comment = prepared(first)
    before = comment.message
    assert Comment.objects.published().count() == 0
    comment = handling.check(comment=comment, by=second, now=NOW)
    shown = Comment.objects.published().get()
    assert (shown.published_text, shown.message) == (TEXT, before)
    assert (shown.redacted_by, shown.checked_by, shown.published_at) == (first, second, NOW)
    assert acts(comment) == [("redacted", "first", ""), ("checked", "second", "")]


def test_nobody_checks_their_own_text(first, language) -> None:
    comment = prepared(first)
    said = {
        "en": "You prepared this text; a second person has to check it.",
        "zh-hk": "這份文本由你擬備，須由另一人覆核。",
    }
    with translation.override(language), pytest.raises(HandlingError) as error:
        handling.check(comment=comment, by=first, now=NOW)
    assert str(error.value) == said[language]
    assert Comment.objects.published().count() == 0


def test_whoever_prepares_a_text_anew_cannot_check_it(first, second) -> None:
    comment = prepared(first)
    handling.prepare(comment=comment, text="Other", no_person_named=True, by=second, now=NOW)
    with pytest.raises(HandlingError):
        handling.check(comment=comment, by=second, now=NOW)
    assert handling.check(comment=comment, by=first, now=NOW).published_text == "Other"


@pytest.mark.parametrize(
    ("values", "given", "words"),
    [
        ({"may_publish": False}, {}, "did not agree"),
        ({"may_publish": True, "held_for": "links"}, {}, "It is held"),
        ({"may_publish": True}, {"no_person_named": False}, "no third person"),
        ({"may_publish": True}, {"text": " \u202e\n"}, "is empty"),
    ],
)
def test_a_text_is_not_prepared(first, values, given, words) -> None:
    comment = made_comment(**values)
    given = {"text": TEXT, "no_person_named": True} | given
    with translation.override("en"), pytest.raises(HandlingError, match=words):
        handling.prepare(comment=comment, by=first, now=NOW, **given)
    assert Comment.objects.get(pk=comment.pk).published_text == ""
    assert acts(comment) == []


def test_a_text_that_is_sent_back_stays_as_a_draft(first, second) -> None:
    comment = prepared(first)
    handling.send_back(comment=comment, text="Name in line 2.", by=second, now=NOW)
    comment.refresh_from_db()
    assert comment.published_text == TEXT
    assert Move.CHECK not in moves(comment)
    with pytest.raises(HandlingError):
        handling.check(comment=comment, by=second, now=NOW)
    assert acts(comment)[-1] == ("sent_back", "second", "Name in line 2.")


def test_what_is_taken_off_the_site_needs_both_persons_again(first, second) -> None:
    comment = handling.check(comment=prepared(first), by=second, now=NOW)
    handling.unpublish(comment=comment, text="A name.", by=first, now=NOW)
    comment.refresh_from_db()
    assert Comment.objects.published().count() == 0
    assert (comment.disposition, comment.published_text) == ("in_hand", TEXT)
    assert Move.CHECK not in moves(comment)


# --- Reports of readers ---------------------------------------------------------------------


def test_a_report_takes_the_comment_off_with_all_new_reports_of_it(first, second) -> None:
    comment = handling.check(comment=prepared(first), by=second, now=NOW)
    texts = {"comment": comment, "message": "It names me.", "language": "en"}
    one, other = (CommentReport.objects.create(**texts) for _ in range(2))
    handling.handle_report(report=one, take_off=True, by=first, now=NOW)
    assert set(CommentReport.objects.values_list("handling", flat=True)) == {"taken_off"}
    assert Comment.objects.published().count() == 0
    assert acts(comment)[-1][0] == "unpublished"
    with pytest.raises(HandlingError):
        handling.handle_report(report=other, take_off=False, by=second, now=NOW)


def test_a_report_can_be_found_wrong(first, second) -> None:
    comment = handling.check(comment=prepared(first), by=second, now=NOW)
    report = CommentReport.objects.create(comment=comment, message="No!", language="en")
    handling.handle_report(report=report, take_off=False, by=first, now=NOW + timedelta(1))
    report.refresh_from_db()
    assert report.handling == "kept"
    assert Comment.objects.published().get() == comment
    assert acts(comment)[-1][0] == "kept"
