"""What changed: gathered from every kind that tells it, newest first, each with its address."""

import pytest

from portal.changes import recent_changes
from publishing.dates import today
from tests.factories import (
    add,
    empty_the_site,
    entry,
    state,
    status,
    succession,
    t,
    terms,
    track,
)
from tests.markup import read

pytestmark = pytest.mark.django_db
TODAY = today()


@pytest.fixture(autouse=True)
def _empty() -> None:
    empty_the_site()


def told(limit: int = 100) -> list[str]:
    """The changes by date and record, in order."""
    return [f"{change.on} {change.record.slug}" for change in recent_changes(TODAY, limit)]


def rows(client, language: str = "en", page: str = "changes/") -> list[str]:
    """The lines of a page's list of changes."""
    found = read(client.get(f"/{language}/{page}").content)
    (listed,) = found.with_class("changes")
    return [item.text for item in found.all("li") if item.text and item.text in listed.text]


def everything() -> None:
    """One change of every sort."""
    tracks = [track("main", terms("old", 2010), terms("new", "2024-05-20", ceiling=2_000_000))]
    add(
        "schemes",
        "scheme",
        tracks=tracks,
        statuses=[status("gone", "closed", "2025-01", note=t("結束了", "It ended"))],
        successions=[succession("was", 2020)],
    )
    add(
        "facilities",
        "facility",
        states=[state("open", since="2023-07-01")],
        successions=[succession("was", "2022-Q2")],
    )
    add("projects", "project", entries=[entry("heard", "2024-12-31")])


def test_every_sort_of_change_is_told_newest_first() -> None:
    everything()
    assert told() == [
        "2025-01 scheme",
        "2024-12-31 project",
        "2024-05-20 scheme",
        "2023-07-01 facility",
        "2022-Q2 facility",
        "2020 scheme",
    ]


def test_each_change_says_what_changed(client, language) -> None:
    everything()
    text = " ".join(rows(client, language))
    en = ["Closed", "It ended", "Something", "HK$1 million per project → HK$2 million per project"]
    zh = ["結束了", "一件事", "200萬元", "從前的名稱"]
    for words in en if language == "en" else zh:
        assert words in text


def test_each_change_leads_to_its_row(client) -> None:
    everything()
    for change in recent_changes(TODAY, 100):
        path, anchor = change.address.split("#")
        assert anchor in read(client.get(f"/en/{path.split('/', 2)[2]}").content).ids


def test_the_first_terms_of_a_scheme_are_no_change() -> None:
    add("schemes", "scheme", tracks=[track("main", terms("first", 2020))])
    assert told() == []


def test_terms_that_differ_in_nothing_told_are_no_change() -> None:
    rows_ = [terms("a", 2020), terms("b", 2022, note=t("只是備註", "A note only"))]
    add("schemes", "scheme", tracks=[track("main", *rows_)])
    assert told() == []


def test_a_track_is_named_where_a_scheme_has_several(client) -> None:
    changed = [terms("a", 2020), terms("b", 2022, ceiling=5)]
    add("schemes", "one", tracks=[track("x", *changed)])
    add("schemes", "two", tracks=[track("y", *changed), track("z", terms("a", 2020))])
    text = " ".join(rows(client))
    assert "Track y" in text
    assert "Track x" not in text


@pytest.mark.parametrize(
    ("since", "basis", "shown"),
    [
        (TODAY.isoformat(), "", True),
        ("2099-01-01", "", False),
        ("2099", "", False),
        ("2020", "planned", False),
        ("2020", "by", True),
        ("2020", "about", True),
        (None, "", False),
    ],
)
def test_only_what_has_happened_is_told(since, basis: str, shown: bool) -> None:
    """What was planned for a day that has passed is not known to have happened."""
    dated = {"since_basis": basis}
    happened = {"date_basis": basis}
    changed = [terms("a"), terms("b", since, ceiling=5, effective_basis=basis)] if since else []
    add(
        "schemes",
        "scheme",
        tracks=[track("main", *changed)],
        statuses=[status("s", since=since, **dated)],
        successions=[succession("s", since, **happened)],
    )
    states = [state("s", since=since, **dated)]
    add("facilities", "facility", states=states, successions=[succession("s", since, **happened)])
    add("projects", "project", entries=[entry("e", since, **happened)])
    assert len(told()) == (6 if shown else 0)


def test_the_newest_are_kept_whatever_kind_they_are_of() -> None:
    for year in range(2010, 2020):
        add("facilities", f"f{year}", states=[state("s", since=year)])
    add("schemes", "old", statuses=[status("s", since=2000)])
    add("projects", "new", entries=[entry("e", 2022)])
    assert told(3) == ["2022 new", "2019 f2019", "2018 f2018"]


def test_home_shows_the_newest_six(client) -> None:
    add("projects", "project", entries=[entry(f"e{year}", year) for year in range(2010, 2020)])
    found = rows(client, page="")
    assert len(found) == 6
    assert found[0].startswith("2019")


def test_equal_dates_keep_one_order() -> None:
    for slug in ("b", "c", "a"):
        add("facilities", slug, states=[state("s", since=2020)])
    assert told() == ["2020 c", "2020 b", "2020 a"]


def test_a_change_that_only_a_minor_site_tells_is_marked(client, language) -> None:
    add("sources", "minor", grade="C")
    weak = state("weak", since="2024-02-02") | {"source": "minor"}
    both = state("both", since="2024-01-01") | {"source": "minor", "second_source": "made-source"}
    add("facilities", "facility", states=[weak, both])
    newer, older = rows(client, language)
    mark = "minor site" if language == "en" else "小型網站"
    assert mark in newer
    assert mark not in older
