"""The outcome page: what it counts, what it shows of single comments, and what it never shows."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from consultation.models import Campaign, Comment
from publishing.models import SlugRedirect
from tests.consultation.outcome_comments import made_comment, made_project

pytestmark = pytest.mark.django_db
PAGE = "/{language}/consultation/made/outcome/"


@pytest.fixture
def project():
    """A project with three themes and a standing channel."""
    return made_project()


def cells(found, title: str) -> dict[str, list[str]]:
    """The rows of the table with this title: its name to its numbers."""
    text = found.one("div", **{"aria-label": title}).text
    elements = found.elements
    start = elements.index(found.one("div", **{"aria-label": title}))
    rows: dict[str, list[str]] = {}
    name = ""
    for element in elements[start + 1 :]:
        if element.tag in ("figure", "section", "div"):
            break
        if element.tag == "th" and element.attributes.get("scope") == "row":
            name = element.text
            rows[name] = []
        if element.tag == "td" and name:
            rows[name].append(element.text)
    assert text
    return rows


# --- Nothing yet ----------------------------------------------------------------------------


def test_without_comments_the_page_says_so(project, see, language) -> None:
    words = {
        "en": ("No comment has been received yet", "No comment has been published yet"),
        "zh-hk": ("暫時未收到意見", "暫時沒有已刊登的意見"),
    }
    text = see(language).one("main").text
    assert all(word in text for word in words[language])


def test_it_is_headed_as_no_survey(project, see, language) -> None:
    words = {
        "en": "Self-selected comments, not a survey",
        "zh-hk": "自行提交的意見，並非抽樣調查",
    }
    assert see(language).one("h2", id="what-this-is").text == words[language]


def test_it_says_that_the_form_is_a_demonstration_until_somebody_answers_for_it(
    project, see, settings, language
) -> None:
    words = {"en": "is a demonstration", "zh-hk": "屬示範性質"}[language]
    assert words in see(language).one("main").text
    both = {"zh-hk": "某機構", "en": "Somebody"}
    settings.OPERATOR = {"name": both, "officer": both, "contact": "x", "passes_on": False}
    assert words not in see(language).one("main").text


def test_the_form_is_linked_only_while_it_takes_comments(project, see) -> None:
    form = "/en/consultation/made/feedback/"
    assert form in see().links
    project.windows.update(opens_at=datetime(2099, 1, 1, tzinfo=UTC))
    assert form not in see().links


# --- Figures --------------------------------------------------------------------------------


def many(project) -> None:
    for number in range(12):
        made_comment(
            project,
            "published",
            stance="oppose" if number < 7 else "support",
            language="en" if number < 6 else "zh-hk",
            themes=["trees", "roads"] if number < 6 else ["trees"],
        )
    for disposition, times in (("spam", 2), ("withdrawn", 1), ("withheld", 2), ("in_hand", 1)):
        for _ in range(times):
            made_comment(project, disposition)
    made_comment(project, "duplicate")  # and the comment it repeats, in hand


def test_the_reconciliation_is_shown_and_adds_up(project, see) -> None:
    many(project)
    rows = cells(see(), "What became of the comments")
    counts = {name: int(numbers[0]) for name, numbers in rows.items()}
    assert counts.pop("received, all together") == sum(counts.values()) == 20
    assert counts == {
        "in hand": 2,
        "published": 12,
        "not published": 2,
        "sent twice by the same writer": 1,
        "advertising or nonsense": 2,
        "withdrawn by the writer": 1,
    }
    assert Comment.objects.count() == 20


def test_figures_count_themes_stances_months_and_languages(project, see, clock) -> None:
    many(project)
    found = see()
    assert cells(found, "By theme") == {
        "Trees": ["12", "not shown"],
        "Roads": ["not shown", "not shown"],
        "Views": ["not shown", "not shown"],
    }
    stances = cells(found, "By stance")
    assert stances["Oppose"] == ["7", "not shown"]
    assert stances["Support"] == ["not shown", "not shown"]
    assert cells(found, "By language") == {
        "In Chinese": ["6", "not shown"],
        "In English": ["6", "not shown"],
    }
    assert list(cells(found, "By month received")) == [
        "January 2026",
        "February 2026",
        "March 2026",
    ]


def test_months_are_those_of_hong_kong(project, see, clock) -> None:
    """Sixteen o'clock in Greenwich on the last of January is February in Hong Kong."""
    for _ in range(6):
        made_comment(project, "published", received_at=datetime(2026, 1, 31, 15, 59, tzinfo=UTC))
    for _ in range(7):
        made_comment(project, "published", received_at=datetime(2026, 1, 31, 16, tzinfo=UTC))
    for _ in range(8):
        made_comment(project, "published", received_at=datetime(2026, 2, 28, 16, tzinfo=UTC))
    rows = cells(see(), "By month received")
    assert rows == {"January 2026": ["6"], "February 2026": ["7"], "March 2026": ["8"]}


def test_every_writer_of_a_campaign_counts_and_small_ones_are_not_named(project, see) -> None:
    large, small = (
        Campaign.objects.create(project=project, title=title) for title in ("Large", "Small")
    )
    for number in range(5):
        made_comment(project, "published" if number else "withheld", campaign=large)
    for _ in range(4):
        made_comment(project, "published", campaign=small)
    made_comment(project, "spam", campaign=small)
    text = see().one("main").text
    assert "Large 5 writers" in text
    assert "Small" not in text


def test_comments_of_another_project_are_not_counted(project, see) -> None:
    made_comment(made_project("other"), "published", message="Elsewhere.")
    assert "No comment has been received yet" in see().one("main").text


def test_a_chart_says_in_words_what_it_is(project, see, language) -> None:
    many(project)
    found = see(language)
    assert found.all("svg")
    for drawing in found.all("svg"):
        title, described = drawing.attributes["aria-labelledby"].split()
        assert found.one("title", id=title).text
        assert found.one("desc", id=described).text


# --- The same page for everybody --------------------------------------------------------------


def test_the_page_sets_no_cookie_and_is_the_same_for_every_reader(project) -> None:
    made_comment(project, "published")
    answers = [Client().get(PAGE.format(language="en")), Client().get(PAGE.format(language="en"))]
    assert answers[0].content == answers[1].content
    assert not any(answer.cookies for answer in answers)
    assert "Cookie" not in answers[0].get("Vary", "")


def test_the_former_address_of_a_project_leads_on(project, client) -> None:
    SlugRedirect.objects.create(kind="consultation.project", old_slug="former", slug="made")
    answer = client.get("/en/consultation/former/outcome/")
    assert (answer.status_code, answer.url) == (301, "/en/consultation/made/outcome/")
