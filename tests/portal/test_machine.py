"""Answers for machines: probes, robots, the sitemap and the security contact."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from tests.portal.conftest import NOON

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_the_process_says_that_it_answers_without_a_database(client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_the_site_is_ready_when_its_database_is(client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_without_a_database_it_lives_but_is_not_ready(database_down) -> None:
    assert database_down["/healthz"][0] == 200
    status, _, said, _ = database_down["/readyz"]
    assert (status, said) == (503, '{"status": "no database"}')


# --- Robots ---------------------------------------------------------------------------------


def test_robots_may_read_all_but_forms_and_the_staff_site(client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /staff/",
        "Disallow: /zh-hk/report/",
        "Disallow: /en/report/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_robots_are_sent_to_the_public_address(client, settings) -> None:
    settings.PUBLIC_URL = "https://guide.example.hk"
    assert b"Sitemap: https://guide.example.hk/sitemap.xml" in client.get("/robots.txt").content


# --- Sitemap --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_sitemap_names_every_page_in_both_languages_with_its_twin(client) -> None:
    answer = client.get("/sitemap.xml")
    urls = ElementTree.fromstring(answer.content).findall("s:url", SPACES)
    named = {url.find("s:loc", SPACES).text for url in urls}
    assert len(named) == len(urls)
    assert {"http://testserver/en/", "http://testserver/zh-hk/schemes/tvp/"} <= named
    for url in urls:
        twins = {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", SPACES)
        }
        own = url.find("s:loc", SPACES).text
        assert own in twins.values()
        assert set(twins.values()) <= named
        assert len(twins) == 2
        assert all(f"/{code.lower()}/" in address for code, address in twins.items())


@pytest.mark.django_db
def test_the_sitemap_says_when_a_record_was_last_saved(client) -> None:
    text = client.get("/sitemap.xml").content.decode()
    (saved,) = re.findall(r"<loc>http://testserver/en/schemes/tvp/</loc><lastmod>(.*?)<", text)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", saved)


# --- Security contact -----------------------------------------------------------------------

SECURITY = "/.well-known/security.txt"


@pytest.mark.django_db
def test_without_a_contact_there_is_no_security_txt(client) -> None:
    assert client.get(SECURITY).status_code == 404


def test_the_security_contact_is_told_with_an_end(client, settings, clock) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    answer = client.get(SECURITY)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines == {
        "Contact": "mailto:security@example.org",
        "Expires": f"{NOON + timedelta(days=180):%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages": "zh-HK, en",
    }


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt"])
def test_machines_get_no_cookie(client, path: str) -> None:
    assert not client.get(path).cookies
