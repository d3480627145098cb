"""What a storm needs in the database beforehand, and what it has left there."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from consultation import keys
from consultation.models import Comment
from mail.models import Message
from tests.drill.clients import Submission
from tests.drill.verdict import Kept
from tests.factories import add, t

PROJECT = "made-project"
THEMES = ["trees", "traffic", "noise"]
PATH = f"/consultation/{PROJECT}/feedback/"


def prepare() -> None:
    """Tables, static files, and one project that takes comments."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    opened = timezone.now() - timedelta(days=1)
    window = {"key": "now", "title": t("意見期", "Comments"), "channel": "informal"}
    names = [{"key": key, "name": t(f"主題 {key}", key.capitalize())} for key in THEMES]
    add("projects", PROJECT, windows=[window | {"opens_at": opened}], themes=names)


def kept(submissions: list[Submission]) -> list[Kept]:
    """Every comment that is stored, by whose key it carries."""
    now = timezone.now()
    numbers = {
        keys.hashed(keys.read_key(submission.key, PROJECT, now).nonce): submission.number
        for submission in submissions
        if submission.key
    }
    letters: dict[str, list[tuple[str, str]]] = {}
    for key, to, body in Message.objects.values_list("key", "to", "body"):
        letters.setdefault(key.rpartition("-")[0], []).append((to, body))
    return [
        Kept(
            comment.reference,
            numbers.get(comment.key_hash),
            comment.secret_hash,
            {
                **{
                    name: getattr(comment, name)
                    for name in ("message", "stance", "writer", "name", "email", "language")
                },
                "themes": frozenset(theme.theme for theme in comment.themes.all()),
                "may_publish": comment.may_publish,
            },
            tuple(act.act for act in comment.acts.all()),
            tuple(letters.get(f"comment-{comment.pk}", ())),
        )
        for comment in Comment.objects.prefetch_related("themes", "acts")
    ]


def letters() -> int:
    """How many letters are in the outbox."""
    return Message.objects.count()
