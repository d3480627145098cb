"""The search page: what it shows, and that nothing typed breaks it."""

from urllib.parse import quote

import pytest
from django.http import QueryDict

from consultation.models import ParameterVersion
from tests.factories import add, empty_the_site, status, succession, t
from tests.full_size import DRILL
from tests.markup import HAN, Markup, read
from tests.search.hostile import ODD, hostile

pytestmark = pytest.mark.django_db


def page(client, language: str = "en", expect: int = 200, **query) -> Markup:
    """One page of results."""
    response = client.get(f"/{language}/search/", query)
    assert response.status_code == expect, query
    return read(response.content)


def test_a_result_has_its_name_kind_passage_and_status(client, language) -> None:
    found = page(client, language, q="TVP")
    first = found.with_class("rows")[0].text
    assert f"/{language}/schemes/tvp/" in found.links
    words = {"zh-hk": ("科技券", "資助計劃", "已截止"), "en": ("Voucher", "Funding", "Closed")}
    for word in words[language]:
        assert word in first


def test_what_was_found_is_marked_in_the_pages_language(client) -> None:
    zh = [mark.text for mark in page(client, "zh-hk", q="科技券").all("mark")]
    en = [mark.text for mark in page(client, "en", q="科技券").all("mark")]
    assert "科技券" in zh
    assert "Technology Voucher Programme" in en
    assert not [text for text in en if HAN.search(text)]
    whole = [mark.text for mark in page(client, "zh-hk", q="葉玉如").all("mark")]
    assert set(whole) == {"葉玉如"}
    stems = [mark.text for mark in page(client, "en", q="vouchers").all("mark")]
    assert {"Voucher"} <= set(stems)


def test_a_name_brings_the_summary_and_a_question_the_passage_that_answers(client) -> None:
    rows = [page(client, "en", q=words).with_class("rows")[0] for words in ("TVP", "tvp committee")]
    assert "Paid part of what businesses and organisations spent" in rows[0].text
    assert "the TVP Committee considered" in rows[1].text


def test_kinds_are_counted_and_chosen_in_the_address(client, language) -> None:
    found = page(client, language, q="innohk")
    total = int("".join(filter(str.isdigit, found.one("p", role="status").text)))
    counts = [int(element.text) for element in found.with_class("count")]
    assert sum(counts) == total > 20
    links = [e.attributes["href"] for e in found.all("a", rel="nofollow") if "kind=" in str(e)]
    assert len(links) >= 4
    for href, count in zip(links, counts, strict=False):
        narrowed = read(client.get(f"/{language}/search/{href}").content)
        told = "".join(filter(str.isdigit, narrowed.one("p", role="status").text))
        assert int(told) == count
        assert QueryDict(href[1:])["q"] == "innohk"


def test_pages_follow_each_other(client, language) -> None:
    first = page(client, language, q="innohk")
    following = next(e for e in first.all("a") if e.attributes.get("rel") == "next")
    second = read(client.get(f"/{language}/search/{following.attributes['href']}").content)
    assert second.with_class("found")
    assert first.with_class("found")[0].text != second.with_class("found")[0].text


def test_a_closed_scheme_says_so_and_names_what_took_its_place(client, language) -> None:
    empty_the_site()
    closed = [status("s", "closed", 2024)]
    add("schemes", "old", name=t("斑馬舊計劃", "Zebra Old"), statuses=closed)
    add("schemes", "lone", name=t("斑馬孤計劃", "Zebra Lone"), statuses=closed)
    took = [succession("s", 2024, relation="replaces", other="old")]
    add("schemes", "new", name=t("袋鼠計劃", "Quokka New"), successions=took)
    found = page(client, language, q="斑馬").with_class("rows")[0].text
    words = {
        "zh-hk": ("已截止申請", "取代它的是：袋鼠計劃", "未見有其他計劃取代"),
        "en": ("Closed", "In its place: Quokka New", "No scheme is known to have taken its place."),
    }
    for text in words[language]:
        assert text in found


def test_a_successor_that_is_not_public_is_not_named(client) -> None:
    empty_the_site()
    add("schemes", "old", name=t("斑馬", "Zebra"), statuses=[status("s", "closed", 2024)])
    took = [succession("s", 2024, relation="replaces", other="old")]
    add("schemes", "new", name=t("袋鼠", "Quokka"), successions=took, state="draft")
    assert "Quokka" not in page(client, "en", q="zebra").with_class("rows")[0].text


def test_a_project_leads_to_the_page_of_its_plan_too(client, language) -> None:
    words = {"zh-hk": "國際創新中心面積", "en": "Global Innovation Centre area"}[language]
    assert f"/{language}/consultation/gic/plan/" in page(client, language, q=words).links
    ParameterVersion.objects.all().delete()
    links = page(client, language, q=words).links
    assert f"/{language}/consultation/gic/" in links
    assert f"/{language}/consultation/gic/plan/" not in links


