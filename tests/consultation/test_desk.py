"""The staff desk by request: the queue, one comment's page, and what stays typed in an error."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from consultation import actions, handling
from consultation.models import (
    Campaign,
    CannedReply,
    Comment,
    CommentReport,
    DataRequest,
)
from publishing.dates import today
from tests.accounts.roles import member
from tests.consultation.comments import MESSAGE, made_comment
from tests.portal.staff_records import choose, page

pytestmark = pytest.mark.django_db
QUEUE = "admin:consultation_comment_changelist"
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def officer(client):
    """A feedback officer, signed in, working in English."""
    user = member(Role.FEEDBACK_OFFICER)
    client.force_login(user)
    choose(client, "en")
    return user


@pytest.fixture
def colleague():
    """Another officer."""
    return member(Role.FEEDBACK_OFFICER, "colleague")


def step(client, comment: Comment, name: str, **fields):
    """Send one step from a page that was made just now, unless `fields` bring another `seen`."""
    address = reverse(f"admin:consultation_comment_{name}", args=[comment.pk])
    fields = {"seen": handling.last_act(comment)} | fields
    return client.post(address, {f"{name}-{field}": value for field, value in fields.items()})


def shown(client, comment: Comment) -> str:
    """The comment's page."""
    return client.get(page(Comment, "change", comment.pk)).content.decode()


def listed(client, **filters) -> set[str]:
    """The references in the queue, narrowed."""
    changes = client.get(reverse(QUEUE), filters).context["cl"]
    return {comment.reference for comment in changes.result_list}


# --- The queue ------------------------------------------------------------------------------


def test_the_queue_is_narrowed_by_everything_that_is_asked_for(client, officer, colleague) -> None:
    campaign = Campaign.objects.create(project=made_comment().project, title="Letters")
    made = {
        "held": ({"state": "held"}, {"held_for": "links"}),
        "links": ({"held": "links"}, {"held_for": "too_fast links"}),
        "published": (
            {"state": "withheld"},
            {"disposition": "withheld", "withheld_for": "persons"},
        ),
        "unanswered": ({"unanswered": "yes"}, {"may_reply": True}),
        "mine": ({"assigned": "me"}, {"assigned_to": officer}),
        "theirs": ({"assigned": str(colleague.pk)}, {"assigned_to": colleague}),
        "window": ({"window": "older"}, {"window": "older"}),
        "theme": ({"theme": "trees"}, {"themes": ("trees",)}),
        "stance": ({"stance__exact": "oppose"}, {"stance": "oppose"}),
        "language": ({"language__exact": "zh-hk"}, {"language": "zh-hk"}),
        "medium": ({"medium__exact": "paper"}, {"medium": "paper"}),
        "late": ({"late__exact": "1"}, {"late": True}),
        "campaign": ({"campaign__id__exact": campaign.pk}, {"campaign": campaign}),
        "words": ({"q": "kingfisher"}, {"message": "There is a kingfisher."}),
    }
    references = {name: made_comment(**values).reference for name, (_by, values) in made.items()}
    for name, (filters, _values) in made.items():
        wanted = {references[name]} | ({references["links"]} if name == "held" else set())
        assert listed(client, **filters) == wanted | (
            {references["held"]} if name == "links" else set()
        ), name
    assert len(listed(client)) == len(made) + 1


def test_every_page_tells_how_long_the_oldest_has_waited(client, officer, language) -> None:
    choose(client, language)
    comment = made_comment(may_reply=True, received_at=NOW - 12 * DAY)
    made_comment(may_reply=True, received_at=NOW - 40 * DAY, answered_at=NOW)
    made_comment(may_reply=True, received_at=NOW - 40 * DAY, disposition="spam")
    words = {"en": "the oldest has waited for 12 days.", "zh-hk": "最早的一份已等候12日。"}
    pages = [
        *(reverse(QUEUE), page(Comment, "add"), page(Comment, "change", comment.pk)),
        *(page(Comment, "history", comment.pk), reverse("admin:consultation_comment_export")),
        *(page(model, "changelist") for model in (DataRequest, CannedReply, Campaign)),
        *(page(DataRequest, "add"), page(CannedReply, "add"), reverse("admin:index")),
    ]
    for address in pages:
        assert words[language] in client.get(address).content.decode(), address


@pytest.mark.parametrize("rows", [1, 4])
def test_the_queue_takes_as_many_queries_however_long_it_is(client, officer, rows) -> None:
    for _ in range(rows):
        made_comment(assigned_to=officer, may_reply=True)
    client.get(reverse(QUEUE))  # what is kept between requests is kept now
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(QUEUE))
    assert len(queries) == 21


