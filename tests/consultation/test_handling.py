"""What staff can do with a comment, what they cannot, and that each step leaves its entry."""

import pytest
from django.utils import translation

from consultation import actions, handling
from consultation.models import Campaign, Comment
from consultation.moves import ChangedMeanwhileError, HandlingError, Move, moves
from mail.models import Message
from tests.consultation.comments import NOW, acts, made_comment, made_project, prepared

pytestmark = pytest.mark.django_db


# --- What else can be decided ---------------------------------------------------------------


def test_decisions_are_taken_and_taken_back(first) -> None:
    other = made_comment()
    steps = [
        (handling.withhold, {"reason": "off_topic"}, "withheld", "off_topic"),
        (handling.mark_spam, {}, "spam", ""),
        (handling.mark_duplicate, {"of": other}, "duplicate", other.reference),
    ]
    for step, given, disposition, note in steps:
        comment = prepared(first)
        comment = step(comment=comment, by=first, now=NOW, **given)
        assert comment.disposition == disposition
        assert acts(comment)[-1] == (disposition, "first", note)
        comment = handling.reopen(comment=comment, by=first, now=NOW)
        assert (comment.disposition, comment.withheld_for, comment.duplicate_of) == (
            *("in_hand", ""),
            None,
        )
        assert Move.CHECK not in moves(comment), "a text that waited waits no longer"


def test_a_comment_repeats_only_one_that_counts(first) -> None:
    comment, spam = made_comment(), made_comment(disposition="spam")
    elsewhere = made_comment(project=made_project("made-other"))
    copy = made_comment(disposition="duplicate", duplicate_of=comment)
    for other in (comment, spam, elsewhere, copy):
        with pytest.raises(HandlingError):
            handling.mark_duplicate(comment=comment, of=other, by=first, now=NOW)
    with translation.override("en"), pytest.raises(HandlingError, match="Other comments"):
        handling.mark_duplicate(comment=comment, of=made_comment(), by=first, now=NOW)


def test_a_held_comment_is_released_by_somebody(first) -> None:
    comment = made_comment(held_for="links personal")
    comment = handling.release(comment=comment, by=first, now=NOW)
    assert comment.held_for == ""
    assert acts(comment) == [("released", "first", "links personal")]
    with pytest.raises(HandlingError):
        handling.release(comment=comment, by=first, now=NOW)


def test_staff_give_themes_beside_those_the_writer_chose(first) -> None:
    comment = made_comment(themes=("traffic",))
    handling.tag(comment=comment, themes=["trees", "traffic"], by=first, now=NOW)
    tags = comment.themes.order_by("theme").values_list("theme", "by_staff")
    assert list(tags) == [("traffic", False), ("trees", True)]
    handling.tag(comment=comment, themes=[], by=first, now=NOW)
    assert list(comment.themes.values_list("theme", flat=True)) == ["traffic"]
    with pytest.raises(HandlingError):
        handling.tag(comment=comment, themes=["nonsense"], by=first, now=NOW)


def test_assignment_and_notes_are_kept(first, second) -> None:
    comment = made_comment()
    handling.assign(comment=comment, to=second, by=first, now=NOW)
    handling.note(comment=comment, text="Ask the\x00 engineer.", by=second, now=NOW)
    comment.refresh_from_db()
    assert comment.assigned_to == second
    assert acts(comment) == [
        ("assigned", "first", "second"),
        ("noted", "second", "Ask the engineer."),
    ]


# --- Campaigns ------------------------------------------------------------------------------


def test_a_campaign_leaves_every_comment_its_own(first) -> None:
    comments = [made_comment() for _ in range(3)]
    campaign = handling.group(
        comment=comments[0], others=comments[1:], campaign=None, title="Letters", by=first, now=NOW
    )
    assert campaign.comments.count() == 3
    assert set(campaign.comments.values_list("disposition", flat=True)) == {"in_hand"}
    assert [acts(one)[-1][0] for one in comments] == ["grouped"] * 3
    handling.ungroup(comment=comments[1], by=first, now=NOW)
    assert campaign.comments.count() == 2
    assert acts(comments[1])[-1] == ("ungrouped", "first", "Letters")


def test_nothing_is_grouped_when_one_of_them_cannot_be(first) -> None:
    comment, free, taken = made_comment(), made_comment(), made_comment()
    other = Campaign.objects.create(project=comment.project, title="Others")
    Comment.objects.filter(pk=taken.pk).update(campaign=other)
    gone = actions.withdraw(comment=made_comment(), now=NOW)
    elsewhere = made_comment(project=made_project("made-other"))
    for wrong in (taken, gone, elsewhere):
        with pytest.raises(HandlingError, match=wrong.reference):
            handling.group(
                comment=comment, others=[free, wrong], campaign=None, title="T", by=first, now=NOW
            )
    assert Campaign.objects.count() == 1
    assert not Comment.objects.filter(pk__in=[comment.pk, free.pk]).exclude(campaign=None).exists()


