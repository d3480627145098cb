"""Fuzzy dates: what they cover, how they are written, and how they sort."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.dates import FuzzyDate, Precision, validate_fuzzy_date

thorough = settings(deadline=None, derandomize=True, max_examples=300)


def written(first: date, precision: Precision) -> str:
    """The text of the span of `precision` that `first` lies in."""
    match precision:
        case Precision.DAY:
            return f"{first:%Y-%m-%d}"
        case Precision.MONTH:
            return f"{first:%Y-%m}"
        case Precision.QUARTER:
            return f"{first:%Y}-Q{(first.month + 2) // 3}"
        case Precision.FINANCIAL_YEAR:
            return f"{first:%Y}/{str(first.year + 1)[2:]}"
        case _:
            return f"{first:%Y}"


texts = st.builds(
    written, st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.sampled_from(Precision)
)
dates = texts.map(FuzzyDate.parse)


@thorough
@given(texts)
def test_the_written_form_is_read_and_written_back(text: str) -> None:
    assert str(FuzzyDate.parse(text)) == text


@thorough
@given(dates)
def test_the_stored_form_is_read_back(fuzzy: FuzzyDate) -> None:
    assert FuzzyDate.from_stored(fuzzy.stored) == fuzzy
    assert len(fuzzy.stored) == 11


@thorough
@given(dates, dates)
def test_order_is_by_first_day_and_the_same_as_the_databases(one, other) -> None:
    assert (one < other) == (one.stored < other.stored)
    if one.start != other.start:
        assert (one < other) == (one.start < other.start)
    assert sorted([one, other]) == sorted([other, one])


@thorough
@given(dates)
def test_a_span_ends_on_the_day_after_its_last(fuzzy: FuzzyDate) -> None:
    assert fuzzy.last + timedelta(days=1) == fuzzy.end
    assert fuzzy.start <= fuzzy.last < fuzzy.end


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2024-12-31", date(2024, 12, 31), date(2025, 1, 1)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2023-02", date(2023, 2, 1), date(2023, 3, 1)),
        ("2024-11", date(2024, 11, 1), date(2024, 12, 1)),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 4, 1)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 10, 1)),
        ("2024-Q4", date(2024, 10, 1), date(2025, 1, 1)),
        ("2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("2024/25", date(2024, 4, 1), date(2025, 4, 1)),
        ("1999/00", date(1999, 4, 1), date(2000, 4, 1)),
        ("9998", date(9998, 1, 1), date(9999, 1, 1)),
    ],
)
def test_what_a_date_covers(text: str, first: date, end: date) -> None:
    fuzzy = FuzzyDate.parse(text)
    assert (fuzzy.start, fuzzy.end) == (first, end)


@pytest.mark.parametrize(
    ("text", "days"), [("2024-02", 29), ("2023-02", 28), ("2024", 366), ("1900", 365)]
)
def test_leap_years_have_their_day(text: str, days: int) -> None:
    fuzzy = FuzzyDate.parse(text)
    assert (fuzzy.end - fuzzy.start).days == days


def test_a_finer_date_comes_before_a_coarser_one_of_the_same_first_day() -> None:
    texts = ["2024", "2024-Q1", "2024-01", "2024-01-01"]
    assert [str(fuzzy) for fuzzy in sorted(map(FuzzyDate.parse, texts))] == texts[::-1]


def test_spaces_around_are_forgiven_and_a_number_is_a_year() -> None:
    assert FuzzyDate.parse(" 2024-12 ") == FuzzyDate.parse("2024-12")
    assert FuzzyDate.parse(2024) == FuzzyDate.parse("2024")


def test_dates_of_different_precision_are_not_equal() -> None:
    assert FuzzyDate.parse("2024-01-01") != FuzzyDate.parse("2024-01")
    assert FuzzyDate.day(date(2024, 1, 1)) == FuzzyDate.parse("2024-01-01")


def test_a_fuzzy_date_is_not_compared_with_a_plain_one() -> None:
    """Before or after what part of the span would be a guess."""
    with pytest.raises(TypeError):
        assert FuzzyDate.parse("2024") < date(2024, 1, 1)


BAD = [
    *("", "next year", "24", "20244", "2024-13", "2024-00", "2024-1", "2024-02-30", "2023-02-29"),
    *("2024-Q0", "2024-Q5", "2024-q1", "2024/26", "2024/2025", "2024-12-31T00:00", "31/12/2024"),
    *("0000", "9999", "9999-12-31", "9999/00", "2024-12-", "-2024"),
]


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_date_is_refused_in_the_readers_language(text: str, language: str) -> None:
    words = {"zh-hk": "請輸入日期", "en": "Enter a date as 2024-12-31"}
    with translation.override(language):
        with pytest.raises(ValidationError, match=words[language]) as refused:
            validate_fuzzy_date(text)
        assert refused.value.code == "fuzzy_date"


@pytest.mark.parametrize("text", ["2024-12-31", "2024-12-31X", "2024-12D", "2024-12-31Z", ""])
def test_what_the_database_never_holds_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="is not a stored fuzzy date"):
        FuzzyDate.from_stored(text)
