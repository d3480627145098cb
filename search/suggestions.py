"""Names offered while somebody types."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length, Mod
from django.utils.translation import get_language

from search.folding import fold
from search.models import SearchName
from search.queries import visible
from search.registry import KINDS, Kind, Naming, kind_of, kinds

MOST = 8
# So many names are asked for, so that enough are left when hidden ones are taken out.
LOOKED_AT = 60


@dataclass(frozen=True)
class Suggestion:
    """One name, as it is written, and the kind of record it belongs to."""

    text: str
    kind: Kind


def suggest(typed: str) -> list[Suggestion]:
    """At most eight names of what a reader may see that begin with what was typed, or else hold
    it; schemes before others, short names before long ones. Two queries."""
    folded = " ".join(fold(typed[:60]).split())
    if not folded or (folded.isascii() and len(folded) < 2):
        return []
    found = list(_names(folded)[:LOOKED_AT])
    shown = visible({name.document_id for name in found})
    language, chosen = get_language(), {}
    for name in found:
        if name.document_id not in shown:
            continue
        before = chosen.get(name.document_id)
        # Of two names of one record the one in the page's language is offered.
        if before is None or (before.language not in ("", language) and name.language == language):
            chosen[name.document_id] = name
    texts: dict[str, Suggestion] = {}
    for pk, name in chosen.items():
        texts.setdefault(name.shown, Suggestion(name.shown, kind_of(pk)))
    return list(texts.values())[:MOST]


def _names(folded: str) -> QuerySet[SearchName]:
    """Names in which words begin with what was typed, those that begin with it first; within a
    word only Chinese is looked for."""
    begins = Q(folded__startswith=folded)
    within = Q(folded__contains=f" {folded}") if folded.isascii() else Q(folded__contains=folded)
    first = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    named = [kind.number for kind in kinds() if kind.naming is not Naming.ELSEWHERE]
    return (
        SearchName.objects.alias(
            number=Mod(F("document_id"), Value(KINDS), output_field=IntegerField())
        )
        .filter(begins | within, number__in=named)
        .alias(first=first, length=Length("folded"))
        .order_by("first", "tier", "number", "length", "folded", "document_id", "pk")
    )
