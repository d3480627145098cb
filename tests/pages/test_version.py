"""When pages become others: by a write, or by the clock."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from pages import version
from pages.changes import shown_models
from pages.instants import next_instant, next_midnight
from pages.models import ContentChange
from pages.version import EVERY, GRACE, Watch
from publishing import versions
from publishing.models import NextVersion, Revision
from publishing.telling import Telling
from schemes.models import Scheme
from tests.factories import add
from tests.publishing.versions import WHY, changed, made_scheme

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)  # in Hong Kong
MIDNIGHT = datetime(2026, 3, 2, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def now(monkeypatch) -> list[datetime]:
    """A clock that stands at noon; its only item can be set."""
    times = [NOON]
    monkeypatch.setattr(timezone, "now", lambda: times[0])
    return times


@pytest.fixture
def watch(now) -> Watch:
    watch = Watch()
    watch.look()
    return watch


# --- Instants -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "midnight"),
    [
        (NOON, MIDNIGHT),
        (MIDNIGHT - timedelta(microseconds=1), MIDNIGHT),
        (MIDNIGHT, MIDNIGHT + timedelta(days=1)),
    ],
)
def test_midnight_is_that_of_hong_kong(at: datetime, midnight: datetime) -> None:
    assert next_midnight(at) == midnight
    assert next_instant(at) == midnight


@pytest.mark.parametrize("name", ["publish_at", "withdraw_at"])
def test_a_time_of_publication_or_withdrawal_is_one(name: str) -> None:
    add("schemes", "made", **{name: NOON + HOUR})
    add("topics", "later", **{name: NOON + 2 * HOUR})
    add("topics", "past", publish_at=NOON - 2 * HOUR)
    assert next_instant(NOON) == NOON + HOUR
    assert next_instant(NOON + HOUR) == NOON + 2 * HOUR
    assert next_instant(NOON + 2 * HOUR) == MIDNIGHT


def test_the_time_from_which_readers_are_told_is_one() -> None:
    Revision.objects.create(
        kind="schemes.scheme", slug="a", document={}, origin="staff", told_at=NOON + HOUR
    )
    assert next_instant(NOON) == NOON + HOUR


def test_every_time_of_what_readers_see_is_known() -> None:
    names = {
        field.name
        for model in shown_models()
        for field in model._meta.fields
        if field.get_internal_type() == "DateTimeField"
    }
    # A new one is an instant by itself; here only so that it is noticed.
    assert names >= {"publish_at", "withdraw_at", "updated_at"}


# --- Watching -------------------------------------------------------------------------------


def test_the_version_stays_while_nothing_changes(watch, now) -> None:
    first = watch.version
    now[0] += HOUR
    watch.look()
    assert watch.version is first
    assert watch.current() is first
    assert first.modified == "Mon, 02 Mar 2026 04:00:00 GMT"


def test_a_write_makes_another(watch, now) -> None:
    first = watch.version
    add("schemes", "made")
    now[0] += HOUR
    watch.look()
    assert watch.version is not first
    assert watch.version.modified == "Mon, 02 Mar 2026 05:00:00 GMT"


def test_an_instant_makes_another_and_no_page_is_served_past_it(now) -> None:
    add("schemes", "made", publish_at=NOON + timedelta(seconds=2))
    watch = Watch()
    watch.look()
    first = watch.version
    assert watch.good_until - time.monotonic() <= 2
    now[0] += timedelta(seconds=2)
    watch.look()
    assert watch.version is not first
    assert GRACE - 1 < watch.good_until - time.monotonic() <= GRACE


def test_what_is_due_goes_live_without_a_request(watch, now) -> None:
    scheme = made_scheme()
    later = changed(scheme, email="later@example.org")
    versions.publish(scheme, later, Telling(None, WHY), NOON + HOUR)
    watch.look()
    first = watch.version
    now[0] += HOUR
    connection.run_on_commit.clear()  # what follows is a transaction of its own
    watch.look()
    assert Scheme.objects.get(slug="made").email == "later@example.org"
    assert not NextVersion.objects.exists()
    assert watch.version is not first


def test_after_a_write_of_its_own_a_process_waits_for_the_next_look(watch, now) -> None:
    watch.look()
    version = watch.current()
    watch.doubt()
    assert watch.current() is None
    watch.look()
    assert watch.current() is version  # nothing had changed after all


def test_a_write_during_a_look_waits_for_another(watch, now, monkeypatch) -> None:
    def latest() -> tuple[int, int]:
        watch.doubt()
        return 0, 0

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("pages.version.latest", latest)
        watch.look()
    assert watch.current() is None
    watch.look()
    assert watch.current()


def test_whoever_wants_to_know_is_told_of_each_version(now) -> None:
    told = []
    watch = Watch(lambda: told.append(watch.version))
    watch.look()
    watch.look()
    add("schemes", "made")
    watch.look()
    assert len(told) == 2


def test_a_look_takes_two_queries(watch, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        watch.look()


def test_old_traces_are_removed_at_midnight(watch, now) -> None:
    ContentChange.objects.create()
    ContentChange.objects.update(made_at=NOON - timedelta(days=2))
    watch.look()
    assert ContentChange.objects.exists()
    now[0] = MIDNIGHT
    watch.look()
    assert not ContentChange.objects.exists()


# --- Without a database ---------------------------------------------------------------------


def test_pages_outlive_the_database_for_a_while(watch, monkeypatch, caplog) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr(version, "go_live_due", away)
    monkeypatch.setattr(version.connection, "close", lambda: None)
    before = watch.good_until
    for _ in range(3):
        watch._try_to_look()
    assert watch.good_until == before
    assert watch.current() is watch.version
    assert [record.getMessage() for record in caplog.records] == ["content version not read"]
    watch.good_until = time.monotonic()
    assert watch.current() is None


def test_any_other_mistake_is_told_with_its_place(watch, monkeypatch, caplog) -> None:
    monkeypatch.setattr(version, "go_live_due", lambda: {}["nothing"])
    monkeypatch.setattr(version.connection, "close", lambda: None)
    watch._try_to_look()
    assert "KeyError" in caplog.text


def test_the_promise_of_a_minute_is_kept_by_the_numbers() -> None:
    from pages.page import SHARED

    seconds = {
        part.split("=")[0].strip(): int(part.split("=")[1])
        for part in SHARED.split(",")
        if "=" in part
    }
    shared, waits = seconds["s-maxage"], seconds["stale-while-revalidate"]
    assert EVERY <= 0.5
    assert 1 + shared + waits + 1 <= 5  # nginx counts whole seconds begun
    assert 1 + GRACE + shared + seconds["stale-if-error"] < 60
