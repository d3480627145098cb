"""Where a comment stands: only for its receipt, and what is withdrawn is gone."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client

from consultation import keys
from consultation.actions import LOOKUPS, LOOKUPS_WITHIN
from consultation.models import (
    Comment,
    CommentAct,
    CommentReport,
    DataRequest,
    FailedLookup,
    Reply,
)
from mail.models import Message
from publishing import clock
from tests.consultation.conftest import MESSAGE, NOON, receipt_of, words

pytestmark = pytest.mark.django_db
STATUS = "/{}/consultation-status/"
PERSON = {"name": "陳大文", "email": "someone@example.org"}


@pytest.fixture
def receipt(project, send) -> dict[str, str]:
    """The receipt of a comment that has just been sent."""
    reference, secret = receipt_of(
        send(**PERSON, themes=["trees"], stance="oppose", writer="resident", may_publish="on")
    )
    return {"reference": reference, "secret": secret}


def ask(data: dict, language: str = "en", at=NOON, client: Client | None = None):
    """Send the status form."""
    with clock.at(at):
        return (client or Client()).post(STATUS.format(language), data)


def test_the_receipt_shows_the_comment_and_where_it_stands(receipt, language) -> None:
    page = words(ask(receipt, language))
    for text in (receipt["reference"], "Please keep the trees.", "someone@example.org"):
        assert text in page
    assert {"en": "In hand", "zh-hk": "處理中"}[language] in page


def test_a_reply_is_shown(receipt) -> None:
    Reply.objects.create(comment=Comment.objects.get(), text="The slope is to stay.\nThank you.")
    assert "The slope is to stay." in words(ask(receipt))


def test_a_secret_never_comes_by_address(receipt, client) -> None:
    page = words(client.get(STATUS.format("en"), receipt))
    assert "Please keep the trees." not in page
    assert receipt["secret"] not in page


def test_wrong_pairs_reveal_nothing(receipt, language) -> None:
    wrong = [
        {"reference": receipt["reference"], "secret": "AAAA-AAAA-AAAA-AAAA"},
        {"reference": "MADE-2026-222222", "secret": receipt["secret"]},
        {"reference": "MADE-2026-222222", "secret": "AAAA-AAAA-AAAA-AAAA"},
    ]
    answers = [ask(pair, language) for pair in wrong]
    assert {answer.status_code for answer in answers} == {400}
    for pair, answer in zip(wrong, answers, strict=True):
        assert pair["secret"] in answer.content.decode()  # what was typed stays
    assert len({words(answer) for answer in answers}) == 1


def test_guessing_is_slowed_down_for_one_network_only(receipt, language) -> None:
    wrong = receipt | {"secret": "AAAA-AAAA-AAAA-AAAA"}
    for _ in range(LOOKUPS):
        assert ask(wrong, language).status_code == 400
    answer = ask(receipt, language)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) == 900
    assert receipt["reference"] in answer.content.decode()
    assert "Please keep the trees." not in answer.content.decode()
    other = Client(REMOTE_ADDR="198.51.100.7")
    assert "Please keep the trees." in words(ask(receipt, language, client=other))
    later = ask(receipt, language, at=NOON + LOOKUPS_WITHIN + timedelta(seconds=1))
    assert later.status_code == 200


def test_failed_attempts_are_forgotten(receipt) -> None:
    ask(receipt | {"secret": "wrong"})
    ask(receipt | {"secret": "wrong"}, at=NOON + LOOKUPS_WITHIN + timedelta(seconds=1))
    assert FailedLookup.objects.count() == 1


# --- Withdrawing ----------------------------------------------------------------------------


def test_withdrawing_asks_first(receipt, language) -> None:
    answer = ask(receipt | {"withdraw": "1"}, language)
    assert "Please keep the trees." in words(answer)
    assert Comment.objects.get().disposition == "in_hand"


def everything_stored() -> str:
    """Every value of every table, as text."""
    return "\n".join(
        str(row) for model in apps.get_models() for row in model._base_manager.values_list()
    )


def test_what_is_withdrawn_is_gone_from_every_table_and_still_counted(receipt, language) -> None:
    comment = Comment.objects.get()
    comment.published_text = MESSAGE
    comment.save()
    Reply.objects.create(comment=comment, text="Dear 陳大文")
    CommentAct.objects.create(
        comment=comment, act="noted", at=NOON, note="陳大文 called someone@example.org"
    )
    CommentReport.objects.create(comment=comment, message="names 陳大文", language="en")
    request = DataRequest.objects.create(comment=comment, kind="access", received_on=NOON.date())
    for text in ("陳大文", "someone@example.org", "Please keep the trees.", comment.text_hash):
        assert text in everything_stored()
    text_hash = comment.text_hash

    page = words(ask(receipt | {"withdraw": "1", "sure": "on"}, language))

    assert {"en": "Withdrawn by the writer", "zh-hk": "由提交者撤回"}[language] in page
    stored = everything_stored()
    for text in ("陳大文", "someone@example.org", "keep the trees", "樹木。", text_hash):
        assert text not in stored
    comment.refresh_from_db()
    assert (comment.disposition, comment.stance, comment.writer) == ("withdrawn", "", "")
    assert not Message.objects.exists()
    assert DataRequest.objects.get() == request
    assert [act.act for act in comment.acts.all()] == ["received", "noted", "withdrawn"]


def test_it_can_be_looked_up_and_withdrawn_again_without_harm(receipt) -> None:
    for _ in range(2):
        answer = ask(receipt | {"withdraw": "1", "sure": "on"})
        assert answer.status_code == 200
    assert "have been erased" in words(ask(receipt))
    assert CommentAct.objects.filter(act="withdrawn").count() == 1


def test_the_form_sent_again_after_withdrawing_brings_nothing_back(project, send) -> None:
    key = keys.new_key("made", NOON.replace(hour=1))
    reference, secret = receipt_of(send(key=key, **PERSON))
    ask({"reference": reference, "secret": secret, "withdraw": "1", "sure": "on"})
    answer = send(key=key, **PERSON)
    assert receipt_of(answer) == (reference, secret)
    assert "has since been withdrawn" in words(answer)
    assert "陳大文" not in everything_stored()
