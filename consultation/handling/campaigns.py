"""Comments of many writers in nearly the same words."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from consultation.enums import Act, Disposition
from consultation.handling.steps import done, take
from consultation.models import Campaign, Comment
from consultation.moves import HandlingError, Move


@transaction.atomic
def group(
    *,
    comment: Comment,
    others: Iterable[Comment],
    campaign: Campaign | None,
    title: str,
    by: User,
    now: datetime,
    seen: int | None = None,
) -> Campaign:
    """Put the comment and others like it into a campaign, a new one of that title if none is given.

    Each stays a comment of its own, and its writer counts. One that is in another campaign is not
    moved; HandlingError names it.
    """
    comment = take(comment, Move.GROUP, seen)
    # In one order everywhere, so that two groupings at once cannot wait for each other for ever.
    chosen = Comment.objects.select_for_update().order_by("pk")
    chosen = list(chosen.filter(pk__in={comment.pk, *(other.pk for other in others)}))
    if campaign is None:
        campaign = Campaign.objects.create(project=comment.project, title=title, created_at=now)
    for one in chosen:
        if one.disposition == Disposition.WITHDRAWN or one.project_id != campaign.project_id:
            raise HandlingError(
                gettext("%(reference)s cannot be in this campaign.") % {"reference": one}
            )
        if one.campaign_id and one.campaign_id != campaign.pk:
            raise HandlingError(
                gettext("%(reference)s is in another campaign already: “%(title)s”.")
                % {"reference": one, "title": one.campaign}
            )
    for one in chosen:
        if one.campaign_id != campaign.pk:
            one.campaign = campaign
            done(one, Act.GROUPED, by, now, campaign.title)
    return campaign


@transaction.atomic
def ungroup(*, comment: Comment, by: User, now: datetime, seen: int | None = None) -> Comment:
    """Take the comment out of its campaign."""
    comment = take(comment, Move.UNGROUP, seen)
    title, comment.campaign = comment.campaign.title, None
    return done(comment, Act.UNGROUPED, by, now, title)
