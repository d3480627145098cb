"""The engines' own indexes, and that what they give makes no difference to what is found.

The same tests run on SQLite and on PostgreSQL. Each compares its engine with a plain dictionary of
places, so that both are shown to find the same in the same order.
"""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import engines, queries
from search.indexing import every_key, indexed
from search.models import SearchDocument
from search.registry import KINDS, kind_of
from tests.full_size import DRILL, drawn
from tests.search.asked import SETS, questions
from tests.search.crowd import random_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def index(django_db_setup, django_db_blocker) -> dict[str, list[int]]:
    """Token to its places, worked out from the records without any engine."""
    found: dict[str, list[int]] = {}
    with django_db_blocker.unblock():
        by_kind: dict[int, list[int]] = {}
        for pk in every_key():
            by_kind.setdefault(pk % KINDS, []).append(pk // KINDS)
        for number, pks in by_kind.items():
            kind = kind_of(number)
            for record in kind.records().filter(pk__in=pks):
                for place, held in indexed(kind, record).places.items():
                    for token in held:
                        found.setdefault(token, []).append(place)
    return found


@pytest.fixture
def without_engine(index, monkeypatch):
    """Search by the dictionary instead of the engine."""

    def search(words: str) -> tuple:
        with monkeypatch.context() as patch:
            patch.setattr(
                engines,
                "places_of",
                lambda tokens: {token: index[token] for token in set(tokens) if token in index},
            )
            return answer(words)

    return search


def answer(words: str) -> tuple:
    """What a search finds, in order, and what it makes of slips."""
    results = queries.find(words)
    return results.pks, results.instead, results.meant


@pytest.mark.parametrize("name", SETS)
def test_every_question_finds_the_same_without_the_engine(without_engine, name: str) -> None:
    """In the drill; else every third question."""
    for question in questions(name)[:: drawn(1, 3)]:
        with translation.override(question.language):
            assert answer(question.words) == without_engine(question.words), question


def test_random_queries_find_the_same_without_the_engine(without_engine) -> None:
    asked, found = 2000 if DRILL else 150, 0
    for number, words in enumerate(random_queries(asked)):
        with translation.override(("zh-hk", "en")[number % 2]):
            with_engine = answer(words)
            assert with_engine == without_engine(words), words
            found += bool(with_engine[0])
    assert found > asked * 3 / 4


@settings(
    max_examples=500 if DRILL else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_typed_finds_the_same_without_the_engine(without_engine, words: str) -> None:
    with translation.override("en"):
        assert answer(words) == without_engine(words)


def test_no_length_of_text_is_too_much_for_the_index() -> None:
    """More different tokens than one tsvector can hold, each as long as tokens can be, and one
    token in more positions than PostgreSQL counts."""
    many = {f"{number:05}{'長' * 35}" for number in range(30_000)}
    place = engines.place_of(SearchDocument.objects.order_by("-pk").first().pk + KINDS, 3, 0)
    engines.write([place // engines.PLACES], {place: many, place + 1: {"zzagainzz"} | many})
    asked = sorted(many)[::5000]
    found = engines.places_of([*asked, "zzagainzz"])
    for token in asked:
        assert sorted(set(found[token])) == [place, place + 1]
    assert set(found["zzagainzz"]) == {place + 1}
    assert engines.stored([place // engines.PLACES]) == {place: 30_000, place + 1: 30_001}


def test_writing_replaces_what_was_there() -> None:
    place = engines.place_of(999 * KINDS + 1, 0, 1)
    engines.write([999 * KINDS + 1], {place: {"zebrafish"}})
    engines.write([999 * KINDS + 1], {place: {"quokka"}})
    found = engines.places_of(["zebrafish", "quokka"])
    assert found == {"quokka": [place]}
    engines.write([999 * KINDS + 1], {})
    assert engines.places_of(["quokka"]) == {}
