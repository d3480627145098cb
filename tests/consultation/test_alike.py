"""Comments that are alike: letters of a campaign, whatever was added to them."""

import time
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultation import actions
from consultation.desk.alike import alike, pieces, share, shingles
from consultation.models import Campaign, Comment
from tests.consultation.comments import MESSAGE, made_comment, made_project

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_likeness_looks_at_letters_only() -> None:
    assert shingles("Ａｃｃｅｓｓ ROAD!") == shingles("access road")
    assert share(shingles("access road"), shingles("access road")) == 1
    assert share(shingles("access road"), shingles("樹木太少了")) == 0
    assert shingles("") == {""}


def test_pieces_are_few_and_from_everywhere() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(1200)) + "\n" + "x" * 600
    found = pieces(text)
    assert 1 < len(found) <= 10
    assert found[0] == text[:12]
    assert pieces("短") == []
    assert pieces("短的意見很短") == ["短的意見很短"]


def test_letters_of_a_campaign_are_found_whatever_was_added() -> None:
    body = "薄扶林道已經擠塞，再建大樓，救護車怎樣前往瑪麗醫院？請先交代交通評估的詳情。"
    comment = made_comment(message=body)
    same = made_comment(message=body)
    signed = made_comment(message=f"本人反對。{body}此致，一名居民。")
    spaced = made_comment(message=body.replace("，", "， "))
    made_comment(message="中心應該多種樹，並且保留現有的步行徑和綠化地帶。")
    actions.withdraw(comment=made_comment(message=body), now=NOW)
    made_comment(message=body, project=made_project("made-other"))
    found = {one.comment.pk: one.percent for one in alike(comment)}
    assert set(found) == {same.pk, signed.pk, spaced.pk}
    assert found[same.pk] == found[spaced.pk] == 100
    assert 50 <= found[signed.pk] < 100


def test_a_long_campaign_is_put_together_bit_by_bit(monkeypatch) -> None:
    monkeypatch.setattr("consultation.desk.alike.SHOWN", 2)
    campaign = Campaign.objects.create(project=made_project(), title="Letters")
    first, grouped, other, last = (made_comment() for _ in range(4))
    Comment.objects.filter(pk__in=[first.pk, grouped.pk]).update(campaign=campaign)
    first.refresh_from_db()
    assert {one.comment.pk for one in alike(first)} == {other.pk, last.pk}
    assert next(one.comment.pk for one in alike(last)) == other.pk
    assert [one.chosen for one in alike(last)] == [True, False]


def test_one_query_finds_them_among_ten_thousand() -> None:
    project = made_project()
    words = MESSAGE.split()
    Comment.objects.bulk_create(
        Comment(
            project=project,
            reference=f"MANY-{number}",
            key_hash=f"many-{number}",
            window="general",
            language="en",
            received_at=datetime(2026, 1, 1, tzinfo=UTC),
            message=" ".join([*words[number % 11 :], str(number), *words[: number % 11]]) * 8,
        )
        for number in range(10_000)
    )
    comment = Comment.objects.get(reference="MANY-77")
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        found = alike(comment)
    took = time.perf_counter() - started
    assert len(queries) == 1
    assert len(found) == 50
    assert took < 3, f"{took:.2f} s"
