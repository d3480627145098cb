"""The site behind its store of ready pages."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.urls import reverse

from pages.addresses import parameters_of
from pages.application import Answer, PageStore, may_be_kept
from pages.warming import Warmer
from portal.ready_pages import in_front_of, public_paths
from schemes.forms import SchemeListForm
from search.models import MissedQuery
from tests.factories import add
from tests.pages.asking import ask
from tests.pages.fake import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def django() -> WSGIHandler:
    return WSGIHandler()


@pytest.fixture
def store(django, monkeypatch) -> PageStore:
    # The end of a request would close the connection, and with it the test's transaction.
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    return PageStore(django, size=16 * 1024 * 1024, watch=Clock())


def test_every_page_of_the_sitemap_may_be_kept(site_pages) -> None:
    """But what comes of a consultation: each comment that arrives changes its figures."""
    for address, (answer, _markup) in site_pages.items():
        if address.endswith("/outcome/"):
            assert parameters_of(address) is None, address
            assert answer["Cache-Control"] == "public, max-age=0, s-maxage=1"
            continue
        assert parameters_of(address) is not None, address
        assert may_be_kept(Answer("200 OK", list(answer.items()), answer.content)), address


@pytest.mark.parametrize(
    "name",
    [
        "report",
        "report-thanks",
        "consultation-status",
        "admin:index",
        "admin:login",
        "admin:schemes_scheme_changelist",
    ],
)
def test_no_form_and_no_page_of_staff_may(name: str) -> None:
    assert parameters_of(reverse(name)) is None


@pytest.mark.parametrize(
    "path",
    [
        "/en/preview/token/",
        "/en/consultation/gic/feedback/",
        "/healthz",
        "/readyz",
        "/static/site.css",
    ],
)
def test_nor_may_previews_probes_and_files(path: str) -> None:
    assert parameters_of(path) is None


def test_lists_are_kept_by_what_their_forms_read() -> None:
    assert parameters_of("/zh-hk/schemes/") == (*SchemeListForm.base_fields, "s")


@pytest.mark.parametrize(
    "path",
    ["", "schemes/", "schemes/tvp/", "consultation/gic/", "facilities/?kind=park", "sources/"],
)
def test_a_kept_page_is_the_page(store, client, language: str, path: str) -> None:
    address = f"/{language}/{path}"
    plain = client.get(address, headers={"host": "localhost"})
    for _ in range(2):
        kept = ask(store, address)
        assert (kept.status, kept.body) == (200, plain.content)
    security = {name for name in plain.headers if name not in ("X-Request-ID", "Content-Length")}
    assert {name: plain[name] for name in security} == {
        name: kept.headers[name] for name in security
    }
    assert len(store.memory.pages) == 1


def test_both_languages_have_pages_of_their_own(store) -> None:
    assert ask(store, "/en/").body != ask(store, "/zh-hk/").body
    english = ask(store, "/en/", HTTP_ACCEPT_LANGUAGE="zh-HK")
    assert english.headers["Content-Language"] == "en"
    assert len(store.memory.pages) == 2


def test_a_page_does_not_show_what_it_does_not_read(store) -> None:
    page = ask(store, "/en/schemes/?utm_source=letter&category=research&status=")
    assert b"letter" not in page.body
    assert page.body == ask(store, "/en/schemes/?category=research").body
    assert len(store.memory.pages) == 1


def test_what_a_signed_in_editor_gets_is_what_everyone_gets(store, editor) -> None:
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in editor_cookies(editor))
    assert ask(store, "/en/schemes/", HTTP_COOKIE=cookie) == ask(store, "/en/schemes/")


def editor_cookies(user) -> list:
    """The cookies of a session of the user."""
    client = Client()
    client.force_login(user)
    return list(client.cookies.items())


@pytest.mark.parametrize(
    ("address", "status"),
    [("/en/schemes/?min=much", 400), ("/en/schemes/nowhere/", 404), ("/en/nowhere/", 404)],
)
def test_errors_are_not_kept(store, address: str, status: int) -> None:
    for _ in range(2):
        answer = ask(store, address)
        assert (answer.status, "ETag" in answer.headers) == (status, False)
    assert not store.memory.pages


@pytest.mark.parametrize(
    "address",
    [
        "/en/schemes/finder/?who=company",
        "/en/schemes/finder/?ask=who",
        "/en/schemes/tvp/?cost=900000",
        "/en/schemes/compare/?s=tvp&s=ess&cost=900000",
        "/en/search/?q=qqzzqq",
    ],
)
def test_what_a_reader_said_is_not_kept(store, address: str) -> None:
    for _ in range(2):
        answer = ask(store, address)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "private, no-cache")
    assert not store.memory.pages


def test_each_search_in_vain_is_counted(store) -> None:
    for _ in range(3):
        ask(store, "/en/search/?q=qqzzqq")
    assert MissedQuery.objects.get(text="qqzzqq").times == 3


@pytest.mark.parametrize("name", ["feed.atom", "calendar.ics"])
def test_a_project_s_feed_and_calendar_are_kept(store, name: str) -> None:
    assert ask(store, f"/en/consultation/gic/{name}").status == 200
    assert len(store.memory.pages) == 1


def test_a_scheduled_record_is_not_kept_before_its_time(store) -> None:
    scheme = add("schemes", "made", state="draft")
    assert ask(store, "/en/schemes/made/").status == 404
    scheme.state = "published"
    scheme.save()
    store.watch.roll()
    assert ask(store, "/en/schemes/made/").status == 200
    scheme.state = "withdrawn"
    scheme.save()
    store.watch.roll()
    assert ask(store, "/en/schemes/made/").status == 404
    assert not store.memory.pages


# --- Warming --------------------------------------------------------------------------------


@pytest.fixture
def warmer(store, monkeypatch) -> Warmer:
    monkeypatch.setattr("pages.warming.time.sleep", lambda seconds: None)
    return Warmer(store, lambda: ["/en/", "/en/schemes/", "/en/nowhere/", "/en/report/"])


def test_the_sitemap_s_pages_are_known() -> None:
    paths = list(public_paths())
    assert paths[:2] == ["/zh-hk/", "/en/"]
    assert "/zh-hk/schemes/tvp/" in paths
    assert all(parameters_of(path) is not None for path in paths)


def test_pages_are_made_before_anybody_asks(store, warmer) -> None:
    ask(store, "/en/glossary/")
    warmer.warm()
    pages = store.memory.pages
    assert {address.path for address in pages} == {"/en/glossary/", "/en/", "/en/schemes/"}
    assert all(page.is_squeezed for page in pages.values())
    store.django = None  # nothing is left to be asked
    assert ask(store, "/en/schemes/").status == 200


def test_where_no_site_is_known_nothing_is_kept(store, warmer) -> None:
    warmer.warm()
    assert not store.memory.pages


def test_earlier_versions_are_forgotten_and_queries_left_to_readers(store, warmer) -> None:
    for address in ("/en/", "/en/schemes/?category=research"):
        ask(store, address)
    store.watch.roll()
    warmer.warm()
    assert {page.version for page in store.memory.pages.values()} == {store.watch.version}
    assert not [address for address in store.memory.pages if address.query]


def test_a_newer_version_ends_the_round(store, warmer, monkeypatch) -> None:
    ask(store, "/en/")
    made = []

    def make(address, version) -> None:
        made.append(address)
        store.watch.roll()

    store.watch.roll()
    monkeypatch.setattr(store, "make", make)
    warmer.warm()
    assert len(made) == 1


@pytest.mark.parametrize("rests", [True, False])
def test_it_rests_only_while_readers_ask(store, warmer, monkeypatch, rests: bool) -> None:
    ask(store, "/en/glossary/")
    slept: list[float] = []
    monkeypatch.setattr("pages.warming.time.sleep", slept.append)
    monkeypatch.setattr("pages.warming.BUSY", 3600.0 if rests else 0.0)
    warmer.warm()
    assert bool(slept) == rests


def test_while_developing_nothing_stands_in_front(django, settings) -> None:
    settings.DEBUG = True
    assert in_front_of(django) is django
