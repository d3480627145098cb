"""The staff site's pages by request, and what a save leaves behind."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from figures.models import Series
from mail.actions import queue_mail
from publishing.dates import today
from publishing.documents.dump import dump
from publishing.documents.values import LANGUAGES, is_translated, localized
from publishing.models import NextVersion, Organisation, Revision, SlugRedirect, Source
from schemes.models import Scheme
from search.models import MissedQuery
from tests.portal.staff_records import (
    DOCUMENTS,
    choose,
    form_errors,
    page,
    record,
    revisions,
    save,
)

pytestmark = pytest.mark.django_db


# --- Pages ----------------------------------------------------------------------------------


def test_every_page_of_every_model_renders(client, made, language):
    save(client, made["schemes"], "_save", name_en="Alpha Two")
    MissedQuery.objects.create(day=today(), text="nothing of the kind")
    queue_mail(to="a@example.org", subject="s", body="b", language="en", key="k")
    choose(client, language)
    for model, model_admin in admin.site._registry.items():
        assert model.objects.exists(), f"{model} has no sample"
        assert client.get(page(model, "changelist")).status_code == 200
        assert client.get(page(model, "changelist"), {"q": "a"}).status_code == 200
        added = client.get(page(model, "add"))
        may_add = model_admin.has_add_permission(added.wsgi_request)
        assert added.status_code == (200 if may_add else 403)
        for name in ("change", "history"):
            shown = client.get(page(model, name, model.objects.first().pk))
            assert shown.status_code == 200, (model, name)


def test_every_part_of_a_document_can_be_edited(client, made):
    shown: dict[type, set[str]] = {}
    for owner in made.values():
        context = client.get(page(type(owner), "change", owner.pk)).context
        forms = [inline.formset.empty_form for inline in context["inline_admin_formsets"]]
        for form in (context["adminform"].form, *forms):
            shown.setdefault(form._meta.model, set()).update(form.fields)
    for model, names in shown.items():
        for field in model.document.fields:
            translated = is_translated(model, field)
            needed = {localized(field, code) for code in LANGUAGES} if translated else {field}
            assert needed <= names, (model, field)
        for rows in model.document.rows:
            assert model._meta.get_field(rows.name).related_model in shown


def test_anonymous_is_sent_to_login(client):
    response = client.get(page(Scheme, "changelist"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))


def test_language_is_kept_and_leads_back(client, editor):
    address = page(Scheme, "changelist") + "?q=x"
    assert choose(client, "zh-hk", address) == address
    shown = client.get(address)
    assert '<html lang="zh-hk"' in shown.content.decode()
    assert shown.headers["Content-Language"] == "zh-HK"
    assert "創科指南" in shown.content.decode()
    choose(client, "en", address)
    assert "I&amp;T Guide" in client.get(address).content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_language_switch_leads_nowhere_else(client, target):
    assert choose(client, "en", target) == reverse("admin:index")


def test_language_switch_takes_only_our_languages_and_only_post(client):
    choose(client, "en")
    choose(client, "xx")
    assert '<html lang="en"' in client.get(reverse("admin:login")).content.decode()
    assert client.get(reverse("admin:language")).status_code == 405


def test_script_texts_are_in_the_editors_language(client, editor, language):
    choose(client, language)
    catalogue = client.get(reverse("admin:jsi18n")).content.decode()
    chinese = '"Now": "\\u73fe\\u5728"'  # 現在
    assert (chinese in catalogue) == (language == "zh-hk")


def test_somebody_who_may_only_look_can(client, scheme):
    reader = get_user_model().objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    for model in (Scheme, Series, SlugRedirect, Source):
        shown = client.get(page(model, "change", model.objects.first().pk))
        assert shown.status_code == 200
    assert save(client, scheme).status_code == 403


# --- Saving ---------------------------------------------------------------------------------


def test_saving_shows_at_once_and_leaves_one_revision(client, editor, scheme):
    changes = {"name_en": "Alpha Two", "clauses-0-text_en": "Anyone."}
    assert save(client, scheme, **changes).status_code == 302
    shown = Scheme.objects.published().get(pk=scheme.pk)
    assert shown.name_en == "Alpha Two"
    assert shown.clauses.get().text_en == "Anyone."
    revision = revisions().get()
    assert (revision.user, revision.reason_en) == (editor, "It was wrong.")
    assert revision.action == Revision.Action.PUBLISHED
    assert revision.document == dump(shown)


def test_saving_what_is_unchanged_leaves_nothing(client, made):
    for unchanged in made.values():
        for button in ("_save", "_publish"):
            response = save(client, unchanged, button)
            assert response.status_code == 302, (unchanged, form_errors(response))
    for unchanged in made.values():
        assert dump(type(unchanged).objects.get(pk=unchanged.pk)) == dump(unchanged)
    assert not revisions().exists()
    assert not NextVersion.objects.exists()


def test_terms_are_edited_on_the_schemes_form(client, scheme):
    track = scheme.tracks.get()
    new = {
        "terms-TOTAL_FORMS": "2",
        "terms-1-position": "",
        "terms-1-track": track.key,
        "terms-1-effective_from": "2020-04",
        "terms-1-terms_kind": "reimburse",
        "terms-1-percent": "50",
        "terms-1-source": str(scheme.source_id),
        "terms-0-ceiling": "700000",
    }
    response = save(client, scheme, **new)
    assert response.status_code == 302, form_errors(response)
    first, second = track.terms.all()
    assert (first.ceiling, second.percent, second.position) == (700000, 50, 1)
    assert second.key
    assert revisions().get().document["tracks"][0]["terms"][1]["effective_from"] == "2020-04"


def test_rows_take_only_tracks_of_their_scheme(client, scheme):
    tracks = DOCUMENTS["schemes"]["tracks"]
    tracks = [tracks[0] | {"key": "elsewhere"}]
    none = {"series": [], "clauses": [], "criteria": []}
    other = record("schemes", slug="sample-beta", tracks=tracks, **none)
    track = other.tracks.get()
    for field in ("terms-0-track", "clauses-0-track"):
        response = save(client, scheme, **{field: "elsewhere"})
        assert "valid choice" in form_errors(response)
    response = save(client, scheme, **{"terms-0-id": "elsewhere/2016", "terms-0-ceiling": "1"})
    assert "no longer there" in form_errors(response)
    assert not track.terms.filter(ceiling=1).exists()


def test_a_track_is_deleted_with_its_terms_though_others_change(client, scheme):
    changes = {"tracks-0-DELETE": "on", "terms-0-ceiling": "1", "clauses-0-text_en": "Anyone."}
    assert save(client, scheme, **changes).status_code == 302
    assert not scheme.tracks.exists()
    assert scheme.clauses.get().track is None


def test_points_are_edited_on_the_records_form(client, scheme):
    response = save(client, scheme, **{"point-0-value": "9999"})
    assert response.status_code == 302, form_errors(response)
    assert revisions().get().document["series"][0]["points"][0]["value"] == 9999
    series = "figures-series-owner_type-owner_id-0-DELETE"
    assert save(client, scheme, **{series: "on"}).status_code == 302
    assert "series" not in revisions().first().document


def test_new_rows_need_no_key_and_go_last(client, made):
    new = {"parts-TOTAL_FORMS": "3"}
    for number in (1, 2):
        texts = {"heading_en": f"H{number}", "text_en": "Text.", "key": "", "position": ""}
        new |= {f"parts-{number}-{name}": text for name, text in texts.items()}
    response = save(client, made["pages"], **new)
    assert response.status_code == 302, form_errors(response)
    parts = made["pages"].parts.all()
    assert [(part.heading_en, part.position) for part in parts] == [
        ("Who", 0),
        ("H1", 1),
        ("H2", 2),
    ]
    assert len({part.key for part in parts}) == 3


def test_publishing_fills_in_the_time(client, editor):
    typed = {"slug": "sample-new", "name_zh_hk": "新", "name_en": "New", "_publish": "1"}
    response = client.post(page(Organisation, "add"), typed)
    assert response.status_code == 302, form_errors(response)
    new = Organisation.objects.published().get(slug="sample-new")
    assert revisions().get().document == dump(new)


def test_a_text_can_be_emptied_in_the_editors_own_language(client, scheme):
    for language, field in (("en", "tracks-0-note_en"), ("zh-hk", "description_zh_hk")):
        choose(client, language)
        save(client, scheme, **{field: "x"})
        save(client, scheme, **{field: ""})
    scheme.refresh_from_db()
    assert (scheme.description_zh_hk, scheme.tracks.get().note_en) == ("", "")
