"""Which facilities an editor has to look at: conditions for the staff site's lists and its desk.

They tell in SQL, for all facilities at once, what `facilities.directory` tells of one.
"""

from datetime import date

from django.db.models import Q, QuerySet

from facilities.enums import FacilityStatus
from facilities.models import Facility, FacilityState
from publishing import gaps
from publishing.dates import today


def evidence_old(facilities: QuerySet[Facility], on: date | None = None) -> QuerySet[Facility]:
    """Published facilities, not ended, whose evidence for their present entry is stale."""
    on = on or today()
    return _by_evidence(facilities, on, gaps.old(on))


def evidence_undated(facilities: QuerySet[Facility], on: date | None = None) -> QuerySet[Facility]:
    """Published facilities, not ended, whose source for their present entry is undated."""
    return _by_evidence(facilities, on or today(), gaps.UNDATED)


def _by_evidence(facilities: QuerySet[Facility], on: date, condition: Q) -> QuerySet[Facility]:
    entries = gaps.present(FacilityState.objects.order_by(), "facility", on).filter(condition)
    # What has ended stays ended; only what may still change grows old.
    entries = entries.exclude(facility_status=FacilityStatus.ENDED)
    return facilities.published().filter(pk__in=entries.values("facility"))
