"""A record's form for everybody: with the keyboard, without scripts, on a phone, by axe's rules."""

from time import time
from types import SimpleNamespace

import pytest
from django.core import signing
from django.urls import reverse
from playwright.sync_api import Page, expect

from publishing import preview, versions
from publishing.documents.dump import dump
from publishing.models import NextVersion, Revision
from publishing.versions import Action, Telling
from schemes.models import Scheme
from tests.accounts.roles import superuser
from tests.browser.axe import faults
from tests.browser.staff import (
    WHY,
    People,
    choose,
    decision,
    form,
    open_group,
    open_row,
    press,
    turn,
    voucher,
)
from tests.portal.staff_records import everything, page, t

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Whether whatever has the focus shows it, and is not wholly under something else.
STOP = """selector => {
  const one = document.activeElement;
  const style = getComputedStyle(one.closest(".select2-selection") || one);
  const box = one.getBoundingClientRect();
  const parts = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y =>
    document.elementFromPoint(box.left + x * box.width, box.top + y * box.height)));
  return {
    what: one.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: parts.some(hit => hit && (one.contains(hit) || hit.contains(one))),
    there: one.matches(selector),
  };
}"""


@pytest.fixture
def people(chromium, live_server, complaints) -> People:
    """Whoever takes part, on a site with one record of every kind."""
    everything()
    found = People(chromium, live_server.url, complaints)
    yield found
    found.leave()


# --- Keyboard -------------------------------------------------------------------------------


def tab_to(tab: Page, selector: str) -> None:
    """Press Tab until that has the focus; each stop on the way is seen to have it."""
    for _ in range(150):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOP, selector)
        assert stop["ring"], f"no ring around {stop['what']}"
        assert stop["seen"], f"hidden: {stop['what']}"
        if stop["there"]:
            return
    pytest.fail(f"{selector} cannot be reached")


def test_a_row_is_opened_changed_and_saved_with_the_keyboard(people, language) -> None:
    scheme = voucher()
    tab = people.staff("editor", language)
    tab.goto(form(scheme))
    tab_to(tab, ".skip-to-content-link")
    tab.keyboard.press("Enter")
    tab_to(tab, "#id_name_zh_hk")
    tab_to(tab, "#statuses-group > fieldset > details > summary")
    tab.keyboard.press("Enter")
    tab_to(tab, "#statuses-0 .row-fields > summary")
    tab.keyboard.press("Space")
    expect(tab.locator("#id_statuses-0-status_state")).to_be_focused()
    tab_to(tab, "#id_statuses-0-closes_on")
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type("2030-07-31")
    tab_to(tab, "button[name=_save]")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    expect(tab.locator(".messagelist .success")).to_be_visible()
    document = NextVersion.objects.get().document
    assert document["statuses"][0]["closes_on"] == "2030-07-31"


# --- Without scripts ------------------------------------------------------------------------


def test_rows_are_edited_without_scripts(people) -> None:
    """One row by its own link, then every row by the link above the form."""
    scheme = voucher()
    tab = people.staff("editor", java_script_enabled=False)
    tab.goto(form(scheme))
    open_group(tab, "statuses")
    open_row(tab, "statuses-0")
    turn(tab.locator("#statuses-0 .row-link a"))
    tab.locator("#id_statuses-0-closes_on").fill("2030-07-31")
    expect(tab.locator("[name=clauses-0-text_en]")).to_have_count(0)
    press(tab, "_save")
    turn(tab.locator(".standing a[href*='rows=all']"))
    open_row(tab, "clauses-0")
    tab.locator("#id_clauses-0-text_en").fill("Anyone.")
    press(tab, "_save")
    document = NextVersion.objects.get().document
    assert document["statuses"][0]["closes_on"] == "2030-07-31"
    assert document["clauses"][0]["text"]["en"] == "Anyone."


# --- What is typed --------------------------------------------------------------------------


def test_what_is_typed_is_not_left_without_being_asked(people) -> None:
    """Nor what was chosen by searching, nor a form that was shown again because of an error."""
    scheme, tab, asked = voucher(), people.staff("editor"), []

    def stay() -> None:
        """Try to go to another page, be asked, and think better of it."""
        with tab.expect_event("dialog"):
            tab.locator(".standing a[href*='rows=all']").click()
        assert asked == ["beforeunload"]
        asked.clear()

    tab.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.dismiss())
    tab.goto(form(scheme))
    tab.locator("#id_summary_en").click()
    tab.keyboard.type("Typed. ")
    stay()
    expect(tab.locator("#id_summary_en")).to_have_value("Pays for research.Typed. ")
    tab.locator("#id_slug").fill("not an address")
    turn(tab.locator("button[name=_save]"))
    tab.locator(".errornote").click()
    stay()
    tab.locator("#id_slug").fill(scheme.slug)
    press(tab, "_save")
    choose(tab, "content-main", "secretariat", "Innovation")
    stay()
    press(tab, "_save")
    turn(tab.locator(".standing a[href*='rows=all']"))
    assert asked == []
    expect(tab.locator("#id_clauses-0-text_en")).to_have_count(1)


# --- Axe and phones -------------------------------------------------------------------------


def test_the_form_is_for_everybody(people) -> None:
    """With a row open, with errors, with two editors' changes, with everything open, and read."""
    scheme, by = voucher(), Telling(superuser("somebody"), WHY)
    tab = people.staff("publisher")
    tab.goto(form(scheme))
    open_group(tab, "statuses")
    open_row(tab, "statuses-0")
    tab.locator("#id_statuses-0-closes_on").fill("2030-07-31")
    assert faults(tab, 0) == []
    turn(tab.locator("button[name=_publish]"))
    tab.locator(".errornote").wait_for()
    assert faults(tab, 1) == []
    other = dump(scheme) | {"telephone": "2345 6789", "summary": t("由別人。", "By another.")}
    versions.save(Scheme.objects.get(pk=scheme.pk), other, by, Action.SENT)
    tab.locator("#id_summary_en").fill("By the publisher.")
    turn(tab.locator("button[name=_save]"))
    tab.locator(".collision").wait_for()
    assert faults(tab, 2) == []
    tab.goto(form(scheme, "?rows=all"))
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert faults(tab, 3) == []
    officer = people.staff("feedback-officer")
    officer.goto(form(scheme))
    open_group(officer, "statuses")
    open_row(officer, "statuses-0")
    officer.locator("#statuses-0 .fieldBox.field-closes_on").wait_for()
    assert faults(officer, 4) == []


def test_the_pages_around_the_form_are_for_everybody(
    people, monkeypatch, complaints, language
) -> None:
    """The desk, a decision, the history, a revision, the preview, and the preview that ended."""
    scheme, by = voucher(), Telling(superuser("somebody"), WHY)
    tab = people.staff("publisher", language)
    document = dump(scheme) | {"summary": t("由別人。", "By somebody else.")}
    versions.save(scheme, document, by, Action.SENT)
    shared = preview.addresses(scheme)[language]
    addresses = (
        reverse("admin:index"),
        decision(scheme, "withdraw"),
        page(Scheme, "history", scheme.pk),
        page(Revision, "change", Revision.objects.first().pk),
        shared,
    )
    for number, address in enumerate(addresses):
        assert tab.goto(address).status == 200
        assert faults(tab, number, language) == [], address
    assert not complaints
    eight_days_on = time() + 8 * 24 * 3600
    monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda: eight_days_on))
    assert tab.goto(shared).status == 410
    complaints.clear()  # the browser notes the status, and that is all
    assert faults(tab, len(addresses), language) == []
