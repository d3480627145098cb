"""What the content report calls a gap, on documents made here."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from portal.content_gaps import gaps_of

ON = date(2026, 11, 21)
SOURCES = {
    "fresh": {"slug": "fresh", "grade": "A", "published_on": "2026-09-01"},
    "old": {"slug": "old", "grade": "A", "published_on": "2025-04"},
    "undated": {"slug": "undated", "grade": "A"},
    "minor": {"slug": "minor", "grade": "C", "published_on": "2026-09-01"},
}


def told(folder: str = "schemes", **document) -> set[str]:
    """The gaps as the report prints them, without the record's name."""
    found = gaps_of(folder, {"slug": "made", "source": "fresh"} | document, SOURCES, ON)
    return {str(gap).removeprefix(f"{folder}/made  ") for gap in found}


def test_what_readers_look_for_is_missing_until_it_is_there() -> None:
    assert "missing  official_url" in told()
    assert "missing  official_url" not in told(official_url="https://example.org/")
    who = {"key": "w", "section": "who", "source": "fresh"}
    assert "missing  clauses:who" in told(clauses=[who | {"section": "how"}])
    assert "missing  clauses:who" not in told(clauses=[who])


def test_a_fund_is_not_asked_whether_it_takes_applications() -> None:
    assert "missing  statuses" in told()
    assert not {"missing  statuses", "missing  tracks"} & told(scheme_kind="fund")


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ({"status_state": "open", "evidence_on": "2026-01-05", "source": "old"}, None),
        ({"status_state": "open", "evidence_on": "2025-05-20", "source": "fresh"}, "old"),
        ({"status_state": "open", "evidence_on": "2025-05-21", "source": "fresh"}, None),
        ({"status_state": "open", "source": "old"}, "old"),
        ({"status_state": "open", "source": "undated"}, "undated"),
        ({"status_state": "closed", "source": "old"}, None),
        ({"status_state": "unknown", "source": "fresh"}, "unknown"),
    ],
)
def test_the_present_status_is_known_dated_and_not_old(row: dict, gap: str | None) -> None:
    earlier = {"key": "earlier", "since": 2001, "status_state": "unknown", "source": "undated"}
    found = told(statuses=[{"key": "s", "since": 2020} | row, earlier])
    kinds = {line.split("  ")[0] for line in found if "status s" in line}
    assert kinds == ({gap} if gap else set())
    assert not any("earlier" in line for line in found)


def test_the_present_status_has_begun_and_of_two_on_a_day_is_the_later_in_order() -> None:
    def row(key: str, since: object, state: str) -> dict:
        return {"key": key, "since": since, "status_state": state, "source": "fresh"}

    trail = [row("a", 2024, "open"), row("b", 2024, "unknown"), row("c", 2030, "open")]
    assert "unknown  status b" in told(statuses=trail)
    assert "unknown  status b" not in told(statuses=[trail[1], trail[0]])


def test_only_the_terms_in_force_of_a_running_scheme_grow_old() -> None:
    terms = [
        {"key": "2016", "effective_from": 2016, "source": "old"},
        {"key": "2020", "effective_from": 2020, "source": "old"},
    ]
    track = {"key": "main", "terms": terms}
    assert {line for line in told(tracks=[track]) if "terms" in line} == {
        "old  terms main/2020: 2025-04"
    }
    closed = [{"key": "c", "status_state": "closed", "source": "fresh"}]
    assert not any("terms" in line for line in told(tracks=[track], statuses=closed))
    assert "missing  terms of main" in told(tracks=[{"key": "main"}])


def test_figures_are_as_old_as_the_newest() -> None:
    def points(*dates: object) -> list[dict]:
        rows = [{"key": f"p{n}", "as_of": d, "source": "fresh"} for n, d in enumerate(dates)]
        return [{"slug": "made-series", "points": rows}]

    assert "old  newest figure 2021" in told(series=points(2019, 2021))
    assert not any("figure" in line for line in told(series=points(2019, "2026-03")))
    assert "missing  points of made-series" in told(series=[{"slug": "made-series"}])


def test_a_text_in_one_language_only_is_named_by_its_place() -> None:
    rows = [{"key": "r", "text": {"zh-hk": "字", "en": None}, "source": "fresh"}]
    assert "untranslated  clauses[r].text (en)" in told(
        clauses=[row | {"section": "how"} for row in rows]
    )
    assert not any("untranslated" in line for line in told(name={"zh-hk": "字", "en": "A"}))


@pytest.mark.parametrize(
    ("cited", "gap"),
    [
        ({"source": "minor"}, "grade-c"),
        ({"source": "minor", "second_source": "fresh"}, None),
        ({"source": "withdrawn"}, "unsourced"),
        ({"source": "fresh"}, None),
    ],
)
def test_a_fact_rests_on_a_public_source_better_than_a_minor_site(cited, gap) -> None:
    clause = {"key": "k", "section": "how"} | cited
    found = {line.split("  ")[0] for line in told(clauses=[clause]) if "clauses[k]" in line}
    assert found == ({gap} if gap else set())


def test_a_record_grows_old_with_its_newest_source() -> None:
    assert "old  newest source 2025-04" in told(source="old")
    assert "undated  every source" in told(source="undated")
    assert not any("newest source" in line for line in told("outcomes", source="old"))


@pytest.mark.django_db
def test_the_command_names_every_gap_and_counts_them() -> None:
    def report(**options) -> list[str]:
        out = StringIO()
        call_command("content_report", on=ON, stdout=out, **options)
        return out.getvalue().splitlines()

    lines = report(folder="schemes", kind="grade-c")
    gaps, summary = lines[:-4], lines[-4:]
    assert gaps
    assert all(line.startswith("schemes/") and "  grade-c  " in line for line in gaps)
    assert summary[2] == f"gaps: grade-c {len(gaps)}"
    assert "schemes " in summary[0]
    assert "sources without a date" in summary[1]
    assert report(folder="schemes", kind="grade-c", counts=True) == summary
