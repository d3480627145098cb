"""Whether a scheme takes applications on a day, from its status trail. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.evidence import Evidence, evidence_of
from schemes.enums import Intake, StatusState
from schemes.models import Status


class StandingCode(models.TextChoices):
    """What may honestly be said of a scheme today; the value of the list's status filter."""

    OPEN = "open", _("Open")
    LAST_SEEN = "last-seen", _("Open when last seen")
    ROUND_OVER = "round-over", _("Last known round is over")
    PLANNED = "planned", _("Planned")
    UNCONFIRMED = "unconfirmed", _("Not confirmed for two years")
    CLOSED = "closed", _("Closed")
    NO_CALL = "no-call", _("No open call")
    UNKNOWN = "unknown", pgettext_lazy("status", "Not known")


# Evidence older than this no longer lets "open when last seen" or "planned" be said.
UNCONFIRMED_AFTER = timedelta(days=730)


@dataclass(frozen=True)
class Standing:
    """A scheme's status on one day.

    `row` is the entry of the trail it rests on; `evidence` says how old that entry's evidence is.
    `closed_since` is set when a last day has passed, even if no later row says so.
    """

    code: StandingCode
    evidence: Evidence
    row: Status | None = None
    closed_since: date | None = None

    @property
    def label(self) -> str:
        """The code in words."""
        return StandingCode(self.code).label


def current_row(rows: Iterable[Status], on: date) -> Status | None:
    """The trail's latest entry that had begun on the day `on`; an undated one counts as oldest."""
    begun = [row for row in rows if row.since is None or row.since.start <= on]
    return max(
        begun,
        key=lambda row: (row.since.start if row.since else date.min, row.position),
        default=None,
    )


def standing(rows: Iterable[Status], on: date) -> Standing:
    """Work out the status on the day `on`.

    An open row whose last day is over is closed from the next day; if it takes rounds, only its
    round is over, for a later one may exist. Open with evidence older than 180 days, or with
    none, is no more than "open when last seen"; open or planned with evidence older than two
    years is not confirmed.
    """
    row = current_row(rows, on)
    if row is None:
        return Standing(StandingCode.UNKNOWN, Evidence.UNDATED)
    evidence = evidence_of(row.evidence_on, on)
    if row.status_state == StatusState.PLANNED and _too_old(row, on):
        return Standing(StandingCode.UNCONFIRMED, evidence, row)
    if row.status_state != StatusState.OPEN:
        return Standing(StandingCode(row.status_state.replace("_", "-")), evidence, row)
    if row.opens_on and on < row.opens_on:
        return Standing(StandingCode.PLANNED, evidence, row)
    if row.closes_on and on > row.closes_on:
        code = StandingCode.ROUND_OVER if row.intake == Intake.ROUNDS else StandingCode.CLOSED
        return Standing(code, evidence, row, closed_since=row.closes_on + timedelta(days=1))
    if evidence is Evidence.FRESH:
        return Standing(StandingCode.OPEN, evidence, row)
    code = StandingCode.UNCONFIRMED if _too_old(row, on) else StandingCode.LAST_SEEN
    return Standing(code, evidence, row)


def closed_from(rows: Iterable[Status]) -> date | None:
    """The day from which the trail, as it is known, leaves the scheme closed for good; or None."""
    rows = list(rows)
    turns = {row.since.start if row.since else date.min for row in rows}
    turns |= {row.closes_on + timedelta(days=1) for row in rows if row.closes_on}
    first = None
    for day in sorted(turns, reverse=True):
        if standing(rows, day).code != StandingCode.CLOSED:
            break
        first = day
    return first


def _too_old(row: Status, on: date) -> bool:
    """Whether the evidence is dated, and that long ago; its first day counts, the safe reading."""
    return row.evidence_on is not None and on - row.evidence_on.start > UNCONFIRMED_AFTER
