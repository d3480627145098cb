"""The cache of the proxy: what it keeps, for how long, and what it does when the site fails."""

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from wsgiref.simple_server import make_server

import pytest

from pages.page import SHARED, UNSHARED
from tests.deploy.edge import proxy
from tests.deploy.test_nginx import Reply, SilentHandler, ThreadedServer, ask

pytestmark = pytest.mark.either_engine(0)

PAGE = [("Content-Type", "text/html"), ("Cache-Control", SHARED), ("Vary", "Accept-Encoding")]


class Origin:
    """An application that answers what it is told to, and counts."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """As at the beginning."""
        self.asked: list[dict] = []
        self.status, self.headers, self.body = "200 OK", list(PAGE), b"first"
        self.takes = 0.0

    def __call__(self, environ: dict, start) -> list[bytes]:
        with self.lock:
            self.asked.append(environ)
        time.sleep(self.takes)
        tag = f'W/"{self.body.decode()}"'
        if environ.get("HTTP_IF_NONE_MATCH") == tag and self.status == "200 OK":
            start("304 Not Modified", [*self.headers[1:], ("ETag", tag)])
            return []
        start(self.status, [*self.headers, ("ETag", tag), ("Content-Length", str(len(self.body)))])
        return [self.body]


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[tuple[Origin, int]]:
    origin = Origin()
    server = make_server("127.0.0.1", 0, origin, ThreadedServer, SilentHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with proxy(tmp_path_factory.mktemp("edge"), server.server_port) as port:
        yield origin, port
    server.shutdown()
    server.server_close()


@pytest.fixture
def origin(running) -> Origin:
    running[0].reset()
    return running[0]


@pytest.fixture
def get(running, request):
    """Ask for an address of this test's own."""

    def ask_for(path: str = "", **headers: str) -> Reply:
        return ask(running[1], f"/en/{request.node.name.split('[')[0]}/{path}", **headers)

    return ask_for


def test_a_page_is_asked_for_once_a_second(origin, get) -> None:
    replies = [get() for _ in range(10)]
    assert {reply.body for reply in replies} == {b"first"}
    assert [reply.headers["X-Cache"] for reply in replies] == ["MISS"] + ["HIT"] * 9
    assert replies[-1].headers["Cache-Control"] == SHARED
    assert len(origin.asked) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cache-Control", UNSHARED),
        ("Cache-Control", "private, no-store"),
        ("Vary", "Cookie"),
        ("Vary", "Accept-Language"),
        ("Set-Cookie", "csrftoken=a"),
    ],
)
def test_what_is_not_for_everyone_is_not_kept(origin, get, name: str, value: str) -> None:
    origin.headers = [pair for pair in PAGE if pair[0] != name] + [(name, value)]
    for _ in range(3):
        get()
    assert len(origin.asked) == 3


def test_what_says_nothing_is_not_kept(origin, get) -> None:
    origin.headers = [("Content-Type", "text/html")]
    get(), get()
    assert len(origin.asked) == 2


@pytest.mark.parametrize("status", ["404 Not Found", "400 Bad Request", "302 Found"])
def test_an_error_is_not_kept(origin, get, status: str) -> None:
    origin.status, origin.headers = status, [("Content-Type", "text/html")]
    get(), get()
    assert len(origin.asked) == 2


def test_each_coding_is_kept_once_however_it_is_asked_for(origin, get) -> None:
    asked = {
        "br": ("br", "gzip, deflate, br, zstd", "br;q=1.0, gzip"),
        "gzip": ("gzip", "gzip, deflate", "br;q=0, gzip"),
        None: ("", "identity", "deflate", "gzip;q=0", "brotli"),
    }
    for accepted in asked.values():
        for header in accepted:
            get(Accept_Encoding=header)
    assert [environ.get("HTTP_ACCEPT_ENCODING") for environ in origin.asked] == list(asked)


def test_one_page_has_one_place_however_its_path_is_written(origin, get) -> None:
    get("page/"), get("%70age/"), get("p%61ge/")
    assert len(origin.asked) == 1


def test_simultaneous_misses_ask_once(origin, get) -> None:
    origin.takes = 0.5
    with ThreadPoolExecutor(10) as pool:
        replies = list(pool.map(lambda _: get(), range(10)))
    assert {reply.body for reply in replies} == {b"first"}
    assert len(origin.asked) == 1


def test_head_is_answered_from_the_page(running, origin) -> None:
    for method in ("HEAD", "GET", "HEAD"):
        reply = ask(running[1], "/en/head/", method)
        assert (reply.status, reply.headers["Content-Length"]) == (200, "5")
    assert [environ["REQUEST_METHOD"] for environ in origin.asked] == ["GET"]


def test_an_old_page_is_asked_for_again_and_may_stay(origin, get) -> None:
    get()
    time.sleep(5)  # neither fresh nor to be shown while it is asked for
    reply = get()
    assert (reply.headers["X-Cache"], reply.body) == ("REVALIDATED", b"first")
    assert origin.asked[1]["HTTP_IF_NONE_MATCH"] == 'W/"first"'
    assert get().headers["X-Cache"] == "HIT"


def test_a_change_is_seen_within_five_seconds(origin, get) -> None:
    get()
    began = time.monotonic()
    origin.body = b"second"
    seen = {}
    while (after := time.monotonic() - began) < 6:
        seen[after] = get().body
        time.sleep(0.1)
    assert set(seen.values()) == {b"first", b"second"}
    # Four, less what the process behind it may take.
    assert max(after for after, body in seen.items() if body == b"first") < 4


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_that_is_gone_is_not_shown_any_more(origin, get, status: str) -> None:
    get()
    origin.status, origin.headers = status, [("Content-Type", "text/html")]
    time.sleep(4.5)
    assert get().status == int(status[:3])


def test_an_error_of_the_site_s_own_is_passed_on(origin, get) -> None:
    """Its store has covered what it could; without it, nobody knows what was withdrawn since."""
    get()
    origin.status, origin.headers, origin.body = "503 Service Unavailable", [], b"away"
    time.sleep(4.5)
    assert (get().status, get().body) == (503, b"away")


def test_posting_reaches_the_application(running, origin) -> None:
    for _ in range(2):
        ask(running[1], "/en/post/", "POST", b"a=b")
    assert [environ["REQUEST_METHOD"] for environ in origin.asked] == ["POST"] * 2


def test_a_dead_application_is_covered_for_half_a_minute_and_no_longer(tmp_path) -> None:
    """The end of it is waited for with DRILL=1 only (`make drill`)."""
    origin = Origin()
    server = make_server("127.0.0.1", 0, origin, ThreadedServer, SilentHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with proxy(tmp_path, server.server_port) as port:
        assert ask(port, "/en/").body == b"first"
        began = time.monotonic()
        server.shutdown()
        server.server_close()
        time.sleep(4.5)
        assert ask(port, "/en/").body == b"first"
        assert ask(port, "/en/other/").status == 503
        if os.environ.get("DRILL") == "1":
            time.sleep(began + 34 - time.monotonic())
            assert ask(port, "/en/").status == 503