def test_several_comments_are_taken_at_once(client, officer) -> None:
    comments = [made_comment() for _ in range(2)]
    gone = actions.withdraw(comment=made_comment(), now=NOW)
    chosen = [str(one.pk) for one in (*comments, gone)]
    answer = client.post(
        reverse(QUEUE), {"action": "take", "_selected_action": chosen}, follow=True
    )
    assert f"Not assigned: {gone.reference}." in answer.content.decode()
    assert Comment.objects.filter(assigned_to=officer).count() == 2


# --- One comment ----------------------------------------------------------------------------


def test_the_page_tells_everything_in_words(client, officer, language) -> None:
    choose(client, language)
    comment = made_comment(
        held_for="links personal",
        name="Chan",
        email="a@example.org",
        may_publish=True,
        message="<script>alert(1)</script> & more",
        stance="oppose",
        late=True,
    )
    html = shown(client, comment)
    words = {
        "en": ("holds many links", "Traffic", "General comments", "Oppose", "late"),
        "zh-hk": ("有多條連結", "交通", "一般意見", "反對", "逾期"),
    }
    for text in (*words[language], "Chan", "a@example.org", comment.reference):
        assert text in html, text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html
    assert "<script>alert" not in html
    assert "style=" not in html


def test_a_comment_goes_from_the_queue_to_the_site(client, officer, colleague) -> None:
    comment = made_comment(may_publish=True, held_for="links", may_reply=True)
    assert step(client, comment, "release").status_code == 302
    text = {"text": "Shortened.", "no_person_named": "on"}
    assert step(client, comment, "prepare", **text).status_code == 302
    html = shown(client, comment)
    assert "You prepared this text; a second person has to check it." in html
    assert reverse("admin:consultation_comment_check", args=[comment.pk]) not in html
    answer = step(client, comment, "check")
    assert answer.status_code == 200
    assert not Comment.objects.published().exists()
    client.force_login(colleague)
    assert step(client, comment, "check").status_code == 302
    assert Comment.objects.published().get().published_text == "Shortened."
    assert step(client, comment, "reply", text="Thank you.").status_code == 302
    assert comment.replies.get().text == "Thank you."
    assert [act.act for act in comment.acts.all()] == [
        *("received", "released", "redacted", "checked", "replied")
    ]
    assert not LogEntry.objects.exists(), "nothing of it stands in the admin's own log"


def test_the_text_for_publication_is_prefilled_and_numbers_are_asked_about(client, officer) -> None:
    comment = made_comment(may_publish=True, message="Ring me: 9123 4567, about the road.")
    assert 'name="prepare-text"' in shown(client, comment)
    assert shown(client, comment).count(comment.message) == 2
    text = {"text": comment.message, "no_person_named": "on"}
    answer = step(client, comment, "prepare", **text)
    assert "It seems to hold an identity card or telephone number." in answer.content.decode()
    assert step(client, comment, "prepare", **text, sure="on").status_code == 302


def test_what_was_typed_survives_an_error(client, officer) -> None:
    comment = made_comment(may_publish=True)
    typed = "Half an hour of work."
    html = step(client, comment, "prepare", text=typed).content.decode()
    assert typed in html
    assert "Confirm that no third person is named in it." in html
    assert comment.acts.count() == 1


def test_what_was_typed_survives_somebody_elses_step(client, officer, colleague) -> None:
    comment = made_comment(may_publish=True)
    seen = handling.last_act(comment)
    handling.note(comment=comment, text="Wait.", by=colleague, now=NOW)
    answer = step(client, comment, "reply", text="Thank you.", seen=seen)
    html = answer.content.decode()
    assert "Somebody has done something with this comment since you opened it." in html
    assert "Thank you." in html
    assert not comment.replies.exists()
    # The page that came back stands on the comment as it is now.
    renewed = answer.context["shown"].panels["reply"].form["seen"].value()
    assert step(client, comment, "reply", text="Thank you.", seen=renewed).status_code == 302


def test_what_was_typed_is_shown_where_there_is_no_place_for_it_any_more(client, officer) -> None:
    comment = made_comment(may_publish=True)
    seen = handling.last_act(comment)
    actions.withdraw(comment=comment, now=NOW)
    text = {"text": "Half an hour of work.", "no_person_named": "on", "seen": seen}
    html = step(client, comment, "prepare", **text).content.decode()
    assert "The writer has withdrawn this comment; nothing of it is left." in html
    assert "Half an hour of work." in html
    assert MESSAGE not in html


