"""Whatever writes what readers see leaves a trace, and nothing else does."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from mail.actions import queue_mail
from pages.changes import latest, shown_models, shown_tables
from pages.models import ContentChange
from portal.models import MistakeReport
from publishing import preview, versions
from publishing.documents.apply import apply, replace
from publishing.documents.dump import dump
from publishing.documents.registry import record_models
from publishing.models import NextVersion, Revision, SlugRedirect, Topic
from publishing.telling import Telling
from schemes.models import Clause, Scheme, Terms
from search.freshness import index_pending
from tests.factories import add, status
from tests.publishing.versions import WHY, changed, made_scheme

pytestmark = pytest.mark.django_db
BY = Telling(None, WHY)


def traces(write: Callable[[], object]) -> int:
    """How many traces `write` leaves as a transaction of its own."""
    connection.run_on_commit.clear()
    before = latest()
    write()
    after = latest()
    assert (after != before) == (after[0] > before[0])
    return after[0] - before[0]


@pytest.fixture
def scheme() -> Scheme:
    return made_scheme()


# --- What is watched ------------------------------------------------------------------------


def test_every_record_with_its_rows_and_links_is_watched() -> None:
    tables = shown_tables()
    for model in record_models():
        assert model._meta.db_table in tables
        for link in model._meta.many_to_many:
            assert link.m2m_db_table() in tables
        for rows in model.document.rows:
            assert model._meta.get_field(rows.name).related_model._meta.db_table in tables
    assert {Terms, Clause, SlugRedirect} < set(shown_models())


def test_what_no_reader_sees_is_not() -> None:
    hidden = {NextVersion, Revision, MistakeReport, Session, ContentChange, get_user_model()}
    assert not hidden & set(shown_models())


def test_another_model_can_say_that_readers_see_it(monkeypatch) -> None:
    monkeypatch.setattr(MistakeReport, "shown_to_readers", True, raising=False)
    assert MistakeReport in shown_models.__wrapped__()


# --- Every way of writing -------------------------------------------------------------------


def _bulk(scheme: Scheme) -> None:
    row = scheme.clauses.first()
    row.pk, row.key = None, "copy"
    Clause.objects.bulk_create([row])


def _raw(scheme: Scheme) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE schemes_scheme SET email = 'a@example.org'")


WAYS = {
    "save": lambda scheme: scheme.save(),
    "update": lambda scheme: Scheme.objects.filter(pk=scheme.pk).update(email="a@example.org"),
    "a row's update": lambda scheme: scheme.clauses.update(applicant=""),
    "bulk_create": _bulk,
    "bulk_update": lambda scheme: Clause.objects.bulk_update(scheme.clauses.all(), ["key"]),
    "delete": lambda scheme: scheme.clauses.all().delete(),
    "a link": lambda scheme: scheme.topics.add(Topic.objects.first()),
    "raw SQL": _raw,
    "replace": lambda scheme: replace(scheme, changed(scheme, email="a@example.org")),
    "apply": lambda scheme: apply(Scheme, changed(scheme, email="a@example.org")),
    "publish": lambda scheme: versions.publish(scheme, changed(scheme, email="a@b.org"), BY),
    "withdraw": lambda scheme: versions.withdraw(scheme, BY),
    "redirect": lambda scheme: versions.move_address(scheme, "before"),
    "an empty update": lambda scheme: Scheme.objects.filter(pk=-1).update(email=""),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_write_leaves_one_trace(scheme, way: str) -> None:
    assert traces(lambda: WAYS[way](scheme)) == 1


def test_many_writes_of_one_transaction_leave_one(scheme) -> None:
    def write() -> None:
        for _ in range(3):
            scheme.save()
            with transaction.atomic():
                scheme.clauses.first().save()

    assert traces(write) == 1


HIDDEN = {
    "reading": lambda scheme: dump(scheme),
    "a next version": lambda scheme: versions.save(scheme, changed(scheme, email="a@b.org"), BY),
    "a schedule": lambda scheme: versions.publish(
        scheme, changed(scheme, email="a@b.org"), BY, datetime(2099, 1, 1, tzinfo=UTC)
    ),
    "a report": lambda scheme: MistakeReport.objects.create(about="/en/", message="Wrong."),
    "a letter": lambda scheme: queue_mail(
        to="a@example.org", subject="S", body="B", language="en", key="k"
    ),
    "a revision": lambda scheme: Revision.objects.all().update(reason_en="Because."),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_readers_do_not_see_leaves_none(scheme, way: str) -> None:
    assert traces(lambda: HIDDEN[way](scheme)) == 0


# --- What is rolled back --------------------------------------------------------------------


def _roll_back(scheme: Scheme) -> None:
    with transaction.atomic():
        scheme.save()
        assert ContentChange.objects.exists()
        transaction.set_rollback(True)


def test_what_is_rolled_back_leaves_none(scheme) -> None:
    assert traces(lambda: _roll_back(scheme)) == 0


def test_what_is_written_after_that_leaves_its_own(scheme) -> None:
    def write() -> None:
        with transaction.atomic():
            _roll_back(scheme)
            scheme.save()

    assert traces(write) == 1


def test_a_preview_leaves_none(scheme, client) -> None:
    versions.save(scheme, changed(scheme, email="a@example.org"), BY)
    index_pending()
    address = preview.addresses(scheme)["en"]
    assert traces(lambda: client.get(address)) == 0
    assert client.get(address).status_code == 200


def test_a_version_that_goes_live_leaves_one(scheme, client) -> None:
    versions.publish(
        scheme, changed(scheme, email="a@b.org"), BY, timezone.now() + timezone.timedelta(hours=1)
    )
    NextVersion.objects.update(go_live_at=timezone.now())
    index_pending()
    assert traces(lambda: client.get("/en/")) == 1
    index_pending()
    assert traces(lambda: client.get("/en/")) == 0


def test_an_opened_connection_is_watched_once() -> None:
    from pages.changes import _look_at_write, watch_writes

    for _ in range(3):
        watch_writes(connection)
    assert connection.execute_wrappers.count(_look_at_write) == 1


def test_a_migration_may_write_before_there_is_a_place_for_traces(scheme, monkeypatch) -> None:
    monkeypatch.setattr("pages.changes._ready", set())
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    assert traces(scheme.save) == 0
    monkeypatch.undo()
    assert traces(scheme.save) == 1


def test_the_pair_differs_though_a_later_number_was_committed_first() -> None:
    add("schemes", "one", statuses=[status("s")])
    before = latest()
    ContentChange.objects.create(pk=before[1] + 2)
    middle = latest()
    ContentChange.objects.create(pk=before[1] + 1)
    assert len({before, middle, latest()}) == 3


def test_a_process_is_told_of_its_own_commits(
    scheme, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    told: list[int] = []
    monkeypatch.setattr("pages.changes.when_left", [lambda: told.append(1)])
    connection.run_on_commit.clear()  # what made the scheme has left its trace
    with django_capture_on_commit_callbacks(execute=True):
        scheme.save()
        scheme.save()
        assert not told
    assert told == [1]
