"""From draft to what readers see, through the staff site's form: what is kept, and what is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from publishing.documents.dump import dump
from publishing.models import NextVersion, Organisation, Revision, Source
from schemes.models import Scheme
from tests.portal.editing import form, prepared, public, signed_in
from tests.portal.staff_records import (
    WHY,
    everything,
    form_data,
    form_errors,
    page,
    revisions,
    save,
    sent_by,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def scheme() -> Scheme:
    """A published scheme among one record of every kind."""
    return everything()["schemes"]


@pytest.fixture
def writer(scheme) -> Client:
    """Somebody who writes."""
    return signed_in("editor")


@pytest.fixture
def publisher(scheme) -> Client:
    """Somebody who publishes."""
    return signed_in("publisher")


# --- From draft to public -------------------------------------------------------------------


def test_an_editor_prepares_and_a_publisher_publishes(scheme, writer, publisher) -> None:
    assert save(writer, scheme, "_save", **{"clauses-0-text_en": "Anyone."}).status_code == 302
    assert "Anyone." not in public(scheme)
    assert 'value="Alpha Scheme"' in writer.get(form(scheme)).content.decode()
    assert save(writer, scheme, "_review").status_code == 302
    assert prepared().state == "review"
    assert save(publisher, scheme, "_publish").status_code == 302
    assert "Anyone." in public(scheme)
    assert not NextVersion.objects.exists()
    assert [r.action for r in revisions().order_by("pk")] == ["saved", "sent", "published"]


def test_a_new_record_starts_as_a_draft(writer, publisher) -> None:
    typed = {"slug": "sample-new", "name_zh_hk": "新", "name_en": "New"} | WHY
    assert writer.post(page(Organisation, "add"), typed | {"_review": "1"}).status_code == 302
    new = Organisation.objects.get(slug="sample-new")
    assert new.state == "review"
    assert revisions().get().document == dump(new)
    assert save(publisher, new, "_publish").status_code == 302
    assert Organisation.objects.published().filter(slug="sample-new").exists()


def test_a_reason_is_asked_for_when_a_published_fact_changes(scheme, publisher) -> None:
    changes = {"terms-0-ceiling": "700000", "reason_en": "", "reason_zh_hk": ""}
    response = save(publisher, scheme, **changes)
    assert response.status_code == 200
    assert "A published fact changes" in form_errors(response)
    assert sent_by(response.context)["terms-0-ceiling"] == "700000"
    assert scheme.tracks.get().terms.get().ceiling == 600000
    assert save(publisher, scheme, **{"terms-0-ceiling": "700000"}).status_code == 302
    assert "HK$600,000" in public(scheme)  # told beside the new one
    assert "It was wrong." in public(scheme)
    assert "資料有誤。" in public(scheme, "zh-hk")


def test_wording_only_needs_no_reason_and_is_not_told(scheme, publisher) -> None:
    changes = {"terms-0-ceiling": "700000", "editorial": "on", "reason_en": "", "reason_zh_hk": ""}
    assert save(publisher, scheme, **changes).status_code == 302
    assert "HK$700,000" in public(scheme)
    assert "HK$600,000" not in public(scheme)


def test_a_version_is_scheduled_and_takes_effect(scheme, publisher, monkeypatch) -> None:
    at = {"go_live_at_0": "2099-01-01", "go_live_at_1": "00:00:00"}
    assert save(publisher, scheme, "_publish", name_en="Alpha Next", **at).status_code == 302
    assert prepared().go_live_at == datetime(2098, 12, 31, 16, tzinfo=UTC)
    assert "Alpha Next" not in public(scheme)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2098, 12, 31, 16, tzinfo=UTC))
    assert "Alpha Next" in public(scheme)


def test_a_time_that_has_passed_is_refused(scheme, publisher) -> None:
    at = {"go_live_at_0": "2020-01-01", "go_live_at_1": "00:00:00"}
    assert "This time has passed" in form_errors(save(publisher, scheme, "_publish", **at))


def test_the_published_version_is_corrected_beside_the_next_one(scheme, publisher) -> None:
    save(publisher, scheme, "_save", name_en="Alpha Next")
    address = form(scheme, "?live=1&rows=all")
    typed = form_data(publisher, address) | WHY | {"telephone": "2345 6789"}
    assert "prepared already" in form_errors(publisher.post(address, typed | {"_save": "1"}))
    assert publisher.post(address, typed | {"_publish": "1"}).status_code == 302
    assert "2345 6789" in public(scheme)
    assert prepared().document["telephone"] == "2345 6789"
    assert prepared().document["name"]["en"] == "Alpha Next"


def test_a_source_added_on_the_way_is_published_with_the_record(scheme, writer, publisher) -> None:
    typed = {"title_en": "Fresh paper", "title_zh_hk": "新文件", "publisher_en": "A", "grade": "A"}
    typed |= {"source_kind": "official", "slug": "sample-fresh", "_popup": "1"}
    typed |= {"publisher_zh_hk": "甲"}
    assert "popup_response" in writer.post(page(Source, "add"), typed).content.decode()
    fresh = Source.objects.get(slug="sample-fresh")
    assert fresh.state == "draft"
    save(writer, scheme, "_review", **{"clauses-0-source": str(fresh.pk)})
    save(publisher, scheme, "_publish")
    assert "Fresh paper" in public(scheme)
    assert Source.objects.published().filter(slug="sample-fresh").exists()


# --- Rows that are not opened ---------------------------------------------------------------


def test_rows_that_were_not_opened_are_left_as_they_are(scheme, publisher) -> None:
    typed = form_data(publisher, form(scheme)) | WHY
    typed = {name: value for name, value in typed.items() if not name.startswith("clauses-0-")}
    typed |= {"clauses-0-id": "who", "name_en": "Alpha Two", "_publish": "1"}
    assert publisher.post(form(scheme), typed).status_code == 302
    found = dump(Scheme.objects.get(pk=scheme.pk))
    assert found["clauses"] == dump(scheme)["clauses"]
    assert found["name"]["en"] == "Alpha Two"


def test_a_row_that_was_not_opened_can_be_deleted(scheme, publisher) -> None:
    typed = form_data(publisher, form(scheme)) | WHY
    typed |= {"clauses-0-DELETE": "on", "_publish": "1"}
    assert publisher.post(form(scheme), typed).status_code == 302
    assert not scheme.clauses.exists()


def test_fields_are_on_the_page_only_where_asked_for(scheme, writer) -> None:
    def shown(query: str) -> tuple[bool, bool]:
        html = writer.get(form(scheme, query)).content.decode()
        return 'name="clauses-0-text_en"' in html, 'name="terms-0-ceiling"' in html

    assert shown("") == (False, False)
    assert shown("?rows=clauses-0") == (True, False)
    assert shown("?rows=all") == (True, True)
    html = writer.get(form(scheme)).content.decode()
    assert "本地公司。" in html  # what the row says is there all the same
    assert "Local companies." in html


# --- Restoring ------------------------------------------------------------------------------


def test_an_older_version_is_restored_as_a_draft(scheme, writer, publisher) -> None:
    save(publisher, scheme, name_en="Alpha Two", **{"clauses-0-text_en": "Anyone."})
    save(publisher, scheme, name_en="Alpha Three", **{"clauses-0-DELETE": "on"})
    older = revisions().order_by("pk").first()
    shown = writer.get(page(Revision, "change", older.pk)).content.decode()
    assert f"?restore={older.pk}" in shown
    address = form(scheme, f"?restore={older.pk}&rows=all")
    assert 'value="Alpha Two"' in writer.get(address).content.decode()
    assert writer.post(address, form_data(writer, address) | {"_save": "1"}).status_code == 302
    assert "Alpha Three" in public(scheme)
    assert prepared().document == older.document
    save(publisher, scheme, "_publish")
    assert "Alpha Two" in public(scheme)
    assert "Anyone." in public(scheme)


def test_history_tells_who_did_what_when_and_why(scheme, writer, publisher) -> None:
    save(writer, scheme, "_review", **{"terms-0-ceiling": "700000"})
    save(publisher, scheme, "_publish")
    html = publisher.get(page(Scheme, "history", scheme.pk)).content.decode()
    for text in ("Sent for review", "Published", "It was wrong.", "editor", "publisher"):
        assert text in html
    latest = publisher.get(page(Revision, "change", revisions().first().pk))
    assert latest.status_code == 200
    first = publisher.get(page(Revision, "change", revisions().last().pk)).content.decode()
    assert "Nothing, or it is the first that was kept." in first
