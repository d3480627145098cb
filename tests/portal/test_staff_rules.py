"""What the staff site refuses, where old addresses lead, and what its history tells."""

import pytest
from django.utils import translation

from portal.models import MistakeReport
from publishing.models import Revision, SlugRedirect
from schemes.models import Scheme
from tests.portal.staff_records import (
    choose,
    form_errors,
    page,
    record,
    revisions,
    save,
)

pytestmark = pytest.mark.django_db


# --- What is refused ------------------------------------------------------------------------


def test_a_broken_rule_is_said_and_what_was_typed_stays(client, scheme, language):
    choose(client, language)
    changes = {
        "withdraw_at_0": "2020-01-01",
        "withdraw_at_1": "00:00",
        "summary_en": "Typed for half an hour.",
        "terms-0-government_share": "",
        "terms-0-other_share": "",
        "terms-0-other_side": "",
        "terms-0-note_zh_hk": "打了很久。",
    }
    response = save(client, scheme, **changes)
    assert response.status_code == 200
    html = response.content.decode()
    for text in (changes["summary_en"], changes["terms-0-note_zh_hk"]):
        assert text in html
    for rule in ("“Shown until” must be after “shown from”.", "A matching grant needs its ratio."):
        with translation.override(language):
            said = translation.gettext(rule)
        assert said in html
        assert (said == rule) == (language == "en")
    assert not revisions().exists()


def test_a_text_is_wanted_in_one_language_at_least(client, scheme):
    response = save(client, scheme, name_zh_hk="", name_en="")
    assert "Give this in both languages" in form_errors(response)
    assert save(client, scheme, name_en="").status_code == 302
    for address in (
        page(Scheme, "changelist") + "?q=sample-alpha",
        page(Scheme, "change", scheme.pk),
    ):
        assert "English missing" in client.get(address).content.decode()


def test_a_place_the_site_cannot_write_is_refused(client, scheme):
    response = save(client, scheme, locator="somewhere")
    assert "is not a place such as" in form_errors(response)


# --- Addresses and history ------------------------------------------------------------------


def test_a_changed_address_leaves_a_redirect(client, scheme):
    redirects = SlugRedirect.objects.filter(kind="schemes.scheme", old_slug__startswith="sample")
    led = redirects.order_by("old_slug").values_list("old_slug", "slug")
    save(client, scheme, slug="sample-gamma")
    assert list(led.all()) == [("sample-aleph", "sample-gamma"), ("sample-alpha", "sample-gamma")]
    assert revisions().get().document["redirects_from"] == ["sample-aleph", "sample-alpha"]
    save(client, scheme, slug="sample-alpha")
    assert list(led.all()) == [("sample-aleph", "sample-alpha"), ("sample-gamma", "sample-alpha")]
    other = record("schemes", slug="sample-beta", series=[])
    assert "former address" in form_errors(save(client, other, slug="sample-gamma"))


def test_a_redirect_by_hand_leaves_a_revision(client, scheme):
    data = {"kind": "schemes.scheme", "old_slug": "sample-alif", "slug": scheme.slug}
    assert client.post(page(SlugRedirect, "add"), data).status_code == 302
    assert revisions().get().document["redirects_from"] == ["sample-aleph", "sample-alif"]
    wrong = client.post(page(SlugRedirect, "add"), data | {"old_slug": "x", "slug": "nothing"})
    assert "No record has this address." in form_errors(wrong)
    chosen = SlugRedirect.objects.get(old_slug="sample-alif").pk
    action = {"action": "delete_selected", "post": "yes", "_selected_action": [str(chosen)]}
    client.post(page(SlugRedirect, "changelist"), action)
    assert revisions().first().document["redirects_from"] == ["sample-aleph"]


def test_history_tells_of_revisions_under_a_former_address(client, scheme):
    save(client, scheme, name_en="Two", reason_en="First reason")
    save(client, scheme, slug="sample-gamma", reason_en="Second reason")
    html = client.get(page(Scheme, "history", scheme.pk)).content.decode()
    assert "First reason" in html
    assert "Second reason" in html
    revision = client.get(page(Revision, "change", revisions().first().pk)).content.decode()
    assert "slug: sample-gamma" in revision


def test_the_link_to_the_page_is_in_the_editors_language(client, scheme, language):
    choose(client, language)
    html = client.get(page(Scheme, "change", scheme.pk)).content.decode()
    assert f'href="/{language}/schemes/sample-alpha/" class="viewsitelink"' in html
    Scheme.objects.filter(pk=scheme.pk).update(state="draft")
    assert "viewsitelink" not in client.get(page(Scheme, "change", scheme.pk)).content.decode()


def test_a_report_is_handled_but_not_rewritten(client, made):
    report = MistakeReport.objects.get()
    address = page(MistakeReport, "change", report.pk)
    client.post(address, {"handling": "mended", "handling_note": "Done.", "message": "Other words"})
    report.refresh_from_db()
    assert (report.handling, report.handling_note) == ("mended", "Done.")
    assert report.message == "It is 3:1."
