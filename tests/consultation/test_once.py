"""Many requests with one key at the same time, on a real database with real commits."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from consultation import keys
from consultation.models import Comment, CommentAct
from mail.models import Message
from publishing import clock
from tests.consultation.conftest import MESSAGE, NOON, made_project, receipt_of

AT_ONCE = 8


@pytest.mark.django_db(transaction=True)
def test_a_double_click_in_many_processes_leaves_one_comment() -> None:
    made_project()
    data = {"key": keys.new_key("made", NOON), "message": MESSAGE, "email": "a@example.org"}

    def click(_number: int) -> tuple[str, str]:
        try:
            with clock.at(NOON):
                return receipt_of(Client().post("/en/consultation/made/feedback/", data))
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        receipts = set(pool.map(click, range(AT_ONCE)))
    assert len(receipts) == 1
    assert Comment.objects.count() == CommentAct.objects.count() == Message.objects.count() == 1
