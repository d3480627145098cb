"""What the store keeps, under which address, and what it never keeps."""

import threading
import time

import pytest

from pages.application import MOST_SITES
from pages.page import SHARED, UNSHARED
from tests.pages.fake import HTML, PATH, Shop

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def shop() -> Shop:
    return Shop()


def test_a_page_is_made_once_and_then_given_from_memory(shop) -> None:
    first, second = shop.ask(), shop.ask()
    assert (first.status, first.body) == (200, shop.site.text.encode())
    assert first == second
    assert shop.made == 1


def test_the_site_s_own_headers_are_kept_and_those_of_a_kept_page_added(shop) -> None:
    shop.site.headers += [("X-Request-ID", "one"), ("Content-Length", "5")]
    headers = shop.ask().headers
    assert dict(HTML).items() <= headers.items()
    assert headers["Cache-Control"] == SHARED
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Last-Modified"] == "Mon, 02 Mar 2026 04:00:00 GMT"
    assert headers["ETag"].startswith('W/"')
    assert headers["Content-Length"] == str(len(shop.site.text))
    assert "X-Request-ID" not in headers


def test_a_new_version_makes_every_page_anew(shop) -> None:
    shop.ask()
    shop.site.text = "<p>another</p>"
    assert shop.ask().body != b"<p>another</p>"
    shop.watch.roll()
    assert shop.ask().body == b"<p>another</p>"
    assert shop.made == 2


def test_nothing_is_kept_without_news_of_the_version(shop) -> None:
    shop.ask()
    shop.watch.good_until = time.monotonic() - 0.001
    assert "ETag" not in shop.ask().headers
    assert shop.ask().headers.keys() == dict(HTML).keys()
    assert shop.made == 3
    shop.watch.good_until = time.monotonic() + 60
    assert "ETag" in shop.ask().headers
    assert shop.made == 3


def test_a_page_made_while_a_change_came_in_is_not_kept(shop) -> None:
    shop.site.before = shop.watch.roll
    shop.ask()
    shop.site.before = lambda: None
    shop.ask()
    assert shop.made == 2


# --- Addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "category=it&q=a",
        "q=a&category=it",
        "q=a&category=it&utm_source=x",
        "q=a&x&category=it&min=",
    ],
)
def test_one_page_however_its_query_is_written(shop, query: str) -> None:
    page = shop.ask(f"{PATH}?q=a&category=it")
    assert shop.site.asked[0]["QUERY_STRING"] == "q=a&category=it"
    assert shop.ask(f"{PATH}?{query}").body == page.body
    assert shop.made == 1
    assert len(shop.store.memory.pages) == 1


def test_a_cache_in_front_keeps_a_page_under_one_address_only(shop) -> None:
    assert shop.ask(f"{PATH}?q=a").headers["Cache-Control"] == SHARED
    for query in ("q=a&z=1", "z=1&q=a", "q=%61", "q=a&"):
        assert shop.ask(f"{PATH}?{query}").headers["Cache-Control"] == UNSHARED
    assert shop.ask(f"{PATH}?z=1").headers["Cache-Control"] == UNSHARED
    assert shop.ask(PATH).headers["Cache-Control"] == SHARED


def test_parameters_that_mean_nothing_fill_nothing(shop) -> None:
    for number in range(50):
        shop.ask(f"{PATH}?x{number}={number}")
        shop.ask(f"/en/glossary/?q={number}")
    assert shop.made == 2
    assert len(shop.store.memory.pages) == 2


@pytest.mark.parametrize("query", ["q=" + "a" * 1000, "&".join(["q=a"] * 31), "q=\xe9"])
def test_what_nobody_would_write_goes_to_the_site_as_it_is(shop, query: str) -> None:
    for _ in range(2):
        shop.ask(f"{PATH}?{query}")
    assert [asked["QUERY_STRING"] for asked in shop.site.asked] == [query] * 2
    assert not shop.store.memory.pages


@pytest.mark.parametrize(
    "path",
    [
        *("/en/report/", "/en/report/thanks/", "/en/preview/abc/", "/staff/", "/staff/login/", "/"),
        *("/healthz", "/readyz", "/robots.txt", "/nowhere", "/en/a/b/c/d/", "/fr/schemes/"),
    ],
)
def test_what_does_not_ask_to_be_kept_is_not(shop, path: str) -> None:
    for _ in range(2):
        assert "ETag" not in shop.ask(path, HTTP_COOKIE="sessionid=a").headers
    assert shop.made == 2
    assert shop.site.asked[0]["HTTP_COOKIE"] == "sessionid=a"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_go_to_the_site(shop, method: str) -> None:
    shop.ask()
    shop.ask(method=method)
    assert [asked["REQUEST_METHOD"] for asked in shop.site.asked] == ["GET", method]


