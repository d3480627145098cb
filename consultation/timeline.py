"""Past, present and next, from dates alone. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consultation.models import ParameterValue, Project, TimelineEntry


class When(StrEnum):
    """Where an entry lies against a day; half-open, so no day is both in and out."""

    NEXT = "next"
    NOW = "now"
    PAST = "past"
    UNDATED = "undated"


def when(entry: TimelineEntry, on: date) -> When:
    """Place an entry against the day `on`; without a date it is undated, never guessed.

    Only what has a beginning and an end can be under way; a single date has come or has not.
    """
    if entry.happened_on is None:
        return When.UNDATED
    if on < entry.happened_on.start:
        return When.NEXT
    return When.NOW if entry.until and on < entry.until.end else When.PAST


def timeline(entries: Iterable[TimelineEntry], on: date) -> list[tuple[When, TimelineEntry]]:
    """Newest first; what has no date yet stands on top, for it is still to come.

    A month or a year counts as its last day: what is known only to the month follows what happened
    on a day in it.
    """
    placed = [(when(entry, on), entry) for entry in entries]
    return sorted(
        placed,
        key=lambda pair: (
            pair[1].happened_on.end if pair[1].happened_on else date.max,
            pair[1].position,
        ),
        reverse=True,
    )


@dataclass(frozen=True)
class ComparisonRow:
    """One parameter across the versions; None where a version says nothing of it."""

    parameter: object
    values: tuple[ParameterValue | None, ...]


def comparison(project: Project) -> list[ComparisonRow]:
    """The parameters as rows, the versions (in their order) as columns, gaps left open."""
    versions = list(project.versions.all())
    by_version = [{value.parameter_id: value for value in v.values.all()} for v in versions]
    return [
        ComparisonRow(parameter, tuple(values.get(parameter.pk) for values in by_version))
        for parameter in project.parameters.all()
    ]
