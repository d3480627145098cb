"""The State Key Laboratories on two days: which stayed, were renamed, are new or missing.

No database. The laboratories in Hong Kong were reorganised in 2025; the days compared are that of
the paper which lists the former ones and the day from which the reorganised ones run.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilities.directory import present_state
from facilities.enums import FacilityStatus
from facilities.models import Facility, FacilityState, FacilitySuccession
from publishing.enums import SuccessionKind

BEFORE = date(2021, 5, 28)  # FCR(2021-22)22, annex 2
AFTER = date(2025, 7, 1)


class Fate(models.TextChoices):
    """What became of a laboratory between the two days."""

    KEPT = "kept", _("Kept")
    RENAMED = "renamed", _("Renamed")
    NEW = "new", _("New")
    MISSING = "missing", _("Not among them any more")


@dataclass(frozen=True)
class Laboratory:
    """One laboratory with its entries on the two days; None where it was not there."""

    facility: Facility
    fate: Fate
    before: FacilityState | None
    after: FacilityState | None
    former: FacilitySuccession | None  # its former name, where it was renamed in between


def _running(facility: Facility, on: date) -> FacilityState | None:
    state = present_state(facility.page_states, on)
    return state if state and state.facility_status == FacilityStatus.OPERATING else None


def _former(facility: Facility) -> FacilitySuccession | None:
    """The name it gave up between the two days, by its latest change of name."""
    found = [
        row
        for row in facility.page_successions
        if row.relation == SuccessionKind.RENAMED_FROM
        and row.happened_on
        and BEFORE < row.happened_on.start <= date(AFTER.year, 12, 31)
    ]
    return found[-1] if found else None


def then_and_now(facilities: Iterable[Facility]) -> list[Laboratory]:
    """Every laboratory that ran on either day, by fate, then by address.

    A title that changed in Chinese alone is no new name: the English one tells.
    """
    result = []
    for facility in facilities:
        before, after = _running(facility, BEFORE), _running(facility, AFTER)
        former = _former(facility)
        if not before and not after:
            continue
        if before and after:
            named = former and former.other_name_en and former.other_name_en != facility.name_en
            fate = Fate.RENAMED if named else Fate.KEPT
        else:
            fate = Fate.MISSING if before else Fate.NEW
        if fate is Fate.MISSING:
            after = present_state(facility.page_states, AFTER)
        result.append(Laboratory(facility, fate, before, after, former))
    order = list(Fate)
    return sorted(result, key=lambda row: (order.index(row.fate), row.facility.slug))
