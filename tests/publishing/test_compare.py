"""What differs between two documents, and three-way merging. No database."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from consultation.models import Project
from facilities.models import Facility
from figures.models import Indicator
from policy.models import Measure
from portal.models import Page
from publishing.documents import compare
from publishing.documents.compare import OPENING, Conflict, Difference, differences, merge, told
from publishing.documents.registry import record_models
from publishing.documents.values import LANGUAGES
from schemes.models import Scheme
from tests.full_size import drawn as examples
from tests.publishing.generated import documents
from tests.publishing.samples import scheme_document, texts

pytestmark = pytest.mark.either_engine(0)

drawn = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    max_examples=examples(15, 6),
)
every_kind = pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)
BASE = scheme_document() | {"topics": ["a", "b"]}
TRACKS, CLAUSES = BASE["tracks"], BASE["clauses"]
AMOUNT = ("tracks", 0, "terms", 0, "amount")
TERMS = ("tracks", "main", "terms", "2016")
NEW_TERMS = {"key": "2026", "effective_from": 2026, "terms_kind": "grant", "source": "test-paper"}
ADDED = {"key": "added"}
GONE = object()


def changed(*edits: dict[tuple, Any]) -> dict[str, Any]:
    """The sample scheme with the values that stand at paths of names and list indexes.

    GONE takes out what is there; an index one past the last row adds one.
    """
    document = deepcopy(BASE)
    for path, value in (item for edit in edits for item in edit.items()):
        part = document
        for name in path[:-1]:
            part = part[name]
        if value is GONE:
            del part[path[-1]]
        elif isinstance(part, list) and path[-1] == len(part):
            part.append(value)
        else:
            part[path[-1]] = value
    return document


# --- Differences ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        ({AMOUNT: 700000}, ((*TERMS, "amount"), "", 600000, 700000)),
        ({AMOUNT: GONE}, ((*TERMS, "amount"), "", 600000, None)),
        ({("fund",): "itf"}, (("fund",), "", None, "itf")),
        ({("name", "en"): "Other"}, (("name",), "en", "Test Scheme", "Other")),
        ({("name", "zh-hk"): None}, (("name",), "zh-hk", "測試計劃", None)),
        ({("topics",): ["b"]}, (("topics",), "", ["a", "b"], ["b"])),
        ({("tracks", 0, "terms", 2): NEW_TERMS}, ((*TERMS[:3], "2026"), "", None, NEW_TERMS)),
        # Rows that are added or gone do not make the others move.
        ({("clauses",): [ADDED, *CLAUSES]}, (("clauses", "added"), "", None, ADDED)),
        ({("clauses", 0): GONE}, (("clauses", "who"), "", CLAUSES[0], None)),
        ({("tracks",): TRACKS[::-1]}, (("tracks",), "", ["main", "other"], ["other", "main"])),
        ({("series", 0, "unit"): "m2"}, (("series", "test-series", "unit"), "", "count", "m2")),
    ],
)
def test_one_change_is_one_difference(edit, wanted) -> None:
    assert differences(Scheme, BASE, changed(edit)) == [Difference(*wanted)]


def test_differences_stand_in_the_order_of_the_document() -> None:
    new = changed({AMOUNT: 1, ("summary",): texts("一", "One"), ("state",): "review"})
    found = [(one.path[0], one.language) for one in differences(Scheme, BASE, new)]
    assert found == [("state", ""), ("summary", "zh-hk"), ("summary", "en"), ("tracks", "")]


def test_a_new_document_differs_in_every_field_and_row() -> None:
    found = differences(Scheme, None, BASE)
    assert {one.old for one in found} == {None}
    assert {one.path[0] for one in found} == set(BASE)
    assert [one.path[1] for one in found if len(one.path) > 1] == [
        *("main", "other", "round", "who", "how", "test-series")
    ]


@every_kind
def test_a_field_or_row_taken_out_is_one_difference_at_its_place(model) -> None:
    @drawn
    @given(documents(model))
    def check(document) -> None:
        assert differences(model, document, deepcopy(document)) == []
        for path, less, value in lessened(model, document):
            is_text = isinstance(value, dict) and set(value) == set(LANGUAGES)
            values = [text for text in value.values() if text] if is_text else [value]
            found = [(one.path, one.old, one.new) for one in differences(model, document, less)]
            assert found == [(path, one, None) for one in values]

    check()


def lessened(model, document, path=(), opening=OPENING):
    """(path, the document without what is there, what was there), for every field and row."""
    for name in (*opening, *model.document.fields):
        if name in document:
            less = {other: value for other, value in document.items() if other != name}
            yield (*path, name), less, document[name]
    for rows in model.document.rows:
        for row in document.get(rows.name, []):
            place = (*path, rows.name, row[rows.key])
            others = [other for other in document[rows.name] if other is not row]
            yield place, document | {rows.name: others}, row
            for inner, less, value in lessened(compare.row_model(model, rows.name), row, place, ()):
                kept = [less if other is row else other for other in document[rows.name]]
                yield inner, document | {rows.name: kept}, value


def test_a_difference_survives_being_stored() -> None:
    for one in (*differences(Scheme, None, BASE), Difference(("topics",), "", ["a"], None)):
        assert Difference.from_dict(json.loads(json.dumps(one.as_dict()))) == one


# --- What readers are told ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "is_told"),
    [
        ({AMOUNT: 1}, True),
        ({("tracks", 0, "terms", 0, "note"): texts("註", "Note")}, False),
        ({("statuses", 0, "closes_on"): "2025-07-31"}, True),
        ({("statuses", 0, "evidence_on"): "2025-07"}, False),
        ({("launched_on",): 2015}, True),
        ({("summary", "en"): "Pays."}, False),
        ({("series", 0, "points", 0, "value"): 9563}, True),
        ({("tracks", 0, "terms", 2): NEW_TERMS}, True),
        ({("statuses",): GONE}, True),
        ({("tracks", 0): GONE}, True),  # its terms are facts
        ({("tracks", 1): GONE}, False),  # a name without terms
        ({("clauses", 0): GONE}, False),
        ({("tracks",): TRACKS[::-1]}, False),
    ],
)
def test_only_changes_of_facts_are_told(edit, is_told) -> None:
    found = differences(Scheme, BASE, changed(edit))
    assert found
    assert told(Scheme, found) == (found if is_told else [])


@pytest.mark.parametrize(
    ("model", "new", "is_told"),
    [
        (Facility, {"floor_area": 100}, True),
        (Measure, {"progress": "done"}, True),
        (Project, {"standing": texts("定", "Settled")}, True),
        (Project, {"parameters": [{"key": "area"}]}, False),
        (Indicator, {"series": [{"slug": "s", "unit": "count"}]}, True),
        (Page, {"parts": [{"key": "who", "text": texts("我", "I")}]}, False),
    ],
)
def test_facts_of_other_records_are_told(model, new, is_told) -> None:
    assert bool(told(model, differences(model, {}, new))) == is_told


@every_kind
def test_what_is_told_are_fields_of_the_document(model) -> None:
    models = [model]
    for found in models:
        assert set(found.document.told) <= set(found.document.fields), found
        models += [compare.row_model(found, rows.name) for rows in found.document.rows]


# --- Merging --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted"),
    [
        ({("name", "en"): "Mine"}, {("name", "zh-hk"): "他"}, {("name",): texts("他", "Mine")}),
        ({AMOUNT: 1}, {("tracks", 0, "terms", 0, "locator"): "page 3"}, None),
        ({AMOUNT: 1}, {("tracks", 0, "terms", 2): NEW_TERMS}, None),
        ({AMOUNT: 1}, {AMOUNT: 1, ("clauses", 1): GONE}, None),
        ({("topics",): ["b", "c"]}, {("topics",): ["a", "d"]}, {("topics",): ["c", "d"]}),
        ({("topics",): ["b"]}, {("topics",): ["a"]}, {("topics",): GONE}),
        ({("tracks",): TRACKS[::-1]}, {("tracks", 1, "note"): texts("註", "Note")},
         {("tracks",): [TRACKS[1] | {"note": texts("註", "Note")}, TRACKS[0]]}),
        # Rows that both added follow the row they followed.
        ({("clauses",): [CLAUSES[0], ADDED, CLAUSES[1]]}, {("clauses", 2): {"key": "last"}},
         {("clauses",): [CLAUSES[0], ADDED, CLAUSES[1], {"key": "last"}]}),
        ({("clauses",): CLAUSES[::-1]}, {("clauses",): [ADDED, *CLAUSES]},
         {("clauses",): [ADDED, *CLAUSES[::-1]]}),
        ({("clauses",): [ADDED, *CLAUSES]}, {("clauses",): CLAUSES[::-1]},
         {("clauses",): [ADDED, *CLAUSES[::-1]]}),
    ],
)  # fmt: skip
def test_what_each_side_changed_is_taken(mine, theirs, wanted) -> None:
    """Without a conflict, and the same, but for the order of rows, with the sides changed."""
    wanted = changed(mine, theirs) if wanted is None else changed(wanted)
    assert merge(Scheme, BASE, changed(mine), changed(theirs)) == (wanted, [])
    document, conflicts = merge(Scheme, BASE, changed(theirs), changed(mine))
    assert (differences(Scheme, wanted, document), conflicts) == ([], [])


NOTED = {("tracks", 1, "note"): texts("註", "Note")}
ANEW = {("tracks", 0, "terms", 2): NEW_TERMS}


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted", "conflict"),
    [
        ({AMOUNT: 1}, {AMOUNT: 2}, {AMOUNT: 1}, ((*TERMS, "amount"), "", 600000, 1, 2)),
        ({AMOUNT: GONE}, {AMOUNT: 2}, {AMOUNT: GONE}, ((*TERMS, "amount"), "", 600000, None, 2)),
        ({("name", "en"): "M"}, {("name",): texts("他", "T")}, {("name",): texts("他", "M")},
         (("name",), "en", "Test Scheme", "M", "T")),
        ({("tracks", 1): GONE}, NOTED, NOTED,
         (("tracks", "other"), "", TRACKS[1], None, changed(NOTED)["tracks"][1])),
        (NOTED, {("tracks", 1): GONE}, NOTED,
         (("tracks", "other"), "", TRACKS[1], changed(NOTED)["tracks"][1], None)),
        # Added by both under one key: nothing they differ in goes unseen.
        (ANEW, {("tracks", 0, "terms", 2): NEW_TERMS | {"max_months": 24}}, ANEW,
         ((*TERMS[:3], "2026", "max_months"), "", None, None, 24)),
    ],
)  # fmt: skip
def test_what_both_changed_is_a_conflict(mine, theirs, wanted, conflict) -> None:
    found = merge(Scheme, BASE, changed(mine), changed(theirs))
    assert found == (changed(wanted), [Conflict(*conflict)])


@every_kind
def test_a_merge_with_one_side_unchanged_is_the_other(model) -> None:
    """Names stand in the order in which a record is dumped, whatever theirs was."""

    @drawn
    @given(documents(model), documents(model))
    def check(base, new) -> None:
        other = backwards(new)
        for sides in ((other, base), (base, other), (new, other)):
            document, conflicts = merge(model, base, *sides)
            assert (json.dumps(document), conflicts) == (json.dumps(new), [])

    check()


@every_kind
def test_changes_of_different_fields_are_both_taken(model) -> None:
    names = [*OPENING, *model.document.fields, *(rows.name for rows in model.document.rows)]

    @drawn
    @given(documents(model), documents(model), st.sets(st.sampled_from(names)))
    def check(base, new, taken) -> None:
        rest = set(names) - taken
        mine, theirs = blended(base, new, taken), blended(base, new, rest)
        assert merge(model, base, mine, theirs) == (new, [])

    check()


def blended(base: dict, new: dict, taken: set[str]) -> dict:
    """`base` with the fields `taken` from `new`."""
    both = {name: (new if name in taken else base).get(name) for name in {**base, **new}}
    return {name: value for name, value in both.items() if value is not None}


def place(one: Difference | Conflict) -> tuple[tuple[str, ...], str]:
    """Where it is."""
    return one.path, one.language


@every_kind
def test_where_both_changed_mine_is_taken_and_the_place_is_listed(model) -> None:
    @drawn
    @given(documents(model), documents(model), documents(model))
    def check(base, mine, theirs) -> None:
        document, conflicts = merge(model, base, mine, theirs)
        _document, swapped = merge(model, base, theirs, mine)
        sides = {(*place(one), str(one.mine), str(one.theirs)) for one in conflicts}
        assert sides == {(*place(one), str(one.theirs), str(one.mine)) for one in swapped}
        apart = set(map(place, differences(model, mine, theirs)))
        assert {place(one) for one in conflicts} <= apart
        # A row that I took away comes back, as it was changed.
        standing = {place(one) for one in conflicts if compare.steps(model, one.path)[1]}
        assert standing.isdisjoint(map(place, differences(model, mine, document)))

    check()


def backwards(part: Any) -> Any:
    """The same document with the names of every mapping in the opposite order."""
    if isinstance(part, dict):
        return {name: backwards(part[name]) for name in reversed(part)}
    return [backwards(one) for one in part] if isinstance(part, list) else part
