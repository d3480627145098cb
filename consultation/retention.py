"""Erasing who wrote, once the time has passed for which it may be kept.

How long that is stands in the privacy statement: `FEEDBACK_MONTHS` calendar months, in Hong Kong
time, after a window closes (for what came late, after it was received), or on a standing channel
after the last contact, which is the comment, a reply or an answer. A comment whose window is no
longer known is treated as one of a standing channel.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from consultation.enums import Act
from consultation.models import (
    Comment,
    CommentAct,
    CommentReport,
    DataRequest,
    Erasure,
    Reply,
    Window,
)
from mail.actions import count_letters, forget_letters

# Comments erased by one statement.
BATCH = 200


@dataclass(frozen=True)
class Purge:
    """What is due to be erased, or has been."""

    before: datetime
    """Contacts up to this instant are due."""
    comments: int
    letters: int
    requests: int
    reports: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to erase."""
        return not any((self.comments, self.letters, self.requests, self.reports))


def months_before(at: datetime, months: int) -> datetime:
    """The same time of day as many calendar months earlier in Hong Kong.

    Where that month has no such day, its last: 31 May less three months is 28 February.
    """
    local = timezone.localtime(at)
    number = local.year * 12 + local.month - 1 - months
    year, month = number // 12, number % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - date(year, month, 1)).days
    return local.replace(year=year, month=month, day=min(local.day, last))


def due(now: datetime) -> Purge:
    """What would be erased at `now`. Four queries, and one a batch of comments."""
    before = months_before(now, settings.FEEDBACK_MONTHS)
    found = _due_comments(before)
    letters = sum(count_letters(begins=_begins(part)) for part in _batches(found))
    return Purge(
        before, len(found), letters, _due_requests(before).count(), _due_reports(before).count()
    )


@transaction.atomic
def purge(*, now: datetime) -> Purge:
    """Erase what is due at `now`, and record it. Done twice, the second time erases nothing.

    Names, addresses, network hashes, letters to the writers, and who asked for data and has had an
    answer. Counts, what was published, and what was written stay.
    """
    before = months_before(now, settings.FEEDBACK_MONTHS)
    found = _due_comments(before, lock=True)
    letters = 0
    for part in _batches(found):
        comments = Comment.objects.filter(pk__in=part)
        comments.update(name="", email="", network="", contact_erased_at=now)
        CommentAct.objects.bulk_create(
            CommentAct(comment_id=pk, act=Act.ERASED, at=now) for pk in part
        )
        letters += forget_letters(begins=_begins(part))
    requests = _due_requests(before).update(requester="")
    reports = _due_reports(before).update(network="")
    done = Purge(before, len(found), letters, requests, reports)
    if not done.is_empty:
        Erasure.objects.create(at=now, before=before, comments=len(found), letters=letters)
    return done


def _due_comments(before: datetime, *, lock: bool = False) -> list[int]:
    """The comments whose contact data is due, by their ids; locked if they are to be changed."""
    closed = {
        (project, key): closes
        for project, key, closes in Window.objects.exclude(closes_at=None).values_list(
            "project", "key", "closes_at"
        )
    }
    replied = Reply.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
    kept = Comment.objects.filter(contact_erased_at=None, received_at__lte=before)
    rows = kept.annotate(replied=Subquery(replied.annotate(last=Max("at")).values("last")))
    if lock:
        rows = rows.select_for_update(of=("self",))
    return [
        pk
        for pk, project, window, answered, replied in rows.order_by("pk").values_list(
            "pk", "project", "window", "answered_at", "replied"
        )
        if _last(closed.get((project, window)), answered, replied) <= before
    ]


def _last(closes: datetime | None, answered: datetime | None, replied: datetime | None) -> datetime:
    """From when the months count, besides the time of receipt."""
    if closes is not None:
        return closes
    earliest = datetime.min.replace(tzinfo=timezone.get_default_timezone())
    return max(answered or earliest, replied or earliest)


def _due_requests(before: datetime) -> QuerySet[DataRequest]:
    answered = DataRequest.objects.exclude(requester="")
    return answered.filter(answered_on__lte=timezone.localtime(before).date())


def _due_reports(before: datetime) -> QuerySet[CommentReport]:
    return CommentReport.objects.exclude(network="").filter(at__lte=before)


def _batches(found: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def _begins(comments: list[int]) -> list[str]:
    """How the keys of the letters to these comments' writers begin."""
    return [f"comment-{pk}-" for pk in comments]
