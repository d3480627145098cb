"""What goes live when: at its time, whole, with what changed meanwhile, or not at all."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from publishing import versions
from publishing.documents.apply import replace
from publishing.documents.dump import dump
from publishing.going_live import go_live_due
from publishing.models import NextVersion, Revision, Source
from publishing.telling import Telling
from publishing.versions import Action
from schemes.models import Scheme
from tests.factories import add, t
from tests.publishing.versions import WHY, changed, closing, made_scheme, reread

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def by() -> Telling:
    """Somebody with a reason."""
    return Telling(get_user_model().objects.create_user("writer"), WHY)


@pytest.fixture
def scheme() -> Scheme:
    """A published scheme with terms, a status and two sentences."""
    return made_scheme()


@pytest.fixture
def clock(monkeypatch):
    """The clock can be moved on."""
    start = timezone.now()
    moved = [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: start + moved[0])

    def move(by: timedelta) -> datetime:
        moved[0] += by
        return timezone.now()

    return move


# --- Time -----------------------------------------------------------------------------------


def test_a_scheduled_version_goes_live_whole_when_its_time_has_come(
    client, scheme, by, clock
) -> None:
    document = closing(scheme, "2030-07-31") | {"summary": t("新句。", "A new line.")}
    at = versions.publish(scheme, document, by, timezone.now() + HOUR)
    clock(HOUR - timedelta(seconds=1))
    before = client.get("/en/schemes/made/").content.decode()
    assert "A new line." not in before
    assert "31 July 2030" not in before
    clock(timedelta(seconds=1))
    after = client.get("/en/schemes/made/").content.decode()
    assert "A new line." in after
    assert "31 July 2030" in after
    assert not NextVersion.objects.exists()
    assert Revision.objects.get(told_at__isnull=False).told_at == at


def test_a_first_publication_can_be_scheduled(client, by, clock) -> None:
    draft = add("schemes", "soon", state="draft", publish_at=None)
    versions.publish(draft, dump(draft), by, timezone.now() + HOUR)
    assert client.get("/en/schemes/soon/").status_code == 404
    clock(HOUR)
    assert client.get("/en/schemes/soon/").status_code == 200


def test_what_was_never_shown_is_taken_off_the_schedule(client, by, clock) -> None:
    draft = add("schemes", "soon", state="draft", publish_at=None)
    versions.publish(draft, dump(draft), by, timezone.now() + HOUR)
    versions.send_back(reread(draft), by)
    assert dump(draft)["state"] == "draft"
    assert "publish_at" not in dump(draft)
    clock(HOUR)
    assert client.get("/en/schemes/soon/").status_code == 404


def test_sending_back_does_not_count_as_saving(scheme, by, clock) -> None:
    versions.save(scheme, changed(scheme, telephone="1"), by, Action.SENT)
    saved = versions.next_version(scheme).updated_at
    clock(HOUR)
    versions.send_back(reread(scheme), by)
    assert versions.next_version(scheme).updated_at == saved


def test_what_goes_live_twice_at_once_goes_live_once(scheme, by, clock) -> None:
    versions.publish(scheme, closing(scheme, "2030-07-31"), by, timezone.now() + HOUR)
    clock(HOUR)
    assert [go_live_due(), go_live_due()] == [1, 0]


def test_what_changed_elsewhere_meanwhile_is_kept(scheme, by, clock) -> None:
    """A correction published now, and a version scheduled before it, both hold in the end."""
    versions.publish(scheme, closing(scheme, "2030-07-31"), by, timezone.now() + HOUR)
    versions.publish(reread(scheme), changed(scheme, telephone="2345 6789"), by, beside_next=True)
    clock(HOUR)
    assert go_live_due() == 1
    found = dump(scheme)
    assert found["telephone"] == "2345 6789"
    assert found["statuses"][0]["closes_on"] == "2030-07-31"


def test_what_is_published_takes_the_place_of_the_next_version(scheme, by) -> None:
    versions.publish(scheme, closing(scheme, "2030-07-31"), by, timezone.now() + HOUR)
    versions.publish(reread(scheme), closing(scheme, "2030-08-31"), by)
    assert not NextVersion.objects.exists()


def test_what_the_files_changed_meanwhile_is_kept(scheme, by, clock) -> None:
    versions.publish(scheme, closing(scheme, "2030-07-31"), by, timezone.now() + HOUR)
    replace(reread(scheme), changed(scheme, telephone="2345 6789"))
    clock(HOUR)
    go_live_due()
    assert dump(scheme)["telephone"] == "2345 6789"


def test_a_version_whose_ground_was_changed_waits_for_review_again(scheme, by, clock) -> None:
    versions.publish(scheme, closing(scheme, "2030-07-31"), by, timezone.now() + HOUR)
    versions.publish(reread(scheme), closing(scheme, "2030-08-31"), by, beside_next=True)
    held = NextVersion.objects.get()
    assert (held.state, held.go_live_at, bool(held.problem)) == ("review", None, True)
    clock(HOUR)
    assert go_live_due() == 0
    assert dump(scheme)["statuses"][0]["closes_on"] == "2030-08-31"
    assert held.document["statuses"][0]["closes_on"] == "2030-07-31"


def test_a_version_that_can_no_longer_be_is_held_and_says_why(client, scheme, by, clock) -> None:
    add("sources", "short-lived")
    document = closing(scheme, "2030-07-31")
    document["clauses"][0]["source"] = "short-lived"
    versions.publish(scheme, document, by, timezone.now() + HOUR)
    Source.objects.get(slug="short-lived").delete()
    clock(HOUR)
    assert client.get("/en/schemes/made/").status_code == 200
    held = NextVersion.objects.get()
    assert held.state == "review"
    assert "short-lived" in held.problem
    assert dump(scheme)["statuses"][0]["closes_on"] == "2030-06-30"


def test_withdrawing_gives_up_what_was_scheduled(client, scheme, by, clock) -> None:
    versions.publish(scheme, closing(scheme, "2030-07-31"), by, timezone.now() + HOUR)
    versions.withdraw(reread(scheme), by)
    clock(HOUR)
    assert client.get("/en/schemes/made/").status_code == 404
    actions = Revision.objects.filter(slug="made").order_by("pk").values_list("action", flat=True)
    assert list(actions) == [Action.SCHEDULED, Action.DISCARDED, Action.WITHDRAWN]
