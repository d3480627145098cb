"""Applying a document: all of it or nothing, faults with their place, rows that stay the same."""

from datetime import time

import pytest
from django.utils import translation

from consultation.models import Project
from figures.models import Series
from publishing.documents.apply import apply
from publishing.documents.dump import dump
from publishing.documents.problems import DocumentError
from publishing.models import Organisation, SlugRedirect
from schemes.models import Clause, Scheme, Terms, Track
from tests.publishing.samples import make, make_sources, scheme_document, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sources(db) -> None:
    make_sources()


def set_at(document: dict, path: tuple, value) -> dict:
    """Put `value` at `path` of the document; return the document."""
    part = document
    for step in path[:-1]:
        part = part[step]
    if isinstance(part, list) and path[-1] == len(part):
        part.append(value)
    else:
        part[path[-1]] = value
    return document


def without(document: dict, path: tuple) -> dict:
    """Take out what is at `path`; return the document."""
    part = document
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return document


def problems(document: dict) -> list[str]:
    """What is said to be wrong with a scheme's document."""
    with translation.override("en"), pytest.raises(DocumentError) as refused:
        apply(Scheme, document)
    return [str(problem) for problem in refused.value.problems]


# --- What changes and what stays ------------------------------------------------------------


def test_a_document_comes_back_as_it_was() -> None:
    document = scheme_document()
    assert dump(apply(Scheme, document)) == document


def test_rows_that_stay_keep_their_primary_keys_and_one_left_out_is_deleted() -> None:
    apply(Scheme, scheme_document())
    terms = Terms.objects.filter(track__scheme__slug="test-scheme")
    first, second = terms.get(key="2016"), terms.get(key="2019-06")
    clause = Clause.objects.get(key="how", scheme__slug="test-scheme")
    document = without(scheme_document(), ("tracks", 0, "terms", 0))
    document["clauses"].reverse()
    apply(Scheme, set_at(document, ("clauses", 0, "text"), texts("郵寄。", "By post.")))
    assert first not in terms
    assert terms.get(key="2019-06").pk == second.pk
    clause.refresh_from_db()
    assert (clause.text_en, clause.position) == ("By post.", 0)
    assert [row.key for row in clause.scheme.clauses.all()] == ["how", "who"]


def test_a_list_left_out_is_empty_afterwards() -> None:
    scheme = apply(Scheme, scheme_document())
    apply(Scheme, without(without(scheme_document(), ("clauses",)), ("series",)))
    assert not scheme.clauses.exists()
    assert not Series.objects.filter(slug="test-series").exists()


def test_a_value_left_out_falls_back_to_its_default() -> None:
    document = set_at(scheme_document(), ("series", 0, "comparable"), False)
    apply(Scheme, set_at(document, ("scheme_kind",), "fund"))
    scheme = apply(Scheme, scheme_document())
    assert scheme.scheme_kind == "scheme"
    assert scheme.series.get().comparable is True


def test_a_new_row_may_take_what_was_unique_to_one_that_is_gone() -> None:
    """Terms whose key is put right keep their date."""
    apply(Scheme, scheme_document())
    document = set_at(scheme_document(), ("tracks", 0, "terms", 0, "key"), "2016-01")
    assert dump(apply(Scheme, document)) == document


def test_a_sentence_of_a_track_that_goes_is_left_for_every_track() -> None:
    apply(Scheme, scheme_document())
    document = without(without(scheme_document(), ("tracks", 0)), ("clauses", 1, "track"))
    assert dump(apply(Scheme, document)) == document
    assert Track.objects.filter(scheme__slug="test-scheme").count() == 1


def test_a_text_in_one_language_stays_empty_in_the_other() -> None:
    document = set_at(scheme_document(), ("name",), {"zh-hk": None, "en": "Only English"})
    scheme = apply(Scheme, document)
    assert (scheme.name_zh_hk, scheme.name_en) == ("", "Only English")
    assert dump(scheme) == document


def test_a_closing_time_is_kept_to_the_minute_and_to_the_second() -> None:
    for text in ("17:00", "23:59:59"):
        document = set_at(scheme_document(), ("statuses", 0, "closes_at"), text)
        scheme = apply(Scheme, document)
        assert dump(scheme)["statuses"][0]["closes_at"] == text
        assert scheme.statuses.get().closes_at == time.fromisoformat(text)


def test_former_addresses_follow_the_document() -> None:
    found = SlugRedirect.objects.filter(kind="schemes.scheme").order_by("old_slug")
    apply(Scheme, scheme_document() | {"redirects_from": ["test-a", "test-b"]})
    assert [(row.old_slug, row.slug) for row in found.filter(slug="test-scheme")] == [
        ("test-a", "test-scheme"),
        ("test-b", "test-scheme"),
    ]
    apply(Scheme, scheme_document() | {"redirects_from": ["test-b"]})
    assert [row.old_slug for row in found.filter(slug="test-scheme")] == ["test-b"]
    apply(Scheme, scheme_document())
    assert not found.filter(slug="test-scheme").exists()


def test_a_former_address_is_not_one_in_use() -> None:
    make(Scheme, slug="test-other")
    said = problems(scheme_document() | {"redirects_from": ["test-other"]})
    assert said == ["redirects_from: “test-other” is a record of its own"]


# --- What is refused ------------------------------------------------------------------------

