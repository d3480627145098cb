"""Comments for tests: nobody wrote them, and none is ever loaded into a site."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from consultation import handling, keys
from consultation.enums import Act
from consultation.models import Comment, CommentAct, CommentTheme, Project
from consultation.operator import PICS_VERSION
from consultation.suspicion import likeness
from tests.factories import add, t

WINDOW = {
    "key": "general",
    "title": t("一般意見", "General comments"),
    "channel": "informal",
    "opens_at": datetime(2025, 1, 1, tzinfo=UTC),
    "late": "refuse",
}
THEMES = [
    {"key": "traffic", "name": t("交通", "Traffic")},
    {"key": "trees", "name": t("樹木", "Trees")},
]
# Received before anything that a test does with a comment.
RECEIVED = timezone.now()
NOW = RECEIVED + timedelta(seconds=1)
TEXT = "The access road is too narrow."
MESSAGE = "The access road is too narrow for the lorries that the plan brings."


def made_project(slug: str = "made-project", **fields: Any) -> Project:
    """A published project with a standing window and two themes; the one of that slug if there."""
    found = Project.objects.filter(slug=slug).first()
    return found or add("projects", slug, **{"windows": [WINDOW], "themes": THEMES} | fields)


def made_comment(*, themes: tuple[str, ...] = ("traffic",), **values: Any) -> Comment:
    """A comment with its trail's first entry, as the form would have kept it."""
    nonce = secrets.token_hex(16)
    values = {"message": MESSAGE, "received_at": RECEIVED, "language": "en"} | values
    comment = Comment.objects.create(
        **{
            "project": values.get("project") or made_project(),
            "reference": keys.new_reference("MADE", 2026),
            "key_hash": keys.hashed(nonce),
            "secret_hash": keys.hashed(keys.secret_of(nonce)),
            "window": "general",
            "pics_version": PICS_VERSION,
            "text_hash": keys.hashed(likeness(values["message"])),
        }
        | values
    )
    CommentTheme.objects.bulk_create(CommentTheme(comment=comment, theme=key) for key in themes)
    CommentAct.objects.create(comment=comment, act=Act.RECEIVED, at=comment.received_at)
    return comment


def prepared(by, **values) -> Comment:
    """A comment with a text that waits for its check."""
    comment = made_comment(may_publish=True, **values)
    return handling.prepare(comment=comment, text=TEXT, no_person_named=True, by=by, now=NOW)


def acts(comment: Comment) -> list[tuple]:
    """What was done after it was received: what, by whom, and the note."""
    return list(comment.acts.order_by("pk").values_list("act", "by__username", "note"))[1:]
