"""The index follows what is committed, and time decides who sees it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation

from publishing import clock
from schemes.models import Scheme
from search.freshness import index_pending, pending
from search.models import SearchDocument, SearchName
from search.queries import find
from search.registry import kind_named
from tests.factories import add, clause, empty_the_site, entry, series, succession, t

pytestmark = pytest.mark.django_db

NAME = {"name": t("斑馬計劃", "Zebra Scheme")}


def found(words: str, code: str = "scheme") -> list[int]:
    """Primary keys of the records of one kind that are found."""
    with translation.override("en"):
        return find(words).of_kind(code)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Run a block, and what is to run once it is committed."""
    empty_the_site()
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_record_is_found_once_it_is_committed_and_not_before(commit) -> None:
    with commit():
        scheme = add("schemes", "zebra", **NAME)
        assert found("zebra") == []
    assert found("zebra") == found("斑马") == [scheme.pk]


def test_a_change_of_the_record_or_of_any_row_is_found(commit) -> None:
    with commit():
        scheme = add("schemes", "striped", clauses=[clause("a")], **NAME)
    with commit():
        row = scheme.clauses.get()
        row.text_en = "Quokkas welcome."
        row.save()
    assert found("quokka") == [scheme.pk]
    with commit():
        row.delete()
    assert found("quokka") == []
    with commit():
        scheme.name_en = "Okapi Scheme"
        scheme.save()
    assert (found("zebra", "scheme"), found("okapi")) == ([], [scheme.pk])


def test_what_is_deleted_is_forgotten(commit) -> None:
    with commit():
        scheme = add("schemes", "zebra", clauses=[clause("a")], **NAME)
    pk = kind_named("scheme").pk_of(scheme.pk)
    assert SearchDocument.objects.filter(pk=pk).exists()
    with commit():
        scheme.delete()
    assert not SearchDocument.objects.filter(pk=pk).exists()
    assert not SearchName.objects.filter(document=pk).exists()
    assert found("zebra") == []


def test_what_is_rolled_back_reaches_no_index(commit) -> None:
    """As a preview does: apply, show, roll back."""
    with commit():
        scheme = add("schemes", "zebra", **NAME)
    before = SearchDocument.objects.get(pk=kind_named("scheme").pk_of(scheme.pk)).digest
    with commit(), transaction.atomic():
        scheme.name_en = "Quokka Scheme"
        scheme.save()
        transaction.set_rollback(True)
    index_pending()  # what is left of it is only looked at again
    after = SearchDocument.objects.get(pk=kind_named("scheme").pk_of(scheme.pk)).digest
    assert before == after
    assert (found("quokka"), found("zebra")) == ([], [scheme.pk])


def test_a_relation_changed_from_its_other_end_counts(commit) -> None:
    with commit():
        facility = add("facilities", "stable", name=t("馬房", "Stable"))
        body = add("organisations", "herd", name=t("馬群", "Herd of Zebras"))
    assert found("zebra", "facility") == []
    with commit():
        body.hosted_facilities.add(facility)
    assert found("zebra", "facility") == [facility.pk]
    with commit():
        body.name_en = "Herd of Quokkas"
        body.save()
    assert found("quokka", "facility") == [facility.pk]


def test_figures_and_timelines_follow_what_they_belong_to(commit) -> None:
    with commit():
        scheme = add("schemes", "zebra", series=[series("stripes")], **NAME)
        project = add("projects", "paddock", entries=[entry("gate")])
    assert found("zebra", "figure") == [scheme.series.get().pk]
    with commit():
        project.name_en = "Quokka House"
        project.save()
    assert found("quokka", "entry") == [project.entries.get().pk]


@pytest.mark.parametrize(
    ("publication", "seen"),
    [
        ({}, (True, True, True)),
        ({"state": "draft"}, (False, False, False)),
        ({"state": "review"}, (False, False, False)),
        ({"state": "withdrawn"}, (False, False, False)),
        ({"publish_at": 1}, (False, False, True)),
        ({"withdraw_at": 1}, (True, True, False)),
    ],
    ids=str,
)
def test_time_alone_decides_who_sees_it(commit, publication: dict, seen: tuple) -> None:
    """An hour ago, now, and in two hours; nothing runs in between."""
    now = timezone.now()
    times = {
        name: now + timedelta(hours=value) if isinstance(value, int) else value
        for name, value in publication.items()
    }
    with commit():
        add("schemes", "zebra", **NAME, **times)
    for hours, expected in zip((-1, 0, 2), seen, strict=True):
        with clock.at(now + timedelta(hours=hours)):
            assert bool(found("zebra")) is expected, hours


def test_a_former_name_is_found(commit) -> None:
    was = succession("was", other_name=t("舊斑馬", "Old Okapi"), other_abbreviation="OOK")
    with commit():
        scheme = add("schemes", "zebra", successions=[was], **NAME)
    assert found("old okapi") == found("舊斑馬") == found("OOK") == [scheme.pk]


def test_many_saves_are_indexed_once(commit, django_assert_max_num_queries) -> None:
    with commit():
        for number in range(20):
            add("schemes", f"zebra-{number}", **NAME)
        assert len(pending()) >= 20
        with django_assert_max_num_queries(40):
            index_pending()
    assert len(found("zebra")) == 20
    assert Scheme.objects.filter(slug__startswith="zebra").count() == 20
