"""Taking in what readers report of published comments."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from consultation.models import Comment, CommentReport

COUNTED_WITHIN = timedelta(hours=1)


class TooManyReportsError(Exception):
    """One network has sent as many reports this hour as it may."""


@transaction.atomic
def report_comment(
    *, comment: Comment, message: str, language: str, network: str, now: datetime
) -> CommentReport:
    """Keep a reader's report of a published comment.

    Raises TooManyReportsError, and keeps nothing, when the network has sent enough for an hour.
    """
    recent = CommentReport.objects.filter(network=network, at__gte=now - COUNTED_WITHIN)
    if recent.count() >= settings.REPORTS_PER_HOUR:
        raise TooManyReportsError
    return CommentReport.objects.create(
        comment=comment, message=message, language=language, network=network, at=now
    )
