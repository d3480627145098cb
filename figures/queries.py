"""Reads of series with their points."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.db import models

from figures.charts import Chart, chart_of
from figures.enums import Group
from figures.models import Indicator, Point, Series
from publishing.documents.values import LANGUAGES, localized
from publishing.remembered import remembered_by_language
from publishing.sourcing import with_sources


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
    points = list(points)
    with_sources(points)
    grouped: dict[int, list[Point]] = {}
    for point in points:
        grouped.setdefault(point.series_id, []).append(point)
    return [
        SeriesView(rows[0].series, tuple(rows), chart_of(rows, rows[0].series.comparable))
        for rows in grouped.values()
    ]


def _points() -> models.QuerySet[Point]:
    return Point.objects.select_related("series").order_by(
        "series__position", "series_id", "position", "pk"
    )


@remembered_by_language
def series_of(owner: models.Model) -> list[SeriesView]:
    """The series of a published record, for its own page. Two queries."""
    return _views(
        _points().filter(
            series__owner_type=ContentType.objects.get_for_model(owner), series__owner_id=owner.pk
        )
    )


def public_series(words: Iterable[str] = ()) -> list[Series]:
    """Public series with their owners, by group and owner; with words, those that contain all.

    The words, folded in case, are looked for in names and in what is counted, in both languages.
    One query, and one for each kind of owner.
    """
    order = {group: number for number, group in enumerate(Group)}
    found = [
        series
        for series in Series.objects.published().prefetch_related("owner")
        if all(word in _text_of(series) for word in words)
    ]
    return sorted(
        found,
        key=lambda series: (
            order[series.group],
            series.owner_type_id,
            series.owner.slug,
            series.position,
        ),
    )


def _text_of(series: Series) -> str:
    texts = [series.slug, getattr(series.owner, "abbreviation", "")]
    for code in LANGUAGES:
        texts += [getattr(series, localized(name, code)) for name in ("name", "measure")]
        texts += [getattr(series.owner, localized(name, code), None) for name in ("name", "title")]
    return " ".join(filter(None, texts)).casefold()


@dataclass(frozen=True)
class OwnedSeries:
    """The series of one record that stand together on the list."""

    owner: models.Model
    series: list[SeriesView]

    @property
    def naming_field(self) -> str:
        """The owner's field that holds its name: an indicator has a title."""
        return "title" if "title" in type(self.owner).document.fields else "name"

    @property
    def singles(self) -> list[SeriesView]:
        """Those with one point only, for one table."""
        return single(self.series)

    @property
    def anchor(self) -> str:
        """The address of this part on the page."""
        return f"{self.series[0].series.group}-{self.owner.slug}"


def by_owner(series: Iterable[Series]) -> list[OwnedSeries]:
    """Neighbouring series of one group and owner, with their points and what their owner cites.

    Two queries for the points, two for the sources of indicators, which alone have a note here.
    """
    series = list(series)
    notable = [row.owner for row in series if isinstance(row.owner, Indicator)]
    models.prefetch_related_objects(notable, "source", "second_source")
    views = {view.series.pk: view for view in _views(_points().filter(series__in=series))}
    return [
        OwnedSeries(rows[0].owner, [views[row.pk] for row in rows])
        for _key, group in groupby(
            series, key=lambda row: (row.group, row.owner_type_id, row.owner_id)
        )
        if (rows := [row for row in group if row.pk in views])
    ]


def series_page(slug: str) -> SeriesView | None:
    """The public series with `slug`, with its owner, or None."""
    shown = Series.objects.published().filter(slug=slug)
    found = _views(_points().filter(series__in=shown).prefetch_related("series__owner"))
    return found[0] if found else None
