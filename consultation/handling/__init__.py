"""What staff do with a comment, each step by a rule, with an entry in the comment's trail.

Every step takes the comment's row first, and `seen`: the entry of the trail that the officer's page
ended with. When somebody has done something since, nothing is done, so that two officers at once
cannot undo each other's work without having seen it.
"""

from consultation.handling.campaigns import group, ungroup
from consultation.handling.care import assign, correct, note, release, reply, tag
from consultation.handling.publication import (
    check,
    handle_report,
    mark_duplicate,
    mark_spam,
    prepare,
    reopen,
    send_back,
    unpublish,
    withhold,
)
from consultation.handling.steps import last_act

__all__ = [
    "assign",
    "check",
    "correct",
    "group",
    "handle_report",
    "last_act",
    "mark_duplicate",
    "mark_spam",
    "note",
    "prepare",
    "release",
    "reopen",
    "reply",
    "send_back",
    "tag",
    "ungroup",
    "unpublish",
    "withhold",
]
