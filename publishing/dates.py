"""Fuzzy dates: a year, quarter, month, day or financial year, never finer than it is known."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import total_ordering

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import clock


class Precision(StrEnum):
    """How finely a date is known; the value is the letter it is stored with."""

    DAY = "D"
    FINANCIAL_YEAR = "F"  # Hong Kong's runs from 1 April to 31 March
    MONTH = "M"
    QUARTER = "Q"
    YEAR = "Y"


_PATTERNS = (
    (Precision.DAY, re.compile(r"(\d{4})-(\d{2})-(\d{2})")),
    (Precision.MONTH, re.compile(r"(\d{4})-(\d{2})")),
    (Precision.QUARTER, re.compile(r"(\d{4})-Q([1-4])")),
    (Precision.FINANCIAL_YEAR, re.compile(r"(\d{4})/(\d{2})")),
    (Precision.YEAR, re.compile(r"(\d{4})")),
)
_STORED = re.compile(r"(\d{4}-\d{2}-\d{2})([DFMQY])")


@total_ordering
@dataclass(frozen=True)
class FuzzyDate:
    """A span of days known as one of `Precision`; `start` is its first day.

    Written `2024-12-31`, `2024-12`, `2024-Q4`, `2024` or, for a financial year, `2024/25`.
    """

    start: date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> "FuzzyDate":
        """Read the written form. Raises ValueError when it is none of them."""
        text = str(text).strip()
        for precision, pattern in _PATTERNS:
            match = pattern.fullmatch(text)
            if match and int(match[1]) < MAXYEAR:  # so that every span has a day after it
                return cls(_first_day(precision, [int(part) for part in match.groups()]), precision)
        raise ValueError(f"{text!r} is not a year, quarter, month, day or financial year")

    @classmethod
    def day(cls, value: date) -> "FuzzyDate":
        """The single day `value`."""
        return cls(value, Precision.DAY)

    @classmethod
    def from_stored(cls, text: str) -> "FuzzyDate":
        """Read the form the database holds: the first day and the precision's letter."""
        match = _STORED.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not a stored fuzzy date")
        return cls(date.fromisoformat(match[1]), Precision(match[2]))

    @property
    def stored(self) -> str:
        """The form the database holds; it sorts by first day, in any collation of digits."""
        return f"{self.start.isoformat()}{self.precision.value}"

    @property
    def end(self) -> date:
        """The day after the last day of the span (half-open, as all spans here)."""
        year, month = self.start.year, self.start.month
        match self.precision:
            case Precision.DAY:
                return self.start + timedelta(days=1)
            case Precision.MONTH:
                return _month_after(year, month, 1)
            case Precision.QUARTER:
                return _month_after(year, month, 3)
            case _:
                return date(year + 1, month, 1)

    @property
    def last(self) -> date:
        """The last day of the span."""
        return self.end - timedelta(days=1)

    def __str__(self) -> str:
        year, month = self.start.year, self.start.month
        match self.precision:
            case Precision.DAY:
                return self.start.isoformat()
            case Precision.MONTH:
                return f"{year:04}-{month:02}"
            case Precision.QUARTER:
                return f"{year:04}-Q{(month + 2) // 3}"
            case Precision.FINANCIAL_YEAR:
                return f"{year:04}/{(year + 1) % 100:02}"
            case _:
                return f"{year:04}"

    def __lt__(self, other: "FuzzyDate") -> bool:
        if not isinstance(other, FuzzyDate):
            return NotImplemented
        return self.stored < other.stored


def _month_after(year: int, month: int, months: int) -> date:
    index = year * 12 + month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _first_day(precision: Precision, parts: list[int]) -> date:
    match precision:
        case Precision.DAY:
            return date(*parts)
        case Precision.MONTH:
            return date(parts[0], parts[1], 1)
        case Precision.QUARTER:
            return date(parts[0], parts[1] * 3 - 2, 1)
        case Precision.FINANCIAL_YEAR:
            if (parts[0] + 1) % 100 != parts[1]:
                raise ValueError(f"{parts[0]}/{parts[1]:02} is not a financial year")
            return date(parts[0], 4, 1)
        case _:
            return date(parts[0], 1, 1)


def validate_fuzzy_date(text: str) -> None:
    """Raise ValidationError, in the reader's language, when `text` is no fuzzy date."""
    try:
        FuzzyDate.parse(text)
    except ValueError as error:
        raise ValidationError(
            _(
                "Enter a date as 2024-12-31, a month as 2024-12, a quarter as 2024-Q4, "
                "a year as 2024 or a financial year as 2024/25."
            ),
            code="fuzzy_date",
        ) from error


def today() -> date:
    """Today in Hong Kong, whatever the server's clock is set to."""
    return timezone.localdate(clock.now())
