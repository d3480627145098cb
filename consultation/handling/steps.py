"""What every step begins and ends with."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext

from consultation.enums import Act, Disposition
from consultation.models import Comment, CommentAct
from consultation.moves import ChangedMeanwhileError, HandlingError, Move, moves, why_not


def last_act(comment: Comment) -> int:
    """The entry that the comment's trail ends with: what `seen` is compared with."""
    return comment.acts.order_by("-pk").values_list("pk", flat=True).first() or 0


def take(comment: Comment, move: Move, seen: int | None) -> Comment:
    """The comment's row, held until the transaction ends; raises HandlingError."""
    taken = Comment.objects.select_for_update().get(pk=comment.pk)
    if taken.disposition == Disposition.WITHDRAWN:
        raise HandlingError(
            gettext("The writer has withdrawn this comment; nothing of it is left.")
        )
    if seen is not None and seen != last_act(taken):
        raise ChangedMeanwhileError
    if move not in moves(taken):
        raise HandlingError(why_not(taken, move))
    return taken


def done(comment: Comment, act: Act, by: User, now: datetime, note: str = "") -> Comment:
    """Save the comment with its entry in the trail; part of the caller's transaction."""
    comment.save()
    CommentAct.objects.create(comment=comment, act=act, by=by, at=now, note=note)
    return comment
