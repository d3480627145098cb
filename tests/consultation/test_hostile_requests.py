"""Requests that no form of the site has sent: keys, bodies, encodings, methods, tokens."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from consultation import keys
from consultation.models import Comment, FailedLookup
from tests.consultation.sending import (
    PLAIN,
    SLUG,
    address,
    amounts,
    open_project,
    page_of,
    send,
    typed,
)
from tests.consultation.test_hostile import HOSTILE
from tests.markup import HAN

pytestmark = pytest.mark.django_db
MEGABYTE = 2**20
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def project():
    """A project that takes comments, and another one."""
    open_project("other-project")
    return open_project()


# --- Keys -----------------------------------------------------------------------------------


def forged(key: str) -> str:
    """The key with one letter of its signature changed."""
    return key[:-1] + ("A" if key[-1] != "A" else "B")


def bad_keys() -> dict[str, str | None]:
    """Keys that bring no comment."""
    now = timezone.now()
    good = keys.new_key(SLUG, now)
    return {
        "missing": None,
        "empty": "",
        "forged": forged(good),
        "unsigned": good.rpartition(":")[0],
        "of another project": keys.new_key("other-project", now),
        "too old": keys.new_key(SLUG, now - keys.KEY_LIVES - timedelta(seconds=5)),
        "from the future": keys.new_key(SLUG, now + timedelta(hours=1)),
        "signed for something else": signing.dumps({"p": SLUG, "n": "0", "t": 0}, salt="other"),
        "long": "a" * 100_000,
        "two": good + good,
    }


@pytest.mark.parametrize("which", bad_keys())
def test_a_bad_key_brings_the_form_again_with_a_good_one(client, language, which) -> None:
    before = amounts()
    answer = send(client, language, key=bad_keys()[which])
    assert answer.status_code == 400
    assert amounts() == before
    found = page_of(answer, language)
    assert bool(HAN.search(found.one("div", id="errors").text)) == (language == "zh-hk")
    shown = typed(found)
    assert [shown[name] for name in ("message", "name", "email")] == [
        PLAIN[name] for name in ("message", "name", "email")
    ]
    assert send(client, language, key=shown["key"], window=shown["window"]).status_code == 200


# --- Bodies ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [MEGABYTE, 2 * MEGABYTE])
@pytest.mark.parametrize("path", [address("{}"), "/{}/consultation-status/"])
def test_a_body_that_is_too_large_is_told_so(client, language, path, size) -> None:
    before = amounts()
    answer = client.post(path.format(language), {"message": "a" * size, "reference": "a"})
    assert answer.status_code == 413
    found = page_of(answer, language)
    assert "1.0" in found.with_class("lead")[0].text
    assert bool(HAN.search(found.one("h1").text)) == (language == "zh-hk")
    assert amounts() == before


def test_too_many_fields_are_told_so(client, language, settings) -> None:
    fields = {f"a{n}": "1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    answer = client.post(address(language), fields)
    assert answer.status_code == 413
    page_of(answer, language)


def test_fields_that_the_form_does_not_have_are_left_alone(client, language) -> None:
    fields = {f"a{n}": "1" for n in range(4000)} | {"reference": "X-1", "disposition": "published"}
    answer = send(client, language, **fields | {"published_text": "x", "pk": "1", "late": "on"})
    assert answer.status_code == 200
    comment = Comment.objects.get()
    assert (comment.disposition, comment.published_text, comment.late) == ("in_hand", "", False)


def signed() -> bytes:
    """A form with a good key, up to its message."""
    key = keys.new_key(SLUG, timezone.now() - timedelta(minutes=1))
    return f"key={key}&window=now&message=".encode()


def raw(client: Client, language: str, body: bytes, kind: str = FORM):
    """Send these bytes; nothing may be kept of them."""
    before = amounts()
    answer = client.generic("POST", address(language), body, content_type=kind)
    assert amounts() == before
    return answer


@pytest.mark.parametrize(
    "message",
    [
        b"%ff%fe%80" * 10,
        b"%ED%A0%80%ED%B0%80 and some words",
        b"%F8%88%80%80%80 and some words",
        quote("字是好的".encode("big5") * 5).encode(),
    ],
    ids=["no bytes of text", "surrogates", "beyond the last", "Big5"],
)
def test_bytes_that_are_no_text_are_not_kept(client, language, message: bytes) -> None:
    answer = raw(client, language, signed() + message)
    assert answer.status_code == 400
    assert "�" in page_of(answer, language).one("textarea", name="message").text


@pytest.mark.parametrize(
    "message",
    [b"\xff\xfe\x00\x80" * 10, "字是好的".encode("big5") * 5, "utf sixteen".encode("utf-16")],
    ids=["no bytes of text", "Big5", "UTF-16"],
)
def test_a_form_that_is_no_utf8_is_not_read(client, language, message: bytes) -> None:
    answer = raw(client, language, signed() + message)
    assert answer.status_code == 400
    assert bool(HAN.search(page_of(answer, language).one("h1").text)) == (language == "zh-hk")


def test_a_form_that_breaks_off_is_no_error_of_ours(client, language) -> None:
    class Broken(BytesIO):
        def read(self, *size: int) -> bytes:
            raise OSError("the connection was lost")

    sent = {"wsgi.input": Broken(), "CONTENT_TYPE": FORM, "CONTENT_LENGTH": "99"}
    answer = client.post(address(language), **sent)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"message": "A message that is long enough"}', "application/json"),
        (b"A message that is long enough", "text/plain"),
        (b"<message/>", "text/xml"),
        (b"message=A+message+that+is+long+enough", f"{FORM}; charset=utf-16"),
        (b"message=A+message+that+is+long+enough", f"{FORM}; charset=utf-7"),
        (b"no parts", "multipart/form-data"),
        (b"--x\r\nno part", "multipart/form-data; boundary=x"),
        (b"\x00" * 1000, "multipart/form-data; boundary=" + "x" * 500),
        (b"", ""),
    ],
)
def test_a_body_that_is_no_form_is_refused(client, language, body: bytes, kind: str) -> None:
    answer = raw(client, language, body, kind)
    assert answer.status_code == 400
    assert bool(HAN.search(page_of(answer, language).one("h1").text)) == (language == "zh-hk")


def test_files_are_not_kept(client, language, tmp_path) -> None:
    file = tmp_path / "evil.php"
    file.write_bytes(b"<?php\x00" * 100)
    with file.open("rb") as opened, file.open("rb") as other:
        assert send(client, language, message=opened).status_code == 400
        assert send(client, language, attachment=other).status_code == 200
    assert Comment.objects.get().message == PLAIN["message"]


# --- Methods --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [address("{}"), "/{}/consultation-status/"])
def test_other_methods_change_nothing(client, language, path) -> None:
    before = amounts()
    for method in ("put", "delete", "patch", "options", "trace"):
        answer = getattr(client, method)(path.format(language))
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    answer = client.head(path.format(language))
    assert (answer.status_code, answer.content) == (200, b"")
    assert amounts() == before


# --- Where a comment stands -----------------------------------------------------------------


@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_is_looked_up_is_not_found_and_given_back(client, language, what) -> None:
    send(client, language)
    before = amounts()
    for name in ("reference", "secret"):
        pair = {"reference": Comment.objects.get().reference, "secret": "AAAA-BBBB-CCCC-DDDD"}
        data = pair | {name: HOSTILE[what], "withdraw": "1", "sure": "on"}
        answer = client.post(f"/{language}/consultation-status/", data)
        assert answer.status_code == 400
        found = page_of(answer, language)
        assert found.one("div", id="errors").text
        other = "secret" if name == "reference" else "reference"
        assert found.one("input", name=other).attributes["value"] == pair[other]
    assert amounts() == before
    assert Comment.objects.get().message == PLAIN["message"]
    assert FailedLookup.objects.count() <= 2
