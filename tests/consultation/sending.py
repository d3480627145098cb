"""A made project that takes comments, and what sends them to it."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from consultation import keys
from consultation.models import Comment, CommentAct, CommentTheme, Project
from mail.models import Message
from tests.factories import Document, add, t
from tests.markup import Markup, read

SLUG = "made-project"
PLAIN = {
    "message": "The path by the stream is narrow.",
    "themes": ["trees"],
    "stance": "oppose",
    "writer": "resident",
    "name": "A. Writer",
    "email": "writer@example.org",
    "may_publish": "on",
}
SHOWN_AGAIN = ("name", "email")  # one line each; the message stands in its textarea


def window(key: str = "now", closes_at: Any = None, **fields: Any) -> Document:
    """A window of this site that opened yesterday."""
    opened = timezone.now() - timedelta(days=1)
    usual = {"title": t(f"意見期{key}", f"Window {key}"), "channel": "informal"}
    return {"key": key, "opens_at": opened, "closes_at": closes_at} | usual | fields


def open_project(slug: str = SLUG, **fields: Any) -> Project:
    """A published project with one open window and three themes."""
    names = [("trees", "樹木", "Trees"), ("traffic", "交通", "Traffic"), ("noise", "噪音", "Noise")]
    themes = [{"key": key, "name": t(zh, en)} for key, zh, en in names]
    return add("projects", slug, **{"windows": [window()], "themes": themes} | fields)


def address(language: str, slug: str = SLUG) -> str:
    """Where the form is."""
    return f"/{language}/consultation/{slug}/feedback/"


def send(client: Client, language: str, /, **fields: Any) -> HttpResponse:
    """Send the form with a key of its own and plain words, but for `fields`; None leaves one out.

    The key was given out a minute ago: nobody is faster.
    """
    given = timezone.now() - timedelta(minutes=1)
    data = {"key": keys.new_key(SLUG, given), "window": "now"} | PLAIN | fields
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(address(language), data)


def amounts() -> tuple[int, ...]:
    """How many rows there are of whatever a comment brings."""
    return tuple(model.objects.count() for model in (Comment, CommentAct, CommentTheme, Message))


def page_of(answer: HttpResponse, language: str) -> Markup:
    """The page, whole, in the address's language, and with nothing in it that could run."""
    found = read(answer.content)
    assert not found.problems
    assert found.one("html").attributes["lang"] == ("en" if language == "en" else "zh-HK")
    assert not found.foreign_scripts
    assert not [e for e in found.elements if any(name.startswith("on") for name in e.attributes)]
    assert all(
        not e.attributes.get("src", "").startswith(("x", "javascript")) for e in found.elements
    )
    return found


def typed(found: Markup) -> dict[str, str]:
    """What stands in the fields of the page's form."""
    fields = {
        field.attributes["name"]: field.attributes.get("value", "")
        for field in found.all("input")
        if "name" in field.attributes
    }
    return fields | {"message": found.one("textarea", name="message").text}
