"""The questions of `queries.yaml` and `queries_unseen.yaml`, and how well a search answers them."""

import fnmatch
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils import translation

from search.models import SearchDocument
from search.queries import find
from search.registry import kind_of

SETS = ("queries.yaml", "queries_unseen.yaml")
LOOKED_AT = 20


@dataclass(frozen=True)
class Question:
    """One question on the pages of one language, and the records that answer it."""

    language: str
    words: str
    expect: tuple[str, ...]

    def rank(self, answer: list[str]) -> int:
        """The place of the first right record from 1 on; 0 where it is not among the first 20."""
        for place, name in enumerate(answer[:LOOKED_AT], 1):
            if any(fnmatch.fnmatch(name, expected) for expected in self.expect):
                return place
        return 0


@dataclass(frozen=True)
class Score:
    """How well a search answers: shares of all questions, and the mean reciprocal rank."""

    first: float
    first_three: float
    reciprocal: float

    def __str__(self) -> str:
        return f"{self.first:.3f}  {self.first_three:.3f}  {self.reciprocal:.3f}"


def questions(name: str) -> list[Question]:
    """The questions of one set."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [
        Question(language, case["q"], tuple(case["expect"]))
        for language, cases in yaml.safe_load(text).items()
        for case in cases
    ]


def names_of(pks: list[int]) -> list[str]:
    """Index keys as `kind/slug`."""
    slugs = dict(SearchDocument.objects.filter(pk__in=pks).values_list("pk", "slug"))
    return [f"{kind_of(pk).code}/{slugs[pk]}" for pk in pks]


def ours(words: str) -> list[str]:
    """What the site's own search answers, in the active language."""
    return names_of(find(words).pks[:LOOKED_AT])


def score(asked: list[Question], search: Callable[[str], list[str]]) -> Score:
    """Ask everything, each in its language."""
    ranks = []
    for question in asked:
        with translation.override(question.language):
            ranks.append(question.rank(search(question.words)))
    return Score(
        sum(rank == 1 for rank in ranks) / len(ranks),
        sum(0 < rank <= 3 for rank in ranks) / len(ranks),
        sum(1 / rank for rank in ranks if rank) / len(ranks),
    )
