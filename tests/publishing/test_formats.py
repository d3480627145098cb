"""Money, numbers, dates and deadlines as each language writes them: exact words."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone as django_timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing import formats
from publishing.dates import FuzzyDate

ZH, EN = "zh-hk", "en"
parse = FuzzyDate.parse
thorough = settings(deadline=None, derandomize=True, max_examples=500)


def both(function, *args) -> tuple[str, str]:
    """What a formatter writes in Chinese and in English."""
    return function(*args, ZH), function(*args, EN)


# --- Money and numbers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (0, "0元", "HK$0"),
        (1, "1元", "HK$1"),
        (999, "999元", "HK$999"),
        (18_000, "18,000元", "HK$18,000"),
        (50_000, "50,000元", "HK$50,000"),
        (99_999, "99,999元", "HK$99,999"),
        (100_000, "10萬元", "HK$100,000"),
        (123_456, "123,456元", "HK$123,456"),
        (250_000, "25萬元", "HK$250,000"),
        (600_000, "60萬元", "HK$600,000"),
        (1_000_000, "100萬元", "HK$1 million"),
        (1_500_000, "150萬元", "HK$1.5 million"),
        (1_234_567, "1,234,567元", "HK$1,234,567"),
        (2_800_000, "280萬元", "HK$2.8 million"),
        (2_805_000, "2,805,000元", "HK$2,805,000"),
        (2_850_000, "285萬元", "HK$2.85 million"),
        (15_000_000, "1,500萬元", "HK$15 million"),
        (100_000_000, "1億元", "HK$100 million"),
        (402_000_000, "4億200萬元", "HK$402 million"),
        (562_000_000, "5億6,200萬元", "HK$562 million"),
        (1_000_000_000, "10億元", "HK$1 billion"),
        (1_000_010_000, "10億1萬元", "HK$1,000.01 million"),
        (9_500_000_000, "95億元", "HK$9.5 billion"),
        (13_226_800_000, "132億2,680萬元", "HK$13,226.8 million"),
        (210_000_000_000, "2,100億元", "HK$210 billion"),
        (Decimal("12.50"), "12.5元", "HK$12.5"),
    ],
)
def test_money(amount, zh: str, en: str) -> None:
    assert both(formats.money, amount) == (zh, en)


def amount_zh(text: str) -> Decimal:
    """Read Chinese money text back."""
    total, rest = Decimal(0), text.removesuffix("元").replace(",", "")
    for word, unit in (("億", 10**8), ("萬", 10**4)):
        head, found, tail = rest.partition(word)
        if found:
            total, rest = total + Decimal(head) * unit, tail
    return total + Decimal(rest or 0)


def amount_en(text: str) -> Decimal:
    """Read English money text back."""
    digits, _space, word = text.removeprefix("HK$").replace(",", "").partition(" ")
    return Decimal(digits) * {"": 1, "million": 10**6, "billion": 10**9}[word]


@thorough
@given(
    st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(0, 10**6), st.integers(0, 8))
)
def test_money_text_read_back_gives_the_amount(amount: int) -> None:
    zh, en = both(formats.money, amount)
    assert zh.endswith("元")
    assert en.startswith("HK$")
    assert (amount_zh(zh), amount_en(en)) == (amount, amount)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (9562, None, "9,562"),
        (0, None, "0"),
        (Decimal("9562.0000"), None, "9,562"),
        (Decimal("12.5000"), None, "12.5"),
        (Decimal("66.67"), None, "66.67"),
        (Decimal("0.5"), None, "0.5"),
        (Decimal("1234567.25"), None, "1,234,567.25"),
        (Decimal("1000000.0"), None, "1,000,000"),
        (Decimal("66.666"), 1, "66.7"),
        (Decimal("66.666"), 0, "67"),
        (Decimal("-3.50"), None, "-3.5"),
    ],
)
def test_number(value, places: int | None, text: str) -> None:
    assert formats.number(value, places) == text


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [
        ("", "21,000宗", "21,000宗"),
        ("about", "約21,000宗", "about 21,000宗"),
        ("over", "逾21,000宗", "over 21,000宗"),
        ("nearly", "近21,000宗", "nearly 21,000宗"),
        ("up_to", "最多21,000宗", "up to 21,000宗"),
        ("at_least", "最少21,000宗", "at least 21,000宗"),
    ],
)
def test_a_number_keeps_the_sources_hedge(qualifier: str, zh: str, en: str) -> None:
    assert both(formats.qualified, "21,000宗", qualifier) == (zh, en)


# --- Dates ----------------------------------------------------------------------------------

PRECISIONS = [
    ("2024-12-31", "2024年12月31日", "31 December 2024"),
    ("2024-02-09", "2024年2月9日", "9 February 2024"),
    ("2024-05", "2024年5月", "May 2024"),
    ("2024-Q1", "2024年第1季", "Q1 2024"),
    ("2024-Q4", "2024年第4季", "Q4 2024"),
    ("2024", "2024年", "2024"),
    ("2024/25", "2024-25財政年度", "financial year 2024-25"),
    ("1999/00", "1999-00財政年度", "financial year 1999-00"),
]


@pytest.mark.parametrize(("text", "zh", "en"), PRECISIONS)
@pytest.mark.parametrize(
    ("basis", "zh_frame", "en_frame"),
    [
        ("", "{}", "{}"),
        ("by", "不遲於{}", "by {}"),
        ("about", "約{}", "about {}"),
        ("planned", "{}（計劃）", "{} (planned)"),
    ],
)
def test_a_date_is_as_fine_as_it_is_known_and_keeps_its_basis(
    text: str, zh: str, en: str, basis: str, zh_frame: str, en_frame: str
) -> None:
    expected = (zh_frame.format(zh), en_frame.format(en))
    assert both(formats.dated, parse(text), basis) == expected


def test_no_date_is_written_as_nothing(language: str) -> None:
    """Whoever asks says in words that no date is known."""
    assert formats.dated(None, "by", language) == ""
    assert formats.span(None, None, language) == ""


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2024-04", "2025-03", "2024年4月至2025年3月", "April 2024 to March 2025"),
        ("2024-01-03", "2024-02", "2024年1月3日至2024年2月", "3 January 2024 to February 2024"),
        ("2017-01", "2017-12", "2017年", "2017"),
        ("2016-11", "2016-12", "2016年11月至12月", "November to December 2016"),
        ("2024", None, "2024年", "2024"),
        (None, "2024-Q2", "2024年第2季", "Q2 2024"),
    ],
)
def test_span(start: str | None, end: str | None, zh: str, en: str) -> None:
    dates = [parse(text) if text else None for text in (start, end)]
    assert both(formats.span, *dates) == (zh, en)


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (None, "2025年6月30日", "30 June 2025"),
        (time(23, 59), "2025年6月30日23:59", "30 June 2025, 23:59"),
        (time(9, 5), "2025年6月30日09:05", "30 June 2025, 09:05"),
    ],
)
def test_a_deadline_names_its_own_day(at: time | None, zh: str, en: str) -> None:
    """The end of a day is that day, never 24:00 or the day after."""
    assert both(formats.closing, date(2025, 6, 30), at) == (zh, en)


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2024, 12, 31, 16, 30, 59, tzinfo=UTC),
        datetime(2024, 12, 31, 11, 30, 59, tzinfo=ZoneInfo("America/New_York")),
        datetime(2024, 12, 31, 22, 15, 59, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
)
def test_an_instant_is_told_in_hong_kong_time_wherever_it_was_noted(instant: datetime) -> None:
    assert both(formats.moment, instant) == ("2025年1月1日00:30", "1 January 2025, 00:30")


def test_every_month_has_its_name() -> None:
    names = [formats.fuzzy(parse(f"2024-{month:02}"), EN) for month in range(1, 13)]
    assert names == [f"{date(2024, month, 1):%B} 2024" for month in range(1, 13)]


def test_the_site_keeps_hong_kong_time() -> None:
    assert django_timezone.get_current_timezone_name() == "Asia/Hong_Kong"


# --- Places in sources ----------------------------------------------------------------------

LOCATORS = [
    ("para 6(i)", "第6(i)段", "para 6(i)"),
    ("fn 11", "註11", "note 11"),
    ("page 3", "第3頁", "page 3"),
    ("annex 2", "附件2", "annex 2"),
    ("table 1", "表1", "table 1"),
    ("row 4", "第4行", "row 4"),
    ("section 2.1", "第2.1節", "section 2.1"),
    ("slide 7", "第7頁", "slide 7"),
    ("item 5", "第5項", "item 5"),
    ("board 3", "展板3", "board 3"),
    ("question 9", "第9題", "question 9"),
    ("line 75-77", "文本第75-77行", "line 75-77 of the text"),
]


@pytest.mark.parametrize(("text", "zh", "en"), LOCATORS)
def test_every_word_of_a_place(text: str, zh: str, en: str) -> None:
    assert both(formats.locator, text) == (zh, en)


def test_no_word_of_a_place_is_left_untested() -> None:
    assert {text.split()[0] for text, _zh, _en in LOCATORS} == set(formats.LOCATOR_WORDS)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("", "", ""),
        ("para 6(i); fn 11", "第6(i)段、註11", "para 6(i), note 11"),
        (" para 24–25 ;fn 21; ", "第24–25段、註21", "para 24–25, note 21"),
        ("page 3 to 5", "第3至5頁", "page 3 to 5"),
        ("para 6(i) and (j)", "第6(i)及(j)段", "para 6(i) and (j)"),
        ("annex A", "附件A", "annex A"),
    ],
)
def test_a_place_of_several_parts(text: str, zh: str, en: str) -> None:
    assert both(formats.locator, text) == (zh, en)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("6(i)", "6(i)"),
        ("para", "para"),
        ("Para 6", "Para 6"),
        ("paragraph 6", "paragraph 6"),
        ("para 6; somewhere", "somewhere"),
        ("第6段", "第6段"),
        ("para 6, fn", "para 6, fn"),
        ("para 6\nfn 1", "para 6\nfn 1"),
    ],
)
def test_a_place_that_one_language_could_not_write_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=r".+") as refused:
        formats.locator_parts(text)
    assert refused.value.args == (fault,)
