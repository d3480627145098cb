"""You said, and what was done: by theme, with sources, and anchors that exist."""

import pytest

from consultation.models import Project, Response
from tests.consultation.outcome_comments import made_project
from tests.factories import SOURCED, entry, t
from tests.markup import read

pytestmark = pytest.mark.django_db


def test_each_response_shows_what_was_said_what_was_done_and_its_sources(client, language) -> None:
    project = Project.objects.get(slug="gic")
    found = read(client.get(f"/{language}/consultation/gic/outcome/").content)
    text = found.one("main").text
    field = "zh_hk" if language == "zh-hk" else "en"
    assert project.responses.count() >= 4
    for response in project.responses.all():
        row = found.one("li", id=f"response-{response.key}").text
        for words in (getattr(response, f"said_{field}"), getattr(response, f"done_{field}")):
            assert " ".join(words.split()) in row
        for source, _locator in response.citations:
            assert getattr(source, f"title_{field}") in text


def test_responses_stand_under_their_theme_in_the_themes_order(client) -> None:
    project = Project.objects.get(slug="gic")
    found = read(client.get("/en/consultation/gic/outcome/").content)
    wanted = []
    for theme in project.themes.all():
        if rows := list(theme.responses.all()):
            wanted += [f"theme-{theme.key}", *(f"response-{row.key}" for row in rows)]
    assert [name for name in found.ids if name.startswith(("theme-", "response-"))] == wanted


def test_every_change_named_stands_on_the_projects_pages(client, language) -> None:
    """A version of the plan or a timeline entry, at the address the response leads to."""
    links = read(client.get(f"/{language}/consultation/gic/outcome/").content).links
    named = 0
    for page in (f"/{language}/consultation/gic/", f"/{language}/consultation/gic/plan/"):
        ids = read(client.get(page).content).ids
        anchors = [link.removeprefix(f"{page}#") for link in links if link.startswith(f"{page}#")]
        assert anchors
        assert [anchor for anchor in anchors if anchor not in ids] == []
        named += len(anchors)
    assert named >= Response.objects.filter(project__slug="gic").count()


def test_no_response_claims_more_than_its_entry_cites() -> None:
    """A response's sources are among those that its project's own rows already cite."""
    project = Project.objects.get(slug="gic")
    cited = set()
    for rows in (project.entries, project.versions, project.notes):
        for row in rows.all():
            cited |= {source.pk for source, _place in row.citations}
    for response in project.responses.all():
        assert {source.pk for source, _place in response.citations} <= cited, response.key


def test_a_project_without_responses_has_no_such_section(client) -> None:
    made_project()
    found = read(client.get("/en/consultation/made/outcome/").content)
    assert "responses" not in found.ids
    assert "#responses" not in found.links


def test_a_response_in_one_language_is_marked_with_it(client) -> None:
    project = made_project(entries=[entry("e", "2026-01")])
    project.responses.create(
        key="r",
        theme=project.themes.first(),
        said_zh_hk="有人說。",
        done_zh_hk="已回覆。",
        entry=project.entries.get(),
        source=project.source,
    )
    found = read(client.get("/en/consultation/made/outcome/").content)
    marked = [e.text for e in found.elements if e.attributes.get("lang") == "zh-HK"]
    assert "有人說。" in marked


def test_responses_are_documents() -> None:
    """They are written with the project, naming its theme and entry by their keys."""
    from publishing.documents.dump import dump

    project = made_project(entries=[entry("e", "2026-01")])
    project.responses.create(
        key="r",
        theme=project.themes.get(key="roads"),
        said_zh_hk="有人說。",
        said_en="Somebody said.",
        done_zh_hk="已回覆。",
        done_en="It was answered.",
        entry=project.entries.get(),
        source=project.source,
    )
    (row,) = dump(project)["responses"]
    assert row == {
        "key": "r",
        "theme": "roads",
        "said": t("有人說。", "Somebody said."),
        "done": t("已回覆。", "It was answered."),
        "entry": "e",
        **SOURCED,
    }
