"""One page in every coding, to everyone who asks for it in whatever way."""

import gzip

import brotli
import pytest

from pages.page import Page, coding_for
from tests.pages.fake import PATH, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("gzip; q=0.000 , br ;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity;q=1, gzip;q=0.5", ""),
        ("deflate", ""),
        ("gzip;q=much", ""),
        (";;,,=", ""),
    ],
)
def test_the_coding_a_client_likes_best(accepted: str, coding: str) -> None:
    assert coding_for(accepted) == coding


def test_each_coding_holds_the_same_page(shop) -> None:
    text = shop.site.text.encode()
    plain = shop.ask()
    zipped = shop.ask(HTTP_ACCEPT_ENCODING="gzip")
    squeezed = shop.ask(HTTP_ACCEPT_ENCODING="gzip, br")
    assert (plain.body, "Content-Encoding" in plain.headers) == (text, False)
    assert (gzip.decompress(zipped.body), zipped.headers["Content-Encoding"]) == (text, "gzip")
    assert (brotli.decompress(squeezed.body), squeezed.headers["Content-Encoding"]) == (text, "br")
    for answer in (plain, zipped, squeezed):
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert answer.headers["Vary"] == "Accept-Encoding"
    assert shop.made == 1


@pytest.mark.parametrize("coding", ["", "gzip", "br"])
def test_head_says_what_get_would_and_sends_nothing(shop, coding: str) -> None:
    head = shop.ask(method="HEAD", HTTP_ACCEPT_ENCODING=coding)
    get = shop.ask(HTTP_ACCEPT_ENCODING=coding)
    assert (head.status, head.headers, head.body) == (200, get.headers, b"")
    assert shop.site.asked[0]["REQUEST_METHOD"] == "GET"
    assert shop.made == 1


def test_head_of_what_is_not_kept_sends_nothing_either(shop) -> None:
    shop.site.status = "404 Not Found"
    assert shop.ask(method="HEAD")[::2] == (404, b"")


def test_a_range_is_answered_with_the_whole_page(shop) -> None:
    assert shop.ask(HTTP_RANGE="bytes=0-4") == shop.ask()


# --- Conditional requests -------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["{}", "*", '"x", {}', '{}, W/"x"', "strong"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_one_has_is_not_sent_again(shop, asked: str, method: str) -> None:
    page = shop.ask(HTTP_ACCEPT_ENCODING="br")
    tag = page.headers["ETag"]
    known = tag.removeprefix("W/") if asked == "strong" else asked.format(tag)
    again = shop.ask(method=method, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=known)
    assert (again.status, again.body) == (304, b"")
    of_content = {"Content-Type", "Content-Length", "Content-Encoding"}
    assert again.headers == {
        name: value for name, value in page.headers.items() if name not in of_content
    }


@pytest.mark.parametrize("known", ['"other"', 'W/"other", "more"', "", "nonsense"])
def test_another_page_is_sent(shop, known: str) -> None:
    assert shop.ask(HTTP_IF_NONE_MATCH=known).status == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Mon, 02 Mar 2026 04:00:00 GMT", 304),
        ("Mon, 02 Mar 2026 04:00:01 GMT", 304),
        ("Mon, 02 Mar 2026 03:59:59 GMT", 200),
        ("yesterday", 200),
    ],
)
def test_a_date_is_compared_where_there_is_no_tag(shop, since: str, status: int) -> None:
    assert shop.ask(HTTP_IF_MODIFIED_SINCE=since).status == status
    both = {"HTTP_IF_MODIFIED_SINCE": since, "HTTP_IF_NONE_MATCH": '"other"'}
    assert shop.ask(**both).status == 200


def test_the_tag_is_the_content_s_whatever_the_version(shop) -> None:
    first = shop.ask().headers
    shop.watch.roll(1)
    second = shop.ask().headers
    assert first["ETag"] == second["ETag"] == Shop().ask().headers["ETag"]
    assert second["Last-Modified"] == "Mon, 02 Mar 2026 04:00:01 GMT"
    shop.watch.roll(2)
    shop.site.text += "."
    assert shop.ask().headers["ETag"] != first["ETag"]


# --- Compression ----------------------------------------------------------------------------


def test_what_has_not_changed_is_not_compressed_again(shop, monkeypatch) -> None:
    shop.ask(HTTP_ACCEPT_ENCODING="br")
    (old,) = shop.store.memory.pages.values()
    best = old.squeezed()
    shop.store.memory.put(next(iter(shop.store.memory.pages)), best)
    shop.watch.roll()
    monkeypatch.setattr("pages.page.brotli.compress", None)
    again = shop.ask(HTTP_ACCEPT_ENCODING="br")
    assert again.body == best.bodies["br"]
    assert next(iter(shop.store.memory.pages.values())).is_squeezed


def test_squeezing_changes_nothing_but_the_size() -> None:
    version = Shop().watch.version
    text = "".join(f"<p>{number * 7919 % 1009}</p>" for number in range(3000)).encode()
    page = Page.made(version, [("Content-Type", "text/html")], text)
    best = page.squeezed()
    assert len(best.bodies["br"]) < len(page.bodies["br"])
    assert brotli.decompress(best.bodies["br"]) == text
    assert best.etag == page.etag
    assert dict(best.forms["br"].headers)["Content-Length"] == str(len(best.bodies["br"]))
    assert best.size == page.size - len(page.bodies["br"]) + len(best.bodies["br"])


def test_what_a_server_adds_to_the_headers_of_one_answer_is_not_in_the_next(shop) -> None:
    def adds(status: str, headers: list) -> None:
        headers.append(("Date", "now"))

    for _ in range(2):
        shop.store({**_environ(), "HTTP_IF_NONE_MATCH": "*"}, adds)
        shop.store(_environ(), adds)
    assert "Date" not in shop.ask().headers


def _environ() -> dict:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": PATH,
        "QUERY_STRING": "",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
    }
