"""Who changes a record, and what readers are told of it."""

from dataclasses import dataclass

from django.db import models

from publishing.documents.compare import Difference, differences, told
from publishing.documents.dump import Document
from publishing.documents.values import LANGUAGES, localized
from publishing.enums import State
from publishing.models import NextVersion, Record


class ReasonNeededError(Exception):
    """A published fact would change, and readers would not be told why in both languages."""


@dataclass(frozen=True)
class Telling:
    """Who changes something and what is told of it: `reasons` by language, shown to readers
    unless `editorial`, which says that only words change and no fact."""

    user: models.Model | None
    reasons: dict[str, str]
    editorial: bool = False

    @classmethod
    def of(cls, version: NextVersion) -> "Telling":
        """Who prepared a next version, and what was to be told of it."""
        reasons = {code: getattr(version, localized("reason", code)) or "" for code in LANGUAGES}
        return cls(version.author, reasons, version.editorial)

    @property
    def columns(self) -> dict[str, str]:
        """The reasons as the columns of a model hold them."""
        return {localized("reason", code): self.reasons.get(code, "") for code in LANGUAGES}

    @property
    def is_complete(self) -> bool:
        """Whether readers of both languages can be told why."""
        return all(self.reasons.get(code, "").strip() for code in LANGUAGES)


def told_changes(record: Record, before: Document, after: Document) -> list[Difference]:
    """The changes of facts that readers of `record`, if it is shown now, must be told of."""
    if not record.is_public or after.get("state") != State.PUBLISHED:
        return []
    return told(type(record), differences(type(record), before, after))


def ask_why(record: Record, live: Document, document: Document, by: Telling) -> None:
    """Raise ReasonNeededError where readers must be told why, and nobody says it."""
    if not (by.editorial or by.is_complete) and told_changes(record, live, document):
        raise ReasonNeededError
