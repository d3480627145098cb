"""What changed about a scheme, and when: terms, status and succession told as one list."""

from dataclasses import dataclass
from datetime import date

from publishing.dates import FuzzyDate
from schemes.models import Scheme, Status, Succession
from schemes.terms import TermsChange, TrackTerms


@dataclass(frozen=True)
class TrailEntry:
    """One dated change; exactly one of `change`, `status`, `succession` and `launch` is set."""

    on: FuzzyDate | None
    basis: str
    anchor: str
    change: TermsChange | None = None
    track: str = ""
    status: Status | None = None
    succession: Succession | None = None
    launch: bool = False

    @property
    def fact(self):
        """The row that carries the source; None for the launch, whose source is the record's."""
        return self.change.terms if self.change else self.status or self.succession


def trail_of(scheme: Scheme, tracks: list[TrackTerms]) -> list[TrailEntry]:
    """The scheme's changes, newest first; undated ones last."""
    entries = []
    if scheme.launched_on:
        entries.append(TrailEntry(scheme.launched_on, scheme.launched_basis, "launch", launch=True))
    for track in tracks:
        name = track.track.name if len(tracks) > 1 else ""
        entries += [
            TrailEntry(
                change.terms.effective_from,
                change.terms.effective_basis,
                f"terms-{track.track.key}-{change.terms.key}",
                change=change,
                track=name,
            )
            for change in track.rows
            if change.terms.effective_from and (change.previous is None or change.differences)
        ]
    entries += [
        TrailEntry(row.since, row.since_basis, f"status-{row.key}", status=row)
        for row in scheme.page_statuses
        if row.since
    ]
    entries += [
        TrailEntry(row.happened_on, row.date_basis, f"succession-{row.key}", succession=row)
        for row in scheme.page_successions
    ]
    return sorted(entries, key=lambda entry: entry.on.start if entry.on else date.min, reverse=True)
