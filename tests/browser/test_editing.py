"""A record's way from a draft to its readers, as editors, publishers and readers walk it."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.roles import Role
from publishing import versions
from publishing.documents.dump import dump
from publishing.models import NextVersion
from publishing.versions import Telling
from schemes.models import Scheme
from tests.accounts.roles import member
from tests.browser.staff import (
    WHY,
    People,
    choose,
    form,
    give_reasons,
    industrialisation,
    open_group,
    open_row,
    press,
    public,
    turn,
    voucher,
)
from tests.portal.staff_records import everything

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("zh-hk", "en")


@pytest.fixture
def people(chromium, live_server, complaints) -> People:
    """Whoever takes part, on a site with one record of every kind."""
    everything()
    found = People(chromium, live_server.url, complaints)
    yield found
    found.leave()


@pytest.fixture
def later(monkeypatch):
    """The clock can be moved to another time."""

    def move(to: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: to)

    return move


def correction(tab: Page) -> str:
    """What the page tells of the one fact that this site changed."""
    line = tab.locator("section[aria-labelledby=edits] ol.changes > li")
    expect(line).to_have_count(1)
    assert line.locator("time").get_attribute("datetime") == timezone.localdate().isoformat()
    return line.inner_text()


def shown(tab: Page, scheme: Scheme) -> list[str]:
    """The scheme's public page in both languages."""
    found = []
    for language in LANGUAGES:
        tab.goto(public(scheme, language))
        found.append(tab.locator("main").inner_text())
    return found


# --- A correction ---------------------------------------------------------------------------


def test_a_corrected_last_day_is_told_with_its_date_and_reason(people) -> None:
    """The publisher, signing in at the log-in page, works in Chinese."""
    scheme = voucher()
    publisher = member(Role.PUBLISHER, "publisher")
    publisher.set_password("a long enough secret")
    publisher.save()
    tab, reader = people.reader("zh-hk"), people.reader()
    tab.goto(form(scheme))
    expect(tab).to_have_url(re.compile("/staff/login/"))
    tab.locator("#id_username").fill("publisher")
    tab.locator("#id_password").fill("a long enough secret")
    turn(tab.locator("input[type=submit]"))

    open_group(tab, "statuses")
    open_row(tab, "statuses-0")
    last_day = tab.locator("#id_statuses-0-closes_on")
    expect(last_day).to_have_value("2030-06-30")
    last_day.fill("2030-07-31")
    turn(tab.locator("button[name=_publish]"))
    for name in ("reason_zh_hk", "reason_en"):
        beside = f"div:has(> .fieldBox.field-{name}) > .errorlist"
        expect(tab.locator(beside)).to_be_visible()
    expect(last_day).to_be_visible()
    expect(last_day).to_have_value("2030-07-31")
    open_group(tab, "clauses")
    open_row(tab, "clauses-0")
    expect(tab.locator("#id_clauses-0-text_en")).to_be_visible()
    assert all("31 July" not in text and "7月31日" not in text for text in shown(reader, scheme))

    give_reasons(tab)
    press(tab, "_publish")
    days = {"zh-hk": ("2030年6月30日", "2030年7月31日"), "en": ("30 June 2030", "31 July 2030")}
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        reader.goto(public(scheme, language))
        expect(reader.locator(".deadline")).to_contain_text(days[language][1])
        told = correction(reader)
        reader.goto(f"/{language}/changes/")
        for text in (told, correction(reader)):
            for wanted in (*days[language], WHY[language]):
                assert wanted in text
            assert WHY[other] not in text
        address = reader.locator("section[aria-labelledby=edits] li a").get_attribute("href")
        assert address == public(scheme, language)


# --- A new version --------------------------------------------------------------------------


def add_terms(tab: Page, day: str) -> None:
    """Type new terms of the ordinary procedure, in force from a day on."""
    group = open_group(tab, "terms")
    group.locator(".add-row a").click()
    row = "#id_terms-2-"
    tab.locator(f"{row}track").select_option("standard")
    tab.locator(f"{row}effective_from").fill(day)
    tab.locator(f"{row}terms_kind").select_option("match")
    tab.locator(f"{row}government_share").fill("1")
    tab.locator(f"{row}other_share").fill("1")
    tab.locator(f"{row}other_side").select_option("company")
    tab.locator(f"{row}ceiling").fill("22000000")
    tab.locator(f"{row}ceiling_per").select_option("project")
    choose(tab, "terms-2", "source", "Discussion")


