"""Comments in nearly the same words, at a cost that does not grow without bound.

Letters of a campaign share whole phrases, even where their writers changed the beginning or the
end. So the database looks for a few short pieces of the text, spread over it, and only what holds
one of them is compared in full.
"""

from typing import NamedTuple

from django.db.models import Q

from consultation.enums import Disposition
from consultation.models import Comment
from consultation.suspicion import likeness

PIECES = 10  # pieces of a text that are looked for; each costs a look through every message
LENGTH = 12  # characters of a piece
COMPARED = 500  # comments compared in full at most, the newest first
SHOWN = 50
TICKED = 0.8  # from here on it is proposed for the same campaign
ALIKE = 0.5  # the share of common shingles from which two texts are shown as alike
SHINGLE = 3  # characters of a shingle


class Alike(NamedTuple):
    """One comment that resembles another, and how much: 1 is the same words."""

    comment: Comment
    share: float
    same_writer: bool
    chosen: bool = False
    """Whether it is ticked to be put into the same campaign."""

    @property
    def percent(self) -> int:
        """The likeness in per cent, rounded down, so that 100 means the same words."""
        return int(self.share * 100)


def shingles(text: str) -> frozenset[str]:
    """Every run of three letters or digits in the text, whatever its case, width and punctuation.

    Of a text that is shorter, the text itself.
    """
    plain = likeness(text)
    last = max(1, len(plain) - SHINGLE + 1)
    return frozenset(plain[start : start + SHINGLE] for start in range(last))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two texts have in common (Jaccard index): 0 nothing, 1 the same shingles."""
    return len(one & other) / len(one | other)


def pieces(text: str) -> list[str]:
    """At most `PIECES` runs of `LENGTH` characters, spread evenly over the text's lines."""
    found = [
        line[start : start + LENGTH]
        for line in text.splitlines()
        for start in range(0, max(1, len(line) - LENGTH + 1), LENGTH)
        if len(line.strip()) >= SHINGLE
    ]
    step = max(1, -(-len(found) // PIECES))
    return list(dict.fromkeys(found[::step]))


def alike(comment: Comment) -> list[Alike]:
    """What resembles the comment most among those of its project, the most alike first.

    Left out is what is in the same campaign already; of equals, those in no campaign come first,
    so that a long campaign can be put together bit by bit. One query, and at most `COMPARED`
    comparisons.
    """
    if not comment.message:
        return []
    holds = Q(text_hash=comment.text_hash) if comment.text_hash else Q()
    for piece in pieces(comment.message):
        holds |= Q(message__contains=piece)
    others = Comment.objects.filter(holds, project=comment.project_id).exclude(pk=comment.pk)
    others = others.exclude(disposition=Disposition.WITHDRAWN).select_related("campaign")
    if comment.campaign_id:
        others = others.exclude(campaign=comment.campaign_id)
    own = shingles(comment.message)
    found = []
    for other in others.order_by("-received_at", "-pk")[:COMPARED]:
        common = share(own, shingles(other.message))
        if common >= ALIKE:
            ticked = common >= TICKED and other.campaign_id is None
            found.append(Alike(other, common, _same_writer(comment, other), ticked))
    found.sort(key=lambda one: (-one.share, one.comment.campaign_id is not None))
    return found[:SHOWN]


def _same_writer(one: Comment, other: Comment) -> bool:
    """Whether both gave the same address: only a hint, for families share one."""
    return bool(one.email) and one.email.casefold() == other.email.casefold()
