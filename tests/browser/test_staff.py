"""The staff site in a real browser: nothing that the strict content policy would refuse."""

import re

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import Page, expect

from mail.actions import queue_mail
from publishing import preview, versions
from publishing.dates import today
from publishing.documents.dump import dump
from publishing.models import Organisation, Revision, Topic
from publishing.versions import Action, Telling
from schemes.models import Scheme
from search.models import MissedQuery, SynonymGroup
from tests.browser.staff import turn
from tests.full_size import DRILL
from tests.portal.staff_records import WHY, everything, page, record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOCALES = {"zh-hk": "zh-HK", "en": "en-GB"}


@pytest.fixture
def tab(chromium, live_server, complaints, language) -> Page:
    """A tab in the language's locale that notes every error and refused resource."""
    context = chromium.new_context(
        base_url=live_server.url, locale=LOCALES[language], viewport={"width": 1280, "height": 900}
    )
    opened = context.new_page()

    def complain(text: str) -> None:
        complaints.append(f"{opened.url}: {text}")

    opened.on("console", lambda said: said.type in {"error", "warning"} and complain(said.text))
    opened.on("pageerror", lambda error: complain(str(error)))
    opened.on("response", lambda got: got.status >= 400 and complain(f"{got.status} {got.url}"))
    yield opened
    context.close()


@pytest.fixture
def editor():
    """An account that may do everything."""
    return get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")


@pytest.fixture
def signed_in(tab, editor, client, live_server) -> Page:
    """The tab with the editor's session."""
    client.force_login(editor)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    tab.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return tab


def test_login_and_language(tab, editor, language):
    tab.goto(reverse("admin:index"))
    assert tab.locator("html").get_attribute("lang") == language
    tab.get_by_label(re.compile("Username|用戶名稱|使用者名稱")).fill("editor")
    tab.locator("input[type=password]").fill("secret")
    turn(tab.locator("input[type=submit]"))
    expect(tab.locator("#user-tools")).to_contain_text("editor")
    other = "en" if language == "zh-hk" else "zh-hk"
    turn(tab.locator(f".languages button[lang={other}]"))
    assert tab.locator("html").get_attribute("lang") == other
    tab.locator(".theme-toggle").last.click()
    tab.goto(page(Scheme, "changelist"))
    tab.locator("#toggle-nav-sidebar").click()


def test_every_page_keeps_the_content_policy(signed_in, language):
    """In the drill; else every other model's pages, and those of the rest in the other language."""
    scheme = everything()["schemes"]
    queue_mail(to="a@example.org", subject="s", body="b", language="en", key="k")
    SynonymGroup.objects.create(key="sample", en="one\ntwo")
    MissedQuery.objects.create(day=today(), text="nothing of the kind")
    prepared = dump(scheme) | {"telephone": "2345 6789"}
    versions.save(scheme, prepared, Telling(None, WHY), Action.SENT)
    draft = record("topics", slug="unseen", state="draft", publish_at=None)
    signed_in.goto(reverse("admin:index"))
    signed_in.goto(reverse("admin:password_change"))
    request = signed_in.request.get(reverse("admin:index"))
    assert "unsafe-inline" not in request.headers["content-security-policy"]
    every, some = list(admin.site._registry), slice(language == "en", None, 2)
    for model in every[some if not DRILL else slice(None)]:
        first = model.objects.first().pk
        signed_in.goto(page(model, "changelist"))
        if signed_in.locator(".object-tools .addlink").count():
            signed_in.goto(page(model, "add"))
        signed_in.goto(page(model, "history", first))
        signed_in.goto(page(model, "change", first))
        if signed_in.locator(".deletelink").count():
            signed_in.goto(page(model, "delete", first))
    signed_in.goto(page(Topic, "delete", draft.pk))
    for name in ("send_back", "discard", "withdraw"):
        signed_in.goto(page(Scheme, name, scheme.pk))
    revision = Revision.objects.latest("pk")
    for query in ("live=1", "rows=all", f"restore={revision.pk}&rows=terms-0"):
        signed_in.goto(f"{page(Scheme, 'change', scheme.pk)}?{query}")
    for address in preview.addresses(scheme).values():
        signed_in.goto(address)


def test_an_inline_style_would_be_noticed(signed_in, complaints):
    signed_in.goto(reverse("admin:index"))
    signed_in.evaluate("document.body.insertAdjacentHTML('beforeend', '<i style=color:red></i>')")
    assert any("Content Security Policy" in complaint for complaint in complaints)
    complaints.clear()


