"""One line of "what changed": the shape every app's recent changes are told in."""

from dataclasses import dataclass, field

from django.db import models

from publishing.dates import FuzzyDate
from publishing.models import Sourced


@dataclass(frozen=True)
class Change:
    """A dated change of a record; `template` renders it from `told`, and `fact` cites it."""

    on: FuzzyDate
    basis: str
    record: models.Model
    anchor: str
    template: str
    fact: Sourced
    told: dict = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The fact's permalink."""
        return f"{self.record.get_absolute_url()}#{self.anchor}"


def newest_first(changes: list[Change]) -> list[Change]:
    """Sorted by date, then by the record's slug, so that equal dates keep one order."""
    return sorted(changes, key=lambda change: (change.on.stored, change.record.slug), reverse=True)
