"""What can be done with a comment as it stands, and why something cannot. No database."""

from enum import StrEnum

from django.utils.translation import gettext

from consultation.enums import Disposition
from consultation.models import Comment


class Move(StrEnum):
    """One thing that can be done with a comment; also the last part of its address."""

    RELEASE = "release"
    ASSIGN = "assign"
    NOTE = "note"
    TAG = "tag"
    GROUP = "group"
    UNGROUP = "ungroup"
    PREPARE = "prepare"
    CHECK = "check"
    SEND_BACK = "send_back"
    UNPUBLISH = "unpublish"
    WITHHOLD = "withhold"
    DUPLICATE = "duplicate"
    SPAM = "spam"
    REOPEN = "reopen"
    REPLY = "reply"
    CORRECT = "correct"


CLOSED = (Disposition.WITHHELD, Disposition.DUPLICATE, Disposition.SPAM)


class HandlingError(Exception):
    """Nothing was done, for the reason that is its text, in the officer's language."""


class ChangedMeanwhileError(HandlingError):
    """Something was done with the comment after the officer's page was made."""

    def __init__(self) -> None:
        super().__init__(
            gettext(
                "Somebody has done something with this comment since you opened it. Nothing of "
                "yours was done yet, and nothing you typed is lost: look at what has changed, "
                "then send it again."
            )
        )


def waits_for_check(comment: Comment) -> bool:
    """Whether a text for publication is prepared and a second person has to check it."""
    return (
        comment.disposition == Disposition.IN_HAND
        and comment.persons_checked
        and comment.redacted_by_id is not None
    )


def moves(comment: Comment) -> frozenset[Move]:
    """What can be done with a comment as it stands, by whomever. No query."""
    if comment.disposition == Disposition.WITHDRAWN:
        return frozenset()
    found = {Move.ASSIGN, Move.NOTE, Move.TAG, Move.GROUP, Move.CORRECT}
    if comment.campaign_id:
        found |= {Move.UNGROUP}
    if comment.disposition != Disposition.SPAM:
        found |= {Move.REPLY}
    if comment.disposition in CLOSED:
        return frozenset(found | {Move.REOPEN})
    if comment.disposition == Disposition.PUBLISHED:
        return frozenset(found | {Move.UNPUBLISH})
    found |= {Move.WITHHOLD, Move.DUPLICATE, Move.SPAM}
    if comment.held_for:
        return frozenset(found | {Move.RELEASE})
    if comment.may_publish:
        found |= {Move.PREPARE}
    if waits_for_check(comment):
        found |= {Move.CHECK, Move.SEND_BACK}
    return frozenset(found)


def why_not(comment: Comment, move: Move) -> str:
    """Why the move is not among `moves`, in the officer’s language."""
    if move == Move.PREPARE and comment.disposition == Disposition.IN_HAND:
        if comment.held_for:
            return gettext("It is held. Look at it and release it first.")
        return gettext("The writer did not agree to publication.")
    if move == Move.CHECK and comment.disposition == Disposition.IN_HAND:
        return gettext("No text for publication waits for a check.")
    return gettext("This cannot be done with the comment as it stands: it is %(state)s.") % {
        "state": comment.get_disposition_display()
    }
