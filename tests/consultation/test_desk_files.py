"""Comments that came another way, and comments that leave as files."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from consultation import actions, keys
from consultation.desk import export
from consultation.models import Comment, Export, Project
from tests.accounts.roles import member
from tests.consultation.comments import MESSAGE, WINDOW, made_comment, made_project
from tests.portal.staff_records import choose, page

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HONG_KONG = timezone.get_default_timezone()
EXPORT = "admin:consultation_comment_export"


@pytest.fixture(params=[Role.FEEDBACK_OFFICER])
def officer(client, request):
    """A feedback officer, signed in, working in English."""
    user = member(request.param)
    client.force_login(user)
    choose(client, "en")
    return user


# --- Entry ----------------------------------------------------------------------------------


@pytest.fixture
def project() -> Project:
    """With a window from noon on 1 February to the end of 28 March 2026, and one that flags."""
    times = {
        "opens_at": datetime(2026, 2, 1, 12, tzinfo=HONG_KONG),
        "closes_at": datetime(2026, 3, 29, tzinfo=HONG_KONG),
    }
    windows = [
        WINDOW | times | {"key": "refuses"},
        WINDOW | times | {"key": "flags", "late": "flag"},
    ]
    Project.objects.update(state="draft")
    return made_project("made-windows", windows=windows)


def fields(project: Project, **changes) -> dict:
    """What an officer sends."""
    return {
        "key": keys.new_key(project.slug, timezone.now()),
        "window": "refuses",
        "medium": "paper",
        "made_on": "2026-03-01",
        "language": "zh-hk",
        "message": MESSAGE,
        "may_publish": "on",
    } | changes


def test_a_letter_is_entered_once_and_gets_a_receipt(client, officer, project) -> None:
    html = client.get(page(Comment, "add")).content.decode()
    assert 'type="date"' in html
    data = fields(project, themes=["traffic"], stance="oppose")
    answer = client.post(page(Comment, "add"), data)
    comment = Comment.objects.get()
    assert (comment.medium, comment.made_on, comment.entered_by) == (
        *("paper", date(2026, 3, 1)),
        officer,
    )
    assert (comment.late, comment.held_for, comment.window) == (False, "", "refuses")
    assert [(act.act, act.by) for act in comment.acts.all()] == [("entered", officer)]
    secret = answer.context["receipt"].secret
    html = answer.content.decode()
    assert comment.reference in html
    assert secret in html
    assert "意見回條" in html, "the receipt is in the writer's language"
    assert keys.same_secret(secret, comment.secret_hash)
    again = client.post(page(Comment, "add"), data)
    assert again.context["receipt"].secret == secret
    assert Comment.objects.count() == 1
    assert secret not in client.get(page(Comment, "change", comment.pk)).content.decode()


@pytest.mark.parametrize(
    ("window", "day", "late"),
    [
        ("refuses", "2026-01-31", "The window opened only later: 1 February 2026, 12:00."),
        ("refuses", "2026-02-01", False),
        ("refuses", "2026-03-28", False),
        ("refuses", "2026-03-29", "its end was 28 March 2026, 23:59."),
        ("flags", "2026-03-28", False),
        ("flags", "2026-03-29", True),
    ],
)
def test_the_original_date_decides_whether_it_is_in_time(
    client, officer, project, window, day, late
) -> None:
    answer = client.post(page(Comment, "add"), fields(project, window=window, made_on=day))
    if isinstance(late, str):
        assert late in answer.content.decode()
        assert MESSAGE in answer.content.decode()
        assert not Comment.objects.exists()
    else:
        assert Comment.objects.get().late is late


def test_what_is_entered_is_cleaned_like_what_residents_send(client, officer, project) -> None:
    words = {"message": "A line\r\nand\x07 another.", "name": "Chan\x1b Tai\u202eMan"}
    client.post(page(Comment, "add"), fields(project, **words))
    comment = Comment.objects.get()
    assert (comment.message, comment.name) == ("A line\nand another.", "Chan TaiMan")


def test_what_cannot_be_entered_is_said_and_stays_typed(client, officer, project) -> None:
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    cases = [
        ({"made_on": tomorrow}, "The original date lies in the future."),
        ({"key": "forged"}, "The form had been open for too long."),
        ({"message": f"{MESSAGE} 9123 4567"}, "It seems to hold a telephone number."),
    ]
    for changes, words in cases:
        html = client.post(page(Comment, "add"), fields(project, **changes)).content.decode()
        assert words in html
        assert MESSAGE in html
    assert not Comment.objects.exists()
    sure = fields(project, message=f"{MESSAGE} 9123 4567", sure="on")
    client.post(page(Comment, "add"), sure)
    assert Comment.objects.get().held_for == "personal"


def test_the_receipt_is_also_sent(client, officer, project, monkeypatch) -> None:
    sent = []
    monkeypatch.setattr(actions, "send_letter", lambda *given, once: sent.append((given, once)))
    client.post(page(Comment, "add"), fields(project, email="a@example.org"))
    comment = Comment.objects.get()
    ((letter, once),) = sent
    assert letter[1] == "receipt"
    assert once == f"comment-{comment.pk}-receipt"


def test_the_project_is_asked_for_where_there_are_several(client, officer, project) -> None:
    made_project("made-other")
    html = client.get(page(Comment, "add")).content.decode()
    assert "?project=made-windows" in html
    assert "?project=made-other" in html
    assert client.get(page(Comment, "add"), {"project": "made-other"}).context["form"]


# --- Export ---------------------------------------------------------------------------------


def taken(client, query: str = "", **fields):
    """The lines of the file that an export answers with."""
    answer = client.post(
        reverse(EXPORT) + query, {"file_format": "csv", "purpose": "Report"} | fields
    )
    content = b"".join(answer.streaming_content)
    if fields.get("file_format") == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert not any(cell.data_type == "f" for row in sheet for cell in row)
        return [[cell.value or "" for cell in row] for row in sheet]
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@A1",
    "\tx",
    "\rx",
    "\nx",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    " =1",
    "\u3000=1",
]


@pytest.mark.parametrize("value", NASTY)
def test_no_cell_begins_a_formula(value) -> None:
    assert export.safe(value) == f"'{value}"


def test_other_cells_are_as_they_were() -> None:
    for value in ("", "Road = bad", "甲-乙", "1=1", "'x"):
        assert export.safe(value) == value
    assert export.safe("a\x00b\x0bc") == "abc"


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_file_holds_what_the_queue_was_narrowed_to(client, officer, file_format) -> None:
    message = '=HYPERLINK("https://example.org/")\nsecond "line", 第二行'
    wanted = made_comment(
        message=message, stance="oppose", name="Chan", email="a@example.org", campaign=None
    )
    made_comment(stance="support")
    actions.withdraw(comment=made_comment(stance="oppose"), now=NOW)
    names, *rows = taken(client, "?stance__exact=oppose&q=HYPERLINK", file_format=file_format)
    assert [row[0] for row in rows] == [wanted.reference]
    assert rows[0][names.index("message")] == f"'{message}"
    assert rows[0][names.index("themes")] == "Traffic"
    assert not {"name", "e-mail"} & set(names)
    assert not any("Chan" in cell or "example.org" in cell for cell in rows[0][12:])
    logged = Export.objects.get()
    assert (logged.by, logged.rows, logged.with_contacts) == (officer, 1, False)
    assert (logged.purpose, logged.selection) == ("Report", "stance__exact=oppose · q=…")


def test_withdrawn_comments_are_in_no_file(client, officer) -> None:
    gone = actions.withdraw(comment=made_comment(message="Secret words."), now=NOW)
    for query in ("", "?state=withdrawn", f"?q={gone.reference}"):
        assert len(taken(client, query)) == 1


def test_names_and_addresses_need_a_permission_of_their_own(client, officer) -> None:
    made_comment(name="Chan", email="a@example.org")
    assert "with_contacts" not in client.get(reverse(EXPORT)).content.decode()
    assert "email" not in str(taken(client, with_contacts="on")[0])
    client.force_login(member(Role.ADMINISTRATOR))
    assert "Chan" not in str(taken(client))
    _names, row = taken(client, with_contacts="on")
    assert row[-2:] == ["Chan", "a@example.org"]
    assert list(Export.objects.values_list("with_contacts", flat=True)) == [True, False, False]


def test_a_purpose_is_asked_for(client, officer) -> None:
    made_comment()
    assert client.post(reverse(EXPORT), {"file_format": "csv"}).status_code == 200
    assert not Export.objects.exists()


def test_an_export_reads_in_pieces(officer, monkeypatch) -> None:
    for _ in range(5):
        made_comment()
    monkeypatch.setattr(export, "AT_ONCE", 2)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(export.rows(Comment.objects.all(), with_contacts=False))) == 5
    themes = [query for query in queries if "consultation_commenttheme" in query["sql"]]
    assert len(themes) == 3 + 1  # those of each piece, and what themes are called
