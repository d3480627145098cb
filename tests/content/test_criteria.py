"""The eligibility clauses of the real content."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from schemes.candidates import candidates
from schemes.eligibility.codes import Group, Operator
from schemes.eligibility.vocabulary import ATTRIBUTES
from schemes.models import Criterion, Scheme
from schemes.terms import in_force
from tests.content.documents import of

ON = date(2026, 11, 21)
DOC = (Path(settings.BASE_DIR) / "docs/eligibility.md").read_text()


def test_every_scheme_has_clauses_about_who_and_what_for() -> None:
    """Whom nobody lets in, and what nothing is for, could be told to nobody."""
    for part in of(Scheme):
        about = {row["attribute"] for row in part.document["criteria"]}
        assert "want" in about, part.place
        assert about & {"who", "recognised_lab"}, part.place


def test_every_clause_rests_on_a_sentence_with_a_public_source() -> None:
    sentences = {
        f"{part.place} {row['key']}": row
        for part in of(Scheme)
        for row in part.document.get("clauses", [])
    }
    resting = [
        sentences.get(f"{part.place} {row['sentence']}")
        for part in of(Scheme)
        for row in part.document["criteria"]
    ]
    assert len(resting) == len(of(Criterion)) > 400
    assert all(row and row["source"] for row in resting)


def test_what_is_not_known_is_said_by_a_sentence_that_says_so() -> None:
    """A silence rests on what the page says is not known, or on who may apply, as announced."""
    sections = Counter(
        next(one for one in part.document["clauses"] if one["key"] == row["sentence"])["section"]
        for part in of(Scheme)
        for row in part.document["criteria"]
        if row["operator"] == Operator.NOT_STATED
    )
    assert set(sections) <= {"not_known", "who", "what_for"}
    assert sections["not_known"] >= 9


@pytest.mark.django_db
def test_a_least_cost_is_that_of_the_terms_in_force() -> None:
    checked = 0
    for one in candidates(ON):
        for clause in one.clauses:
            name = {"cost": "min_project_cost", "private": "min_contribution"}.get(
                clause.condition.attribute
            )
            if name and clause.condition.operator == Operator.GTE and clause.strength == "hard":
                least = {
                    getattr(
                        in_force([row for row in one.terms if row.track_id == track.pk], ON), name
                    )
                    for track in one.tracks
                }
                assert least == {int(clause.condition.value)}
                checked += 1
    assert checked == 2


@pytest.mark.django_db
def test_the_report_traces_every_clause_and_counts_the_unknown(capsys) -> None:
    call_command("content_report", "--eligibility")
    lines = capsys.readouterr().out.splitlines()
    traced = [line for line in lines if "<-" in line]
    assert len(traced) == len(of(Criterion))
    assert all(re.search(r"<- \w+-[\w-]+  <- .+ \((A|B|C|S)\)", line) for line in traced)
    counted = [line for line in lines if re.search(r"unknown \d+$", line)]
    assert len(counted) == 66
    unknown = sum(part.document["operator"] == Operator.NOT_STATED for part in of(Criterion))
    assert counted[-1].endswith(f"unknown {unknown}")


def test_the_paper_names_every_code() -> None:
    for attribute in ATTRIBUTES.values():
        assert f"`{attribute.code}`" in DOC
        if attribute.choices and attribute.kind != "yes_no":
            assert [code for code in attribute.choices.values if f"`{code}`" not in DOC] == []
    assert [code for code in (*Group.values, *Operator.values) if f"`{code}`" not in DOC] == []
