"""The staff site's home page: what waits, how many, and that each list shows what was counted."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from consultation.models import CommentReport, DataRequest
from facilities.models import Facility
from mail.models import Message
from portal.desk import desk
from portal.desk_lines import Line
from portal.models import MistakeReport
from publishing.dates import today
from publishing.documents.registry import record_models
from publishing.models import NextVersion
from schemes.models import Scheme
from tests.consultation.comments import made_comment
from tests.factories import add, clause, empty_the_site, state, status, t
from tests.grown import grow
from tests.portal.staff_records import choose, page

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def prepare(model, slug: str, stage: str = "draft", **fields) -> NextVersion:
    """A next version of a record, scheduled for tomorrow if for any time."""
    times = {"go_live_at": timezone.now() + DAY} if stage == "scheduled" else {}
    fields = {"document": {}, "base": {}, "state": stage} | times | fields
    return NextVersion.objects.create(kind=model._meta.label_lower, slug=slug, **fields)


def letter(key: str, **fields) -> None:
    """A letter in the outbox."""
    texts = {"to": "a@example.org", "subject": "s", "body": "b", "language": "en", "key": key}
    Message.objects.create(**texts, **fields)


@pytest.fixture
def colleague():
    """An account without any permission yet."""
    return get_user_model().objects.create_user("colleague", is_staff=True)


@pytest.fixture
def busy(editor, colleague) -> None:
    """Something of everything that can wait, on a site that is otherwise withdrawn."""
    empty_the_site()
    for model in record_models():
        model.objects.update(state="withdrawn")
    fresh, old = today() - 180 * DAY, today() - 181 * DAY
    add("sources", "secret", state="draft")
    add("schemes", "fresh", statuses=[status("s", evidence_on=fresh)])
    add("schemes", "old", statuses=[status("s", evidence_on=old)])
    soon = {"closes_on": today() + 30 * DAY, "evidence_on": fresh}
    add("schemes", "soon", name=t("快截止", ""), statuses=[status("s", **soon)])
    add("schemes", "hearsay", clauses=[clause("c", source="secret")])
    add("schemes", "asked", state="review")
    add("facilities", "undated", states=[state("s")])
    add("facilities", "ended", states=[state("s", "ended")])
    add("topics", "begun", state="draft", name=t("只有中文", ""))
    prepare(Scheme, "fresh", "review", author=colleague, problem="Changed since.")
    prepare(Scheme, "old", author=colleague)
    prepare(Scheme, "soon", author=editor, problem="Changed since.")
    prepare(Facility, "undated", "scheduled", author=colleague)
    asked = {"may_reply": True, "received_at": timezone.now() - 3 * DAY - HOUR}
    waiting = {"published_text": "Text", "persons_checked": True, "redacted_by": editor}
    made_comment(held_for="links", received_at=timezone.now() - 5 * DAY)
    made_comment(**asked, **waiting)
    shown = made_comment(disposition="withheld", withheld_for="off_topic", **asked)
    made_comment(answered_at=timezone.now(), disposition="spam", **asked)
    CommentReport.objects.create(comment=shown, message="It names me.", language="en")
    CommentReport.objects.create(comment=shown, message="So?", language="en", handling="kept")
    DataRequest.objects.create(kind="access", received_on=today() - 41 * DAY)
    DataRequest.objects.create(kind="access", received_on=today(), answered_on=today())
    MistakeReport.objects.create(about="/en/", message="No.", language="en")
    MistakeReport.objects.create(about="/en/", message="Done.", language="en", handling="mended")
    letter("failed", failed_at=timezone.now())
    letter("late", created_at=timezone.now() - 2 * HOUR)
    letter("new")


FOR_ALL = {
    "Next versions that will go live": 1,
    "Schemes that close within 30 days": 1,
    "Schemes with evidence older than 180 days": 1,
    "Schemes with undated evidence": 0,
    "Facilities with evidence older than 180 days": 0,
    "Facilities with undated evidence": 1,
    "Records with a text in one language only": {"Schemes": 1, "Topics": 1},
    "Records with a fact without a public source": {"Schemes": 1},
    "Reported mistakes not handled": 1,
}
# For whoever may handle comments; here whoever may see everything.
COMMENTS = {
    "Comments unanswered": 2,
    "Comments that are held": 1,
    "Comments in hand": 2,
    "Texts that wait for the second check": 1,
    "Reported comments not handled": 1,
    "Data requests not answered": 1,
}
FOR_PUBLISHERS = (
    FOR_ALL
    | COMMENTS
    | {
        "Next versions in review": 1,
        "Next versions that are held": 2,
        "Records in review": {"Schemes": 1},
        "Mail that could not be sent": 1,
        "Mail waiting for more than an hour": 1,
    }
)
FOR_EDITORS = (
    FOR_ALL
    | COMMENTS
    | {
        "My drafts of next versions": 1,
        "Next versions that are held": 1,
        "Records in draft": {"Topics": 1, "Sources": 1},
    }
)


def allow(user, *actions: str, without: tuple[str, ...] = ("auth", "mail")) -> None:
    """Let somebody do this with every model but those of some apps."""
    found = Permission.objects.exclude(content_type__app_label__in=without)
    for action in actions:
        user.user_permissions.add(*found.filter(codename__startswith=f"{action}_"))


def lines(client) -> list[Line]:
    """Every line of the desk."""
    sections = client.get(reverse("admin:index")).context["desk"]
    return [line for section in sections for line in section.lines]


def counts(client) -> dict:
    """English title to count, or to the counts of the kinds that have any."""
    with translation.override("en"):
        return {
            str(line.title): {str(part.title): part.count for part in line.filled}
            if line.parts
            else line.count
            for line in lines(client)
        }


# --- The page -------------------------------------------------------------------------------


def test_a_publisher_sees_what_waits_for_a_decision(client, busy) -> None:
    assert counts(client) == FOR_PUBLISHERS


def test_an_editor_sees_what_they_have_begun(client, busy, colleague) -> None:
    allow(colleague, "view", "change")
    client.force_login(colleague)
    choose(client, "en")
    assert counts(client) == FOR_EDITORS


def test_the_oldest_comments_and_the_limits_of_requests_are_told(client, busy) -> None:
    html = client.get(reverse("admin:index")).content.decode()
    assert "the oldest: 3 days" in html  # unanswered
    assert "the oldest: 5 days" in html  # in hand
    assert "overdue by 1 day" in html


@pytest.mark.parametrize("publishes", [True, False])
def test_every_list_shows_exactly_what_was_counted(client, busy, colleague, publishes) -> None:
    if not publishes:
        allow(colleague, "view", "change", without=())
        client.force_login(colleague)
    shown = [leaf for line in lines(client) for leaf in line.parts or (line,)]
    assert len(shown) > 30
    for line in shown:
        changes = client.get(line.address).context["cl"]
        wanted = set(line.records.values_list("pk", flat=True))
        assert set(changes.queryset.values_list("pk", flat=True)) == wanted, line
        assert changes.result_count == line.count == len(wanted)


def test_nobody_sees_what_they_may_not_view(client, busy, colleague) -> None:
    client.force_login(colleague)
    choose(client, "en")
    assert lines(client) == []
    assert "Nothing here waits for you." in client.get(reverse("admin:index")).content.decode()
    colleague.user_permissions.set(Permission.objects.filter(codename="view_scheme"))
    # Somebody who may only look has no drafts to go on with.
    assert counts(client) == {
        title: {"Schemes": 1} if isinstance(count, dict) else count
        for title, count in FOR_ALL.items()
        if title.startswith(("Schemes", "Records"))
    }


def test_the_page_names_records_and_says_where_there_is_nothing(client, busy, language) -> None:
    choose(client, language)
    html = client.get(reverse("admin:index")).content.decode()
    soon = page(Scheme, "change", Scheme.objects.get(slug="soon").pk)
    marked = "" if language == "zh-hk" else ' lang="zh-HK"'
    assert html.count(f'<a href="{soon}"{marked}>快截止</a>') == 2  # held, and closing
    assert "style=" not in html
    assert html.index("<h1") < html.index("<h2")
    for model in admin.site._registry:
        assert page(model, "changelist") in html
    if language == "en":
        assert "Nothing in: Topics, Organisations" in html
        assert html.count("<span>nothing</span>") == 2


def test_a_long_line_lists_the_first_and_says_how_many_more(client, editor) -> None:
    for number in range(7):
        prepare(Scheme, f"gone-{number}", "review")
    html = client.get(reverse("admin:index")).content.decode()
    assert "gone-4" in html  # a record that is not there any more goes by its address
    assert "gone-5" not in html
    assert "and 2 more" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(client, editor, rows: int) -> None:
    grow(rows)
    for number in range(rows):
        prepare(Scheme, f"scheme-{number}", "review", problem="Changed since.")
        prepare(Facility, f"facility-{number}", "scheduled")
        MistakeReport.objects.create(about="/en/", message="No.", language="en")
        made_comment(may_reply=True, held_for="links")
        DataRequest.objects.create(kind="access", received_on=today())
        letter(f"late-{number}", created_at=timezone.now() - 2 * HOUR)
    request = client.get(reverse("admin:index")).wsgi_request
    with CaptureQueriesContext(connection) as queries:
        desk(request, admin.site)
    assert len(queries) == 8


# --- Next versions --------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queries_of_their_list_do_not_grow(client, editor, rows: int) -> None:
    grow(rows)
    for number in range(rows):
        prepare(Scheme, f"scheme-{number}", author=editor)
        prepare(Facility, f"facility-{number}", author=editor)
    request = client.get(page(NextVersion, "changelist")).wsgi_request
    with CaptureQueriesContext(connection) as queries:
        shown = admin.site.get_model_admin(NextVersion).get_changelist_instance(request)
        assert [version.author for version in shown.result_list] == [editor] * 2 * rows
    assert len(queries) == 4  # two that count, the rows, and the names of their records


def test_next_versions_are_read_and_lead_to_their_records(client, busy, colleague) -> None:
    prepared = NextVersion.objects.get(slug="soon")
    html = client.get(page(NextVersion, "changelist")).content.decode()
    record = page(Scheme, "change", Scheme.objects.get(slug="soon").pk)
    assert f'<a href="{record}"><span lang="zh-HK">快截止</span></a>' in html
    assert page(NextVersion, "change", prepared.pk) not in html
    shown = client.get(page(NextVersion, "change", prepared.pk))
    assert "Changed since." in shown.content.decode()
    for name, args in (("add", ()), ("delete", (prepared.pk,))):
        assert client.get(page(NextVersion, name, *args)).status_code == 403
    assert client.post(page(NextVersion, "change", prepared.pk), {}).status_code == 403
    colleague.user_permissions.set(Permission.objects.filter(codename="view_nextversion"))
    client.force_login(colleague)
    html = client.get(page(NextVersion, "changelist") + "?whose=mine").content.decode()
    assert record not in html
    assert "Made facility" in html or "試製設施" in html
