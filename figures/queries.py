"""Reads of series with their points."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models

from figures.charts import Chart, chart_of
from figures.models import Point, Series


@dataclass(frozen=True)
class SeriesView:
    """A series as pages show it: its points in order, and a chart where one can be drawn."""

    series: Series
    points: tuple[Point, ...]
    chart: Chart | None


def single(views: Iterable[SeriesView]) -> list[SeriesView]:
    """Those with one point only, which a page gathers in one table."""
    return [view for view in views if len(view.points) == 1]


def _views(points: Iterable[Point]) -> list[SeriesView]:
    grouped: dict[int, list[Point]] = {}
    for point in points:
        grouped.setdefault(point.series_id, []).append(point)
    return [
        SeriesView(rows[0].series, tuple(rows), chart_of(rows, rows[0].series.comparable))
        for rows in grouped.values()
    ]


def _points() -> models.QuerySet[Point]:
    return Point.objects.select_related("series", "source", "second_source").order_by(
        "series__position", "series_id", "position", "pk"
    )


def series_of(owner: models.Model) -> list[SeriesView]:
    """The series of a published record, for its own page. One query."""
    return _views(
        _points().filter(
            series__owner_type=ContentType.objects.get_for_model(owner), series__owner_id=owner.pk
        )
    )


def published_series(slug: str | None = None) -> list[SeriesView]:
    """All public series, or the one with `slug`, with their owners."""
    shown = Series.objects.published()
    if slug:
        shown = shown.filter(slug=slug)
    points = _points().filter(series__in=shown).prefetch_related("series__owner")
    return _views(points)
