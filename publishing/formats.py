"""Money, numbers, dates and places in sources, as each language writes them. No database."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from publishing.dates import FuzzyDate, Precision
from publishing.enums import DateBasis, Qualifier

ZH = "zh-hk"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

YI = 100_000_000  # 億
WAN = 10_000  # 萬


def number(value: int | Decimal, places: int | None = None) -> str:
    """Thousands separated by commas; decimals only where there are any: 9,562 and 66.67."""
    value = Decimal(value)
    if places is not None:
        value = round(value, places)
    return f"{int(value):,}" if value == int(value) else f"{value.normalize():,f}"


def money(amount: int | Decimal, language: str) -> str:
    """Hong Kong dollars: `4億200萬元`, `18,000元`; `HK$402 million`, `HK$18,000`."""
    amount = Decimal(amount)
    return _money_zh(amount) if language == ZH else _money_en(amount)


def _money_zh(amount: Decimal) -> str:
    # Below 100,000, and where 萬 would leave a remainder, digits are read more easily.
    if amount < 10 * WAN or amount % WAN:
        return f"{number(amount)}元"
    yi, rest = divmod(int(amount), YI)
    text = f"{yi:,}億" if yi else ""
    if rest:
        text += f"{rest // WAN:,}萬"
    return f"{text}元"


def _money_en(amount: Decimal) -> str:
    for unit, word in ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million")):
        if amount >= unit and (amount / unit) == round(amount / unit, 2):
            return f"HK${number(amount / unit)} {word}"
    if amount >= 10**9 and not amount % 1000:
        return f"HK${number(amount / 10**6)} million"
    return f"HK${number(amount)}"


def qualified(text: str, qualifier: str, language: str) -> str:
    """`text` with the source's hedge: 逾21,000宗, over 21,000."""
    words = _QUALIFIERS.get(qualifier)
    if not words:
        return text
    return f"{words[0]}{text}" if language == ZH else f"{words[1]} {text}"


_QUALIFIERS = {
    Qualifier.ABOUT: ("約", "about"),
    Qualifier.OVER: ("逾", "over"),
    Qualifier.NEARLY: ("近", "nearly"),
    Qualifier.UP_TO: ("最多", "up to"),
    Qualifier.AT_LEAST: ("最少", "at least"),
}


def day(value: date, language: str) -> str:
    """A calendar day: 2024年12月31日, 31 December 2024."""
    if language == ZH:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def fuzzy(value: FuzzyDate, language: str) -> str:
    """A fuzzy date, never finer than it is known."""
    start = value.start
    zh = language == ZH
    match value.precision:
        case Precision.DAY:
            return day(start, language)
        case Precision.MONTH:
            if zh:
                return f"{start.year}年{start.month}月"
            return f"{MONTHS[start.month - 1]} {start.year}"
        case Precision.QUARTER:
            quarter = (start.month + 2) // 3
            return f"{start.year}年第{quarter}季" if zh else f"Q{quarter} {start.year}"
        case Precision.FINANCIAL_YEAR:
            span = f"{start.year}-{(start.year + 1) % 100:02}"
            return f"{span}財政年度" if zh else f"financial year {span}"
        case _:
            return f"{start.year}年" if zh else f"{start.year}"


def dated(value: FuzzyDate | None, basis: str, language: str) -> str:
    """A fuzzy date with how it relates to what happened; empty when there is none."""
    if value is None:
        return ""
    text = fuzzy(value, language)
    match basis:
        case DateBasis.BY:
            return f"不遲於{text}" if language == ZH else f"by {text}"
        case DateBasis.ABOUT:
            return f"約{text}" if language == ZH else f"about {text}"
        case DateBasis.PLANNED:
            return f"{text}（計劃）" if language == ZH else f"{text} (planned)"
        case _:
            return text


def span(start: FuzzyDate | None, end: FuzzyDate | None, language: str) -> str:
    """A period from the first to the last fuzzy date, or the one that is known."""
    if start and end:
        joint = "至" if language == ZH else " to "
        months = start.precision is end.precision is Precision.MONTH
        if months and start.start.year == end.start.year:
            return _months(start.start, end.start, joint, language)
        return f"{fuzzy(start, language)}{joint}{fuzzy(end, language)}"
    known = end or start
    return fuzzy(known, language) if known else ""


def _months(first: date, last: date, joint: str, language: str) -> str:
    """Months of one year: all twelve are the year, and the year is not said twice."""
    if (first.month, last.month) == (1, 12):
        return f"{first.year}年" if language == ZH else f"{first.year}"
    if language == ZH:
        return f"{first.year}年{first.month}月{joint}{last.month}月"
    return f"{MONTHS[first.month - 1]}{joint}{MONTHS[last.month - 1]} {first.year}"


def closing(last_day: date, at: time | None, language: str) -> str:
    """A deadline nobody can misread: the end of a day is 23:59 of that day, not 24:00."""
    if at is None:
        return day(last_day, language)
    clock = f"{at:%H:%M}"
    return (
        f"{day(last_day, language)}{clock}"
        if language == ZH
        else f"{day(last_day, language)}, {clock}"
    )


def moment(value: datetime, language: str) -> str:
    """An instant in Hong Kong time, to the minute."""
    local = timezone.localtime(value)
    joint = "" if language == ZH else ", "
    return f"{day(local.date(), language)}{joint}{local:%H:%M}"


def until(value: datetime, language: str) -> str:
    """The end of a half-open time in words nobody can misread.

    Midnight is the end of the day before it: until the end of 28 March 2026 (23:59).
    """
    local = timezone.localtime(value)
    if (local.hour, local.minute) == (0, 0):
        last = day(local.date() - timedelta(days=1), language)
        if language == ZH:
            return f"至{last}完結為止（23:59）"
        return f"until the end of {last} (23:59)"
    text = moment(value, language)
    return f"至{text}為止" if language == ZH else f"until {text}"


_LOCATOR_WORDS = {
    "para": ("第{}段", "para {}"),
    "fn": ("註{}", "note {}"),
    "page": ("第{}頁", "page {}"),
    "annex": ("附件{}", "annex {}"),
    "table": ("表{}", "table {}"),
    "row": ("第{}行", "row {}"),
    "section": ("第{}節", "section {}"),
    "slide": ("第{}頁", "slide {}"),
    "item": ("第{}項", "item {}"),
    "board": ("展板{}", "board {}"),
    "question": ("第{}題", "question {}"),
    "line": ("文本第{}行", "line {} of the text"),
}
_LOCATOR_PART = re.compile(r"([a-z]+) ([0-9A-Za-z().,&–-]+(?: (?:to|and) [0-9A-Za-z().]+)?)")


def locator_parts(text: str) -> list[tuple[str, str]]:
    """Read `para 6(i); fn 11` as [("para", "6(i)"), ("fn", "11")].

    Raises ValueError for a part that is not a known word and a number.
    """
    parts = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        match = _LOCATOR_PART.fullmatch(part)
        if not match or match[1] not in _LOCATOR_WORDS:
            raise ValueError(part)
        parts.append((match[1], match[2]))
    return parts


def locator(text: str, language: str) -> str:
    """A place in a source in the reader's language: 第6(i)段、註11 or para 6(i), note 11."""
    parts = locator_parts(text)
    if language == ZH:
        return "、".join(
            _LOCATOR_WORDS[word][0].format(what.replace(" to ", "至").replace(" and ", "及"))
            for word, what in parts
        )
    return ", ".join(_LOCATOR_WORDS[word][1].format(what) for word, what in parts)


LOCATOR_WORDS = tuple(_LOCATOR_WORDS)
