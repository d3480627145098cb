"""The gate: to the second, on every route, whatever the clock of the machine or the reader."""

import os
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from consultation.models import Comment, Window
from consultation.windows import WindowState, door_for, doors, state_of
from publishing import clock
from publishing.formats import until
from tests.consultation.conftest import HK, MET, ROUND, STANDING, made_project, words
from tests.markup import read

SECOND = timedelta(seconds=1)
OPENS = datetime(2026, 3, 1, tzinfo=HK)
CLOSES = datetime(2026, 3, 29, tzinfo=HK)
ZONES = ["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Hong_Kong"]
EDGES = [
    (OPENS - SECOND, False),
    (OPENS, True),
    (CLOSES - SECOND, True),
    (CLOSES, False),
    (CLOSES + SECOND, False),
]


def window(**fields) -> Window:
    """A window of this site, not saved."""
    return Window(**{"key": "w", "channel": "informal", "opens_at": OPENS, **fields})


# --- The rule -------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ZONES)
def test_a_window_is_half_open_in_any_zone(zone) -> None:
    found = window(closes_at=CLOSES)
    states = [state_of(found, at.astimezone(ZoneInfo(zone))) for at, _taken in EDGES]
    assert states == ["not_yet", "open", "open", "closed", "closed"]


@given(
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)),
    st.lists(st.integers(0, 2000), min_size=2, max_size=2, unique=True).map(sorted),
)
def test_every_instant_has_one_state_and_they_follow_each_other(naive, hours) -> None:
    opens, closes = (OPENS + timedelta(hours=hour) for hour in hours)
    at = naive.replace(tzinfo=HK)
    state = state_of(window(opens_at=opens, closes_at=closes), at)
    assert (state == "not_yet") == (at < opens)
    assert (state == "closed") == (at >= closes)


def test_a_window_without_an_end_stays_open() -> None:
    assert state_of(window(), OPENS + timedelta(days=36500)) is WindowState.OPEN


def test_the_window_that_closes_soonest_is_chosen() -> None:
    standing, short, long = (
        window(key="standing"),
        window(key="short", closes_at=CLOSES),
        window(key="long", closes_at=CLOSES + timedelta(days=9)),
    )
    found = [standing, long, short]
    assert door_for(found, OPENS).window is short
    assert door_for(found, CLOSES).window is long
    assert door_for(found, CLOSES, "short").takes is False
    assert [door.window.key for door in doors(found, CLOSES)] == ["long", "standing", "short"]


def test_late_comments_are_taken_only_where_asked_for() -> None:
    flagged = window(closes_at=CLOSES, late="flag")
    assert door_for([flagged], CLOSES) is None
    door = door_for([flagged], CLOSES, "w")
    assert (door.takes, door.late) == (True, True)
    assert door_for([flagged], OPENS - SECOND, "w").takes is False


def test_what_others_run_is_never_taken_here() -> None:
    theirs = window(channel="statutory", authority_url="https://example.org/", closes_at=CLOSES)
    assert door_for([theirs], OPENS) is None
    assert door_for([theirs], OPENS, "w").takes is False


# --- Every route ----------------------------------------------------------------------------


@pytest.fixture(params=ZONES)
def machine_zone(request, monkeypatch):
    """The machine's own clock in another zone, and Django's active zone as well."""
    monkeypatch.setitem(os.environ, "TZ", request.param)
    time.tzset()
    with timezone.override(request.param):
        yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.django_db
