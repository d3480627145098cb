"""A comment's way: a resident's, without scripts on a phone, and then that of the staff."""

import pytest
from playwright.sync_api import Page, expect

from consultation.models import Comment
from tests.browser.axe import violations
from tests.browser.staff import People, turn
from tests.browser.test_desk import press
from tests.consultation.conftest import MET, made_project
from tests.portal.staff_records import page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "我住在域多利道，擔心施工期間的交通。\n請保留斜坡上的樹木。"


@pytest.fixture
def people(chromium, live_server, complaints, settings) -> People:
    """Whoever takes part, on a site with one project."""
    made_project(entries=[MET])
    settings.FEATURED_PROJECT = "made"
    found = People(chromium, live_server.url, complaints)
    yield found
    found.leave()


def send(tab: Page, status: int = 200) -> None:
    """Press the one button of the form on the page."""
    assert turn(tab.locator("main form button").last).status == status


def receipt(tab: Page) -> tuple[str, str]:
    """The reference and the secret on the receipt that the page shows."""
    strong = tab.locator(".receipt strong")
    return strong.nth(0).inner_text(), strong.nth(1).inner_text()


@pytest.mark.parametrize("scripts", [False, True])
def test_a_resident_writes_makes_two_mistakes_looks_again_and_withdraws(
    people, complaints, scripts
) -> None:
    """On a phone. Where scripts run, every page is checked with axe, which is one itself."""
    tab = people.reader("zh-hk", width=390, java_script_enabled=scripts)

    def check() -> None:
        assert not scripts or violations(tab) == []

    tab.goto("/zh-hk/consultation/made/")
    expect(tab.locator("#timeline + ol")).to_contain_text("居民會議")
    check()
    turn(tab.get_by_role("link", name="提交意見").first)
    expect(tab.locator("h1")).to_have_text("對試製提出意見")
    check()

    tab.get_by_label("你的意見").fill("太短")
    tab.get_by_label("電郵地址（可不填）").fill("陳大文")
    tab.get_by_label("樹木").check()
    tab.get_by_label("反對").check()
    send(tab, 400)
    expect(tab.locator(".errors a")).to_have_count(2)
    check()
    tab.locator(".errors a").first.click()
    assert tab.url.endswith("#id_message")
    expect(tab.get_by_label("你的意見")).to_have_value("太短")
    expect(tab.get_by_label("反對")).to_be_checked()

    tab.get_by_label("你的意見").fill(WORDS)
    tab.get_by_label("電郵地址（可不填）").fill("resident@example.org")
    tab.get_by_label("同意在本網站不具名刊登我的意見").check()
    tab.get_by_label("希望得到回覆").check()
    send(tab)
    reference, secret = receipt(tab)
    expect(tab.locator("main")).to_contain_text("這是示範")
    expect(tab.locator("main")).to_contain_text("請保留斜坡上的樹木。")
    check()
    tab.reload()
    assert receipt(tab) == (reference, secret)
    assert Comment.objects.count() == 1

    turn(tab.get_by_role("link", name="查閱意見處理情況").first)
    check()
    tab.get_by_label("檔號").fill(reference.lower())
    tab.get_by_label("密碼").fill("not the secret")
    send(tab, 400)
    check()
    tab.get_by_label("密碼").fill(secret.lower().replace("-", " "))
    send(tab)
    expect(tab.locator("main")).to_contain_text("處理中")
    assert secret not in tab.url
    check()

    send(tab)
    expect(tab.locator(".errors")).to_contain_text("未有撤回")
    tab.get_by_label("確定撤回，並刪除全部內容").check()
    send(tab)
    expect(tab.locator("main")).to_contain_text("由提交者撤回")
    expect(tab.locator("main")).not_to_contain_text("請保留斜坡上的樹木。")
    check()
    assert WORDS not in str(Comment.objects.values().get())
    # The browser itself notes the answers to the two mistakes and to the wrong secret.
    assert all(" 400 " in f" {text} " or "(Bad Request)" in text for text in complaints)
    complaints.clear()


def test_what_a_resident_wrote_is_published_answered_and_withdrawn(people, language) -> None:
    """Nobody needs scripts: not the resident, not the two officers, not the reader."""
    plain = {"java_script_enabled": False}
    resident, reader = (people.reader(language, 390, **plain) for _ in range(2))
    resident.goto(f"/{language}/consultation/made/feedback/")
    resident.locator("#id_message").fill(WORDS + "\n陳大文先生也這樣說。")
    for name in ("may_publish", "may_reply"):
        resident.locator(f"#id_{name}").check()
    send(resident)
    reference, secret = receipt(resident)
    comment = Comment.objects.get()
    # It was sent faster than people write, and is looked at first.
    first = people.staff("feedback-officer", language, **plain)
    first.goto(page(Comment, "change", comment.pk))
    press(first, "release")
    first.locator("#id_prepare-text").fill(WORDS)
    first.locator("#id_prepare-no_person_named").check()
    press(first, "prepare")
    reader.goto(f"/{language}/consultation/made/outcome/")
    expect(reader.locator("main")).not_to_contain_text("請保留斜坡上的樹木。")
    second = people.staff("feedback-officer", language, "second", **plain)
    second.goto(page(Comment, "change", comment.pk))
    press(second, "check")
    second.locator("#id_reply-text").fill("斜坡會保留。")
    press(second, "reply")

    reader.reload()
    expect(reader.locator("main")).to_contain_text("請保留斜坡上的樹木。")
    expect(reader.locator("main")).not_to_contain_text("陳大文")
    expect(reader.locator("main")).not_to_contain_text(reference)
    resident.goto(f"/{language}/consultation-status/")
    resident.locator("#id_reference").fill(reference)
    resident.locator("#id_secret").fill(secret)
    send(resident)
    expect(resident.locator("main")).to_contain_text("斜坡會保留。")
    resident.locator("#sure").check()
    send(resident)
    reader.reload()
    expect(reader.locator("main")).not_to_contain_text("請保留斜坡上的樹木。")
    with_scripts = people.reader(language, 390)
    with_scripts.goto(f"/{language}/consultation/made/outcome/")
    assert violations(with_scripts) == []
