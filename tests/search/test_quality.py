"""How well real questions are answered: on the questions tuned for, and on those never tuned to."""

import pytest

from tests.search.asked import SETS, ours, questions, score
from tests.search.baselines import icontains

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", SETS)
def test_the_right_record_comes_first(name: str, language: str) -> None:
    asked = [question for question in questions(name) if question.language == language]
    found = score(asked, ours)
    assert found.first >= 0.90, found
    assert found.reciprocal >= 0.94, found
    assert found.first > score(asked, icontains).first + 0.1


def test_there_are_questions_enough_in_both_languages(language: str) -> None:
    asked = [question for question in questions(SETS[0]) if question.language == language]
    assert len(asked) >= 40
    assert len({question.words for question in asked}) >= 40