@pytest.mark.parametrize(
    ("language", "typed", "meant"), [("zh-hk", "科技卷", "科技券"), ("en", "vouchr", "voucher")]
)
def test_a_slip_is_mended_and_can_be_insisted_on(client, language, typed, meant) -> None:
    found = page(client, language, q=typed)
    notice = found.with_class("notice")[0]
    assert typed in notice.text
    assert meant in notice.text
    assert f"/{language}/schemes/tvp/" in found.links
    (exact,) = [link for link in found.links if "exact=1" in link]
    insisted = read(client.get(f"/{language}/search/{exact}").content)
    (offer,) = [link for link in insisted.links if quote(meant) in link]
    assert (
        f"/{language}/schemes/tvp/" in read(client.get(f"/{language}/search/{offer}").content).links
    )


def test_nothing_found_says_what_to_do(client, language) -> None:
    found = page(client, language, q="zzqqxxyy")
    (empty,) = found.with_class("empty")
    assert bool(HAN.search(empty.text)) == (language == "zh-hk")
    assert {f"/{language}/schemes/", f"/{language}/facilities/"} <= set(found.links)


def test_without_words_the_page_says_what_can_be_asked(client, language) -> None:
    found = page(client, language)
    assert found.one("input", id="id_q").attributes["value"] == ""
    assert not found.with_class("results")
    assert found.with_class("lead")


@pytest.mark.parametrize("path", ["schemes/tvp/", "about/", "sources/", "nowhere/"])
def test_the_box_stands_in_every_header(client, language, path: str) -> None:
    markup = read(client.get(f"/{language}/{path}").content)
    (box,) = list(markup.all("form", role="search"))
    assert box.attributes["action"] == f"/{language}/search/"
    assert markup.one("input", id="find").attributes["name"] == "q"


def test_the_home_pages_box_searches_everything(client, language) -> None:
    markup = read(client.get(f"/{language}/").content)
    (box,) = list(markup.all("form", role="search"))
    assert box.attributes["action"] == f"/{language}/search/"


def test_a_list_mends_a_slip_and_says_so(client, language) -> None:
    typed = {"zh-hk": "科技卷", "en": "vouchr"}[language]
    markup = read(client.get(f"/{language}/schemes/", {"q": typed}).content)
    assert f"/{language}/schemes/tvp/" in markup.links
    assert typed in markup.with_class("notice")[0].text


# --- Whatever is typed ----------------------------------------------------------------------

REFUSED = ["\x00", "a\x00b", "a" * 201, "研" * 10_000, "a" * 10_000, "😀" * 5_000]


@pytest.mark.parametrize(
    "path",
    [
        *("en/search/", "zh-hk/search/", "en/schemes/", "zh-hk/facilities/"),
        "en/search/suggest/",
    ],
)
def test_odd_words_give_an_answer_and_never_break(client, path: str) -> None:
    for words in [*ODD, *hostile(60 if DRILL else 10)]:
        response = client.get(f"/{path}", {"q": words})
        assert response.status_code == 200, words


def test_hostile_inputs_are_answered(client) -> None:
    for number, words in enumerate(hostile(500 if DRILL else 60, seed=6)):
        language = ("zh-hk", "en")[number % 2]
        response = client.get(f"/{language}/search/", {"q": words})
        assert response.status_code == 200, words
        assert b"<script>" not in response.content


@pytest.mark.parametrize("words", REFUSED, ids=lambda words: f"{words[0]!r} {len(words)}")
def test_words_that_cannot_be_asked_for_are_named(client, language, words: str) -> None:
    found = page(client, language, expect=400, q=words)
    message = found.one("div", id="errors").text
    assert bool(HAN.search(message)) == (language == "zh-hk")
    assert client.get(f"/{language}/search/suggest/", {"q": words}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        *("q=%ff%fe", "q=%ed%a0%80", "%00=%00", "q=%", "=&&;;==", "q=a&page=x", "q=a&page=0"),
        *("q=a&kind=bogus", "q=a&kind=%00", "q=tvp&page=999", "q=tvp&exact=x", "q=a&q=b"),
    ],
)
def test_an_address_that_makes_no_sense_is_answered(client, language, query: str) -> None:
    assert client.get(f"/{language}/search/?{query}").status_code in (200, 400)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["search/", "search/suggest/"])
def test_searching_is_reading(client, language, method: str, path: str) -> None:
    assert getattr(client, method)(f"/{language}/{path}").status_code == 405
