"""The proxy's configuration, tried with the real nginx on the loopback interface."""

import gzip
import http.client
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from tests.deploy.edge import free_port, proxy

pytestmark = pytest.mark.either_engine(0)

MEGABYTE = 1024 * 1024


class Reply(NamedTuple):
    """What came back through the proxy."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class ThreadedServer(ThreadingMixIn, WSGIServer):
    """A WSGI server that answers several connections at once."""

    daemon_threads = True


class SilentHandler(WSGIRequestHandler):
    """Keep request lines out of the test output."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def echo(environ: dict, start_response) -> list[bytes]:
    """Answer with the request as it arrived."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    seen = {name: value for name, value in environ.items() if name.startswith("HTTP_")}
    seen |= {
        "path": environ["PATH_INFO"],
        "query": environ["QUERY_STRING"],
        "received": len(environ["wsgi.input"].read(length)),
        "padding": "-" * 2000,
    }
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(seen).encode()]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of nginx in front of the echoing application."""
    server = make_server("127.0.0.1", 0, echo, ThreadedServer, SilentHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with proxy(tmp_path_factory.mktemp("nginx"), server.server_port) as port:
        yield port
    server.shutdown()
    server.server_close()


def ask(
    port: int, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> Reply:
    """Send one request; header names are given with underscores."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, fields)
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())
    finally:
        connection.close()


def test_the_application_learns_host_scheme_client_and_request_id(port: int) -> None:
    """The request arrives whole, with what the application must know about its origin."""
    reply = ask(port, "/en/search/?q=a%26b", Host="guide.example:8080")
    seen = json.loads(reply.body)
    assert (seen["path"], seen["query"]) == ("/en/search/", "q=a%26b")
    assert seen["HTTP_HOST"] == "guide.example:8080"
    assert seen["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "http"
    assert re.fullmatch(r"[0-9a-f]{32}", seen["HTTP_X_REQUEST_ID"])


def test_an_https_proxy_in_front_is_believed_about_scheme_and_client(port: int) -> None:
    """Of a chain of addresses, the last one that is not a private proxy's is the client's."""
    reply = ask(
        port, "/", X_Forwarded_Proto="https", X_Forwarded_For="198.51.100.9, 203.0.113.7, 10.0.0.2"
    )
    seen = json.loads(reply.body)
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"
    assert seen["HTTP_X_FORWARDED_FOR"] == "203.0.113.7"


def test_a_made_up_scheme_or_request_id_is_not_passed_on(port: int) -> None:
    """What a visitor invents stops here."""
    seen = json.loads(ask(port, "/", X_Forwarded_Proto="gopher", X_Request_ID="mine").body)
    assert seen["HTTP_X_FORWARDED_PROTO"] == "http"
    assert seen["HTTP_X_REQUEST_ID"] != "mine"


def test_the_server_does_not_tell_its_version(port: int) -> None:
    """Neither a page nor an error names the release."""
    assert ask(port, "/").headers["Server"] == "nginx"


def test_text_is_compressed_for_those_who_accept_it(port: int) -> None:
    """Machine files are as compressible as pages."""
    reply = ask(port, "/api/v1/schemes", Accept_Encoding="gzip")
    assert reply.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in reply.headers["Vary"]
    assert json.loads(gzip.decompress(reply.body))["path"] == "/api/v1/schemes"
    assert ask(port, "/api/v1/schemes").headers["Content-Encoding"] is None


@pytest.mark.parametrize(
    ("path", "client"),
    [
        ("/staff/login/", "203.0.113.20"),
        ("/zh-hk/report/", "203.0.113.21"),
        ("/en/report/", "203.0.113.22"),
    ],
)
def test_posting_too_often_is_answered_429_in_both_languages(
    port: int, path: str, client: str
) -> None:
    """One address may post a handful of times; reading, and everyone else, goes on."""
    posts = [ask(port, path, "POST", b"a=b", X_Forwarded_For=client) for _ in range(8)]
    assert [post.status for post in posts] == [200] * 6 + [429] * 2
    refusal = posts[-1]
    assert refusal.headers["Retry-After"] == "60"
    assert "utf-8" in refusal.headers["Content-Type"]
    assert "請一分鐘後再試" in refusal.body.decode()
    assert "try again" in refusal.body.decode()
    assert ask(port, path, X_Forwarded_For=client).status == 200
    assert ask(port, path, "POST", b"a=b", X_Forwarded_For="203.0.113.99").status == 200


def test_reading_often_is_never_limited(port: int) -> None:
    """A reader who opens many pages is not an attacker."""
    paths = ["/en/report/", "/staff/login/", "/en/"] * 10
    assert {ask(port, path, X_Forwarded_For="203.0.113.30").status for path in paths} == {200}


def test_a_body_over_two_megabytes_is_refused_and_one_under_is_taken(port: int) -> None:
    """The limit is told in words."""
    taken = ask(port, "/en/consultation/gic/feedback/", "POST", b"x" * (2 * MEGABYTE))
    assert json.loads(taken.body)["received"] == 2 * MEGABYTE
    refused = ask(port, "/en/consultation/gic/feedback/", "POST", b"x" * (2 * MEGABYTE + 1))
    assert refused.status == 413
    assert "2 MB" in refused.body.decode()


def test_an_absent_application_is_a_503_in_both_languages(tmp_path: Path) -> None:
    """While the application restarts, visitors are told to come back."""
    with proxy(tmp_path, free_port()) as port:
        reply = ask(port, "/zh-hk/")
    assert reply.status == 503
    assert reply.headers["Retry-After"] == "60"
    assert "網站暫時未能使用" in reply.body.decode()
    assert "briefly unavailable" in reply.body.decode()
