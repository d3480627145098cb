"""Which schemes an editor has to look at: conditions for the staff site's lists and its desk.

They tell in SQL, for all schemes at once, what `schemes.standing` tells of one.
"""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from publishing import gaps
from publishing.dates import today
from schemes.enums import StatusState
from schemes.models import Scheme, Status

CLOSING_WITHIN = timedelta(days=30)
# What says no more than that a scheme is over, or that nothing is known, does not grow old.
GROWS_OLD = (StatusState.OPEN, StatusState.PLANNED)


def evidence_old(schemes: QuerySet[Scheme], on: date | None = None) -> QuerySet[Scheme]:
    """Published schemes, open or planned by their present entry, whose evidence for it is stale."""
    on = on or today()
    return _by_evidence(schemes, on, gaps.old(on))


def evidence_undated(schemes: QuerySet[Scheme], on: date | None = None) -> QuerySet[Scheme]:
    """Published schemes, open or planned by their present entry, whose source for it is undated."""
    return _by_evidence(schemes, on or today(), gaps.UNDATED)


def closing_soon(schemes: QuerySet[Scheme], on: date | None = None) -> QuerySet[Scheme]:
    """Published schemes, open by their present entry, whose last day is at most 30 days off."""
    return schemes.published().filter(pk__in=_closing(on or today()).values("scheme"))


def closing_entries(schemes: QuerySet[Scheme], on: date | None = None) -> QuerySet[Status]:
    """The entries that `closing_soon` goes by, each with its scheme, the soonest last day first."""
    shown = schemes.published().order_by().values("pk")
    entries = _closing(on or today()).filter(scheme__in=shown).select_related("scheme")
    return entries.order_by("closes_on", "scheme__slug")


def _closing(on: date) -> QuerySet[Status]:
    return _present(on).filter(
        status_state=StatusState.OPEN, closes_on__range=(on, on + CLOSING_WITHIN)
    )


def _by_evidence(schemes: QuerySet[Scheme], on: date, condition: Q) -> QuerySet[Scheme]:
    entries = _present(on).filter(condition, status_state__in=GROWS_OLD)
    return schemes.published().filter(pk__in=entries.values("scheme"))


def _present(on: date) -> QuerySet[Status]:
    return gaps.present(Status.objects.order_by(), "scheme", on)
