"""Every public page of the real content, in both languages."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError

from portal.models import Page
from publishing.models import SlugRedirect
from publishing.models.record import RESERVED_SLUGS
from schemes.models import Scheme
from tests.markup import read

pytestmark = pytest.mark.django_db
HTML = {"zh-hk": "zh-HK", "en": "en"}
HOST = "http://testserver"


def language_of(address: str) -> str:
    """The language an address names."""
    return address.split("/")[1]


def twin_of(address: str) -> str:
    """The same address in the other language."""
    own = language_of(address)
    return address.replace(f"/{own}/", f"/{'en' if own == 'zh-hk' else 'zh-hk'}/", 1)


# --- What every page has --------------------------------------------------------------------


def test_there_are_pages_of_every_sort_in_both_languages(sitemap) -> None:
    sorts = Counter(re.sub(r"[^/]+/$", "", address) for address in sitemap)
    for language in HTML:
        tools = {f"/{language}/schemes/{name}/" for name in RESERVED_SLUGS} & set(sitemap)
        schemes = sorts[f"/{language}/schemes/"] - len(tools)
        assert schemes == Scheme.objects.published().count()
        assert sorts[f"/{language}/"] >= 9
        for part in ("facilities", "figures", "consultation"):
            assert sorts[f"/{language}/{part}/"] > 0


def test_every_page_answers(site_pages) -> None:
    assert {answer.status_code for answer, _ in site_pages.values()} == {200}


def test_every_page_says_its_language(site_pages) -> None:
    for address, (answer, markup) in site_pages.items():
        expected = HTML[language_of(address)]
        assert markup.one("html").attributes["lang"] == expected, address
        assert answer["Content-Language"] == expected, address


def test_every_page_has_one_heading_a_title_of_its_own_and_a_description(site_pages) -> None:
    titles = Counter()
    for address, (_, markup) in site_pages.items():
        assert markup.one("h1").text, address
        (title, *_drawings) = markup.all("title")
        assert title.text.strip(" ·"), address
        assert markup.one("meta", name="description").attributes["content"], address
        if "/figures/" not in address:  # two records may have figures of one name
            titles[language_of(address), title.text] += 1
    assert not [title for title, count in titles.items() if count > 1]


def test_every_page_is_well_formed_with_ids_that_stand_once(site_pages) -> None:
    for address, (_, markup) in site_pages.items():
        assert not markup.problems, address
        assert not [name for name, count in Counter(markup.ids).items() if count > 1], address


def test_every_page_names_itself_and_its_twin(site_pages) -> None:
    for address, (_, markup) in site_pages.items():
        assert markup.one("link", rel="canonical").attributes["href"] == HOST + address
        twins = {
            link.attributes["hreflang"]: link.attributes["href"]
            for link in markup.all("link", rel="alternate")
        }
        own, other = language_of(address), language_of(twin_of(address))
        assert twins == {HTML[own]: HOST + address, HTML[other]: HOST + twin_of(address)}
        (link,) = markup.with_class("twin")
        assert link.attributes["href"] == twin_of(address)
        assert link.attributes["lang"] == link.attributes["hreflang"] == HTML[other]


def test_every_twin_is_a_page(site_pages) -> None:
    assert {twin_of(address) for address in site_pages} == set(site_pages)


def _anchors(answer) -> set[str]:
    """The ids that a link can lead to; a file for another program has none but its beginning."""
    if answer.status_code != 200:
        return set()
    html = answer["Content-Type"].startswith("text/html")
    return set(read(answer.content).ids) if html else {"main"}


def test_every_link_within_the_site_leads_somewhere(client, site_pages, sitemap) -> None:
    """Anchors too: to an id on the same page, or on the one that is named."""
    there, wrong = set(sitemap), set()
    ids = {address: set(markup.ids) for address, (_, markup) in site_pages.items()}
    for address, (_, markup) in site_pages.items():
        for link in map(urlsplit, set(markup.links)):
            target = link.path or address
            if link.scheme or link.query or (target in there and not link.fragment):
                continue
            if target not in ids:
                ids[target] = _anchors(client.get(target))
            if (link.fragment or "main") not in ids[target]:
                wrong.add((address, link.geturl()))
    assert not wrong


def test_no_page_sets_a_cookie_or_differs_by_one(site_pages) -> None:
    for address, (answer, _) in site_pages.items():
        assert not answer.cookies, address
        assert "cookie" not in answer.get("Vary", "").lower(), address


# --- The twin -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["category=talent&sort=name", "q=%E7%A0%94%E7%99%BC+%26+a%22", "on=2024-01-01&page=2"]
)
def test_the_twin_of_a_list_keeps_what_was_asked(client, language, query: str) -> None:
    found = read(client.get(f"/{language}/schemes/?{query}").content)
    (link,) = found.with_class("twin")
    assert link.attributes["href"] == twin_of(f"/{language}/schemes/?{query}")
    assert found.one("link", rel="canonical").attributes["href"] == f"{HOST}/{language}/schemes/"


def test_the_twin_of_a_page_that_is_not_there_is_in_the_other_language(client, language) -> None:
    (link,) = read(client.get(f"/{language}/nowhere/").content).with_class("twin")
    assert link.attributes["href"] == twin_of(f"/{language}/nowhere/")


# --- The door -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        (None, "zh-hk"),
        ("", "zh-hk"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("EN-us", "en"),
        ("zh-HK", "zh-hk"),
        ("zh-Hant-TW", "zh-hk"),
        ("zh-CN,en;q=0.5", "zh-hk"),
        ("zh", "zh-hk"),
        ("en;q=0.5,zh-TW;q=0.8", "zh-hk"),
        ("fr", "zh-hk"),
        ("fr,en;q=0.1", "en"),
        ("*", "zh-hk"),
        ("\xff;;q=,,=;" * 50, "zh-hk"),
    ],
)
def test_the_door_leads_to_the_browsers_language(client, asked, language: str) -> None:
    headers = {} if asked is None else {"Accept-Language": asked}
    answer = client.get("/", headers=headers)
    assert (answer.status_code, answer.url) == (302, f"/{language}/")
    assert "Accept-Language" in answer["Vary"]
    assert not answer.cookies


@pytest.mark.parametrize("asked", ["en", "zh-HK"])
def test_only_the_address_decides_a_pages_language(client, language, asked: str) -> None:
    client.cookies["django_language"] = asked.lower()
    answer = client.get(f"/{language}/", headers={"Accept-Language": asked})
    assert read(answer.content).one("html").attributes["lang"] == HTML[language]
    assert "Accept-Language" not in answer.get("Vary", "")


# --- Former and unknown addresses -----------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schemes/rfs/", "schemes/nifs/"),
        ("schemes/rttp/", "schemes/nittp/"),
        (
            "facilities/skl-molecular-neuroscience/",
            "facilities/skl-nervous-system-disorders/",
        ),
    ],
)
def test_a_former_address_leads_to_the_present_one_for_good(client, language, old, new) -> None:
    answer = client.get(f"/{language}/{old}")
    assert (answer.status_code, answer.url) == (301, f"/{language}/{new}")
    assert client.get(answer.url).status_code == 200


def test_a_former_address_of_another_kind_leads_nowhere(client, language) -> None:
    assert client.get(f"/{language}/facilities/rfs/").status_code == 404


def test_a_former_address_of_what_is_not_shown_is_not_found_in_the_end(client) -> None:
    Scheme.objects.filter(slug="nifs").update(state="draft")
    assert client.get("/en/schemes/rfs/", follow=True).status_code == 404


@pytest.mark.parametrize("page", ["", "plan/", "outcome/"])
def test_a_projects_former_address_leads_on(client, language, page) -> None:
    SlugRedirect.objects.create(kind="consultation.project", old_slug="old-gic", slug="gic")
    answer = client.get(f"/{language}/consultation/old-gic/{page}")
    assert (answer.status_code, answer.url) == (301, f"/{language}/consultation/gic/{page}")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "schemes/nowhere/",
            "schemes/TVP/",
            "schemes/tvp/more/",
            "schemes/ tvp/",
            "schemes/%00/",
            "nowhere/",
        ),
        *("facilities/nowhere/", "figures/nowhere/", "consultation/nowhere/"),
        *("../settings.py", "schemes/..%2f..%2f/", "研究/", "about/nowhere/"),
    ],
)
def test_what_is_not_there_is_not_found_in_the_pages_language(client, language, path) -> None:
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 404
    assert read(answer.content).one("html").attributes["lang"] == HTML[language]


@pytest.mark.parametrize("path", ["/fr/", "/zh/schemes/", "/schemes/tvp/", "/zh-tw/", "/EN/"])
def test_an_address_in_no_language_of_ours_is_not_found(client, path: str) -> None:
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert read(answer.content).one("html").attributes["lang"] == "en"


def test_a_missing_last_slash_is_put_right(client, language) -> None:
    answer = client.get(f"/{language}/schemes/tvp?a=1")
    assert (answer.status_code, answer.url) == (301, f"/{language}/schemes/tvp/?a=1")


@pytest.mark.parametrize("slug", ["finder", "compare", "feed", "feedback", "outcome", "search"])
def test_a_reserved_address_cannot_be_a_records(slug: str) -> None:
    with pytest.raises(ValidationError, match=slug):
        Page(slug=slug).clean_fields(exclude=["state"])
