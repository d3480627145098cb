"""Series on their pages: what is drawn, how values are written, and what has no page."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.charts import chart_of
from figures.models import Point
from tests.factories import SOURCED, add, empty_the_site, series, t
from tests.markup import Markup, read

numbers = st.decimals(min_value=0, max_value=10**12, places=2)


def points(*values) -> list[Point]:
    """Points with these values, not saved."""
    return [Point(value=Decimal(value)) for value in values]


# --- Charts ---------------------------------------------------------------------------------


@given(st.lists(numbers, min_size=2, max_size=8).filter(lambda found: len(set(found)) > 1))
def test_bars_are_on_one_scale_from_zero(values) -> None:
    chart = chart_of(points(*values), comparable=True)
    assert [bar.point.value for bar in chart.bars] == values
    assert max(bar.width for bar in chart.bars) == 100
    for bar, value in zip(chart.bars, values, strict=True):
        assert bar.width == pytest.approx(float(value / max(values) * 100), abs=0.01)


def test_bars_do_not_overlap_and_stay_in_the_drawing() -> None:
    chart = chart_of(points(1, 2, 3), comparable=True)
    lines = [line for bar in chart.bars for line in (bar.date_y, bar.value_y, bar.y)]
    assert lines == sorted(set(lines))
    for bar, following in zip(chart.bars, chart.bars[1:], strict=False):
        assert bar.y + chart.bar_height < following.date_y
    assert lines[0] > 0
    assert chart.bars[-1].y + chart.bar_height <= chart.height


@pytest.mark.parametrize(
    ("values", "comparable"),
    [((1, 2), False), ((5,), True), ((), True), ((0, 0), True), ((3, 3), True)],
)
def test_nothing_is_drawn_where_there_is_nothing_to_compare(values, comparable: bool) -> None:
    assert chart_of(points(*values), comparable) is None


# --- Pages ----------------------------------------------------------------------------------


@pytest.fixture
def figures(client, db):
    """Write one indicator with the series given, and read the page of the first."""
    empty_the_site()

    def write(*rows: dict, language: str = "en") -> Markup:
        add("indicators", "made", title=t("指標", "Indicator"), series=rows)
        return read(client.get(f"/{language}/figures/{rows[0]['slug']}/").content)

    return write


def one(value, **fields) -> dict:
    """A series with one point."""
    point = {key: fields.pop(key) for key in ("qualifier", "is_plan", "note") if key in fields}
    return series("made-one", 0, **fields) | {
        "points": [{"key": "p", "as_of": "2024-12-31", "value": value} | point | SOURCED]
    }


@pytest.mark.parametrize(
    ("fields", "value", "en", "zh"),
    [
        ({"unit": "hkd"}, 402_000_000, "HK$402 million", "4億200萬元"),
        ({"unit": "count"}, 9562, "9,562", "9,562"),
        ({"unit": "count", "qualifier": "over"}, 21_000, "over 21,000", "逾21,000"),
        ({"unit": "percent"}, Decimal("1.10"), "1.1%", "1.1%"),
        ({"unit": "m2", "qualifier": "about"}, 1500, "about 1,500 m²", "約1,500"),
        ({"unit": "pflops"}, 3000, "3,000 PFLOPS", "3,000 PFLOPS"),
        ({"unit": "rank"}, 4, "No. 4", "4"),
        ({"unit": "count", "unit_name": t("宗", "cases")}, 3, "3 cases", "3宗"),
    ],
)
def test_a_value_is_written_in_its_unit(figures, language, fields, value, en, zh) -> None:
    (cell,) = figures(one(value, **fields), language=language).with_class("number")
    assert (en if language == "en" else zh) in cell.text


def test_a_plan_is_said_to_be_one(figures) -> None:
    (cell,) = figures(one(5, is_plan=True, note=t("備註", "With a note"))).with_class("number")
    assert "planned or estimated" in cell.text
    assert "With a note" in cell.text


@pytest.mark.parametrize("comparable", [True, False])
def test_points_that_count_different_things_are_not_drawn(figures, comparable: bool) -> None:
    found = figures(series("made-one", comparable=comparable))
    assert bool(found.with_class("chart")) == comparable
    assert ("do not count the same thing" in found.one("figcaption").text) == (not comparable)


def test_every_point_has_an_address(figures) -> None:
    found = figures(series("made-one", 3))
    assert {f"made-one-p{number}" for number in range(3)} <= set(found.ids)


@pytest.mark.django_db
def test_an_unknown_series_is_not_found(client, language) -> None:
    assert client.get(f"/{language}/figures/nowhere/").status_code == 404


@pytest.fixture
def listed(client, db):
    """The list's series, by group and record, under the filters given."""
    empty_the_site()
    add(
        "indicators",
        "made",
        title=t("指標", "Anvils"),
        note=t("備註。", "Editions differ."),
        series=[series("made-a"), series("made-b", group="talent"), series("made-c", 1)],
    )
    add("indicators", "other", title=t("其他", "Other"), series=[series("other-a")])

    def read_list(language: str = "en", **query) -> Markup:
        return read(client.get(f"/{language}/figures/", query).content)

    return read_list


def test_series_are_listed_by_group_and_record(listed) -> None:
    found = listed()
    headings = [e.attributes.get("id", "") for e in found.all("h2")]
    assert [name for name in headings if name.endswith(("-made", "-other"))] == [
        "research-made",
        "research-other",
        "talent-made",
    ]
    assert {"made-a", "made-b", "made-c", "other-a"} <= set(found.ids)
    assert found.one("p", id="results").text == "4 series"
    assert [e.text for e in found.with_class("note")].count("Editions differ. source 1") == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"group": "talent"}, {"made-b"}),
        ({"q": "anvils"}, {"made-a", "made-b", "made-c"}),
        ({"q": "指標", "group": "research"}, {"made-a", "made-c"}),
        ({"q": "nowhere"}, set()),
    ],
)
def test_figures_are_narrowed_by_group_and_words(listed, query: dict, expected: set) -> None:
    shown = {"made-a", "made-b", "made-c", "other-a"} & set(listed(**query).ids)
    assert shown == expected


def test_a_group_that_is_none_is_an_error_in_words(listed, client, language) -> None:
    assert client.get(f"/{language}/figures/?group=nonsense").status_code == 400
    assert listed(language, group="nonsense").with_class("errors")
