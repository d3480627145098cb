"""The index follows what is committed, and time decides who sees it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation
from django.utils.html import strip_tags

from publishing import clock, versions
from publishing.models import NextVersion, Source
from publishing.telling import Telling
from schemes.models import Scheme
from search.freshness import index_pending, pending
from search.models import SearchDocument, SearchName
from search.queries import find, hits
from search.registry import kind_named
from tests.factories import SOURCED, add, clause, empty_the_site, entry, series, succession, t
from tests.publishing.versions import WHY, changed

pytestmark = pytest.mark.django_db

NAME = {"name": t("斑馬計劃", "Zebra Scheme")}


def found(words: str, code: str = "scheme") -> list[int]:
    """Primary keys of the records of one kind that are found."""
    with translation.override("en"):
        return find(words).of_kind(code)


def _source() -> dict:
    return {"source": Source.objects.get(slug="made-source")}


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Run a block, and what is to run once it is committed."""
    empty_the_site()
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_record_is_found_once_it_is_committed_and_not_before(commit) -> None:
    with commit():
        scheme = add("schemes", "zebra", **NAME)
        assert found("zebra") == []
    assert found("zebra") == found("斑马") == [scheme.pk]


def test_a_change_of_the_record_or_of_any_row_is_found(commit) -> None:
    with commit():
        scheme = add("schemes", "striped", clauses=[clause("a")], **NAME)
    with commit():
        row = scheme.clauses.get()
        row.text_en = "Quokkas welcome."
        row.save()
    assert found("quokka") == [scheme.pk]
    with commit():
        row.delete()
    assert found("quokka") == []
    with commit():
        scheme.name_en = "Okapi Scheme"
        scheme.save()
    assert (found("zebra", "scheme"), found("okapi")) == ([], [scheme.pk])


def test_what_is_deleted_is_forgotten(commit) -> None:
    with commit():
        scheme = add("schemes", "zebra", clauses=[clause("a")], **NAME)
    pk = kind_named("scheme").pk_of(scheme.pk)
    assert SearchDocument.objects.filter(pk=pk).exists()
    with commit():
        scheme.delete()
    assert not SearchDocument.objects.filter(pk=pk).exists()
    assert not SearchName.objects.filter(document=pk).exists()
    assert found("zebra") == []


def test_what_is_rolled_back_reaches_no_index(commit) -> None:
    """As a preview does: apply, show, roll back."""
    with commit():
        scheme = add("schemes", "zebra", **NAME)
    before = SearchDocument.objects.get(pk=kind_named("scheme").pk_of(scheme.pk)).digest
    with commit(), transaction.atomic():
        scheme.name_en = "Quokka Scheme"
        scheme.save()
        transaction.set_rollback(True)
    index_pending()  # what is left of it is only looked at again
    after = SearchDocument.objects.get(pk=kind_named("scheme").pk_of(scheme.pk)).digest
    assert before == after
    assert (found("quokka"), found("zebra")) == ([], [scheme.pk])


def test_a_relation_changed_from_its_other_end_counts(commit) -> None:
    with commit():
        facility = add("facilities", "stable", name=t("馬房", "Stable"))
        body = add("organisations", "herd", name=t("馬群", "Herd of Zebras"))
    assert found("zebra", "facility") == []
    with commit():
        body.hosted_facilities.add(facility)
    assert found("zebra", "facility") == [facility.pk]
    with commit():
        body.name_en = "Herd of Quokkas"
        body.save()
    assert found("quokka", "facility") == [facility.pk]


def test_figures_and_timelines_follow_what_they_belong_to(commit) -> None:
    with commit():
        scheme = add("schemes", "zebra", series=[series("stripes")], **NAME)
        project = add("projects", "paddock", entries=[entry("gate")])
    assert found("zebra", "figure") == [scheme.series.get().pk]
    with commit():
        project.name_en = "Quokka House"
        project.save()
    assert found("quokka", "entry") == [project.entries.get().pk]


def test_what_is_renamed_or_deleted_changes_what_names_it(commit) -> None:
    """Records of other kinds included: a measure is found by the name of a scheme it is about."""
    with commit():
        add("topics", "topic")
        fund = add("schemes", "fund")
        facility = add("facilities", "place", topics=["topic"])
        body = add("organisations", "body")
        linked = {"schemes": ["fund"], "facilities": ["place"]}
        measure = add("measures", "measure", announced_by="body", **linked)
        outcome = add("outcomes", "outcome", scheme="fund", facility="place")
        took = [succession("took", relation="replaces", other="fund")]
        under = add("schemes", "under", fund="fund", topics=["topic"])
        after = add("schemes", "after", successions=took)
        project = add("projects", "project", proponent="body")
    named = {
        fund: {"measure": measure, "outcome": outcome},
        facility: {"measure": measure, "outcome": outcome},
        facility.topics.get(): {"facility": facility, "scheme": under},
        body: {"measure": measure, "project": project},
    }
    for record, others in named.items():
        with commit():
            record.name_en = "Okapi"
            record.save()
        for code, other in others.items():
            assert other.pk in found("okapi", code), (record, code)
        with commit():
            record.name_en = "Quokka"
            record.save()
        for code, other in others.items():
            assert other.pk not in found("okapi", code), (record, code)
    with commit():
        fund.name_en, fund.slug = "Okapi", "okapi-fund"
        fund.save()
    assert set(found("okapi")) == {fund.pk, under.pk, after.pk}
    with commit():
        after.delete()
        under.delete()
        outcome.delete()
        fund.delete()
    assert found("okapi", "measure") == []


