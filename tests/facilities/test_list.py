"""The facility list: each filter alone and together, and whatever else an address may hold."""

import pytest
from django.http import QueryDict

from publishing.paging import PER_PAGE
from tests.factories import add, empty_the_site, state, succession, t
from tests.markup import HAN, Markup, read

pytestmark = pytest.mark.django_db
EVERY = ["anvil", "bellows", "crucible", "dome"]


@pytest.fixture(autouse=True)
def _facilities() -> None:
    """Four facilities that differ in everything that is filtered by."""
    empty_the_site()
    for slug, zh, en in [("north", "北大學", "North University"), ("south", "南大學", "South U")]:
        add("organisations", slug, name=t(zh, en))
    add("topics", "optics", name=t("光學", "Optics"))
    add("topics", "metals", name=t("金屬", "Metals"))
    add(
        "facilities",
        "anvil",
        name=t("鐵砧研究所", "Anvil Institute"),
        abbreviation="A&I",
        hosts=["north"],
        topics=["metals"],
        district="southern",
        states=[state("now", "operating", 2020), state("later", "ended", 2099)],
    )
    add(
        "facilities",
        "bellows",
        name=t("風箱實驗室", "Bellows Laboratory"),
        facility_kind="innohk_laboratory",
        hosts=["north", "south"],
        topics=["metals", "optics"],
        successions=[succession("was", other_name=t("舊爐", "Old Furnace"))],
    )
    add(
        "facilities",
        "crucible",
        name=t("坩堝中心", "Crucible Centre"),
        description=t("佔地100%。", "Takes 100% of it."),
        facility_kind="rd_centre",
        topics=["optics"],
        district="sha-tin",
    )
    add("facilities", "dome", name=t("穹頂研究所", "Dome Institute"), district="southern")


def page(client, language: str = "en", expect: int = 200, **query) -> Markup:
    """One page of the list."""
    response = client.get(f"/{language}/facilities/", query)
    assert response.status_code == expect
    return read(response.content)


def slugs(markup: Markup) -> list[str]:
    """The facilities of a page, in order."""
    lists = {"/zh-hk/facilities/state-key-laboratories/", "/en/facilities/state-key-laboratories/"}
    found = () if markup.with_class("empty") else markup.links
    parts = [link.split("/") for link in found if link not in lists]
    return [part[3] for part in parts if part[2:3] == ["facilities"] and len(part) == 5 and part[3]]


def count(markup: Markup) -> str:
    """The line that says how many there are."""
    return markup.one("p", role="status").text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, EVERY),
        ({"kind": "institute"}, ["anvil", "dome"]),
        ({"kind": "park"}, []),
        ({"host": "north"}, ["anvil", "bellows"]),
        ({"host": "south"}, ["bellows"]),
        ({"host": "nowhere"}, []),
        ({"topic": "optics"}, ["bellows", "crucible"]),
        ({"district": "southern"}, ["anvil", "dome"]),
        ({"district": "southern", "host": "north"}, ["anvil"]),
        ({"topic": "metals", "host": "south", "kind": "innohk_laboratory"}, ["bellows"]),
        ({"topic": "metals", "district": "sha-tin"}, []),
        ({"q": "institute", "district": "southern", "topic": "metals"}, ["anvil"]),
        ({"kind": ["park", "institute"]}, ["anvil", "dome"]),
        ({"unheard": "of"}, EVERY),
        ({"q": "鐵砧"}, ["anvil"]),
        ({"q": "bellow"}, ["bellows"]),
        ({"q": "CENTRE crucible"}, ["crucible"]),
        ({"q": "a&i"}, ["anvil"]),
        ({"q": "old furnace"}, ["bellows"]),
        ({"q": "舊爐"}, ["bellows"]),
        ({"q": "dome"}, ["dome"]),
        ({"q": "100%"}, ["crucible"]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"q": "😀"}, []),
        ({"q": "'\""}, []),
    ],
    ids=str,
)
def test_filters_leave_what_fits(client, query: dict, expected: list[str]) -> None:
    found = page(client, **query)
    assert sorted(slugs(found)) == expected
    assert count(found).startswith(str(len(expected)))
    assert bool(found.with_class("empty")) == (not expected)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "nonsense"),
        ("district", "nonsense"),
        ("host", "a b"),
        ("topic", "\x00"),
        ("page", "0"),
        ("page", "first"),
        ("q", "\x00"),
        ("q", "a" * 10_000),
    ],
)
def test_a_value_that_makes_no_sense_is_named_and_kept(client, language, name, value) -> None:
    found = page(client, language, expect=400, **{name: value})
    message = found.one("div", id="errors").text
    assert bool(HAN.search(message)) == (language == "zh-hk")
    assert sorted(slugs(found)) == EVERY
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    if name != "page":
        assert found.all("input", name=name, value=value)


