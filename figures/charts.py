"""Bars for a series, drawn on the server. No database.

Widths are per cent of the drawing, so that a narrow screen lays the chart out anew instead of
shrinking it. Bars only: points are never joined into a line.
"""

from dataclasses import dataclass
from decimal import Decimal

from figures.models import Point

ROW_HEIGHT = 62  # px: a line for the date, one for the value, and a bar
BAR_HEIGHT = 16


@dataclass(frozen=True)
class Bar:
    """One point as drawn: `y` in px from the top, `width` in per cent."""

    point: Point
    y: int
    width: float

    @property
    def date_y(self) -> int:
        """Baseline of the date, the upper line above the bar."""
        return self.y - 24

    @property
    def value_y(self) -> int:
        """Baseline of the value, the lower line."""
        return self.y - 6


@dataclass(frozen=True)
class Chart:
    """A drawing of `height` px with one bar a point."""

    bars: tuple[Bar, ...]
    height: int
    bar_height: int = BAR_HEIGHT


def chart_of(points: list[Point], comparable: bool) -> Chart | None:
    """Bars on one scale from zero; None where there is nothing to compare,
    or where every point tells the same value."""
    if not comparable or len(points) < 2:
        return None
    highest = max(point.value for point in points)
    if highest <= 0 or len({point.value for point in points}) == 1:
        return None  # nothing, or the same sum told again
    bars = tuple(
        Bar(
            point,
            index * ROW_HEIGHT + 40,
            round(float(max(point.value, Decimal(0)) / highest) * 100, 2),
        )
        for index, point in enumerate(points)
    )
    return Chart(bars, len(points) * ROW_HEIGHT)
