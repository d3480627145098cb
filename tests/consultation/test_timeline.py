"""Past, present and next from dates alone, and the versions of a plan side by side."""

from datetime import date, timedelta

import pytest

from consultation.models import Project, TimelineEntry
from consultation.timeline import comparison, timeline, when
from publishing.dates import FuzzyDate
from tests.factories import add, t
from tests.grown import grow
from tests.markup import read

DAY = timedelta(days=1)


def row(happened_on: str | None = None, until: str | None = None, **fields) -> TimelineEntry:
    """An entry, not saved."""
    dates = [FuzzyDate.parse(text) if text else None for text in (happened_on, until)]
    return TimelineEntry(happened_on=dates[0], until=dates[1], **fields)


# --- When -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "first_day"),
    [
        ("2024-05-20", date(2024, 5, 20)),
        ("2024-05", date(2024, 5, 1)),
        ("2024-Q2", date(2024, 4, 1)),
        ("2024", date(2024, 1, 1)),
    ],
)
def test_a_single_date_has_come_on_its_first_day_and_is_never_under_way(written, first_day) -> None:
    assert when(row(written), first_day - DAY) == "next"
    assert when(row(written), first_day) == "past"


@pytest.mark.parametrize(
    ("until", "last_day"),
    [
        ("2024-06-30", date(2024, 6, 30)),
        ("2024-06", date(2024, 6, 30)),
        ("2024-Q2", date(2024, 6, 30)),
        ("2024", date(2024, 12, 31)),
    ],
)
def test_a_period_is_under_way_to_the_end_of_its_last_day(until: str, last_day: date) -> None:
    entry = row("2024-05-20", until)
    days = [date(2024, 5, 19), date(2024, 5, 20), last_day, last_day + DAY]
    assert [when(entry, day) for day in days] == ["next", "now", "now", "past"]


def test_what_has_no_date_is_never_guessed() -> None:
    assert {when(row(), day) for day in (date.min, date(2024, 1, 1), date.max)} == {"undated"}


# --- Order ----------------------------------------------------------------------------------


def test_the_editors_order_is_turned_round_whatever_the_dates() -> None:
    """Dates alone cannot order what is known to the day among what is known to the month."""
    rows = [row("2024-05", position=1), row("2023", position=0), row(position=2)]
    placed = timeline(rows, date(2024, 5, 1))
    assert [(entry.position, state) for state, entry in placed] == [
        (2, "undated"),
        (1, "past"),
        (0, "past"),
    ]


# --- Versions -------------------------------------------------------------------------------


@pytest.fixture
def plan(db) -> Project:
    """Two versions, the second without a height and with a figure for the area only."""
    project = add("projects", "plan", parameters=[_parameter("area"), _parameter("height")])
    values = {"v1": {"area": 100, "height": 136}, "v2": {"area": 90}}
    for position, (key, numbers) in enumerate(values.items()):
        version = project.versions.create(
            key=key, name_en=key, dated="2024", position=position, source=project.source
        )
        for name, number in numbers.items():
            parameter = project.parameters.get(key=name)
            version.values.create(
                key=name, parameter=parameter, value=number, source=project.source
            )
    return project


def _parameter(key: str) -> dict:
    return {"key": key, "name": t("參數", key.title()), "unit": t("米", "m")}


def test_versions_stand_side_by_side_and_gaps_stay_open(plan) -> None:
    rows = [
        (
            row.parameter.key,
            {version.key: value and int(value.value) for version, value in row.values},
        )
        for row in comparison(plan)
    ]
    assert rows == [("area", {"v1": 100, "v2": 90}), ("height", {"v1": 136, "v2": None})]


def test_a_gap_is_said_to_be_one(client, plan) -> None:
    found = read(client.get("/en/consultation/plan/plan/").content)
    assert [gap.text for gap in found.with_class("gap")] == ["not found"]
    (height,) = [r.text for r in found.all("tr") if "Height" in r.text]
    assert "136 m" in height


# --- Pages ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_entry_says_who_says_so_and_has_an_address(client, language) -> None:
    grow(3)
    found = read(client.get(f"/{language}/consultation/project-0/").content)
    who = "Somebody" if language == "en" else "某方"
    for number in range(3):
        assert who in found.one("li", id=f"entry-r{number}").text


@pytest.mark.django_db
def test_a_list_without_projects_says_so(client, language) -> None:
    Project.objects.update(state="draft")
    (rows,) = read(client.get(f"/{language}/consultation/").content).with_class("rows")
    assert rows.text


@pytest.mark.django_db
def test_the_plan_stands_on_a_page_of_its_own(client, language) -> None:
    own = read(client.get(f"/{language}/consultation/gic/").content)
    plan = read(client.get(f"/{language}/consultation/gic/plan/").content)
    page = f"/{language}/consultation/gic/plan/"
    anchors = [link.removeprefix(f"{page}#") for link in own.links if link.startswith(f"{page}#")]
    assert {"parameters", "disagreement", "purpose", "benefits"} <= set(anchors) <= set(plan.ids)
    assert not {"parameters", "disagreement", "purpose"} & set(own.ids)
    assert f"/{language}/consultation/gic/" in plan.links