@pytest.mark.parametrize("words", ["a" + " a" * 99, "研" * 200, "'; --", "%ff"])
def test_long_and_odd_words_never_break(client, words: str) -> None:
    assert page(client, q=words).one("input", id="id_q").attributes["value"] == words


@pytest.mark.parametrize(
    ("language", "texts"), [("en", ["0 facilities", "1 facility"]), ("zh-hk", ["0", "1"])]
)
def test_the_count_is_told_in_words(client, language, texts: list[str]) -> None:
    told = [count(page(client, language, q=q)) for q in ("nowhere", "anvil")]
    assert all(line.startswith(text) for line, text in zip(told, texts, strict=True))


def test_the_state_is_that_of_today(client) -> None:
    assert [e.text for e in page(client, q="anvil").with_class("state")] == ["In operation"]


def test_a_facility_without_trail_or_host_says_so(client) -> None:
    row = page(client, q="dome").with_class("rows")[0].text
    assert "Not known" in row
    assert "not stated" in row


def test_each_choice_has_a_link_that_takes_it_alone_away(client, language) -> None:
    chosen = {"q": "institute", "kind": "institute", "host": "north", "district": "southern"}
    found = page(client, language, **chosen, page="1")
    links = [e for e in found.all("a", rel="nofollow") if "×" in e.text]
    left = [QueryDict(link.attributes["href"][1:]).dict() for link in links]
    assert left == [{k: v for k, v in chosen.items() if k != name} for name in chosen]
    assert "?" in found.links


def test_choices_are_told_in_words(client) -> None:
    found = page(client, host="north", topic="metals", kind="institute")
    (row,) = found.with_class("chosen")
    for words in ("Host: North University", "Topic: Metals", "Kind: Research institute"):
        assert words in row.text


def test_every_count_is_what_its_link_gives(client) -> None:
    found = page(client, topic="metals")
    numbers = [int(element.text) for element in found.with_class("count")]
    facets = [e for e in found.all("li") if e.text.split(" ")[-1].isdigit()]
    links = {link.text: link.attributes["href"] for link in found.all("a", rel="nofollow")}
    checked = 0
    for item, number in zip(facets, numbers, strict=True):
        address = links.get(item.text.removesuffix(f" {number}"))
        if address:
            result = read(client.get(f"/en/facilities/{address}").content)
            assert count(result).split(" ")[0] == str(number)
            checked += 1
    assert checked >= 4


def test_pages_follow_each_other_and_keep_the_filters(client, language) -> None:
    for number in range(PER_PAGE - 1):
        add("facilities", f"extra-{number:02}", district="southern")
    first = page(client, language, district="southern")
    following = next(e for e in first.all("a") if e.attributes.get("rel") == "next")
    second = read(client.get(f"/{language}/facilities/{following.attributes['href']}").content)
    assert "district=southern" in following.attributes["href"]
    assert (len(slugs(first)), len(slugs(second))) == (PER_PAGE, 1)
    assert not set(slugs(first)) & set(slugs(second))
    assert slugs(page(client, language, district="southern", page="999")) == slugs(second)
