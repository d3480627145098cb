"""Following a project without an account."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from publishing import clock
from tests.consultation.conftest import NOON, ROUND, STANDING, made_project
from tests.factories import t

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ENTRY = {"entry_kind": "event", "said_by": t("報章", "A paper"), "source": "made-source"}
ENTRIES = [
    ENTRY | {"key": "old", "happened_on": "2024", "title": t("舊事", "Old")},
    ENTRY | {"key": "met", "happened_on": "2026-02-03", "title": t("居民會議", "Residents <met>")},
    ENTRY | {"key": "next", "happened_on": "2026-09-01", "title": t("將來", "To come")},
    ENTRY | {"key": "open", "title": t("未定", "No date")},
]


@pytest.fixture(autouse=True)
def project():
    """A project with a window that has opened, one that has not, and a timeline."""
    later = ROUND | {
        "key": "later",
        "opens_at": "2026-06-01T00:00:00+08:00",
        "closes_at": "2026-07-01T00:00:00+08:00",
    }
    return made_project(ROUND, STANDING, later, entries=ENTRIES)


def test_the_feed_tells_what_has_happened_newest_first(client, language) -> None:
    with clock.at(NOON):
        answer = client.get(f"/{language}/consultation/made/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    titles = [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")]
    assert (
        titles
        == {
            "en": [
                "Open for comments: First round",
                "Residents <met> (3 February 2026)",
                "Open for comments: Comments at any time",
                "Old (2024)",
            ],
            "zh-hk": [
                "開放提交意見：第一輪諮詢",
                "居民會議 (2026年2月3日)",
                "開放提交意見：隨時提出的意見",
                "舊事 (2024年)",
            ],
        }[language]
    )
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")]
    assert links[1].endswith(f"/{language}/consultation/made/#entry-met")


def test_the_calendar_holds_days_and_windows_and_no_date_finer_than_known(client, language) -> None:
    with clock.at(NOON):
        answer = client.get(f"/{language}/consultation/made/calendar.ics")
    found = {str(e["uid"]).split("@")[0]: e for e in Calendar.from_ical(answer.content).events}
    assert set(found) == {
        *("made-window-round", "made-window-standing", "made-window-later"),
        *("made-entry-met", "made-entry-next"),
    }
    window = found["made-window-round"]
    assert window["dtstart"].dt == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert window["dtend"].dt == datetime(2026, 3, 28, 16, tzinfo=UTC)
    said = {"en": "until the end of 28 March 2026 (23:59)", "zh-hk": "至2026年3月28日完結為止"}
    assert said[language] in str(window["description"])
    assert (
        found["made-entry-met"]["summary"]
        == {"en": "Residents <met>", "zh-hk": "居民會議"}[language]
    )
