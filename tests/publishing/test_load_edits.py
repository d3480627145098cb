"""Loading over what editors have done since: their work stays, and is named."""

import pytest

from portal.models import Page
from publishing.documents.dump import dump
from publishing.documents.load import LoadReport, load
from publishing.models import Organisation, Revision, Topic
from tests.publishing.samples import PUBLISHED, make, write_files

pytestmark = pytest.mark.django_db
PARTS = (
    "title:\n  zh-hk: 關於\n  en: About\nsummary:\n  zh-hk: 一句。\n  en: One line.\nparts:\n"
    "- key: who\n  heading:\n    zh-hk: 誰\n    en: Who\n  text:\n    zh-hk: 我。\n    en: I.\n"
    "- key: why\n  heading:\n    zh-hk: 何\n    en: Why\n  text:\n    zh-hk: 因。\n    en: So.\n"
)


def named(zh: str, en: str) -> str:
    """A topic's or an organisation's file after its slug."""
    return f"{PUBLISHED}name:\n  zh-hk: {zh}\n  en: {en}\n"


SITE = {
    "topics/test-chips": named("晶片", "Chips"),
    "organisations/test-office": named("部門", "Office"),
    "pages/test-about": PUBLISHED + PARTS,
}


@pytest.fixture
def site(tmp_path, db):
    """A folder of documents that has been loaded once, the only one ever as far as is known."""
    Revision.objects.all().delete()
    folder = write_files(tmp_path / "site", SITE)
    load(folder)
    return folder


@pytest.fixture
def edited(site) -> Topic:
    """The topic of the site after an editor has given it another name."""
    topic = Topic.objects.get(slug="test-chips")
    topic.name_en = "Microchips"
    topic.save()
    Revision.objects.create(kind=topic.kind, slug=topic.slug, document=dump(topic), origin="staff")
    return topic


def english_name() -> str:
    return Topic.objects.get(slug="test-chips").name_en


# --- What no editor touched -----------------------------------------------------------------


def test_a_changed_file_updates_its_record(site) -> None:
    write_files(site, {"topics/test-chips": named("晶片", "Crisps")})
    assert load(site) == LoadReport(updated=["topics/test-chips"], unchanged=2)
    assert english_name() == "Crisps"
    origins = Revision.objects.filter(slug="test-chips").values_list("origin", flat=True)
    assert list(origins) == ["content", "content"]
    write_files(site, {"topics/test-chips": named("晶片", "Chips again")})
    assert load(site).updated == ["topics/test-chips"]
    assert english_name() == "Chips again"


def test_a_row_that_goes_from_the_file_goes_and_the_others_stay_themselves(site) -> None:
    page = Page.objects.get(slug="test-about")
    who, why = page.parts.all()
    head, _who, last = PARTS.partition("- key: who")
    text = PUBLISHED + head + last[last.index("- key: why") :]
    assert load(write_files(site, {"pages/test-about": text})).updated == ["pages/test-about"]
    assert [(part.pk, part.key, part.position) for part in page.parts.all()] == [(why.pk, "why", 0)]
    assert who.pk != why.pk


def test_a_file_that_has_gone_is_named_and_its_record_left(site) -> None:
    (site / "organisations" / "test-office.yaml").unlink()
    for _time in range(2):
        assert load(site) == LoadReport(unchanged=2, orphaned=["organisations/test-office"])
        assert Organisation.objects.published().filter(slug="test-office").exists()


# --- What an editor did ---------------------------------------------------------------------


def test_an_editors_change_is_kept_and_named_every_time(site, edited) -> None:
    for _time in range(2):
        assert load(site) == LoadReport(kept=["topics/test-chips"], unchanged=2)
        assert english_name() == "Microchips"


def test_an_editors_change_is_kept_though_the_file_changes_as_well(site, edited) -> None:
    write_files(site, {"topics/test-chips": named("晶片", "Crisps")})
    for _time in range(2):
        assert load(site) == LoadReport(kept=["topics/test-chips"], unchanged=2)
        assert english_name() == "Microchips"


def test_other_files_are_loaded_beside_one_that_is_kept(site, edited) -> None:
    write_files(site, {"organisations/test-office": named("辦事處", "Bureau")})
    assert load(site) == LoadReport(
        updated=["organisations/test-office"], kept=["topics/test-chips"], unchanged=1
    )


def test_an_editors_change_that_the_file_has_taken_over_is_no_conflict(site, edited) -> None:
    write_files(site, {"topics/test-chips": named("晶片", "Microchips")})
    assert load(site) == LoadReport(unchanged=3)
    write_files(site, {"topics/test-chips": named("晶片", "Microchips and more")})
    assert load(site).updated == ["topics/test-chips"]


def test_an_editor_who_changed_it_back_leaves_it_to_the_file(site, edited) -> None:
    edited.name_en = "Chips"
    edited.save()
    write_files(site, {"topics/test-chips": named("晶片", "Crisps")})
    assert load(site).updated == ["topics/test-chips"]


def test_a_record_that_an_editor_made_is_not_overwritten(site) -> None:
    make(Topic, slug="test-mine", name_en="Mine")
    write_files(site, {"topics/test-mine": named("我的", "Theirs")})
    assert load(site).kept == ["topics/test-mine"]
    assert Topic.objects.get(slug="test-mine").name_en == "Mine"


def test_a_record_whose_address_an_editor_changed_does_not_come_back(site) -> None:
    Topic.objects.filter(slug="test-chips").update(slug="test-microchips")
    for _time in range(2):
        assert load(site) == LoadReport(kept=["topics/test-chips"], unchanged=2)
        assert not Topic.objects.filter(slug="test-chips").exists()


def test_a_record_that_an_editor_deleted_does_not_come_back(site) -> None:
    Topic.objects.get(slug="test-chips").delete()
    assert load(site) == LoadReport(kept=["topics/test-chips"], unchanged=2)
    (site / "topics" / "test-chips.yaml").unlink()
    assert load(site) == LoadReport(unchanged=2)
    assert not Topic.objects.filter(slug="test-chips").exists()


def test_an_editors_draft_is_kept_too(site) -> None:
    Topic.objects.filter(slug="test-chips").update(state="draft")
    assert load(site).kept == ["topics/test-chips"]
    assert not Topic.objects.published().filter(slug="test-chips").exists()