def test_new_terms_are_previewed_reviewed_and_take_effect_on_their_day(people, later) -> None:
    """From the editor's new row to the readers' page, with nothing shown before its time."""
    scheme = industrialisation()
    first_day = timezone.localdate() + timedelta(days=30)
    new, old = ("2,200萬", "HK$22 million"), ("1,500萬", "HK$15 million")
    editor, publisher = people.staff("editor"), people.staff("publisher")
    reader = people.reader()

    editor.goto(form(scheme))
    add_terms(editor, first_day.isoformat())
    press(editor, "_save")
    for text, after, before in zip(shown(reader, scheme), new, old, strict=True):
        assert before in text
        assert after not in text

    # What is saved is previewed by links, which whoever has them can open.
    for language, after in zip(LANGUAGES, new, strict=True):
        link = editor.locator(f".standing a[target=_blank][lang={language}]")
        with editor.context.expect_page() as opening:
            link.click()
        expect(opening.value.locator("main")).to_contain_text(after)
        answer = reader.goto(link.get_attribute("href"))
        expect(reader.locator("aside.preview strong").first).to_be_visible()
        expect(reader.locator("main")).to_contain_text(after)
        assert "no-store" in answer.headers["cache-control"]
        assert "noindex" in answer.headers["x-robots-tag"]
        assert answer.headers["referrer-policy"] == "no-referrer"
    # What is only typed is previewed by a button, and stays on the form.
    editor.locator("#id_summary_en").fill("Typed, and not saved.")
    sent = editor.context.expect_event("response", lambda got: got.request.method == "POST")
    with sent as answering, editor.context.expect_page() as opening:
        editor.locator("button[name=_preview_en]").click()
    assert "no-store" in answering.value.headers["cache-control"]
    expect(opening.value.locator("main .lead")).to_have_text("Typed, and not saved.")
    expect(opening.value.locator("aside.preview")).to_be_visible()
    expect(editor.locator("#id_summary_en")).to_have_value("Typed, and not saved.")
    assert "Typed" not in str(NextVersion.objects.get().document)
    editor.locator("#id_summary_en").fill("Pays for research.")

    give_reasons(editor)
    press(editor, "_review")
    expect(editor.locator("button[name=_publish]")).to_have_count(0)

    publisher.goto(reverse("admin:index"))
    turn(publisher.locator(".desk-sections a", has_text="New Industrialisation"))
    publisher.locator(".standing summary").click()
    changes = publisher.locator(".standing table.changes ins")
    assert any("22,000,000" in text or "22 million" in text for text in changes.all_inner_texts())
    expect(publisher.locator("#id_reason_en")).to_have_value(WHY["en"])
    publisher.locator("#id_go_live_at_0").fill(first_day.isoformat())
    publisher.locator("#id_go_live_at_1").fill("00:00:00")
    press(publisher, "_publish")
    assert NextVersion.objects.get().state == "scheduled"
    assert all(after not in text for text, after in zip(shown(reader, scheme), new, strict=True))
    editor.goto(form(scheme))  # what was reviewed is changed by its author no more
    expect(editor.locator("button[name=_save], button[name=_review]")).to_have_count(0)

    midnight = datetime.combine(first_day, datetime.min.time())
    later(timezone.make_aware(midnight))
    for language, after in zip(LANGUAGES, new, strict=True):
        reader.goto(public(scheme, language))
        expect(reader.locator("dl.facts")).to_contain_text(after)
        assert WHY[language] in correction(reader)
    assert not NextVersion.objects.exists()


# --- An older version -----------------------------------------------------------------------