@pytest.mark.usefixtures("machine_zone")
@pytest.mark.parametrize(("at", "taken"), EDGES)
def test_page_form_link_post_and_api_agree_to_the_second(client, send, at, taken) -> None:
    made_project(ROUND)
    base = "/en/consultation/made/"
    with clock.at(at):
        page = client.get(base).content.decode()
        form = client.get(f"{base}feedback/").content.decode()
        link = client.get(f"{base}feedback/?window=round").content.decode()
        (told,) = client.get("/api/v1/projects/made?lang=en").json()["windows"]
    assert ("Write a comment" in page) is taken
    for found in (form, link):
        assert ('id="id_message"' in found) is taken
        assert ("No comments are taken here now" in found) is not taken
    assert told["takes_comments"] is taken
    assert told["state"] == ("open" if taken else "not_yet" if at < OPENS else "closed")
    answer = send(at=at, opened=at - timedelta(minutes=5), window="round")
    assert (answer.status_code == 200) is taken
    assert Comment.objects.count() == taken


@pytest.mark.django_db
def test_the_close_reads_as_the_end_of_the_day_before(client, language) -> None:
    made_project(ROUND)
    with clock.at(CLOSES - SECOND):
        text = words(client.get(f"/{language}/consultation/made/feedback/"))
    said = {
        "en": "until the end of 28 March 2026 (23:59)",
        "zh-hk": "至2026年3月28日完結為止（23:59）",
    }
    assert said[language] in text


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (
            datetime(2026, 3, 29, tzinfo=HK),
            "至2026年3月28日完結為止（23:59）",
            "until the end of 28 March 2026 (23:59)",
        ),
        (
            datetime(2026, 1, 1, tzinfo=HK),
            "至2025年12月31日完結為止（23:59）",
            "until the end of 31 December 2025 (23:59)",
        ),
        (
            datetime(2026, 3, 28, 17, tzinfo=HK),
            "至2026年3月28日17:00為止",
            "until 28 March 2026, 17:00",
        ),
        (
            datetime(2026, 3, 28, 16, tzinfo=ZoneInfo("UTC")),
            "至2026年3月28日完結為止（23:59）",
            "until the end of 28 March 2026 (23:59)",
        ),
    ],
)
def test_an_end_is_told_so_that_nobody_is_a_day_off(at, zh, en) -> None:
    assert (until(at, "zh-hk"), until(at, "en")) == (zh, en)


@pytest.mark.django_db
def test_a_form_opened_in_time_and_sent_too_late_keeps_its_words(send, language) -> None:
    made_project(ROUND)
    answer = send(at=CLOSES, opened=CLOSES - SECOND, language=language, window="round")
    assert answer.status_code == 409
    assert "Please keep the trees." in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_what_came_too_late_can_go_to_a_window_that_is_open(client, send) -> None:
    made_project(ROUND, STANDING)
    answer = send(at=CLOSES, opened=CLOSES - SECOND, window="round")
    found = read(answer.content)
    assert answer.status_code == 409
    assert "Nothing was sent" in words(answer)
    assert "Please keep the trees." in found.one("textarea").text
    fields = {name: found.one("input", name=name).attributes["value"] for name in ("key", "window")}
    assert fields["window"] == "standing"
    with clock.at(CLOSES + timedelta(minutes=1)):
        again = client.post(
            "/en/consultation/made/feedback/", fields | {"message": found.one("textarea").text}
        )
    assert again.status_code == 200
    assert Comment.objects.get().window == "standing"


@pytest.mark.django_db
def test_a_late_comment_is_flagged_where_the_window_keeps_them(send, language) -> None:
    made_project(ROUND | {"late": "flag"})
    answer = send(at=CLOSES, language=language, window="round")
    assert answer.status_code == 200
    assert Comment.objects.get().late
    said = {"en": "marked as late", "zh-hk": "已註明逾期"}
    assert said[language] in answer.content.decode()


@pytest.mark.django_db
def test_without_an_open_window_the_page_says_what_happened_last(client, language) -> None:
    made_project(ROUND, entries=[MET])
    with clock.at(CLOSES):
        for path in ("", "feedback/"):
            answer = client.get(f"/{language}/consultation/made/{path}")
            assert {"en": "Residents met", "zh-hk": "居民會議"}[language] in words(answer)
            assert f"/{language}/consultation/made/feed.atom" in read(answer.content).links
