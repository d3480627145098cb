"""Both languages of every published document, held to the rules of how this site writes."""

import re

import pytest

from tests.content.documents import HAN, texts

ZH, EN = "zh-hk", "en"

# A person's name and a former name stand as sourced: nobody is transliterated, and what a body
# was called in the other language may not be known. content_report names each such place.
AS_SOURCED = re.compile(r" (people \S+ name|successions \S+ other_name)$")

# Simplified characters that Big5 with the Hong Kong supplement holds as well.
SIMPLIFIED = frozenset(
    "与业东两个丽么义争亚亿从仪众优会体侨儿兴兹冈农决况凄凉减凑凛凤凭删务动医华卤却厢厦厨厮参双发变叙"
    "叠号吓吨听启吴咏响团园国圣坏块坛坟墙声壳处备复够头奥学宁宝实宪寿尔届属岚岭峥帮并庄庆庙异弥强彻忏"
    "怀怜总惊惧惨惩扑扰护担拟拥携撑斋无晋晓机条构栖样栾桥梦橱毁毡气汉汹沟沪泞泪洁洒洼济涤渊滚滨"
    "滩潜灯灵灾灿炉炖点炼炽烟猪猫献玺琼瑶瓮电画痒盖矾碍碱礼禀离秆窃窑笋笔篱类粮纤纬纺织经统缆网联耻肮"
    "胆胶脉脚艺芦苏荣药莹萤萦虬虱虾蚕衅补袄袜装见视触设询贝赶跃踪车轧轮输边达迁运递邮邻钟钢铁铃铜"
    "银锭镇长门间阳际险随隶韦韵页风飞马骏鱼鸟麦黄齐齿龙龟"
)
# Where one has to stand, as in the title of a Mainland paper: the place and why.
SIMPLIFIED_ALLOWED: dict[str, str] = {}

# What people in Taiwan say, and what is said here.
TAIWAN = {
    "網路": "網絡",
    "網際": "互聯網",
    "軟體": "軟件",
    "硬體": "硬件",
    "韌體": "固件",
    "資料庫": "數據庫",
    "(?<!資料)使用者": "用戶",  # 「資料使用者」 is the Privacy Ordinance's own term
    "登錄": "登入、登記",
    "數位": "數碼",
    "計畫": "計劃",
    "專案": "項目",
    "人工智慧(?!創新園|」)": "人工智能",  # the park's name as HKU prints it
    "智慧型": "智能",
    "積體電路": "集成電路",
    "奈米": "納米",
    "雷射": "激光",
    "視訊": "視像",
    "簡訊": "短訊",
    "行動電話": "流動電話",
    "行動裝置": "流動裝置",
    "部落格": "網誌",
    "新創(?!科)": "初創",
    "資安": "資訊保安",
    "計程車": "的士",
    "捷運": "鐵路",
}


def offenders(language: str, pattern: str, allowed: dict[str, str] | None = None) -> list[str]:
    """Where a pattern stands in a language's texts, with what is around it."""
    return [
        f"{place}: {text[max(0, match.start() - 8) : match.end() + 8]}"
        for place, text in texts(language).items()
        if text and place not in (allowed or {})
        for match in re.finditer(pattern, text)
    ]


def test_there_is_something_to_read() -> None:
    assert len(texts(ZH)) == len(texts(EN)) > 1000


@pytest.mark.parametrize("code", [ZH, EN])
def test_every_text_stands_in_both_languages(code: str) -> None:
    missing = [place for place, text in texts(code).items() if not text]
    assert [place for place in missing if not AS_SOURCED.search(place)] == []


# --- Chinese --------------------------------------------------------------------------------


def is_simplified(sign: str) -> bool:
    """Whether Hong Kong never writes this character."""
    try:
        sign.encode("big5hkscs")
    except UnicodeEncodeError:
        return re.match(f"[{HAN}]", sign) is not None
    return sign in SIMPLIFIED


def test_chinese_is_traditional() -> None:
    found = {
        place: signs
        for place, text in texts(ZH).items()
        if text and place not in SIMPLIFIED_ALLOWED
        if (signs := "".join(filter(is_simplified, text)))
    }
    assert found == {}


@pytest.mark.parametrize("sign", "国发软厅为们创资")
def test_a_simplified_character_would_be_found(sign: str) -> None:
    assert is_simplified(sign)


@pytest.mark.parametrize("sign", "國發軟廳為們創資裏峰群秘床恒温户葱台啟衞線嘅鰂")
def test_a_character_that_hong_kong_writes_is_not_taken_for_one(sign: str) -> None:
    assert not is_simplified(sign)


def test_chinese_punctuation_is_full_width() -> None:
    assert offenders(ZH, f"[{HAN}] ?[,.?!;:()]|[,.?!;:()] ?[{HAN}]") == []


def test_no_space_is_typed_between_chinese_and_latin() -> None:
    """The browser sets that distance; typed spaces would break searches and line ends."""
    edge = "A-Za-z0-9%$(（）)「」，。、；："
    assert offenders(ZH, f"[{HAN}] +[{HAN}{edge}]|[{edge}] +[{HAN}]") == []


@pytest.mark.parametrize("word", TAIWAN)
def test_chinese_is_as_hong_kong_says_it(word: str) -> None:
    assert offenders(ZH, word) == []


def test_brackets_and_quotation_marks_are_paired() -> None:
    unpaired = [
        f"{place}: {opening}{closing}"
        for code, pairs in ((ZH, ("「」", "『』", "《》", "（）")), (EN, ("“”", "()")))
        for place, text in texts(code).items()
        for opening, closing in pairs
        if text and text.count(opening) != text.count(closing)
    ]
    assert unpaired == []


# --- English --------------------------------------------------------------------------------


def test_english_holds_no_chinese_character() -> None:
    assert offenders(EN, f"[{HAN}]") == []


def test_english_punctuation_is_not_full_width() -> None:
    assert offenders(EN, "[，。、；：！？（）「」『』《》\u3000]") == []


@pytest.mark.parametrize("code", [ZH, EN])
def test_no_text_begins_or_ends_with_a_space_or_holds_two(code: str) -> None:
    assert offenders(code, r"^\s|\s$|  |\t") == []
