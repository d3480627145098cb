"""The finder: one question at a time, and the answer in four groups."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.citations import Citations
from publishing.dates import today
from publishing.stored import for_one, stored
from schemes.candidates import candidates
from schemes.eligibility.finder import QUESTIONS, Group
from schemes.eligibility.vocabulary import ATTRIBUTES, Attribute
from schemes.matching import ask_next, matches
from schemes.reading import Asked, read_finder
from schemes.wording import answer_words


@dataclass(frozen=True)
class Question:
    """One question as the page shows it; `given` are the texts of an answer that was tried."""

    attribute: Attribute
    given: list[str]
    error: str = ""

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """(code, words, whether chosen); none for a number."""
        if self.attribute.choices is None:
            return []
        return [(*choice, choice[0] in self.given) for choice in self.attribute.choices.choices]

    @property
    def typed(self) -> str:
        """What was typed for a number."""
        return self.given[-1] if self.given else ""


def _question(code: str | None, asked: Asked) -> Question | None:
    if code is None:
        return None
    return Question(ATTRIBUTES[code], asked.texts.get(code, []), asked.errors.get(code, ""))


def _wanted(request: HttpRequest, asked: Asked, groups: dict) -> str | None:
    """Which question the page shows: one in error, one to be changed, or the next; None: none."""
    if asked.errors:
        return next(iter(asked.errors))
    if request.GET.get("ask") in ATTRIBUTES:
        return request.GET["ask"]
    if request.GET.get("show"):
        return None
    return ask_next(groups, asked.answers, asked.skipped, today())


def _pressed(request: HttpRequest, asked: Asked) -> str:
    """The question whose form was sent, if any; told as an error where it was left empty."""
    code = request.GET.get("asked", "")
    if code in ATTRIBUTES and code not in asked.texts and code not in asked.skipped:
        asked.errors[code] = _("Choose an answer, or skip the question.")
    return code


@require_safe
@stored(*ATTRIBUTES, "skip", "ask", "asked", "show")
def finder(request: HttpRequest) -> HttpResponse:
    """Ask at most six questions, then tell which schemes fit and why."""
    asked = read_finder(request.GET)
    if _pressed(request, asked) and not asked.errors:
        return redirect(request.path + asked.address())
    groups = matches(candidates(today()), asked.answers, today())
    question = _question(_wanted(request, asked, groups), asked)
    told = [
        (ATTRIBUTES[code], answer_words(code, answer), asked.address(ask=code))
        for code, answer in asked.answers.items()
    ]
    context = {
        "asked": asked,
        "question": question,
        "kept": _kept(asked, question),
        "number": min(len(asked.answers) + len(asked.skipped) + 1, QUESTIONS),
        "most": QUESTIONS,
        "told": told,
        "skipped": [(ATTRIBUTES[code], asked.address(ask=code)) for code in asked.skipped],
        "show": asked.address(show="1"),
        "groups": [(group, groups[group]) for group in Group],
        "counts": {group.value: len(found) for group, found in groups.items()},
        "citations": Citations(),
    }
    status = 400 if asked.errors else 200
    response = render(request, "schemes/finder.html", context, status=status)
    return for_one(response) if request.GET else response


def _kept(asked: Asked, question: Question | None) -> list[tuple[str, str]]:
    """The other answers, as the question's form carries them along."""
    here = question.attribute.code if question else ""
    pairs = [(code, text) for code, texts in asked.texts.items() if code != here for text in texts]
    return pairs + [("skip", code) for code in asked.skipped if code != here]