def test_an_older_version_is_restored_from_the_history(people) -> None:
    """Its rows are fetched from that version; readers see it when a publisher publishes it."""
    scheme = voucher()
    by = Telling(member(Role.PUBLISHER, "somebody"), WHY)
    document = dump(scheme)
    for day, line in (("2030-07-31", "The older line."), ("2030-08-31", "The newer line.")):
        status = document["statuses"][0] | {"closes_on": day}
        texts = {"statuses": [status], "summary": document["summary"] | {"en": line}}
        versions.publish(Scheme.objects.get(pk=scheme.pk), document | texts, by)
    editor, publisher, reader = people.staff("editor"), people.staff("publisher"), people.reader()

    editor.goto(form(scheme))
    turn(editor.locator(".object-tools .historylink"))
    turn(editor.locator("#content tbody tr").last.locator("a"))
    turn(editor.locator(".object-tools a[href*='restore=']"))
    expect(editor.locator(".standing .problem")).to_be_visible()
    expect(editor.locator("#id_summary_en")).to_have_value("The older line.")
    open_group(editor, "statuses")
    open_row(editor, "statuses-0")
    expect(editor.locator("#id_statuses-0-closes_on")).to_have_value("2030-07-31")
    press(editor, "_save")
    assert all("The older line." not in text for text in shown(reader, scheme))

    publisher.goto(form(scheme))
    give_reasons(publisher)
    press(publisher, "_publish")
    _chinese, english = shown(reader, scheme)
    assert "The older line." in english
    expect(reader.locator(".deadline")).to_contain_text("31 July 2030")
    expect(reader.locator("section[aria-labelledby=edits] ol.changes > li")).to_have_count(3)


# --- Two at once ----------------------------------------------------------------------------


def test_the_second_of_two_editors_sees_both_changes_and_keeps_them(people) -> None:
    """Also a row that the second has added, and the reason they have typed."""
    scheme = voucher()
    first, second = people.staff("editor", "zh-hk", "first"), people.staff("editor", name="second")
    for tab in (first, second):
        tab.goto(form(scheme))
    open_group(second, "statuses")
    open_row(second, "statuses-0")
    second.locator("#id_statuses-0-closes_on").fill("2030-07-31")
    first.locator("#id_summary_en").fill("By the first.")
    first.locator("#id_telephone").fill("2345 6789")
    press(first, "_save")

    # A row of what the first has saved is not mixed with what the second has on the form.
    open_group(second, "tracks")
    with second.expect_response(lambda got: "rows=tracks-0" in got.url) as answering:
        open_row(second, "tracks-0")
    answering.value.finished()
    expect(second.locator("#tracks-0 .row-link a")).to_be_visible()
    expect(second.locator("#id_tracks-0-name_en")).to_have_count(0)
    second.locator("#id_summary_en").fill("By the second.")
    open_group(second, "clauses").locator(".add-row a").click()
    second.locator("#id_clauses-1-section").select_option("how")
    second.locator("#id_clauses-1-text_zh_hk").fill("填表。")
    second.locator("#id_clauses-1-text_en").fill("Fill in the form.")
    choose(second, "clauses-1", "source", "Discussion")
    give_reasons(second)
    turn(second.locator("button[name=_save]"))

    lines = second.locator(".collision tbody tr")
    expect(second.locator(".collision")).to_contain_text("first")
    contested = second.locator(".collision tbody tr.contested td")
    assert contested.all_inner_texts() == ["Pays for research.", "By the first.", "By the second."]
    sides = [row.locator("td").all_inner_texts()[1:] for row in lines.all()]
    assert ["2345 6789", "–"] in sides
    assert any(theirs == "–" and "31 July 2030" in mine for theirs, mine in sides)
    assert any(theirs == "–" and "Fill in the form." in mine for theirs, mine in sides)
    for name, value in {
        "summary_en": "By the second.",
        "telephone": "2345 6789",
        "statuses-0-closes_on": "2030-07-31",
        "clauses-1-text_en": "Fill in the form.",
        "reason_en": WHY["en"],
    }.items():
        expect(second.locator(f"#id_{name}")).to_have_value(value)
    assert NextVersion.objects.get().document["summary"]["en"] == "By the first."

    press(second, "_save")
    prepared = NextVersion.objects.get()
    assert prepared.document["summary"]["en"] == "By the second."
    assert prepared.document["telephone"] == "2345 6789"
    assert prepared.document["statuses"][0]["closes_on"] == "2030-07-31"
    assert prepared.document["clauses"][1]["text"]["en"] == "Fill in the form."
    assert prepared.reason_en == WHY["en"]
