"""What is worked out once for each version of the content."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import timezone, translation

from publishing import clock, remembered


class Version:
    """A version of the content."""

    def __init__(self) -> None:
        self.remembered: dict = {}


@pytest.fixture
def version(monkeypatch) -> Version:
    monkeypatch.setattr(remembered, "_followed", [])
    found = Version()
    remembered.follow(lambda: found)
    return found


@pytest.fixture
def worked_out() -> list:
    return []


@pytest.fixture
def double(worked_out):
    @remembered.remembered
    def double(number: int) -> int | None:
        worked_out.append(number)
        return 2 * number or None

    return double


def test_it_is_worked_out_once_a_version(version, double, worked_out) -> None:
    assert [double(2), double(2), double(3)] == [4, 4, 6]
    assert worked_out == [2, 3]
    remembered.follow(Version)
    double(2)
    assert worked_out == [2, 3, 2]


def test_without_a_version_nothing_is_remembered(monkeypatch, double, worked_out) -> None:
    monkeypatch.setattr(remembered, "_followed", [])
    double(2), double(2)
    assert remembered.followed() is None
    remembered.follow(lambda: None)
    double(2)
    assert worked_out == [2, 2, 2]


def test_nor_in_a_transaction_a_preview_or_what_is_not_there(
    version, double, worked_out, monkeypatch
) -> None:
    with clock.at(timezone.now()):
        double(2), double(2)
    double(0), double(0)
    monkeypatch.setattr(remembered, "connection", SimpleNamespace(in_atomic_block=True))
    double(2), double(2)
    assert worked_out == [2, 2, 0, 0, 2, 2]
    assert not version.remembered


def test_what_was_not_used_for_longest_is_forgotten(version, double, worked_out) -> None:
    for number in range(1, remembered.MOST + 1):
        double(number)
    double(1)
    double(1000)
    assert len(version.remembered) == remembered.MOST
    worked_out.clear()
    double(1), double(2)
    assert worked_out == [2]


def test_words_are_remembered_for_each_language(version, worked_out) -> None:
    @remembered.remembered_by_language
    def language(name: str) -> str | None:
        worked_out.append(name)
        return translation.get_language()

    for _ in range(2):
        for code in ("zh-hk", "en"):
            with translation.override(code):
                assert language("one") == code
    assert worked_out == ["one", "one"]


def test_a_part_is_rendered_once_for_what_it_depends_on() -> None:
    template = engines["django"].from_string(
        "{% kept row on %}{{ row.name }} {{ on }} {% translate 'Search' %};{% endkept %}"
    )
    row = SimpleNamespace(name="one")

    def shown(on: str, language: str) -> str:
        with translation.override(language):
            return template.render({"row": row, "on": on})

    assert shown("now", "en") == "one now Search;"
    row.name = "two"
    assert shown("now", "en") == "one now Search;"
    assert shown("then", "en") == "two then Search;"
    assert shown("now", "zh-hk") == "two now 搜尋;"


def test_parts_of_one_object_are_told_apart() -> None:
    row = SimpleNamespace()
    assert [remembered.keep(row, (part,), lambda part=part: part) for part in "aba"] == [
        "a",
        "b",
        "a",
    ]
