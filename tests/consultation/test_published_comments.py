"""Published comments: only what was checked, as text, and each at an address of its own."""

from datetime import datetime

import pytest

from publishing.paging import PER_PAGE
from tests.consultation.outcome_comments import HONG_KONG, made_comment, made_project
from tests.markup import read

pytestmark = pytest.mark.django_db
PAGE = "/{language}/consultation/made/outcome/"
SCRIPT = '<script>alert("x")</script> https://example.org <b>bold</b>'


@pytest.fixture
def project():
    """A project with three themes and a standing channel."""
    return made_project()


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
    assert not [e for e in found.all("script") if "src" not in e.attributes]
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
    assert sorted([name for names in seen for name in names]) == sorted(
        comment.public_id for comment in comments
    )
    for comment in comments:
        number = next(n for n, names in enumerate(seen, 1) if comment.public_id in names)
        answer = client.get(f"{PAGE.format(language='en')}{comment.public_id}/")
        page = f"?page={number}" if number > 1 else ""
        assert answer.url == f"{PAGE.format(language='en')}{page}#comment-{comment.public_id}"


def test_within_a_month_comments_stand_in_no_order_of_time(project, see) -> None:
    comments = [
        made_comment(project, "published", received_at=datetime(2026, 2, day, tzinfo=HONG_KONG))
        for day in range(1, 13)
    ]
    names = [name[8:] for name in see().ids if name.startswith("comment-")]
    assert names == sorted(comment.public_id for comment in comments)
