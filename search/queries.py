"""Finding: the engine gives the candidates, one function orders them, and the records themselves
say which of them a reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from publishing.dates import today
from publishing.documents.values import LANGUAGES, localized
from search import correction, engines, snippets, synonyms
from search.indexing import is_over
from search.models import SearchDocument
from search.parsing import Query, parse
from search.ranking import CUED, LEAST_COVER, OVER, Found, weigh
from search.registry import KINDS, Kind, kind_named, kind_of, kinds
from search.snippets import Sought

# So many of the best are weighed again with their names at hand; the others keep their order.
WEIGHED_AGAIN = 120
# What a document's other text takes no time over.
_BRIEF = (
    *("slug", "name_tokens_zh_hk", "name_tokens_en", "ended_from", "dated"),
    *("abbreviation",),
)

HTML_LANGUAGES = dict(settings.HTML_LANGUAGES)


@dataclass
class Results:
    """What a query found: index keys in order.

    `instead` is the query that was searched where the one asked for has a slip in it, and
    `meant` one that is only offered.
    """

    query: Query
    pks: list[int] = field(default_factory=list)
    instead: str = ""
    meant: str = ""

    def of_kind(self, code: str) -> list[int]:
        """The records' own keys of one kind, in order."""
        number = kind_named(code).number
        return [pk // KINDS for pk in self.pks if pk % KINDS == number]


def visible(pks: Iterable[int]) -> set[int]:
    """Those of some index keys whose records a reader may see now. One query."""
    wanted: dict[int, list[int]] = {}
    for pk in pks:
        wanted.setdefault(pk % KINDS, []).append(pk // KINDS)
    public = {
        kind.number: (_among(kind.public(), wanted[kind.number]).order_by().values_list("pk"))
        for kind in kinds()
        if kind.number in wanted
    }
    return {
        pk * KINDS + number for number, found in engines.keys_of(public).items() for pk in found
    }


def _among(records: QuerySet, pks: list[int]) -> QuerySet:
    column = f'"{records.model._meta.db_table}"."{records.model._meta.pk.column}"'
    sql, params = engines.among(column, pks)
    return records.extra(where=[sql], params=params)  # noqa: S610 - the column is the model's own


def find(text: str, *, strict: bool = False, kind: str = "", exact: bool = False) -> Results:
    """Search for `text` in the active language's order of things.

    strict: only what holds every part of it, as a list narrowed by words wants it.
    kind: only records of this kind.
    exact: take the words as they were typed, slips and all.
    """
    if not text.strip():
        return Results(Query(text, [], []))
    table = synonyms.table()
    query = parse(text, table)
    results, places = _search(query, strict, kind)
    if not query.units:
        return results
    mended = correction.mend(query, places, table)
    if not mended:
        return results
    other = parse(mended, table)
    better, _places = _search(other, strict, kind)
    if better.pks and not exact:
        better.instead = mended
        return better
    results.meant = mended if better.pks else ""
    return results


def _search(query: Query, strict: bool, kind: str) -> tuple[Results, dict[str, list[int]]]:
    places = engines.places_of(query.tokens)
    number = SearchDocument.objects.count() if query.units else 0
    language = LANGUAGES.index(get_language())
    wanted = kind_named(kind).number if kind else None
    needed = sum(not unit.bonus for unit in query.units) if strict else 0
    shown = Found()
    # What holds little beside the best is looked at only where the best turn out to be hidden.
    for everything in (False, True):
        found = weigh(query.units, places, number, language, everything=everything or kind != "")
        if strict or kind:
            found = found.only(
                pk
                for pk, units in found.units.items()
                if units >= needed and (wanted is None or pk % KINDS == wanted)
            )
        near = _enough(query, found, 0.0 if everything else found.best)
        shown = near.only(visible(near.cover))
        if shown.best >= found.best:
            break
    return Results(query, order(query, _enough(query, shown, shown.best))), places


def _enough(query: Query, found: Found, best: float) -> Found:
    """Those that hold enough of the query beside the best, or are called by a part of it."""
    least = LEAST_COVER * best
    named = set().union(*(unit.names for unit in query.units))
    return found.only(pk for pk, cover in found.cover.items() if cover >= least or pk in named)


def order(query: Query, found: Found) -> list[int]:
    """The index keys of what was found, best first. One query."""
    if not found.score:
        return []
    weights = {kind.number: CUED if kind.number in query.cued else kind.weight for kind in kinds()}
    first = {
        pk: (query.names.get(pk, 2), -score * weights[pk % KINDS])
        for pk, score in found.score.items()
    }
    ordered = [pk for *_rank, pk in sorted((*rank, pk) for pk, rank in first.items())]
    head, tail = ordered[:WEIGHED_AGAIN], ordered[WEIGHED_AGAIN:]
    tokens, day = query.tokens, today()
    final = {}
    for document in SearchDocument.objects.filter(pk__in=head).only(*_BRIEF):
        tier, score = first[document.pk]
        share = max(
            _share(tokens, getattr(document, f"name_tokens_{code}")) for code in ("zh_hk", "en")
        )
        over = is_over(document.ended_from, day)
        relevance = -score * (0.85 + 0.3 * share) * (OVER if over else 1.0)
        final[document.pk] = (
            tier,
            -round(relevance, 2),
            over,
            -round(relevance, 6),
            document.pk % KINDS,
            _later_first(document.dated),
            document.slug,
        )
    return sorted(final, key=final.__getitem__) + tail


def _share(tokens: set[str], name: str) -> float:
    """How much of a name a query says."""
    own = name.split()
    return sum(token in tokens for token in own) / len(own) if own else 0.0


def _later_first(dated: str) -> tuple[int, ...]:
    return tuple(-ord(sign) for sign in dated) or (0,)


# --- What a page shows ----------------------------------------------------------------------


@dataclass
class Hit:
    """One result: its document, its kind, and what that kind shows beside the text."""

    document: SearchDocument
    kind: Kind
    extra: Any
    sought: Sought

    @property
    def address(self) -> str:
        """Where it leads, in the active language."""
        return f"/{get_language()}{self.document.address}"

    @property
    def name(self) -> SafeString:
        """The record's name with what was found marked; in the other language where only that is
        known, and then marked as such."""
        return self._text("name", whole=True)

    @property
    def passage(self) -> SafeString:
        """The summary, or the passage that answers better, with what was found marked."""
        return self._text("summary", whole=False)

    @cached_property
    def _unsaid(self) -> Sought:
        document = self.document
        names = (document.abbreviation, document.name_zh_hk, document.name_en)
        return snippets.unsaid(" ".join(names), self.sought)

    def _text(self, name: str, *, whole: bool) -> SafeString:
        own = get_language()
        for code in sorted(LANGUAGES, key=lambda code: code != own):
            text = getattr(self.document, localized(name, code))
            if not whole:
                body = getattr(self.document, localized("body", code))
                text = snippets.passage(text, body, self._unsaid, code)
            if text:
                html = snippets.marked(text, self.sought)
                if code == own:
                    return html
                return format_html('<span lang="{}">{}</span>', HTML_LANGUAGES[code], html)
        return mark_safe("")


def hits(results: Results, pks: Iterable[int]) -> list[Hit]:
    """The results of one page, in order. One query, and those of each kind's extras."""
    pks = list(pks)
    documents = SearchDocument.objects.in_bulk(pks)
    extras: dict[int, Any] = {}
    for kind in kinds():
        own = [pk // KINDS for pk in pks if pk % KINDS == kind.number]
        if own and kind.extras:
            extras |= {kind.pk_of(pk): extra for pk, extra in kind.extras(own).items()}
    sought = results.query.sought
    return [
        Hit(documents[pk], kind_of(pk), extras.get(pk), sought) for pk in pks if pk in documents
    ]
