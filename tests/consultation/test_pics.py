"""The privacy statement: complete in both languages, its text held together with its version."""

import hashlib

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from consultation.models import Project
from consultation.operator import PICS_VERSION, Operator
from tests.markup import read

pytestmark = pytest.mark.django_db
NOBODY = Operator("", "", "", passes_on=False)
SOMEBODY = Operator("O", "P", "C", passes_on=False)
PASSING_ON = Operator("O", "P", "C", passes_on=True)
# Who changes the text gives it another version, and its hash here; a comment keeps the version.
KNOWN = {"2026-11": "a32983d60a5057ed"}


def statement(operator: Operator, project: Project, language: str) -> str:
    """The statement as its words are read."""
    with translation.override(language):
        html = render_to_string(
            "consultation/parts/pics.html",
            {
                "operator": operator,
                "project": project,
                "pics_version": PICS_VERSION,
                "feedback_months": 12,
            },
        )
    return " ".join(read(html.encode()).one("section").text.split())


def test_text_and_version_go_together(project) -> None:
    texts = [
        statement(operator, project, language)
        for operator in (NOBODY, SOMEBODY, PASSING_ON)
        for language in ("zh-hk", "en")
    ]
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    assert digest == KNOWN[PICS_VERSION]


@pytest.mark.parametrize("operator", [NOBODY, SOMEBODY, PASSING_ON])
def test_it_says_what_the_ordinance_asks_for(operator, project, language) -> None:
    text = statement(operator, project, language)
    asked = {
        "en": ["What for", "Only the message", "Who sees it", "12 months", "withdraw", "40 days"],
        "zh-hk": ["用途", "只有意見內容必須填寫", "誰可看到", "12個月", "撤回", "40日"],
    }
    for words in asked[language]:
        assert words in text
    assert ("O. Privacy officer: P" in text or "O。私隱主任：P" in text) is operator.is_set
