"""Whatever is written into the form: no error of ours, nothing kept that should not be, nothing
shown that would run, and no word lost."""

import unicodedata

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultation.enums import Stance, Writer
from consultation.models import Comment, CommentTheme
from consultation.suspicion import cleaned
from mail.actions import send_due
from mail.models import Message
from tests.consultation.sending import (
    PLAIN,
    address,
    amounts,
    open_project,
    page_of,
    send,
    typed,
)
from tests.full_size import drawn
from tests.markup import HAN

pytestmark = pytest.mark.django_db
EXAMPLES = drawn(2000, 30)
TEXTS = ("message", "name", "email", "website")
CHOICES = ("themes", "stance", "writer", "may_publish", "may_reply", "sure")
CARRIED = ("key", "window")
LONG = 10_000
SCRIPT = "<script>alert(1)</script>"
HOSTILE = {
    "NUL": "a\x00b",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "turned around": "\u202eabc\u2066def\u061c\u200f",
    "no characters": "\ufffe\uffff\ufdd0\U0001ffff",
    "line ends": "a\r\nBcc: other@example.org\r\n\r\nb\u2028c\u2029d\x85e",
    "script": SCRIPT,
    "out of its attribute": "\"'><img src=x onerror=alert(1)>",
    "out of its textarea": "</textarea></title></script><script>alert(1)</script>",
    "template": "{{ 7|add:7 }}{% debug %}${7*7}#{7*7}",
    "entities": "&lt;script&gt;&#0;&amp;",
    "formula": '=HYPERLINK("http://example.org","x")',
    "SQL": "'; DROP TABLE consultation_comment; --",
    "percent": "%s%n%(x)s %00 {0} {x}",
    "path": "../../../etc/passwd\\..\\",
    "long": "長" * LONG,
    "combining marks": "a" + "\u0301" * 300,
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿🇭🇰" * 10,
    "white": "\u3000\u00a0\u200b \t",
    "unreadable": "\ufffd",
    "list": ["trees", "trees", "traffic", SCRIPT],
}


@pytest.fixture(autouse=True)
def project():
    """A project that takes comments."""
    return open_project()


def settled(client: Client, language: str, **fields) -> tuple[int, dict]:
    """Send the form and see that it was kept whole, or refused whole with every word in it."""
    before = amounts()
    answer = send(client, language, **fields)
    found = page_of(answer, language)
    if answer.status_code == 200:
        kept(before)
        return 200, {}
    assert answer.status_code == 400, (answer.status_code, fields)
    assert amounts() == before
    box = found.one("div", id="errors")
    assert bool(HAN.search(box.text)) == (language == "zh-hk")
    shown = typed(found)
    for name, value in (PLAIN | fields).items():
        if name in ("message", "name", "email") and isinstance(value, str):
            assert shown[name].split() == cleaned(value).split()
    return 400, shown


def kept(before: tuple[int, ...]) -> Comment:
    """The one comment that has been added, with what belongs to it and nothing else."""
    comment = Comment.objects.order_by("pk").last()
    themes = [theme.theme for theme in CommentTheme.objects.filter(comment=comment)]
    letters = Message.objects.filter(key=f"comment-{comment.pk}-receipt")
    added = (1, 1, len(themes), bool(comment.email))
    assert amounts() == tuple(a + b for a, b in zip(before, added, strict=True))
    assert letters.count() == bool(comment.email)
    assert set(themes) <= {"trees", "traffic", "noise"}
    assert len(themes) == len(set(themes))
    assert comment.stance in ["", *Stance]
    assert comment.writer in ["", *Writer]
    assert (comment.disposition, comment.window, comment.late) == ("in_hand", "now", False)
    for text in (comment.message, comment.name, comment.email):
        assert text == cleaned(text)
        assert "\ufffd" not in text
    assert 10 <= len(comment.message) <= 5000
    assert len(comment.name) <= 100
    assert "\n" not in comment.name + comment.email
    return comment


# --- Every field ----------------------------------------------------------------------------


@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_stands_in_a_field_is_kept_whole_or_given_back(client, what) -> None:
    unknown = "unknown\x00<field>"
    for place, name in enumerate([*TEXTS, *CHOICES, *CARRIED, unknown]):
        language = ("en", "zh-hk")[place % 2]
        status, _shown = settled(client, language, **{name: HOSTILE[what]})
        if name in CARRIED:
            assert status == 400
        if name in ("website", "may_publish", "may_reply", "sure", unknown):
            assert status == 200


def test_everything_at_once(client, language) -> None:
    for value in HOSTILE.values():
        settled(client, language, **dict.fromkeys((*TEXTS, *CHOICES), value))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.sampled_from([*TEXTS, *CHOICES, *CARRIED]), st.text() | st.lists(st.text(), max_size=3)
    ),
    st.sampled_from(["zh-hk", "en"]),
)
def test_random_fields(client, fields: dict, language: str) -> None:
    settled(client, language, **fields)


