"""What comes first, and why."""

from datetime import timedelta

import pytest
from django.utils import translation

from publishing.dates import today
from search.freshness import index_pending
from search.queries import find
from search.registry import KINDS, kind_of
from tests.factories import add, clause, empty_the_site, status, succession, t
from tests.search.asked import names_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _alone() -> None:
    empty_the_site()


def found(words: str, language: str = "en", **options) -> list[str]:
    """The slugs that are found, in order."""
    index_pending()
    with translation.override(language):
        return [name.partition("/")[2] for name in names_of(find(words, **options).pks)]


def test_an_exact_abbreviation_or_name_is_first_whatever_else_speaks() -> None:
    zebra = t("斑馬計劃", "Zebra Scheme")
    add("schemes", "herd", name=t("ZBR斑馬", "ZBR ZBR Zebra"), summary=zebra, description=zebra)
    add("schemes", "closed", name=zebra, abbreviation="ZBR", statuses=[status("s", "closed", 2020)])
    assert found("zbr")[0] == found("ZBR", "zh-hk")[0] == "closed"
    assert found("zebra scheme")[0] == found("斑馬計劃", "zh-hk")[0] == "closed"
    assert found("斑马计划")[0] == "closed"


@pytest.mark.parametrize("language", ["zh-hk", "en"])
def test_the_longest_names_are_known_alone_and_within_long_sentences(language: str) -> None:
    add("schemes", "other", name=t("斑馬" * 20, "Zebra"), description=t("袋鼠斑馬", "Okapi zebra"))
    long = t(
        "條紋斑馬與袋鼠及其他各種動物研究資助計劃暨國家工程中心香港分中心", "Stripes " * 9 + "Fund"
    )
    add("schemes", "long", name=long)
    assert found(long[language], language)[0] == "long"
    add("schemes", "short", name=t("羚羊券", "Okapi Ticket"), abbreviation="OKT")
    sentence = {
        "zh-hk": "請問我們這一間在香港成立已有數年的小型公司現時"
        "是否仍然可以向有關部門遞交羚羊券的申請表格",
        "en": "could you please tell us whether a small company that was set up in Hong Kong some "
        "years ago and makes toys can still send in a form for the Okapi Ticket this summer",
    }
    assert found(sentence[language], language)[0] == "short"


def test_a_present_name_comes_before_a_former_one() -> None:
    was = succession("was", other_name=t("斑馬", "Zebra"))
    add("schemes", "a-was", name=t("羚羊", "Okapi"), successions=[was])
    add("schemes", "z-is", name=t("斑馬", "Zebra"))
    assert found("zebra") == found("斑馬") == ["z-is", "a-was"]


def test_title_then_summary_then_the_rest() -> None:
    zebra = t("斑馬在此", "A zebra is here")
    add("schemes", "a", clauses=[clause("c", text=zebra)])
    add("schemes", "b", summary=zebra)
    add("schemes", "c", name=t("斑馬", "Zebra crossing of some sort"))
    assert found("zebra") == found("斑馬", "zh-hk") == ["c", "b", "a"]


def test_the_pages_language_comes_first_and_the_other_is_found_too() -> None:
    add("schemes", "a", summary=t("ZQX在此。", "Nothing."))
    add("schemes", "b", summary=t("沒有。", "ZQX here."))
    assert found("zqx", "zh-hk") == ["a", "b"]
    assert found("zqx", "en") == ["b", "a"]


def test_open_ones_come_before_closed_ones_that_answer_as_well() -> None:
    for slug, state in (("a", "closed"), ("b", "open"), ("c", "closed")):
        add(
            "schemes", slug, name=t("斑馬資助", "Zebra grants"), statuses=[status("s", state, 2020)]
        )
    assert found("zebra")[0] == found("斑馬", "zh-hk")[0] == "b"


def test_a_last_day_that_has_passed_closes_without_being_indexed_anew(monkeypatch) -> None:
    last = (today() + timedelta(3)).isoformat()
    add("schemes", "a", name=t("斑馬甲", "Zebra one"), statuses=[status("s", closes_on=last)])
    add("schemes", "b", name=t("斑馬乙", "Zebra two"), statuses=[status("s")])
    assert found("zebra") == ["a", "b"]
    later = today() + timedelta(4)
    monkeypatch.setattr("search.queries.today", lambda: later)
    assert found("zebra") == ["b", "a"]


def test_what_few_hold_says_more_than_what_many_do() -> None:
    for number in range(5):
        add("schemes", f"common-{number}", name=t("普通計劃", f"Common zebra {number}"))
    add("schemes", "rare", name=t("罕有計劃", "Rare quokka"))
    assert found("zebra quokka")[0] == "rare"


@pytest.mark.parametrize("words", ["券", "試券", "製券", "制券"])
def test_one_character_and_the_end_of_a_run_are_found(words: str) -> None:
    add("schemes", "voucher", name=t("試製券", "Voucher"))
    assert found(words, "zh-hk") == ["voucher"]


@pytest.mark.parametrize(
    ("words", "language", "meant"),
    [
        ("vouchr", "en", "voucher"),
        ("vuocher", "en", "voucher"),
        ("vouchher", "en", "voucher"),
        ("technlogy voucher", "en", "technology voucher"),
        ("科技卷", "zh-hk", "科技券"),
        ("科技技券", "zh-hk", "科技券"),
        ("科券", "zh-hk", "科技券"),
        ("科券技", "zh-hk", "科技券"),
        ("科技卷申請", "zh-hk", "科技券申請"),
        ("研究人材庫", "zh-hk", "研究人才庫"),
        ("研究人材库", "zh-hk", "研究人才库"),
    ],
)
def test_slips_are_mended(words: str, language: str, meant: str) -> None:
    add("schemes", "voucher", name=t("科技券", "Technology Voucher"))
    add("schemes", "hub", name=t("研究人才庫", "Research Talent Hub"))
    index_pending()
    with translation.override(language):
        mended = find(words)
        typed = find(words, exact=True)
    assert mended.instead == typed.meant == meant
    assert mended.pks
    assert not typed.instead


def test_a_slip_never_leads_to_what_is_hidden() -> None:
    add("schemes", "hidden", name=t("斑馬券", "Quokkavoucher"), state="draft")
    assert found("quokkavouchr") == []
    index_pending()
    with translation.override("en"):
        results = find("quokkavouchr")
    assert not results.instead
    assert not results.meant


def test_a_strict_search_wants_every_part() -> None:
    add("schemes", "one", name=t("斑馬", "Zebra"))
    add("schemes", "both", name=t("斑馬袋鼠", "Zebra quokka"))
    add("facilities", "both-too", name=t("斑馬袋鼠所", "Zebra quokka institute"))
    assert found("zebra quokka", strict=True, kind="scheme") == ["both"]
    assert set(found("zebra quokka")) == {"both", "both-too"}
    assert found("zebra quokka okapi crossing", strict=True) == []
    assert found("zebra quokka okapi")


def test_a_word_that_asks_for_a_kind_brings_it_forward() -> None:
    add("schemes", "a", name=t("斑馬", "Zebra"))
    add("facilities", "b", name=t("斑馬", "Zebra"))
    for words, code in (("zebra laboratory", "facility"), ("zebra subsidy", "scheme")):
        index_pending()
        with translation.override("en"):
            assert kind_of(find(words).pks[0] % KINDS).code == code