def test_the_name_of_a_draft_leads_to_nothing_that_is_linked_to_it(commit) -> None:
    with commit():
        draft = add("schemes", "zebra", state="draft", **NAME)
        measure = add("measures", "measure", schemes=["zebra"])
    assert found("zebra", "measure") == []
    with commit():
        draft.state = "published"
        draft.save()
    assert found("zebra", "measure") == [measure.pk]


def test_a_next_version_is_found_from_its_time_on(commit, client, django_user_model) -> None:
    """By whoever asks first: nothing runs meanwhile."""
    with commit():
        scheme = add("schemes", "striped", clauses=[clause("a")], **NAME)
    document = changed(scheme, name=t("袋鼠計劃", "Quokka Scheme"))
    document["clauses"][0]["text"] = t("羚羊亦可。", "Okapis too.")
    by = Telling(django_user_model.objects.create_user("writer"), WHY)
    with commit():
        versions.publish(scheme, document, by, timezone.now() + timedelta(hours=1))
    assert (found("quokka"), found("okapi"), found("zebra")) == ([], [], [scheme.pk])
    NextVersion.objects.update(go_live_at=timezone.now() - timedelta(seconds=1))
    with commit():
        client.get("/en/search/", {"q": "quokka"})
    assert (found("quokka"), found("okapi"), found("zebra")) == ([scheme.pk], [scheme.pk], [])


def test_who_led_a_facility_and_what_a_plan_says_are_found(commit) -> None:
    led = {"key": "a", "name": t("陳大文", ""), "role": t("主任", "Director"), "as_of": "2025-07"}
    with commit():
        facility = add("facilities", "stable", people=[led | SOURCED])
        project = add(
            "projects",
            "paddock",
            parameters=[{"key": "h", "name": t("高度", "Height"), "unit": t("米", "m")}],
        )
        version = project.versions.create(
            key="v", name_zh_hk="初稿", name_en="First draft", dated="2024", **_source()
        )
        value = {"value": 12345, "qualifier": "about", "text_en": "Above the quokkas."}
        version.values.create(key="h", parameter=project.parameters.get(), **value, **_source())
    assert found("陳大文", "facility") == [facility.pk]
    assert found("quokka height", "project") == found("12,345", "project") == [project.pk]
    with translation.override("en"):
        results = find("quokka height")
        (hit,) = hits(results, results.pks)
        shown = strip_tags(hit.passage)
    assert shown == "Height (First draft): about 12,345 m; Above the quokkas."


@pytest.mark.parametrize(
    ("publication", "seen"),
    [
        ({}, (True, True, True)),
        ({"state": "draft"}, (False, False, False)),
        ({"state": "review"}, (False, False, False)),
        ({"state": "withdrawn"}, (False, False, False)),
        ({"publish_at": 1}, (False, False, True)),
        ({"withdraw_at": 1}, (True, True, False)),
    ],
    ids=str,
)
def test_time_alone_decides_who_sees_it(commit, publication: dict, seen: tuple) -> None:
    """An hour ago, now, and in two hours; nothing runs in between."""
    now = timezone.now()
    times = {
        name: now + timedelta(hours=value) if isinstance(value, int) else value
        for name, value in publication.items()
    }
    with commit():
        add("schemes", "zebra", **NAME, **times)
    for hours, expected in zip((-1, 0, 2), seen, strict=True):
        with clock.at(now + timedelta(hours=hours)):
            assert bool(found("zebra")) is expected, hours


def test_a_former_name_is_found(commit) -> None:
    was = succession("was", other_name=t("舊斑馬", "Old Okapi"), other_abbreviation="OOK")
    with commit():
        scheme = add("schemes", "zebra", successions=[was], **NAME)
    assert found("old okapi") == found("舊斑馬") == found("OOK") == [scheme.pk]


def test_many_saves_are_indexed_once(commit, django_assert_max_num_queries) -> None:
    with commit():
        for number in range(20):
            add("schemes", f"zebra-{number}", **NAME)
        assert len(pending()) >= 20
        with django_assert_max_num_queries(40):
            index_pending()
    assert len(found("zebra")) == 20
    assert Scheme.objects.filter(slug__startswith="zebra").count() == 20