# --- What is shown --------------------------------------------------------------------------

SHOWN = [
    SCRIPT,
    HOSTILE["out of its attribute"],
    HOSTILE["out of its textarea"],
    HOSTILE["template"],
    HOSTILE["entities"],
    HOSTILE["formula"],
]


@pytest.mark.parametrize("text", SHOWN)
def test_what_is_kept_is_shown_as_it_was_written_and_nowhere_runs(client, language, text) -> None:
    message = f"Before {text} after"
    answer = send(client, language, message=message, name=text[:100])
    found = page_of(answer, language)
    comment = Comment.objects.get()
    assert (comment.message, comment.name) == (message, text[:100])
    said = found.with_class("typed")[0].text
    assert said == " ".join(message.split())
    letter = Message.objects.get()
    assert message in letter.body
    assert letter.subject.endswith(comment.reference)
    pair = [part.text for part in found.all("strong")[:2]]
    status = client.post(
        f"/{language}/consultation-status/", dict(zip(("reference", "secret"), pair, strict=True))
    )
    assert status.status_code == 200
    assert page_of(status, language).with_class("typed")[0].text == said
    for path in ("made-project/", "made-project/feed.atom", ""):
        assert text not in client.get(f"/{language}/consultation/{path}").content.decode()


@pytest.mark.parametrize("text", SHOWN)
def test_what_is_given_back_is_as_it_was_written_and_nowhere_runs(client, language, text) -> None:
    message = f"Before {text} after"
    shown = typed(page_of(send(client, language, message=message, stance="x", name=text), language))
    assert (shown["message"], shown["name"]) == (message, text)
    shown = typed(page_of(send(client, language, message=message, key=text), language))
    assert shown["message"] == message
    assert shown["key"] != text


def test_what_differs_from_what_was_sent_before_is_given_back(client, language) -> None:
    first = page_of(client.get(address(language)), language)
    key = first.one("input", name="key").attributes["value"]
    assert send(client, language, key=key).status_code == 200
    before = amounts()
    answer = send(client, language, key=key, message=f"Other words {SCRIPT}")
    assert answer.status_code == 409
    shown = typed(page_of(answer, language))
    assert shown["message"] == f"Other words {SCRIPT}"
    assert shown["key"] != key
    assert amounts() == before


# --- Letters --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "email",
    [
        "a@example.org\nBcc: b@example.org",
        "a@example.org\r\nSubject: x",
        "a@example.org, b@example.org",
        "A <a@example.org>",
        "a@example.org\u2028b@example.org",
        "a@",
        "a" * 250 + "@example.org",
        "a@example.org;b@example.org",
    ],
)
def test_an_address_that_is_not_one_address_gets_no_letter(client, language, email) -> None:
    status, shown = settled(client, language, email=email)
    assert status == 400
    assert shown["email"].split() == email.split()


def test_no_letter_has_a_header_that_the_writer_made(client, language) -> None:
    send(client, language, name="A\r\nBcc: b@example.org", email='"a\x01\x00b"@example.org')
    assert Comment.objects.get().name == "A Bcc: b@example.org"
    assert send_due(limit=9, now=timezone.now()).sent == 1
    (letter,) = mail.outbox
    assert letter.message()["Bcc"] is None
    assert letter.recipients() == ['"ab"@example.org']


# --- Length ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("字" * 9, 9),
        ("字" * 10, 10),
        ("字\r\n" * 4 + "字", 9),
        ("字\r\n" * 4 + "字字", 10),
        ("字\r\n" * 2499 + "字" * 2, 5000),
        ("字\r\n" * 2499 + "字" * 3, 5001),
        ("e\u0301" * 9, 9),
        ("e\u0301" * 10, 10),
        ("e\u0301" * 5000, 5000),
        ("e\u0301" * 5001, 5001),
        ("😀" * 9, 9),
        ("😀" * 10, 10),
        ("😀" * 5000, 5000),
        ("😀" * 5001, 5001),
        ("\x00" * 5000 + "字" * 10, 10),
        ("  " * 5000 + "字" * 10, 10),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_length_is_counted_the_same_in_both_languages(client, language, text, length) -> None:
    status, _shown = settled(client, language, message=text)
    assert status == (200 if 10 <= length <= 5000 else 400)
    if status == 200:
        message = Comment.objects.get().message
        assert len(message) == length
        assert message == unicodedata.normalize("NFC", message)


@pytest.mark.parametrize(
    "nothing", ["\u200b" * 20, "\u061c" * 20, " \n" * 20, "\u0301" * 20], ids=ascii
)
def test_a_message_in_which_there_is_nothing_to_see_is_none(client, language, nothing) -> None:
    assert settled(client, language, message=nothing)[0] == 400