# --- Replies and corrections ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "letters"),
    [
        ({"may_reply": True, "email": "a@example.org"}, 1),
        ({"may_reply": True}, 0),
        ({"email": "a@example.org"}, 0),
    ],
)
def test_a_reply_is_kept_and_sent_where_it_may_be(first, language, values, letters) -> None:
    comment = made_comment(language=language, **values)
    handling.reply(comment=comment, text="多謝。Thanks.", by=first, now=NOW)
    comment.refresh_from_db()
    assert (comment.answered_at, comment.replies.get().by) == (NOW, first)
    sent = Message.objects.filter(key__startswith=f"comment-{comment.pk}-reply-")
    assert sent.count() == letters
    for letter in sent:
        assert (letter.to, letter.language) == ("a@example.org", language)
        assert "多謝。Thanks." in letter.body
        assert comment.reference in letter.subject
        assert ("回覆" in letter.subject) == (language == "zh-hk")


def test_a_writers_data_are_corrected_but_not_the_message(first, second) -> None:
    comment = made_comment(may_publish=True, name="Chan")
    data = {"name": "Chen", "email": "b@example.org", "may_publish": True, "may_reply": True}
    handling.correct(comment=comment, data=data, text="By letter.", by=first, now=NOW)
    comment.refresh_from_db()
    assert {name: getattr(comment, name) for name in data} == data
    assert acts(comment) == [("corrected", "first", "By letter.")]
    shown = handling.check(comment=prepared(first), by=second, now=NOW)
    with translation.override("en"), pytest.raises(HandlingError, match="take it off"):
        no = data | {"may_publish": False}
        handling.correct(comment=shown, data=no, text="", by=first, now=NOW)
    erased = made_comment(contact_erased_at=NOW)
    with translation.override("en"), pytest.raises(HandlingError, match="were erased"):
        handling.correct(comment=erased, data=data, text="", by=first, now=NOW)


# --- Two at once, and what is gone ----------------------------------------------------------


def test_whoever_comes_second_is_told_and_undoes_nothing(first, second) -> None:
    comment = made_comment(may_publish=True)
    seen = handling.last_act(comment)
    handling.withhold(comment=comment, reason="off_topic", by=first, now=NOW, seen=seen)
    with translation.override("en"), pytest.raises(ChangedMeanwhileError, match="Somebody has"):
        handling.reply(comment=comment, text="Thanks.", by=second, now=NOW, seen=seen)
    assert not comment.replies.exists()
    handling.reply(
        comment=comment, text="Thanks.", by=second, now=NOW, seen=handling.last_act(comment)
    )
    assert comment.replies.count() == 1


def every_step(comment: Comment, by) -> list:
    """Every step as a call without arguments."""
    given = {"comment": comment, "by": by, "now": NOW}
    data = {"name": "X", "email": "", "may_publish": True, "may_reply": True}
    extra = {
        Move.ASSIGN: {"to": by},
        Move.NOTE: {"text": "x"},
        Move.TAG: {"themes": []},
        Move.GROUP: {"others": [], "campaign": None, "title": "x"},
        Move.PREPARE: {"text": "x", "no_person_named": True},
        Move.SEND_BACK: {"text": "x"},
        Move.UNPUBLISH: {"text": "x"},
        Move.WITHHOLD: {"reason": "off_topic"},
        Move.DUPLICATE: {"of": made_comment()},
        Move.REPLY: {"text": "x"},
        Move.CORRECT: {"data": data, "text": "x"},
    }
    named = {Move.DUPLICATE: "mark_duplicate", Move.SPAM: "mark_spam"}
    return [
        (
            move,
            lambda move=move: getattr(handling, named.get(move, move.value))(
                **given, **extra.get(move, {})
            ),
        )
        for move in Move
    ]


def test_what_the_writer_withdrew_cannot_be_touched(first) -> None:
    comment = actions.withdraw(comment=made_comment(name="Chan"), now=NOW)
    before = Comment.objects.filter(pk=comment.pk).values().get()
    for _move, step in every_step(comment, first):
        with translation.override("en"), pytest.raises(HandlingError, match="has withdrawn"):
            step()
    assert Comment.objects.filter(pk=comment.pk).values().get() == before
    assert [act for act, _by, _note in acts(comment)] == ["withdrawn"]


@pytest.mark.parametrize("disposition", ["in_hand", "published", "withheld", "duplicate", "spam"])
def test_just_the_moves_that_are_offered_are_done(first, second, disposition) -> None:
    values = {
        "published": {
            "published_text": "x",
            "redacted_by": first,
            "checked_by": second,
            "persons_checked": True,
            "published_at": NOW,
        },
        "withheld": {"withheld_for": "off_topic"},
        "duplicate": {"duplicate_of": made_comment()},
    }.get(disposition, {})
    for number, move in enumerate(Move):
        comment = made_comment(may_publish=True, disposition=disposition, **values)
        offered = move in moves(comment)
        _move, step = every_step(comment, first)[number]
        done = len(acts(comment))
        if offered:
            step()
        else:
            with pytest.raises(HandlingError):
                step()
        assert len(acts(comment)) == done + offered, move
