"""Comments in every state, for tests of what the public sees of them and of how long they stay."""

from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from consultation.models import Comment, Project, Window
from tests.factories import add, t

_numbers = count(1)
HONG_KONG = ZoneInfo("Asia/Hong_Kong")
RECEIVED = datetime(2026, 2, 10, 12, tzinfo=HONG_KONG)


def made_project(slug: str = "made", **fields: Any) -> Project:
    """A published project with a standing channel, open since January 2026, and three themes."""
    usual = {
        "windows": [
            {
                "key": "standing",
                "title": t("隨時", "Any time"),
                "channel": "informal",
                "opens_at": datetime(2026, 1, 1, tzinfo=HONG_KONG),
            }
        ],
        "themes": [
            {"key": "trees", "name": t("樹木", "Trees")},
            {"key": "roads", "name": t("道路", "Roads")},
            {"key": "views", "name": t("景觀", "Views")},
        ],
    }
    return add("projects", slug, **usual | fields)


def closing_window(project: Project, closes_at: datetime, key: str = "round") -> Window:
    """A window of the project that ends."""
    return Window.objects.create(
        project=project,
        key=key,
        title_en="Round",
        title_zh_hk="一輪",
        channel="informal",
        opens_at=datetime(2026, 1, 1, tzinfo=HONG_KONG),
        closes_at=closes_at,
    )


def people() -> tuple:
    """Two people of the staff: one who prepares, and one who checks."""
    users = get_user_model().objects
    return tuple(users.get_or_create(username=name)[0] for name in ("prepares", "checks"))


def made_comment(project: Project, disposition: str = "in_hand", **values: Any) -> Comment:
    """A comment that has come to `disposition`, with everything that state asks for."""
    number = next(_numbers)
    themes = values.pop("themes", ())
    usual: dict[str, Any] = {
        "reference": f"MADE-2026-{number:06}",
        "key_hash": f"key-{number}",
        "secret_hash": f"secret-{number}",
        "window": "standing",
        "received_at": RECEIVED,
        "language": "en",
        "message": "What I wanted to say.",
        "pics_version": "2026-11",
    }
    match disposition:
        case "published":
            prepares, checks = people()
            usual |= {
                "published_text": "What I wanted to say.",
                "may_publish": True,
                "persons_checked": True,
                "published_at": RECEIVED,
                "redacted_by": prepares,
                "checked_by": checks,
            }
        case "withheld":
            usual["withheld_for"] = "not_allowed"
        case "duplicate":
            usual["duplicate_of"] = made_comment(project, "in_hand", message="The first one.")
        case "withdrawn":
            usual |= {"message": "", "contact_erased_at": RECEIVED}
    comment = Comment.objects.create(project=project, disposition=disposition, **usual | values)
    for theme in themes:
        comment.themes.create(theme=theme)
    return comment
