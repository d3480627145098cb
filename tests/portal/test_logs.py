"""One line of JSON a request that holds nothing a person typed, and ids to find lines by."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import path

import portal.urls
from portal.urls import handler400, handler404, handler500  # noqa: F401

pytestmark = pytest.mark.usefixtures("nothing_due")
TYPED = "my-secret-words"
ID = re.compile(r"[0-9a-f]{32}")


def fail(request, name: str = "") -> None:
    """A view that breaks while another line is logged."""
    logging.getLogger("schemes").warning("about to fail")
    raise RuntimeError("broken")


urlpatterns = [path("en/fail/<name>/", fail, name="failing"), *portal.urls.urlpatterns]
failing = pytest.mark.urls(__name__)


@pytest.fixture
def lines() -> Iterator:
    """Read what the site's own handler has written so far, one object a line."""
    root = logging.getLogger()
    (handler,) = [h for h in root.handlers if h.name == "stderr"]
    written, level = io.StringIO(), root.level
    before = handler.setStream(written)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    handler.setStream(before)
    root.setLevel(level)


@pytest.fixture
def calm_client() -> Client:
    """A client that shows the error page and does not raise the error."""
    return Client(raise_request_exception=False)


# --- One line a request ---------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/en/schemes/?q=" + TYPED, {"route": "schemes:list", "status": 200, "language": "en"}),
        ("/zh-hk/schemes/tvp/", {"route": "schemes:detail", "status": 200, "language": "zh-hk"}),
        ("/en/schemes/rfs/", {"route": "schemes:detail", "status": 301, "language": "en"}),
        (f"/en/schemes/{TYPED}/", {"route": "schemes:detail", "status": 404, "language": "en"}),
        (f"/en/nowhere/{TYPED}/", {"route": None, "status": 404, "language": "en"}),
        (f"/en/schemes/?min={TYPED}", {"route": "schemes:list", "status": 400, "language": "en"}),
        ("/", {"route": "door", "status": 302, "language": "zh-hk"}),
    ],
)
def test_a_request_is_one_line_with_route_language_status_and_time(
    client, lines, address: str, expected: dict
) -> None:
    client.get(address)
    (line,) = lines()
    assert {name: line[name] for name in expected} == expected
    assert (line["method"], line["name"], line["levelname"]) == ("GET", "portal.request", "INFO")
    assert line["ms"] >= 0
    assert ID.fullmatch(line["request_id"])
    assert set(line) == {
        *("asctime", "levelname", "name", "message", "request_id"),
        *("method", "route", "language", "status", "ms"),
    }
    assert TYPED not in json.dumps(line)


@pytest.mark.django_db
def test_what_a_form_holds_is_not_logged(client, lines) -> None:
    client.post("/en/report/", {"about": TYPED, "message": TYPED, "email": "reader@example.org"})
    client.post("/en/report/", {"about": TYPED, "message": "", "email": TYPED})
    text = json.dumps(lines())
    assert [line["status"] for line in lines()] == [302, 400]
    assert TYPED not in text
    assert "reader@" not in text


def test_a_stale_form_is_logged_without_what_it_held(lines) -> None:
    client = Client(enforce_csrf_checks=True)
    client.post("/en/report/?about=" + TYPED, {"message": TYPED}, headers={"Referer": "/" + TYPED})
    assert {line["name"] for line in lines()} == {"portal.request", "django.security.csrf"}
    assert TYPED not in json.dumps(lines())
    assert "/en/report/" not in json.dumps(lines())


# --- Errors ---------------------------------------------------------------------------------


@failing
def test_an_error_is_logged_with_its_trace_and_without_its_request(calm_client, lines) -> None:
    calm_client.get(f"/en/fail/{TYPED}/?q={TYPED}", headers={"Referer": TYPED, "Cookie": TYPED})
    error = next(line for line in lines() if line["name"] == "django.request")
    assert error["levelname"] == "ERROR"
    assert "RuntimeError: broken" in error["exc_info"]
    assert "request" not in error
    assert TYPED not in json.dumps(lines())
    assert "WSGIRequest" not in json.dumps(lines())


@failing
def test_all_lines_of_a_request_carry_its_id(calm_client, lines) -> None:
    answer = calm_client.get("/en/fail/a/")
    found = lines()
    assert [line["name"] for line in found] == ["schemes", "django.request", "portal.request"]
    assert {line["request_id"] for line in found} == {answer["X-Request-ID"]}
    assert found[-1]["status"] == 500


def test_a_line_outside_any_request_carries_none(lines) -> None:
    logging.getLogger("schemes").warning("by a command")
    assert [line["request_id"] for line in lines()] == ["-"]


def test_a_database_out_of_reach_is_logged_by_name_alone(without_database) -> None:
    _, logged = without_database
    told = [line for line in logged if line["message"] == "database not reachable"]
    assert {line["error"] for line in told} == {"OperationalError"}
    assert "secret-words" not in json.dumps(logged)
    assert [line["status"] for line in logged if "ms" in line] == [200, 503, 503, 503, 200]


# --- Ids ------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["0123abcd", "a" * 64, "9f1c-4e2a-AB", "12345678-90ab"])
def test_a_safe_id_from_the_front_is_taken_over(client, lines, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert answer["X-Request-ID"] == given
    assert [line["request_id"] for line in lines()] == [given]


@pytest.mark.parametrize(
    "given",
    [
        "",
        "short",
        "a" * 65,
        "with space",
        "a\tb456789",
        "<script>a",
        "研究研究研究研究",
        "a.b.c.d.e",
    ],
)
def test_any_other_id_is_replaced(client, lines, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert ID.fullmatch(answer["X-Request-ID"])
    assert [line["request_id"] for line in lines()] == [answer["X-Request-ID"]]


def test_every_request_has_an_id_of_its_own(client, lines) -> None:
    ids = {client.get("/healthz")["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3
    assert {line["request_id"] for line in lines()} == ids