def test_a_scheme_is_edited_with_its_rows(signed_in):
    scheme = everything()["schemes"]
    signed_in.goto(page(Scheme, "change", scheme.pk))
    signed_in.locator("#id_name_en").fill("Edited in a browser")
    # Every sort of widget: a date picker, a searched choice, a row that is fetched, a new row.
    signed_in.locator(".field-withdraw_at .datetimeshortcuts a").first.click()
    signed_in.locator("#id_withdraw_at_0").fill("")
    signed_in.locator("#id_withdraw_at_1").fill("")
    signed_in.locator(".fieldBox.field-administrator .select2-selection").click()
    signed_in.locator(".select2-search__field").last.fill("sample")
    signed_in.locator(".select2-results__option--highlighted").click()
    terms = signed_in.locator("#terms-group")
    terms.locator("> fieldset > details > summary").click()
    terms.locator("#terms-0 .row-fields > summary").click()
    terms.locator("#id_terms-0-ceiling").fill("700000")
    clauses = signed_in.locator("#clauses-group")
    clauses.locator("> fieldset > details > summary").click()
    clauses.locator(".add-row a").click()
    clauses.locator("#id_clauses-1-section").select_option("how")
    clauses.locator("#id_clauses-1-text_zh_hk").fill("填表。")
    clauses.locator("#id_clauses-1-text_en").fill("Fill in the form.")
    clauses.locator("#clauses-1 .fieldBox.field-source .select2-selection").click()
    signed_in.locator(".select2-search__field").last.fill("sample")
    signed_in.locator(".select2-results__option--highlighted").click()
    for name, text in WHY.items():
        signed_in.locator(f"#id_{name}").fill(text)
    turn(signed_in.locator("button[name=_publish]"))
    expect(signed_in.locator(".messagelist .success")).to_be_visible()
    saved = Scheme.objects.get(pk=scheme.pk)
    assert saved.name_en == "Edited in a browser"
    assert saved.tracks.get().terms.get().ceiling == 700000
    assert [clause.text_en for clause in saved.clauses.all()][1] == "Fill in the form."
    assert Revision.objects.filter(origin="staff", slug="sample-alpha").count() == 1


def test_a_row_with_an_error_stands_open(signed_in):
    scheme = everything()["schemes"]
    signed_in.goto(page(Scheme, "change", scheme.pk))
    terms = signed_in.locator("#terms-group")
    terms.locator("> fieldset > details > summary").click()
    terms.locator("#terms-0 .row-fields > summary").click()
    terms.locator("#id_terms-0-ceiling_per").select_option("")
    turn(signed_in.locator("button[name=_save]"))
    expect(terms.locator("#terms-0 .errorlist")).to_be_visible()
    expect(terms.locator("#id_terms-0-ceiling")).to_have_value("600000")


def test_a_source_is_added_from_a_schemes_form(signed_in):
    scheme = everything()["schemes"]
    signed_in.goto(page(Scheme, "change", scheme.pk))
    with signed_in.expect_popup() as opening:
        signed_in.locator("#add_id_administrator").click()
    popup = opening.value
    popup.locator("#id_name_en").fill("Sample Office")
    popup.locator("#id_name_zh_hk").fill("樣本處")
    expect(popup.locator("#id_slug")).to_have_value("sample-office")
    popup.locator("button[name=_save]").click()
    expect(signed_in.locator(".fieldBox.field-administrator .select2-selection")).to_contain_text(
        re.compile("Sample Office|樣本處")
    )
    assert Organisation.objects.filter(slug="sample-office").exists()


@pytest.mark.parametrize("width", [390, 1280])
def test_languages_stand_beside_each_other_where_there_is_room(signed_in, width):
    scheme = everything()["schemes"]
    signed_in.set_viewport_size({"width": width, "height": 844})
    signed_in.goto(page(Scheme, "change", scheme.pk))
    chinese = signed_in.locator("#id_summary_zh_hk")
    english = signed_in.locator("#id_summary_en")
    assert (chinese.get_attribute("lang"), english.get_attribute("lang")) == ("zh-HK", "en")
    beside = chinese.bounding_box()["y"] == english.bounding_box()["y"]
    assert beside == (width == 1280)
    terms = signed_in.locator("#terms-group")
    terms.locator("> fieldset > details > summary").click()
    terms.locator("#terms-0 .row-fields > summary").click()
    for name in ("terms_kind", "note_en"):
        box = terms.locator(f"#id_terms-0-{name}").bounding_box()
        assert box["x"] + box["width"] < width - 10
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert signed_in.evaluate(overflow) <= 0
