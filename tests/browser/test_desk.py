"""The staff desk in a real browser: from queue to site without scripts, and by axe's rules."""

import re

import pytest
from playwright.sync_api import Page, expect

from consultation.models import Comment, DataRequest
from tests.accounts.roles import superuser
from tests.browser.axe import faults
from tests.browser.staff import People, turn
from tests.consultation.comments import made_comment
from tests.portal.staff_records import everything, page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(chromium, live_server, complaints) -> People:
    """Whoever takes part, on a site with one record of every kind."""
    everything()
    found = People(chromium, live_server.url, complaints)
    yield found
    found.leave()


def press(tab: Page, form: str) -> None:
    """Press the button of one step, and see that it was done."""
    turn(tab.locator(f"form[action$='/{form}/'] button.button").last)
    expect(tab.locator(".messagelist .success")).to_be_visible()


def test_two_officers_publish_and_answer_without_scripts(people, language) -> None:
    comment = made_comment(held_for="links", may_publish=True, may_reply=True, language="en")
    address = page(Comment, "change", comment.pk)
    first = people.staff("feedback-officer", language, java_script_enabled=False)
    second = people.staff("feedback-officer", language, "second", java_script_enabled=False)
    first.goto(page(Comment, "changelist") + "?state=held")
    turn(first.get_by_role("link", name=comment.reference))
    press(first, "release")
    first.locator("#id_prepare-text").fill("The road is narrow.")
    first.locator("#id_prepare-no_person_named").check()
    press(first, "prepare")
    expect(first.locator("form[action$='/check/']")).to_have_count(0)
    second.goto(address)
    press(second, "check")
    reply = second.locator("form[action$='/reply/']")
    reply.locator("select").select_option(index=1)
    turn(reply.locator("button[name=fill]"))
    expect(reply.locator("textarea")).to_have_value(re.compile("Thank you for your comment."))
    press(second, "reply")
    comment.refresh_from_db()
    assert (comment.disposition, comment.published_text) == ("published", "The road is narrow.")
    assert comment.answered_at


STAGES = ["held", "waiting", "published", "withheld"]


@pytest.mark.parametrize("stage", STAGES)
def test_a_comments_page_is_for_everybody(people, language, stage) -> None:
    tab = people.staff("feedback-officer", language)
    comment = Comment.objects.get()
    made_comment(project=comment.project)
    by = dict(zip(("redacted_by", "checked_by"), (superuser(), superuser("other")), strict=True))
    ready = {"published_text": "Text.", "persons_checked": True, "may_publish": True}
    shown = {"disposition": "published", "published_at": comment.received_at}
    Comment.objects.filter(pk=comment.pk).update(
        **{
            "held": {"held_for": "links"},
            "waiting": ready | {"redacted_by": by["redacted_by"]},
            "published": ready | by | shown,
            "withheld": {"disposition": "withheld", "withheld_for": "persons"},
        }[stage]
    )
    tab.goto(page(Comment, "change", comment.pk))
    for summary in tab.locator("details.desk-step > summary").all():
        summary.click()
    number = STAGES.index(stage)
    assert faults(tab, number, language) == []
    turn(tab.locator("form[action$='/note/'] button.button"))
    expect(tab.locator(".errornote").first).to_be_visible()
    assert faults(tab, number + 1, language) == []


def test_the_other_pages_of_the_desk_are_for_everybody(people, language) -> None:
    tab = people.staff("feedback-officer", language)
    addresses = (
        page(Comment, "changelist"),
        page(Comment, "history", Comment.objects.get().pk),
        page(Comment, "export"),
        page(DataRequest, "changelist"),
        page(DataRequest, "change", DataRequest.objects.get().pk),
    )
    for number, address in enumerate(addresses):
        tab.goto(address)
        assert faults(tab, number, language) == [], address
    tab.goto(page(Comment, "add") + "?project=sample-gic")
    turn(tab.locator("form.comments-form button"))
    expect(tab.locator(".errornote").first).to_be_visible()
    assert faults(tab, 0, language) == []
    tab.locator("#id_made_on").fill("2026-02-01")
    tab.locator("#id_message").fill("They spoke about the road at length.")
    turn(tab.locator("form.comments-form button"))
    expect(tab.locator(".slip")).to_be_visible()
    assert faults(tab, 1, language) == []
