"""What every fact in the documents must have, whatever it says."""

import re
from functools import cache

import pytest

from consultation.models import TimelineEntry
from facilities.models import FacilityState
from figures.models import Series
from publishing import formats
from publishing.dates import FuzzyDate, today
from publishing.models import Source, Sourced, Statement
from schemes.models import Status
from tests.content.documents import Part, of

# The day the facts were compiled: no source says anything because of it.
COMPILED = FuzzyDate.parse("2026-11-21")


@cache
def grade_of() -> dict[str, str]:
    """Every source's grade by its slug."""
    return {source.document["slug"]: source.document["grade"] for source in of(Source)}


def grades(part: Part) -> set[str]:
    """The grades of the sources a fact cites."""
    names = (part.document.get("source"), part.document.get("second_source"))
    return {grade_of()[name] for name in names if name}


def places(parts: list[Part]) -> list[str]:
    """Where they stand, for a message that can be acted on."""
    return [part.place for part in parts]


def test_no_decision_rests_on_minor_sites_alone() -> None:
    decisions = [part for part in of(TimelineEntry) if part.document["entry_kind"] == "decision"]
    assert decisions
    assert places([part for part in decisions if grades(part) == {"C"}]) == []


def test_where_sources_disagree_both_are_named() -> None:
    rows = [part for part in of(Statement) if part.document["section"] == "disagreement"]
    assert places([part for part in rows if "second_source" not in part.document]) == []


@pytest.mark.parametrize("model", [Status, FacilityState])
def test_evidence_carries_its_own_date(model) -> None:
    """A source speaks of its own day: not one to come, and not the day a note was compiled."""
    dates = {
        part.place: FuzzyDate.parse(part.document["evidence_on"])
        for part in of(model)
        if "evidence_on" in part.document
    }
    assert dates
    assert [place for place, found in dates.items() if found.start > today()] == []
    assert [place for place, found in dates.items() if found == COMPILED] == []


@pytest.mark.parametrize("name", ["locator", "second_locator"])
def test_every_place_in_a_source_can_be_written_in_both_languages(name: str) -> None:
    """The Chinese has none of the words that English joins numbers with."""
    written = [
        (
            part.document[name],
            *(formats.locator(part.document[name], code) for code in ("zh-hk", "en")),
        )
        for part in of(Sourced)
        if name in part.document
    ]
    assert written
    assert [row for row in written if not all(row)] == []
    assert [zh for _text, zh, _en in written if re.search(r"\b(?:to|and|para|page)\b", zh)] == []


def test_every_series_has_a_point() -> None:
    assert of(Series)
    assert places([part for part in of(Series) if not part.document.get("points")]) == []


def test_every_source_that_is_cited_is_shown() -> None:
    """A fact on a page must not cite a source that readers cannot see."""
    shown = {source.document["slug"] for source in of(Source)}
    cited = {
        part.document[name]
        for part in of(Sourced)
        for name in ("source", "second_source")
        if name in part.document
    }
    assert cited - shown == set()
