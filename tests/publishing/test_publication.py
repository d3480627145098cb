"""What readers may see: one rule, for every kind of record, by time alone."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from figures.models import Indicator, Point, Series
from publishing.documents.registry import model_for_folder, record_models
from publishing.models import Record, Source
from tests.publishing.samples import make

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
every_kind = pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch) -> None:
    """The clock stands at NOW, so that an instant can be hit exactly."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


CASES = [
    # state, shown from, shown until, seen now, what staff are told
    ("draft", None, None, False, "Draft"),
    ("draft", NOW - HOUR, None, False, "Draft"),
    ("review", NOW - HOUR, None, False, "In review"),
    ("withdrawn", NOW - HOUR, None, False, "Withdrawn"),
    ("withdrawn", NOW - HOUR, NOW + HOUR, False, "Withdrawn"),
    ("published", NOW - HOUR, None, True, "Published"),
    ("published", NOW - HOUR, NOW + HOUR, True, "Published"),
    ("published", NOW + HOUR, None, False, "Scheduled"),
    ("published", NOW + TICK, None, False, "Scheduled"),
    ("published", NOW, None, True, "Published"),
    ("published", NOW - HOUR, NOW + TICK, True, "Published"),
    ("published", NOW - HOUR, NOW, False, "Withdrawn"),
    ("published", NOW - 2 * HOUR, NOW - HOUR, False, "Withdrawn"),
    ("published", NOW + HOUR, NOW + 2 * HOUR, False, "Scheduled"),
]


@every_kind
@pytest.mark.parametrize(("state", "publish_at", "withdraw_at", "seen", "word"), CASES)
def test_who_is_seen_when(model, state, publish_at, withdraw_at, seen: bool, word: str) -> None:
    record = make(model, state=state, publish_at=publish_at, withdraw_at=withdraw_at)
    shown = model.objects.filter(pk=record.pk)
    assert shown.published().exists() is seen
    assert shown.published(NOW).exists() is seen
    assert record.is_public is seen
    with translation.override("en"):
        assert str(record.publication) == word


@every_kind
def test_a_record_comes_and_goes_by_itself(model) -> None:
    record = make(model, state="published", publish_at=NOW, withdraw_at=NOW + HOUR)
    instants = [NOW - TICK, NOW, NOW + HOUR - TICK, NOW + HOUR]
    shown = [model.objects.filter(pk=record.pk).published(at).exists() for at in instants]
    assert shown == [False, True, True, False]


def test_a_record_without_a_time_is_not_public_though_it_says_published() -> None:
    """The database forbids it; the rule in memory must not break on it."""
    record = Source(state="published")
    assert record.is_public is False


def test_a_new_record_is_a_draft() -> None:
    assert {model().state for model in record_models()} == {"draft"}


def test_every_record_is_found_by_its_folder() -> None:
    folders = [model.document.folder for model in record_models()]
    assert len(set(folders)) == len(folders)
    assert folders[:3] == ["topics", "organisations", "sources"]
    for model in record_models():
        assert issubclass(model, Record)
        assert model_for_folder(model.document.folder) is model
    assert model_for_folder("nowhere") is None


# --- Series are as public as their owners ----------------------------------------------------

OWNERS = [model for model in record_models() if hasattr(model, "series")]


def test_some_records_own_series() -> None:
    assert Indicator in OWNERS


@pytest.mark.parametrize("owner_model", OWNERS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(("state", "publish_at", "withdraw_at", "seen", "_word"), CASES)
def test_series_follow_their_owner(owner_model, state, publish_at, withdraw_at, seen, _word):
    owner = make(owner_model, state=state, publish_at=publish_at, withdraw_at=withdraw_at)
    series = owner.series.create(slug="sample-series", unit="count", group="research")
    make(Point, series=series)
    shown = Series.objects.filter(slug="sample-series")
    assert shown.published().exists() is seen
    assert shown.published(NOW).exists() is seen


def test_a_series_is_not_shown_for_another_record_with_its_owners_number() -> None:
    """Keys repeat from model to model; only the owner itself counts."""
    hidden = make(Indicator)
    series = hidden.series.create(slug="sample-series", unit="count", group="research")
    for model in set(OWNERS) - {Indicator}:
        make(model, pk=hidden.pk + 10**6, state="published", publish_at=NOW)
    Series.objects.filter(pk=series.pk).update(owner_id=hidden.pk + 10**6)
    assert not Series.objects.filter(pk=series.pk).published().exists()


def test_series_of_an_owner_that_is_to_come_are_seen_when_it_is() -> None:
    owner = make(Indicator, state="published", publish_at=NOW + HOUR)
    owner.series.create(slug="sample-series", unit="count", group="research")
    shown = Series.objects.filter(slug="sample-series")
    assert not shown.published().exists()
    assert shown.published(NOW + HOUR).exists()
