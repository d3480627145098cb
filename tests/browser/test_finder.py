"""The finder as people use it: by keyboard alone, without JavaScript, on a phone, and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.staff import turn

pytestmark = pytest.mark.browser


def pick(tab, code: str) -> None:
    """Answer the question that is shown and go on."""
    tab.check(f"main input[value='{code}']")
    turn(tab.locator("form.question button:not([name])"))


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_first_question_to_the_results(open_tab, language, javascript) -> None:
    """On a phone, with scripts and without; the back button undoes one answer at a time."""
    tab = open_tab(390, java_script_enabled=javascript)
    tab.goto(f"/{language}/")
    turn(tab.locator("main a[href$='/schemes/finder/']"))
    pick(tab, "company")
    pick(tab, "new_line")
    assert tab.url.endswith("/schemes/finder/?who=company&want=new_line")
    tab.fill("main input[name=cost]", "45,000,000")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.wait_for_url("**cost=45000000*")
    while tab.locator("form.question").count():
        turn(tab.locator("form.question button[name=skip]"))
    expect(tab.locator("#fits")).to_be_visible()
    assert tab.locator("section[aria-labelledby=fits] h3 a[href$='/schemes/nifs/']").count() == 1
    assert tab.url.count("skip=") <= 3
    while "cost=" in tab.url:
        tab.go_back()
    assert tab.locator("main input[name=cost]").count() == 1
    tab.go_back()
    assert tab.locator("main input[value=new_line]").count() == 1


def test_it_is_done_by_keyboard_alone(open_tab, language) -> None:
    """Tab into the question, choose with the arrows, send with Enter."""
    tab = open_tab()
    tab.goto(f"/{language}/schemes/finder/")
    for _ in range(30):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.type") == "radio":
            break
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/schemes/finder/?who=company")
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == "skip":
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/schemes/finder/?who=company&skip=want")


def test_an_empty_answer_is_told_and_the_error_leads_to_the_question(
    open_tab, language, complaints
) -> None:
    tab = open_tab(390, java_script_enabled=False)
    tab.goto(f"/{language}/schemes/finder/?who=company")
    turn(tab.locator("form.question button:not([name])"))
    expect(tab.locator("[role=alert] a")).to_have_count(1)
    tab.click("[role=alert] a")
    expect(tab.locator("#want-rd_alone")).to_be_focused()
    assert tab.locator("input[type=hidden][name=who]").input_value() == "company"
    # The browser notes the 400; it says nothing else.
    assert all("400 (Bad Request)" in text for text in complaints)
    complaints.clear()


def test_the_whole_answer_opened_has_no_violation(open_tab, language) -> None:
    tab = open_tab()
    tab.goto(f"/{language}/schemes/finder/?who=company&want=rd_partner&show=1")
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(tab) == []
    tab.set_viewport_size({"width": 320, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_schemes_are_added_to_a_comparison_without_javascript(open_tab, language) -> None:
    """From the list to one scheme, back to the list for the next, to the two side by side."""
    tab = open_tab(1280, java_script_enabled=False)
    tab.goto(f"/{language}/schemes/?q=NIFS")
    turn(tab.locator("a[href$='compare/?s=nifs']").first)
    turn(tab.locator("main a[href$='schemes/?s=nifs']").first)
    tab.goto(f"{tab.url}&q=NIAS")
    turn(tab.locator("a[href$='s=nifs&s=nias']").first)
    expect(tab.locator(".beside thead th")).to_have_count(2)
    head = tab.locator(".beside thead th").first
    tab.locator(".beside tbody tr").last.scroll_into_view_if_needed()
    expect(head).to_be_in_viewport()


@pytest.mark.parametrize("query", ["s=nifs&s=nias", "s=nifs&s=nias&s=tvp&s=rth&cost=1000000"])
def test_a_comparison_prints_on_one_landscape_page(open_tab, language, query) -> None:
    tab = open_tab()
    tab.goto(f"/{language}/schemes/compare/?{query}")
    paper = tab.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
    assert b"/MediaBox [0 0 841.9" in paper


def test_the_description_of_the_api_needs_no_script(open_tab, language) -> None:
    tab = open_tab(390)
    assert tab.goto(f"/api/v1/docs?lang={language}").status == 200
    assert violations(tab) == []
    tab.set_viewport_size({"width": 320, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
