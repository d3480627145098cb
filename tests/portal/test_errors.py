"""Designed error pages: in the address's language, with a next step, whatever went wrong."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404
from django.test import Client
from django.urls import path

import portal.urls
from portal.urls import handler400, handler403, handler404, handler500  # noqa: F401
from tests.markup import HAN, Markup, read

pytestmark = pytest.mark.usefixtures("nothing_due")
ERRORS = {
    "broken": RuntimeError("secret detail"),
    "suspicious": SuspiciousOperation("secret detail"),
    "forbidden": PermissionDenied("secret detail"),
    "gone": Http404("secret detail"),
    "operational": OperationalError("secret detail"),
    "interface": InterfaceError("secret detail"),
    "data": DatabaseError("secret detail"),
}


def fail(request, name: str) -> None:
    """A view that raises what its address says."""
    raise ERRORS[name]


urlpatterns = [
    path("en/fail/<name>/", fail),
    path("zh-hk/fail/<name>/", fail),
    path("fail/<name>/", fail),
    *portal.urls.urlpatterns,
]
failing = pytest.mark.urls(__name__)


@pytest.fixture
def calm_client() -> Client:
    """A client that shows the error page and does not raise the error."""
    return Client(raise_request_exception=False)


def shown(answer, language: str) -> Markup:
    """The page, after what every one of ours must have."""
    found = read(answer.content)
    assert not found.problems
    assert found.one("html").attributes["lang"] == ("en" if language == "en" else "zh-HK")
    assert found.one("h1").text
    assert found.all("meta", name="robots", content="noindex")
    assert {f"/{language}/", f"/{language}/schemes/"} <= set(found.links)
    assert bool(HAN.search(found.one("h1").text)) == (language == "zh-hk")
    return found


@failing
@pytest.mark.parametrize(
    ("name", "status"), [("suspicious", 400), ("forbidden", 403), ("gone", 404)]
)
def test_an_error_has_a_page_in_the_addresss_language(calm_client, language, name, status) -> None:
    answer = calm_client.get(f"/{language}/fail/{name}/")
    assert answer.status_code == status
    shown(answer, language)
    assert b"secret detail" not in answer.content


@failing
@pytest.mark.parametrize(("asked", "language"), [("en", "en"), ("zh-TW", "zh-hk"), ("", "zh-hk")])
def test_where_the_address_names_no_language_the_browser_does(calm_client, asked, language) -> None:
    answer = calm_client.get("/fail/gone/", headers={"Accept-Language": asked})
    shown(answer, language)


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", "<script>"])
def test_a_host_that_is_not_ours_is_refused(calm_client, language, host: str) -> None:
    answer = calm_client.get(f"/{language}/", headers={"Host": host})
    assert answer.status_code == 400
    found = shown(answer, language)
    assert host.encode() not in answer.content
    assert not found.all("link", rel="canonical")


def test_more_parameters_than_anybody_needs_are_refused(calm_client, settings, language) -> None:
    """The page may not read them a second time."""
    query = "&".join("a=1" for _ in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    answer = calm_client.get(f"/{language}/schemes/?{query}")
    assert answer.status_code == 400
    shown(answer, language)


def test_a_form_larger_than_anybody_needs_is_refused(calm_client, language, settings) -> None:
    answer = calm_client.post(
        f"/{language}/report/", {"message": "a" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
    )
    assert answer.status_code == 413
    assert "1.0" in shown(answer, language).with_class("lead")[0].text


def test_a_page_that_is_not_there_keeps_nothing_of_the_address(calm_client, language) -> None:
    answer = calm_client.get(f"/{language}/<script>alert(1)</script>/?q=%22%3E%3Cscript%3E")
    found = shown(answer, language)
    assert answer.status_code == 404
    assert not found.foreign_scripts


# --- Our fault ------------------------------------------------------------------------------


def both_languages(content: bytes | str) -> Markup:
    """A page that speaks both languages, since it cannot know which one is wanted."""
    found = read(content)
    assert not found.problems
    assert found.one("html").attributes["lang"] == "zh-HK"
    assert HAN.search(found.one("h1").text)
    assert found.one("div", lang="en").text
    assert {"/zh-hk/", "/en/"} <= set(found.links)
    assert found.all("meta", name="robots", content="noindex")
    return found


@failing
@pytest.mark.parametrize("name", ["broken", "data"])
def test_an_error_of_ours_has_a_page_that_tells_nothing(calm_client, language, name: str) -> None:
    answer = calm_client.get(f"/{language}/fail/{name}/")
    assert answer.status_code == 500
    both_languages(answer.content)
    assert b"secret detail" not in answer.content
    assert "Content-Security-Policy" in answer.headers


@failing
@pytest.mark.parametrize("name", ["operational", "interface"])
def test_a_database_out_of_reach_is_a_pause_and_not_an_error(calm_client, language, name) -> None:
    answer = calm_client.get(f"/{language}/fail/{name}/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    both_languages(answer.content)


@pytest.mark.parametrize("address", ["/en/", "/zh-hk/schemes/?q=secret-words"])
def test_with_no_database_every_page_says_when_to_come_back(database_down, address: str) -> None:
    status, headers, content, cookies = database_down[address]
    assert (status, headers["Retry-After"], cookies) == (503, "120", {})
    both_languages(content)


def test_what_needs_no_database_goes_on_without_it(database_down) -> None:
    assert database_down["/robots.txt"][0] == 200
