"""The site as it runs, while it is edited: what every process and the cache in front serve.

With DRILL=1 (`make drill`) each step is repeated, and what was served is printed by the second.
"""

import os
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from tests.pages.running import Place, Running, Seen, kill, running, under_load

pytestmark = pytest.mark.either_engine(0)

DRILL = os.environ.get("DRILL") == "1"
ROUNDS = 5 if DRILL else 1
IN_A_PROCESS, AT_THE_EDGE = 1.0, 5.0  # seconds
ASKING = 0.3  # seconds that may lie between a request's beginning and the look at the clock
PAGE = "/en/schemes/made/"
Has = Callable[[Seen], bool]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Running]:
    directory = tmp_path_factory.mktemp("site")
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        with running(directory) as site:
            yield site
        return
    name = f"drill_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            with running(directory, urlsplit(url)._replace(path=f"/{name}").geturl()) as site:
                yield site
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def holds(text: str) -> Has:
    """Whether a page was served with `text` in it."""
    return lambda seen: seen.status == 200 and text in seen.text


def limit(site: Running, place: Place) -> float:
    """Within how many seconds a change must be seen at a place."""
    return AT_THE_EDGE if place is site.edge else IN_A_PROCESS


def expect(site: Running, path: str, at: float, before: Has, after: Has, what: str) -> None:
    """Up to `at` every place has served what was `before`, and what comes `after` since its limit
    was over; nothing else in between."""
    for place in site.places:
        seen = place.seen[path]
        assert len(seen) > 20, (what, place.name)
        old = [one for one in seen if not after(one)]
        assert all(before(one) for one in old), (what, place.name, _first(old, before))
        early = [one for one in seen if after(one) and one.at < at - ASKING]
        assert not early, (what, place.name, "too early", early[0].at - at)
        late = max((one.at - at for one in old), default=0.0)
        assert late < limit(site, place), (what, place.name, late)
        if DRILL:
            _tell(what, place, seen, at, after, late)
        place.seen.pop(path)


def _first(seen: list[Seen], expected: Has) -> str:
    return next((f"{one.status} {one.text[:300]}" for one in seen if not expected(one)), "")


def _tell(what: str, place: Place, seen: list[Seen], at: float, after: Has, late: float) -> None:
    by_second: dict[int, list[bool]] = {}
    for one in seen:
        by_second.setdefault(int((one.at - at) // 1), []).append(after(one))
    told = " ".join(
        f"{second:+d}s:{len(new) - sum(new)}/{sum(new)}"
        for second, new in sorted(by_second.items())
    )
    print(f"\n{what}, {place.name}: last old one after {late:.2f} s; old/new {told}", end="")  # noqa: T201


def change(site: Running, what: str, before: Has, after: Has, **how: object) -> None:
    """Have the scheme changed, at once or at the time `at`, and look at what is served."""
    with under_load(site, PAGE):
        time.sleep(1)
        done = site.editor.do(what, **how)
        at = how.get("at", done)
        time.sleep(at - done)
        time.sleep(AT_THE_EDGE + 0.3)
    expect(site, PAGE, at, before, after, what)


def gone(seen: Seen) -> bool:
    """Whether there is no such page."""
    return seen.status == 404


def test_publishing_withdrawing_and_redacting_are_seen_in_time(site) -> None:
    text = "Description one."
    for number in range(ROUNDS):
        # A record that comes and goes by itself, while another is edited.
        later = f"/zh-hk/schemes/later-{number}/"
        appears, goes = time.time() + 3, time.time() + 11
        with under_load(site, later):
            site.editor.do("schedule", slug=f"later-{number}", publish_at=appears, withdraw_at=goes)
            for word, wait in (("Published", 0.0), ("Scheduled", 3.0)):
                before, text = text, f"{word} {number}."
                due = {"at": time.time() + wait} if wait else {}
                change(site, "publish", holds(before), holds(text), english=text, **due)
            time.sleep(max(goes + AT_THE_EDGE + 1 - time.time(), 0))
        for place in site.places:
            seen = place.seen.pop(later)
            since = appears + limit(site, place)
            shown = {one.status for one in seen if since < one.at < goes - ASKING}
            assert shown == {200}, place.name
            assert {one.status for one in seen if one.at < appears - ASKING} == {404}, place.name
            after = {one.status for one in seen if one.at > goes + limit(site, place)}
            assert after == {404}, place.name
    secret = "to be redacted"
    change(
        site, "redact", holds(secret), lambda seen: holds(text)(seen) and secret not in seen.text
    )
    change(site, "withdraw", holds(text), gone)


def test_the_edge_outlives_the_process_behind_it_for_a_while(site) -> None:
    assert site.edge.ask("/en/about/").status == 200
    kill(site.servers[0])
    assert site.processes[0].ask("/en/about/").status == 0
    time.sleep(1)
    assert site.edge.ask("/en/about/").status == 200
    assert site.processes[1].ask("/en/about/").status == 200
    if DRILL:
        time.sleep(35)
        assert site.edge.ask("/en/about/").status == 503


def test_the_drill_runs_on_the_engine_of_the_tests(site) -> None:
    on_file = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    assert on_file != bool(os.environ.get("DATABASE_URL"))
