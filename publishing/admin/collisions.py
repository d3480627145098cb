"""Two editors at once: what each changed, side by side, and both together."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext

from publishing.documents.compare import Difference, differences, merge
from publishing.documents.dump import Document
from publishing.documents.wording import in_words
from publishing.models import Revision


@dataclass(frozen=True)
class Line:
    """One place that somebody changed; `theirs` and `mine` are None where that side left it."""

    place: str
    language: str
    before: str
    theirs: str | None
    mine: str | None

    @property
    def contested(self) -> bool:
        """Whether both changed it, and not to the same."""
        return None not in (self.theirs, self.mine) and self.theirs != self.mine


@dataclass(frozen=True)
class Collision:
    """Another save came between: by whom and when, every place changed, and the merged document."""

    by: Revision | None
    lines: list[Line]
    merged: Document


def collide(record: models.Model, base: Document, mine: Document, theirs: Document) -> Collision:
    """Put two editors' changes of `base` side by side, and join them; where both changed the same
    place, the joined document has `mine`."""
    model = type(record)
    merged, _conflicts = merge(model, base, mine, theirs)
    sides = [_by_place(model, base, document) for document in (theirs, mine)]
    places = {**sides[0], **sides[1]}
    lines = []
    for place in places:
        told = [side.get(place) for side in sides]
        known = next(one for one in told if one)
        after = [None if one is None else one.new or gettext("removed") for one in told]
        lines.append(Line(known.place, known.language, known.old, *after))
    latest = Revision.objects.filter(kind=record.kind, slug=record.slug).select_related("user")
    return Collision(latest.defer("document").first(), lines, merged)


def _by_place(model: type[models.Model], base: Document, document: Document) -> dict:
    found: list[Difference] = differences(model, base, document)
    words = in_words(model, found, document, base)
    return {(one.path, one.language): told for one, told in zip(found, words, strict=True)}