TERMS = ("tracks", 0, "terms", 0)
FAULTS = [
    (("colour",), "red", "colour: unknown field; known are "),
    ((*TERMS, "celling"), 1, "tracks[0].terms[0].celling: unknown field; known are "),
    (("name",), "Scheme", "name: must have zh-hk and en (null where one is not known)"),
    (("name",), {"en": "Scheme"}, "name: must have zh-hk and en"),
    (("name",), {"zh-hk": "計劃", "en": "Scheme", "fr": "x"}, "name: must have zh-hk and en"),
    (("name",), {"zh-hk": None, "en": None}, "name: is empty in both languages"),
    (("name",), None, "name: is needed in both languages"),
    (("name", "en"), 2024, "name.en: must be text, not 2024"),
    (("name", "en"), "x" * 201, "name: Ensure this value has at most 200 characters"),
    (("category",), "fun", "category: Value 'fun' is not a valid choice"),
    (("category",), None, "category: This field cannot be blank"),
    (("state",), "hidden", "state: Value 'hidden' is not a valid choice"),
    (("state",), True, "state: must be text, not True"),
    (("slug",), "finder", "slug: “finder” is an address of the site itself"),
    (("slug",), "Test Scheme", "slug: Enter a valid “slug”"),
    (("email",), "nobody", "email: Enter a valid email address"),
    (("official_url",), "example", "official_url: Enter a valid URL"),
    (("launched_on",), "soon", "launched_on: Enter a date as 2024-12-31"),
    (("launched_on",), ["2024"], "launched_on: must be a single value"),
    (("source",), None, "source: is needed"),
    (("source",), "nowhere", "source: no sources record is “nowhere”"),
    (("second_source",), "test-paper", "The second source is the same as the first."),
    (("fund",), "nowhere", "fund: no schemes record is “nowhere”"),
    (("topics",), "chips", "topics: must be a list"),
    (("topics",), ["nowhere"], "topics[0]: no topics record is “nowhere”"),
    (("tracks",), {"main": {}}, "tracks: must be a list"),
    (("tracks", 1), "main", "tracks[1]: must be a mapping"),
    (("tracks", 1, "key"), "main", "tracks[1].key: “main” stands twice in tracks"),
    (("tracks", 1, "key"), 2016, "tracks[1]: needs a “key” of Latin letters"),
    (("tracks", 1, "key"), "首", "tracks[1].key: Enter a valid “slug”"),
    ((*TERMS, "amount"), "60萬", "tracks[0].terms[0].amount: must be a whole number"),
    ((*TERMS, "amount"), True, "tracks[0].terms[0].amount: must be a whole number"),
    ((*TERMS, "amount"), -1, "tracks[0].terms[0].amount: An amount cannot be negative."),
    ((*TERMS, "amount"), 10**30, "tracks[0].terms[0].amount: Ensure this value is less than"),
    ((*TERMS, "amount"), None, "tracks[0].terms[0]: An allowance or fixed sum needs its amount."),
    ((*TERMS, "percent"), "half", "tracks[0].terms[0].percent: “half” value must be a decimal"),
    ((*TERMS, "locator"), "p. 3", "tracks[0].terms[0].locator: “p. 3” is not a place such as"),
    ((*TERMS, "effective_from"), "2019-06", "This track already has terms from that date."),
    (("statuses", 0, "closes_on"), "2025-06", "statuses[0].closes_on: “2025-06” value has"),
    (("statuses", 0, "closes_at"), "25:00", "statuses[0].closes_at: “25:00” value has"),
    (("clauses", 1, "track"), "third", "clauses[1].track: no row of tracks has the key “third”"),
    (("clauses", 1, "track"), ["main"], "clauses[1].track: no row of tracks has the key"),
    (("series", 0, "comparable"), "no", "series[0].comparable: must be true or false, not 'no'"),
    (("series", 0, "points", 0, "value"), None, "series[0].points[0].value: This field cannot be"),
    (("redirects_from",), "old", "redirects_from: must be a list"),
]


@pytest.mark.parametrize(("path", "value", "reason"), FAULTS)
def test_a_fault_is_named_with_its_place_and_nothing_is_written(path, value, reason) -> None:
    apply(Scheme, scheme_document())
    said = problems(set_at(scheme_document(), path, value))
    assert any(reason in line for line in said), said
    assert dump(Scheme.objects.get(slug="test-scheme")) == scheme_document()


def test_several_faults_are_named_at_once() -> None:
    assert problems(scheme_document() | {"category": "fun", "email": "nobody"}) == [
        "category: Value 'fun' is not a valid choice.",
        "email: Enter a valid email address.",
    ]
    document = without(scheme_document(), (*TERMS, "amount"))
    assert problems(without(document, ("clauses", 0, "source"))) == [
        "tracks[0].terms[0]: An allowance or fixed sum needs its amount.",
        "tracks[0].terms[0]: Say what the amount is counted for.",
        "clauses[0].source: is needed",
    ]


def test_a_value_must_say_what_it_measures() -> None:
    """A row that points to a sibling cannot leave it out where the database needs it."""
    make(Organisation, slug="test-office")
    cited = {"source": "test-paper"}
    words = {name: texts("文", "Text") for name in ("name", "short_name", "summary", "place")}
    document = {"slug": "test-project", "state": "draft", "proponent": "test-office", **words}
    document |= {"standing": texts("文", "Text"), "standing_on": 2026, **cited}
    version = {"key": "first", "name": texts("文", "Text"), "dated": 2024, **cited}
    document["versions"] = [version | {"values": [{"key": "area", "value": 1, **cited}]}]
    with pytest.raises(DocumentError, match=r"versions\[0\].values\[0\].parameter: is needed"):
        apply(Project, document)
