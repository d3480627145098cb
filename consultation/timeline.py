"""Past, present and next, from dates alone. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from consultation.models import ParameterValue, ParameterVersion, Project, TimelineEntry


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


def last_of(entries: Iterable[TimelineEntry], at: datetime) -> TimelineEntry | None:
    """What happened last: the newest entry that is past at the instant `at`, in Hong Kong time."""
    day = timezone.localtime(at).date()
    past = [entry for entry in entries if when(entry, day) is When.PAST]
    return max(past, key=lambda entry: (entry.until or entry.happened_on).start, default=None)


def timeline(entries: Iterable[TimelineEntry], on: date) -> list[tuple[When, TimelineEntry]]:
    """The editor's order turned round: newest first, with what is still to come on top.

    Dates alone cannot order what is known to the day among what is known to the month.
    """
    placed = [(when(entry, on), entry) for entry in entries]
    return sorted(placed, key=lambda pair: pair[1].position, reverse=True)


@dataclass(frozen=True)
class ComparisonRow:
    """One parameter across the versions, each with its value; None where it says nothing of it."""

    parameter: object
    values: tuple[tuple[ParameterVersion, ParameterValue | None], ...]


def comparison(project: Project) -> list[ComparisonRow]:
    """The parameters as rows, the versions (in their order) as columns, gaps left open."""
    versions = list(project.versions.all())
    by_version = [
        (version, {value.parameter_id: value for value in version.values.all()})
        for version in versions
    ]
    return [
        ComparisonRow(
            parameter,
            tuple((version, values.get(parameter.pk)) for version, values in by_version),
        )
        for parameter in project.parameters.all()
    ]