def test_a_standard_reply_is_put_into_the_text_in_the_writers_language(client, officer) -> None:
    texts = {"title_zh_hk": "多謝", "title_en": "Thanks"}
    texts |= {"text_zh_hk": "多謝來信。", "text_en": "Thank you for writing."}
    canned = CannedReply.objects.create(**texts)
    comment = made_comment(language="zh-hk")
    answer = step(client, comment, "reply", canned=canned.pk, text="陳先生：")
    assert answer.status_code == 302  # sent as it was typed
    address = reverse("admin:consultation_comment_reply", args=[comment.pk])
    data = {"reply-canned": canned.pk, "reply-text": "陳先生：", "fill": "1"}
    html = client.post(address, data).content.decode()
    assert "陳先生：\n\n多謝來信。</textarea>" in html
    assert comment.replies.count() == 1


def test_campaign_and_duplicate_are_chosen_from_what_is_alike(client, officer) -> None:
    comment, *others = (made_comment(message=MESSAGE + end) for end in ("", " Please!", " Now!"))
    html = shown(client, comment)
    assert all(other.reference in html for other in others)
    chosen = {"others": [other.pk for other in others], "title": "Letters"}
    assert step(client, comment, "group", **chosen).status_code == 302
    assert Campaign.objects.get().comments.count() == 3
    answer = step(client, comment, "duplicate", of="nothing")
    assert "No comment has this reference." in answer.content.decode()
    typed = others[0].reference.lower().replace("-", " ")
    assert step(client, comment, "duplicate", of=typed).status_code == 302
    comment.refresh_from_db()
    assert comment.duplicate_of == others[0]


def test_a_step_is_only_taken_by_post_from_a_page(client, officer) -> None:
    comment = made_comment(held_for="links")
    address = reverse("admin:consultation_comment_release", args=[comment.pk])
    assert client.get(address).status_code == 302
    assert client.post(address, {}).status_code == 200
    assert client.post(page(Comment, "change", comment.pk), {"message": "x"}).status_code == 405
    comment.refresh_from_db()
    assert (comment.held_for, comment.message) == ("links", MESSAGE)


# --- Reports and requests -------------------------------------------------------------------


def test_a_report_is_decided(client, officer) -> None:
    report = CommentReport.objects.create(
        comment=made_comment(), message="It names me.", language="en"
    )
    assert "It names me." in client.get(page(CommentReport, "change", report.pk)).content.decode()
    address = reverse("admin:consultation_commentreport_decide", args=[report.pk])
    client.post(address, {"decision": "nonsense"})
    client.post(address, {"decision": "kept"})
    client.post(address, {"decision": "taken_off"})
    report.refresh_from_db()
    assert report.handling == "kept"


@pytest.mark.parametrize(
    ("received", "answered", "words"),
    [
        (0, None, "40 days left"),
        (39, None, "1 day left"),
        (40, None, "due today"),
        (41, None, "overdue by 1 day"),
        (60, 20, "answered in time"),
        (60, 19, "answered 1 day late"),
    ],
)
def test_a_request_has_forty_days(client, officer, received, answered, words) -> None:
    answered_on = None if answered is None else today() - answered * DAY
    DataRequest.objects.create(
        kind="access", received_on=today() - received * DAY, answered_on=answered_on
    )
    assert words in client.get(page(DataRequest, "changelist")).content.decode()
    overdue = client.get(page(DataRequest, "changelist"), {"limit": "overdue"}).context["cl"]
    assert overdue.result_count == (1 if "overdue" in words else 0)


def test_a_request_is_logged_with_its_comment_and_whoever_wrote_it_down(client, officer) -> None:
    comment = made_comment()
    data = {"kind": "access", "received_on": str(today()), "about": comment.reference.lower()}
    assert client.post(page(DataRequest, "add"), data).status_code == 302
    request = DataRequest.objects.get()
    assert (request.comment, request.logged_by) == (comment, officer)
    wrong = data | {"about": "nothing", "received_on": str(today() + DAY)}
    html = client.post(page(DataRequest, "add"), wrong).content.decode()
    assert "No comment has this reference." in html
    assert "This day lies in the future." in html


def test_a_standard_reply_is_wanted_in_both_languages(client, officer) -> None:
    data = {"title_zh_hk": "多謝", "title_en": "Thanks", "text_zh_hk": "多謝。", "text_en": ""}
    assert client.post(page(CannedReply, "add"), data).status_code == 200
    assert client.post(page(CannedReply, "add"), data | {"text_en": "Thanks."}).status_code == 302
