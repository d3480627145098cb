"""The public site as people meet it: every page type, both languages, phone and desktop."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import show, views, violations
from tests.browser.staff import turn

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "schemes/",
    "schemes/?q=%E7%A7%91%E6%8A%80&status=last-seen&min=1",
    "schemes/tvp/",
    "schemes/itsp/",
    "schemes/rth/",
    "schemes/nifs/?cost=45000000",
    "schemes/finder/",
    "schemes/finder/?who=company&want=rd_alone",
    "schemes/finder/?who=company&want=rd_alone&subvented=no&cost=3000000&show=1",
    "schemes/compare/",
    "schemes/compare/?s=nifs&s=nias&s=tvp&s=rth&cost=1000000",
    "facilities/",
    "facilities/aisc/",
    "facilities/skl-nervous-system-disorders/",
    "facilities/state-key-laboratories/",
    "policy/",
    "policy/tvp-closed-2024/",
    "outcomes/",
    "consultation/",
    "consultation/gic/",
    "consultation/gic/plan/",
    "consultation/gic/feedback/",
    "consultation/gic/paper-form/",
    "consultation-status/",
    "consultation/gic/outcome/",
    "consultation/gic/outcome/reported/",
    "figures/",
    "figures/tvp-applications-by-year/",
    "search/",
    "search/?q=%E7%A7%91%E6%8A%80%E5%8D%B7",
    "search/?q=hku",
    "search/?q=zzqqxx",
    "changes/",
    "sources/",
    "glossary/",
    "about/",
    "report/?about=/en/schemes/tvp/",
    "report/thanks/",
]
BROKEN = {
    "nowhere/": 404,
    "schemes/?status=bogus": 400,
    "consultation/gic/outcome/?theme=bogus": 400,
    "schemes/finder/?who=bogus": 400,
    "schemes/compare/?s=nifs&s=bogus": 400,
    "schemes/nifs/?cost=plenty": 400,
}

every_page = pytest.mark.parametrize("path", PAGES)


@every_page
def test_nothing_stands_in_anybodys_way(open_tab, language, path) -> None:
    """No axe violation on a desktop by day and a phone by night (in the drill; else one of the
    two, and the other in the other language), no console message, and no sideways scrolling at
    320 px (which is also 1280 px at 400 % zoom)."""
    tab = open_tab()
    assert tab.goto(f"/{language}/{path}").status == 200
    for view in views(PAGES.index(path), language):
        show(tab, view)
        assert violations(tab) == [], view
    tab.set_viewport_size({"width": 320, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("path", "status"), BROKEN.items())
def test_error_pages_are_pages_too(open_tab, language, path, status, complaints) -> None:
    """Designed, in the page's language, with a next step, and free of violations."""
    tab = open_tab(390)
    assert tab.goto(f"/{language}/{path}").status == status
    assert violations(tab) == []
    assert tab.locator("main a").count() >= 1
    # The browser itself notes the status of the page; that is the only thing it may say.
    assert all("the server responded with a status" in text for text in complaints)
    complaints.clear()


@pytest.mark.parametrize(
    "path", ["schemes/nifs/", "schemes/rth/", "schemes/crs/", "schemes/itf/", "privacy/"]
)
def test_no_content_is_too_wide_for_a_narrow_screen(open_tab, language, path) -> None:
    """Long names, tables and charts of other records fit 320 px as well."""
    tab = open_tab(320)
    tab.goto(f"/{language}/{path}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_is_there_without_javascript(open_tab, language) -> None:
    """The pages with scripts switched off read as the pages with them."""
    with_scripts, without = open_tab(), open_tab(java_script_enabled=False)
    for path in (
        *("", "schemes/", "schemes/tvp/", "consultation/gic/", "consultation/gic/plan/"),
        "search/?q=tvp",
    ):
        texts = []
        for tab in (with_scripts, without):
            tab.goto(f"/{language}/{path}")
            texts.append(tab.inner_text("main").split())
        assert texts[0] == texts[1], path


def test_the_keyboard_reaches_the_content_first(open_tab, language) -> None:
    """The first tab stop skips the menu, and the ring is seen."""
    tab = open_tab()
    tab.goto(f"/{language}/schemes/tvp/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_every_control_can_be_reached_by_tab(open_tab, language) -> None:
    """Tabbing through the list visits every link and field that is shown, in order."""
    tab = open_tab()
    tab.goto(f"/{language}/schemes/")
    shown = tab.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary')]"
        ".filter(e => e.checkVisibility() && e.type !== 'hidden').length"
    )
    visited = 0
    for _ in range(shown + 5):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement === document.body"):
            break
        visited += 1
    assert visited == shown


def test_chinese_is_drawn_with_the_hong_kong_face(open_tab) -> None:
    """Named first for Chinese text, so that Taiwan glyphs never stand in."""
    tab = open_tab()
    tab.goto("/zh-hk/schemes/tvp/")
    client = tab.context.new_cdp_session(tab)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    fonts = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert any(re.search(r"HK", font["familyName"]) for font in fonts), fonts


def test_search_filter_read_and_switch_language(open_tab, language) -> None:
    """From the home page's box to a scheme, and to its twin, keeping the place."""
    tab = open_tab(390)
    tab.goto(f"/{language}/")
    tab.fill("main input[name=q]", "TVP")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile(f"/{language}/search/"))
    link = tab.locator(".rows h2 a").first
    expect(link).to_have_attribute("href", f"/{language}/schemes/tvp/")
    turn(link)
    other = "en" if language == "zh-hk" else "zh-hk"
    turn(tab.locator("a.twin"))
    assert tab.url.endswith(f"/{other}/schemes/tvp/")
    expect(tab.locator("html")).to_have_attribute("lang", "en" if other == "en" else "zh-HK")


