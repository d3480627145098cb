"""The outcome page: what it counts, what it shows of single comments, and what it never shows."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from consultation.models import Campaign, Comment
from publishing.paging import PER_PAGE
from tests.consultation.outcome_comments import HONG_KONG, made_comment, made_project
from tests.markup import read

pytestmark = pytest.mark.django_db
PAGE = "/{language}/consultation/made/outcome/"
SCRIPT = '<script>alert("x")</script> https://example.org <b>bold</b>'


@pytest.fixture
def project():
    return made_project()


@pytest.fixture
def see(client):
    """The page as read, in a language and with parameters."""

    def see_(language: str = "en", **parameters: str):
        answer = client.get(PAGE.format(language=language), parameters)
        assert answer.status_code == 200
        return read(answer.content)

    return see_


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
        "zh-hk": ("暫時未收到意見", "暫時沒有已公開的意見"),
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
    assert len(found.all("svg")) >= 2
    for drawing in found.all("svg"):
        title, described = drawing.attributes["aria-labelledby"].split()
        assert found.one("title", id=title).text
        assert found.one("desc", id=described).text


# --- Comments -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "disposition", ["in_hand", "withheld", "duplicate", "spam", "withdrawn", "published"]
)
def test_only_published_comments_are_read(project, client, language, disposition) -> None:
    """Neither the words as they came nor who wrote them, whatever became of the comment."""
    kept = {} if disposition == "withdrawn" else {"name": "Chan", "email": "chan@example.org"}
    if disposition != "withdrawn":
        kept["message"] = "As it came in, unredacted."
    if disposition == "published":
        kept["published_text"] = "As it was checked."
    comment = made_comment(project, disposition, **kept)
    content = client.get(PAGE.format(language=language)).content.decode()
    for private in ("unredacted", "Chan", "chan@", comment.reference, "secret-"):
        assert private not in content
    public = disposition == "published"
    assert ("As it was checked." in content) == public
    assert (comment.public_id in content) == public
    for address in ("", "report/"):
        path = f"{PAGE.format(language=language)}{comment.public_id}/{address}"
        assert client.get(path).status_code == ((200 if address else 302) if public else 404)


def test_comments_of_a_project_that_is_no_longer_public_are_gone(project, client) -> None:
    comment = made_comment(project, "published")
    project.state = "withdrawn"
    project.save()
    for path in ("", f"{comment.public_id}/", f"{comment.public_id}/report/", "reported/"):
        assert client.get(PAGE.format(language="en") + path).status_code == 404


def test_a_comment_is_text_with_its_lines_and_never_markup_or_links(project, see) -> None:
    made_comment(project, "published", published_text=f"One\nTwo\n\n{SCRIPT}")
    found = see()
    assert not found.all("script")
    assert not found.all("b")
    assert "https://example.org" not in found.links
    (said,) = found.with_class("said")
    assert said.text == f"OneTwo {SCRIPT}" or SCRIPT in said.text
    assert [element.tag for element in found.elements].count("br") >= 1


def test_a_comment_is_marked_with_its_language_themes_stance_and_lateness(project, see) -> None:
    made_comment(
        project,
        "published",
        published_text="請公布數目。",
        language="zh-hk",
        stance="changes",
        late=True,
        themes=["views", "trees"],
        received_at=datetime(2026, 2, 14, 9, tzinfo=HONG_KONG),
    )
    found = see()
    (said,) = found.with_class("said")
    assert said.attributes["lang"] == "zh-HK"
    comment = next(e for e in found.all("li") if e.attributes.get("id", "").startswith("comment-"))
    head = comment.text.split("請公布")[0]
    assert "February 2026" in head
    assert "14" not in head
    for word in ("Support with changes", "Trees · Views", "came late", "In Chinese"):
        assert word in head


def test_a_long_comment_is_folded_without_losing_a_word(project, see) -> None:
    text = "A sentence that goes on. " * 60
    made_comment(project, "published", published_text=text)
    found = see()
    assert found.all("summary")[-1].text == "Read the rest"
    assert " ".join(e.text for e in found.with_class("said")).split() == text.split()


def test_themes_narrow_the_comments(project, see) -> None:
    made_comment(project, "published", published_text="On trees.", themes=["trees"])
    made_comment(project, "published", published_text="On roads.", themes=["roads"])
    text = see(theme="trees").one("main").text
    assert "On trees." in text
    assert "On roads." not in text
    assert "No published comment is on this theme." in see(theme="views").one("main").text


@pytest.mark.parametrize("query", [{"theme": "nothing"}, {"page": "0"}, {"page": "x"}])
def test_a_choice_that_makes_no_sense_is_said(project, client, language, query) -> None:
    answer = client.get(PAGE.format(language=language), query)
    assert answer.status_code == 400
    assert read(answer.content).one("div", id="errors")


def test_comments_come_twenty_a_page_and_each_address_leads_to_its_place(project, client) -> None:
    comments = [
        made_comment(
            project,
            "published",
            received_at=datetime(2026, 1 + number % 3, 10, tzinfo=HONG_KONG),
        )
        for number in range(2 * PER_PAGE + 1)
    ]
    seen = []
    for page in (1, 2, 3):
        found = read(client.get(PAGE.format(language="en"), {"page": page}).content)
        seen.append([name[8:] for name in found.ids if name.startswith("comment-")])
    assert [len(names) for names in seen] == [20, 20, 1]
    assert sorted(sum(seen, [])) == sorted(comment.public_id for comment in comments)
    for comment in comments:
        number = next(n for n, names in enumerate(seen, 1) if comment.public_id in names)
        answer = client.get(f"{PAGE.format(language='en')}{comment.public_id}/")
        page = f"?page={number}" if number > 1 else ""
        assert answer.url == f"{PAGE.format(language='en')}{page}#comment-{comment.public_id}"


def test_within_a_month_comments_stand_in_no_order_of_time(project, see) -> None:
    comments = [
        made_comment(
            project, "published", received_at=datetime(2026, 2, day, tzinfo=HONG_KONG)
        )
        for day in range(1, 13)
    ]
    names = [name[8:] for name in see().ids if name.startswith("comment-")]
    assert names == sorted(comment.public_id for comment in comments)


# --- The same page for everybody --------------------------------------------------------------


def test_the_page_sets_no_cookie_and_is_the_same_for_every_reader(project) -> None:
    made_comment(project, "published")
    answers = [Client().get(PAGE.format(language="en")), Client().get(PAGE.format(language="en"))]
    assert answers[0].content == answers[1].content
    assert not any(answer.cookies for answer in answers)
    assert "Cookie" not in answers[0].get("Vary", "")


def test_the_former_address_of_a_project_leads_on(project, client) -> None:
    from publishing.models import SlugRedirect

    SlugRedirect.objects.create(
        kind="consultation.project", old_slug="former", slug="made"
    )
    answer = client.get("/en/consultation/former/outcome/")
    assert (answer.status_code, answer.url) == (301, "/en/consultation/made/outcome/")