# --- What may be kept -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "header"),
    [
        ("404 Not Found", None),
        ("400 Bad Request", None),
        ("301 Moved Permanently", ("Location", "/en/")),
        ("503 Service Unavailable", ("Retry-After", "120")),
        ("200 OK", ("Set-Cookie", "csrftoken=a")),
        ("200 OK", ("Vary", "Cookie")),
        ("200 OK", ("Vary", "Accept-Encoding, Cookie")),
        ("200 OK", ("Vary", "Accept-Language")),
        ("200 OK", ("Cache-Control", "private, no-store")),
        ("200 OK", ("Cache-Control", "max-age=0, no-cache")),
    ],
)
def test_an_answer_that_is_no_page_for_everyone_is_passed_on(shop, status, header) -> None:
    shop.site.status = status
    shop.site.headers += [header] if header else []
    for _ in range(2):
        answer = shop.ask()
        assert (f"{answer.status} ", answer.body) == (status[:4], shop.site.text.encode())
        assert answer.headers == dict(shop.site.headers)
    assert shop.made == 2
    assert not shop.store.memory.pages


def test_a_page_that_is_gone_is_given_up_at_once(shop) -> None:
    shop.ask()
    shop.watch.roll()
    shop.site.status = "404 Not Found"
    assert shop.ask().status == 404
    assert not shop.store.memory.pages


def test_the_site_learns_nothing_of_who_asks(shop) -> None:
    private = {
        "HTTP_COOKIE": "sessionid=a",
        "HTTP_AUTHORIZATION": "Basic a",
        "HTTP_ACCEPT_LANGUAGE": "zh",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_USER_AGENT": "a",
        "HTTP_X_FORWARDED_FOR": "192.0.2.1",
        "HTTP_RANGE": "bytes=0-1",
        "HTTP_IF_NONE_MATCH": '"a"',
    }
    assert shop.ask(HTTP_X_REQUEST_ID="a" * 8, **private).status == 200
    (asked,) = shop.site.asked
    assert not private.keys() & asked.keys()
    assert asked["HTTP_X_REQUEST_ID"] == "a" * 8
    assert shop.ask(HTTP_COOKIE="sessionid=b") == shop.ask()


# --- Hosts ----------------------------------------------------------------------------------


def test_each_host_has_its_own_pages_but_not_any_number_of_them(shop) -> None:
    for number in range(MOST_SITES + 5):
        for _ in range(2):
            shop.ask(HTTP_HOST=f"localhost:{number}")
    assert len(shop.store.memory.pages) == MOST_SITES
    assert shop.made == MOST_SITES + 2 * 5


def test_a_public_site_is_kept_under_its_own_address_and_over_https_only() -> None:
    shop = Shop(public_url="https://guide.example.hk", is_proxy="10.0.0.7".__eq__)
    public = {"HTTP_HOST": "guide.example.hk", "HTTP_X_FORWARDED_PROTO": "https"}
    for _ in range(2):
        assert "ETag" in shop.ask(REMOTE_ADDR="10.0.0.7", **public).headers
    assert shop.made == 1
    assert shop.site.asked[0]["wsgi.url_scheme"] == "https"
    # A scheme that no proxy of ours has told, and another host: for Django to refuse.
    assert "ETag" not in shop.ask(REMOTE_ADDR="192.0.2.1", **public).headers
    assert "ETag" not in shop.ask(HTTP_HOST="guide.example.hk").headers
    assert "ETag" not in shop.ask(HTTP_HOST="evil.example", **{"wsgi.url_scheme": "https"}).headers
    assert shop.made == 4


# --- Many at once ---------------------------------------------------------------------------


def test_simultaneous_misses_ask_the_site_once(shop) -> None:
    shop.site.before = lambda: time.sleep(0.2)
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(shop.ask(f"{PATH}?q=a"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shop.made == 1
    assert len(answers) == 8
    assert len({answer.body for answer in answers}) == 1


def test_who_has_waited_for_nothing_asks_for_himself(shop) -> None:
    shop.site.status = "404 Not Found"
    shop.site.before = lambda: time.sleep(0.1)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(shop.ask())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status for answer in answers] == [404] * 3


def test_a_site_that_fails_leaves_nobody_waiting(shop) -> None:
    def fail() -> None:
        raise RuntimeError

    shop.site.before = fail
    for _ in range(2):
        with pytest.raises(RuntimeError):
            shop.ask()
    shop.site.before = lambda: None
    assert shop.ask().status == 200