def test_a_mistake_is_reported_after_two_slips(open_tab, language, complaints) -> None:
    """Errors lead to their fields, what was typed stays, and the thanks page follows."""
    tab = open_tab(390, java_script_enabled=False)
    tab.goto(f"/{language}/schemes/tvp/")
    tab.click("footer a[href*='report']")
    assert tab.input_value("[name=about]") == f"/{language}/schemes/tvp/"
    tab.fill("[name=email]", "not-an-address")
    tab.fill("[name=evidence]", "https://www.itf.gov.hk/")
    tab.click("main button")
    expect(tab.locator("[role=alert] a")).to_have_count(2)
    assert tab.input_value("[name=evidence]") == "https://www.itf.gov.hk/"
    tab.click("[role=alert] a[href='#id_message']")
    tab.fill("[name=message]", "The ceiling reads 600,000; the page cited says otherwise.")
    tab.fill("[name=email]", "")
    tab.click("main button")
    expect(tab).to_have_url(re.compile(f"/{language}/report/thanks/"))
    # The browser notes that the form with slips was answered by a 400; it says nothing else.
    assert [text for text in complaints if "400 (Bad Request)" not in text] == []
    complaints.clear()


def test_a_fact_has_an_address_of_its_own(open_tab, language) -> None:
    """Following a row's date gives an address that leads straight back to the row."""
    tab = open_tab()
    tab.goto(f"/{language}/schemes/tvp/")
    address = tab.locator(".stack th a").first.get_attribute("href")
    tab.goto(f"/{language}/schemes/tvp/{address}")
    expect(tab.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize(
    "path",
    [
        "schemes/nifs/",
        "consultation/gic/",
        "consultation/gic/outcome/",
        "facilities/astri/",
    ],
)
def test_print_carries_address_date_and_sources(open_tab, language, path) -> None:
    """On paper the menu is gone; the citation and the sources are there."""
    tab = open_tab()
    tab.goto(f"/{language}/{path}")
    tab.emulate_media(media="print")
    expect(tab.locator("header nav")).to_be_hidden()
    expect(tab.locator(".citing")).to_contain_text(f"/{language}/{path}")
    expect(tab.locator("section.sources li").first).to_be_visible()


# --- Search ---------------------------------------------------------------------------------


def test_suggestions_are_a_combobox_for_the_keyboard(open_tab, language) -> None:
    """Offered while typing, announced, chosen by arrows, left by Escape, without a violation."""
    tab = open_tab()
    tab.goto(f"/{language}/schemes/tvp/")
    box = tab.locator("#find")
    expect(box).to_have_attribute("role", "combobox")
    box.press_sequentially({"zh-hk": "科技", "en": "techno"}[language])
    expect(box).to_have_attribute("aria-expanded", "true")
    options = tab.locator("#find-suggestions [role=option]")
    assert 1 < options.count() <= 8
    said = tab.locator("form.find [role=status]")
    expect(said).to_contain_text(str(options.count()))
    assert violations(tab) == []
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "find-suggestions-1")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(tab.locator("#find-suggestions")).to_be_hidden()
    assert box.input_value()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    chosen = options.first.get_attribute("data-text")
    box.press("Enter")
    expect(tab).to_have_url(re.compile(f"/{language}/search/\\?q="))
    expect(tab.locator("#id_q")).to_have_value(chosen)


def test_a_suggestion_is_chosen_by_touch_on_a_phone(open_tab, language) -> None:
    tab = open_tab(390)
    tab.goto(f"/{language}/")
    tab.locator("#q").press_sequentially("innoh")
    option = tab.locator("#q-suggestions [role=option]").first
    expect(option).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    option.click()
    expect(tab.locator(".found h2 a").first).to_be_visible()


def test_the_box_searches_the_same_without_javascript(open_tab, language) -> None:
    tab = open_tab(java_script_enabled=False)
    tab.goto(f"/{language}/about/")
    assert tab.locator("#find").get_attribute("role") is None
    tab.fill("#find", "vouchr")
    tab.press("#find", "Enter")
    expect(tab.locator(".found h2 a").first).to_have_attribute("href", f"/{language}/schemes/tvp/")
    expect(tab.locator(".notice")).to_contain_text("voucher")
