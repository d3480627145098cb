"""Loading content files: every fault named, all or nothing, nothing written twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from publishing.documents.load import LoadReport, load
from publishing.models import Organisation, Revision, Source, Topic
from schemes.models import Scheme
from tests.publishing.samples import PUBLISHED, write_files

pytestmark = pytest.mark.django_db

TOPIC = PUBLISHED + "name:\n  zh-hk: 晶片\n  en: Chips\n"
SOURCE = (
    PUBLISHED + "title:\n  zh-hk: 文件\n  en: Paper\npublisher:\n  zh-hk: 部門\n  en: Office\n"
    "source_kind: official\ngrade: A\n"
)
SCHEME = (
    PUBLISHED + "name:\n  zh-hk: 計劃\n  en: Scheme\ncategory: research\n"
    "summary:\n  zh-hk: 一句。\n  en: One line.\ndescription:\n  zh-hk: 說明。\n  en: What it is.\n"
)
# The first two schemes point to each other; the first source and topic are read before them.
SITE = {
    "topics/test-chips": TOPIC,
    "sources/test-paper": SOURCE,
    "schemes/test-a": (
        f"{SCHEME}fund: test-b\ntopics:\n- test-chips\nsource: test-paper\n"
        "successions:\n- key: next\n  relation: replaced_by\n  other: test-b\n"
        "  source: test-paper\n"
    ),
    "schemes/test-b": (
        f"{SCHEME}source: test-paper\n"
        "successions:\n- key: before\n  relation: replaces\n  other: test-a\n  source: test-paper\n"
    ),
}


@pytest.fixture(autouse=True)
def _forget_what_was_loaded(db) -> None:
    """As far as a load knows, the real content was never loaded; its records are still there."""
    Revision.objects.all().delete()


@pytest.fixture
def site(tmp_path):
    """A folder with a few documents that point to each other in every direction."""
    return write_files(tmp_path / "site", SITE)


def written(queries) -> list[str]:
    """The statements that write."""
    verbs = ("INSERT", "UPDATE", "DELETE", "REPLACE")
    return [query["sql"] for query in queries if query["sql"].lstrip().startswith(verbs)]


def there() -> set[str]:
    """The slugs of the sample records that are in the database."""
    models = (Topic, Organisation, Source, Scheme)
    return {row.slug for model in models for row in model.objects.filter(slug__startswith="test-")}


# --- What is loaded -------------------------------------------------------------------------


def test_documents_may_point_to_each_other_in_any_order(site) -> None:
    report = load(site)
    assert report == LoadReport(
        created=["topics/test-chips", "sources/test-paper", "schemes/test-a", "schemes/test-b"]
    )
    first, second = Scheme.objects.published().filter(slug__startswith="test-").order_by("slug")
    assert first.fund == second
    assert (first.successions.get().other, second.successions.get().other) == (second, first)
    assert [topic.name_zh_hk for topic in first.topics.all()] == ["晶片"]


def test_each_document_leaves_one_revision(site) -> None:
    load(site)
    found = Revision.objects.order_by("kind", "slug").values_list("kind", "slug", "origin", "user")
    assert list(found) == [
        ("publishing.source", "test-paper", "content", None),
        ("publishing.topic", "test-chips", "content", None),
        ("schemes.scheme", "test-a", "content", None),
        ("schemes.scheme", "test-b", "content", None),
    ]


def test_a_second_load_writes_nothing(site) -> None:
    with CaptureQueriesContext(connection) as first:
        load(site)
    assert written(first)
    with CaptureQueriesContext(connection) as second:
        assert load(site) == LoadReport(unchanged=4)
    assert written(second) == []


def test_checking_says_the_same_and_leaves_nothing(site) -> None:
    checked = load(site, check=True)
    assert there() == set()
    assert not Revision.objects.exists()
    assert load(site) == checked


def test_progress_is_shown(site) -> None:
    lines: list[str] = []
    load(site, progress=lines.append)
    assert lines[0] == "topics: 1 read, 1 new"
    assert "schemes: 2 read, 2 new" in lines
    assert lines[-1] == "4 of 4 written"


def test_an_empty_folder_loads_nothing(tmp_path) -> None:
    assert load(tmp_path) == LoadReport()


# --- What is refused ------------------------------------------------------------------------


def test_every_fault_of_every_file_is_named_with_its_line(site) -> None:
    write_files(
        site,
        {
            "topics/test-chips": TOPIC + "colour: red\n",
            "topics/test-twice": TOPIC + "name: x\n",
            "sources/test-paper": SOURCE.replace("grade: A", "grade: Z\nurl: nowhere"),
            "schemes/test-c": (
                f"{SCHEME}source: test-nowhere\nclauses:\n- key: who\n  section: who\n"
                "  text: Anybody\n  source: test-paper\n"
            ),
            "heroes/test-hero": TOPIC,
        },
    )
    (site / "schemes" / "test-d.yaml").write_text("slug: test-e\n", encoding="utf-8")
    report = load(site)
    expected = [
        "site/heroes/test-hero.yaml:1: no such kind of record; folders are topics, ",
        "site/schemes/test-d.yaml:1: slug must be test-d, as the file is named",
        "site/topics/test-twice.yaml:7: “name” stands twice",
        "site/topics/test-chips.yaml:7: colour: unknown field; known are name, ",
        "site/sources/test-paper.yaml:11: grade: Value 'Z' is not a valid choice.",
        "site/sources/test-paper.yaml:12: url: Enter a valid URL.",
        "site/schemes/test-c.yaml:14: source: no sources record is “test-nowhere”",
    ]
    for line in expected:
        assert any(error.startswith(line) for error in report.errors), (line, report.errors)
    assert there() == set()
    assert not Revision.objects.exists()


def test_a_fault_in_a_row_has_the_rows_line(site) -> None:
    text = SITE["schemes/test-b"].replace("relation: replaces", "relation: child_of")
    load(write_files(site, {"schemes/test-b": text}))
    assert load(site).errors == [
        "site/schemes/test-b.yaml:17: successions[0].relation: "
        "Value 'child_of' is not a valid choice."
    ]


def test_one_bad_document_stops_all_the_others(site) -> None:
    write_files(site, {"topics/test-bad": PUBLISHED + "name: Chips\n"})
    report = load(site)
    assert len(report.errors) == 1
    assert report.errors[0].startswith("site/topics/test-bad.yaml:4: name: must have zh-hk and en")
    assert there() == set()


def test_a_bad_change_leaves_what_was_loaded_before(site) -> None:
    load(site)
    changed = {
        "topics/test-chips": TOPIC.replace("Chips", "Crisps"),
        "topics/test-bad": "name: x\n",
    }
    assert load(write_files(site, changed)).errors
    assert Topic.objects.get(slug="test-chips").name_en == "Chips"
    assert Revision.objects.count() == 4


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("sources/test-x", SOURCE.replace("official", "o" * 99), "10: source_kind: Value 'ooo"),
        ("sources/test-x", SOURCE.replace("source_kind: official\n", ""), "1: source_kind: This"),
        ("schemes/test-x", SCHEME, "1: source: is needed"),
        ("schemes/test-x", SCHEME + "source: [test-paper]\n", "14: source: no sources record is"),
        ("topics/" + "x" * 81, TOPIC, "1: slug: Ensure this value has at most 80 characters"),
    ],
)
def test_what_the_database_itself_would_refuse_is_a_named_fault(site, name, text, fault) -> None:
    errors = load(write_files(site, {name: text})).errors
    assert [error.startswith(f"site/{name}.yaml:{fault}") for error in errors] == [True], errors


def test_two_sources_of_one_address_are_a_fault_of_one_file(site) -> None:
    text = SOURCE + "url: https://example.org/test-paper\n"
    errors = load(write_files(site, {"sources/test-x": text, "sources/test-y": text})).errors
    assert len(errors) == 1
    assert errors[0].startswith("site/sources/test-y.yaml:")


def test_faults_are_told_in_english_whoever_runs_the_command(site, language: str) -> None:
    write_files(site, {"sources/test-paper": SOURCE.replace("grade: A", "grade: Z")})
    with translation.override(language):
        errors = load(site).errors
    assert errors[0].endswith("grade: Value 'Z' is not a valid choice.")
