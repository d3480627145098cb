"""What a record still lacks: told from its document alone, without the database.

A gap is not a fault. Much cannot be known from public pages, and the page then says so; the report
names every such place, so that an editor knows where to look first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from publishing.dates import FuzzyDate
from publishing.documents.dump import Document
from publishing.documents.values import LANGUAGES

OLD_MONTHS = 18
SOURCE_FIELDS = ("source", "second_source", "progress_source")

# What a reader of each kind of record looks for: a field, a list of rows, or, after a colon, rows
# of one section. Only what nearly every record of the kind has belongs here.
EXPECTED: dict[str, tuple[str, ...]] = {
    "schemes": (
        "summary",
        "description",
        "administrator",
        "official_url",
        "launched_on",
        "topics",
        "source",
        "tracks",
        "statuses",
        "clauses:who",
        "clauses:what_for",
        "clauses:how",
        "criteria",
    ),
    "facilities": ("summary", "hosts", "topics", "official_url", "district", "source"),
    "measures": ("text", "progress"),
    "outcomes": ("text", "scheme", "organisations", "topics"),
    "indicators": ("series",),
    "organisations": ("url",),
}
# What these say of the present may have changed since; the rest speaks of its own date only.
OF_THE_PRESENT = frozenset({"schemes", "facilities", "projects", "indicators"})
# A fund takes no applications itself, and a private one belongs to its owner.
NOT_EXPECTED_OF_KIND = {
    "fund": {"tracks", "statuses", "clauses:who"},
    "private_fund": {"clauses:how"},
}


class GapKind(StrEnum):
    """Why a place needs an editor's eye; the value is the word the report prints."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    UNTRANSLATED = "untranslated"
    UNSOURCED = "unsourced"
    UNDATED = "undated"
    OLD = "old"
    GRADE_C = "grade-c"


@dataclass(frozen=True, order=True)
class Gap:
    """One gap of one record: `record` is `folder/slug`, `what` the place in its document."""

    record: str
    kind: GapKind
    what: str

    def __str__(self) -> str:
        return f"{self.record}  {self.kind}  {self.what}"


def gaps_of(
    folder: str, document: Document, sources: Mapping[str, Document], on: date
) -> list[Gap]:
    """Every gap of one document on the day `on`.

    sources: the documents of all public sources by slug; a fact that cites none of them is
        unsourced, whatever it names.
    """
    name = f"{folder}/{document['slug']}"
    found = [
        *((GapKind.MISSING, what) for what in _missing(folder, document)),
        *_of_statuses(document, sources, on),
        *_of_terms(document, sources, on),
        *_of_figures(document, on),
        *_of_texts(document),
        *_of_citations(document, sources),
    ]
    if folder in OF_THE_PRESENT and not _has_ended(document, on):
        newest = _newest(
            sources[slug].get("published_on") for slug in _cited(document) if slug in sources
        )
        if newest is None:
            found.append((GapKind.UNDATED, "every source"))
        elif _is_old(newest, on):
            found.append((GapKind.OLD, f"newest source {newest}"))
    return sorted({Gap(name, kind, what) for kind, what in found})


def _missing(folder: str, document: Document) -> Iterator[str]:
    exempt = NOT_EXPECTED_OF_KIND.get(document.get("scheme_kind", ""), set())
    for what in EXPECTED.get(folder, ()):
        name, _colon, section = what.partition(":")
        value = document.get(name)
        if section:
            value = [row for row in value or () if row["section"] == section]
        if what not in exempt and not value:
            yield what


def _of_statuses(document: Document, sources: Mapping, on: date) -> Iterator[tuple]:
    """The present entry of a scheme's or facility's trail: known, dated, not too old."""
    row = _present(document, on)
    if "unknown" in (row.get("status_state"), row.get("facility_status")):
        yield GapKind.UNKNOWN, f"status {row['key']}"
    if not row or _has_ended(document, on):
        return
    dated = row.get("evidence_on") or sources.get(row["source"], {}).get("published_on")
    if dated is None:
        yield GapKind.UNDATED, f"status {row['key']}"
    elif _is_old(dated, on):
        yield GapKind.OLD, f"status {row['key']}: {dated}"


def _of_terms(document: Document, sources: Mapping, on: date) -> Iterator[tuple]:
    """The present terms of each track: there at all, and by a source not too old."""
    for track in document.get("tracks", ()):
        if not track.get("terms"):
            yield GapKind.MISSING, f"terms of {track['key']}"
            continue
        row = _latest(track["terms"], "effective_from", on)
        dated = _newest(
            sources[row[name]].get("published_on")
            for name in SOURCE_FIELDS
            if row.get(name) in sources
        )
        if dated and _is_old(dated, on) and not _has_ended(document, on):
            yield GapKind.OLD, f"terms {track['key']}/{row['key']}: {dated}"


def _of_figures(document: Document, on: date) -> Iterator[tuple]:
    """Figures of which none is of the last 18 months, and series without a point."""
    series = document.get("series", ())
    for one in series:
        if not one.get("points"):
            yield GapKind.MISSING, f"points of {one['slug']}"
    if _has_ended(document, on):
        return
    newest = _newest(
        point.get("as_of") or point.get("edition")
        for one in series
        for point in one.get("points", ())
    )
    if newest and _is_old(newest, on):
        yield GapKind.OLD, f"newest figure {newest}"


def _of_texts(value: object, path: str = "") -> Iterator[tuple]:
    """Texts that stand in one language only."""
    match value:
        case dict() if set(value) == set(LANGUAGES):
            for code in LANGUAGES:
                if not value[code]:
                    yield GapKind.UNTRANSLATED, f"{path} ({code})"
        case dict():
            for name, part in value.items():
                yield from _of_texts(part, f"{path}.{name}".lstrip("."))
        case list():
            for number, part in enumerate(value):
                key = number
                if isinstance(part, dict):
                    key = part.get("key") or part.get("slug") or number
                yield from _of_texts(part, f"{path}[{key}]")


def _of_citations(value: object, sources: Mapping, path: str = "") -> Iterator[tuple]:
    """Facts that cite no public source, or only minor sites."""
    if isinstance(value, dict):
        cited = [value[name] for name in SOURCE_FIELDS if value.get(name)]
        where = path or "record"
        if cited and not any(slug in sources for slug in cited):
            yield GapKind.UNSOURCED, where
        elif cited and all(sources.get(slug, {}).get("grade") == "C" for slug in cited):
            yield GapKind.GRADE_C, where
        for name, part in value.items():
            yield from _of_citations(part, sources, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, dict):
                key = part.get("key") or part.get("slug")
                yield from _of_citations(part, sources, f"{path}[{key}]")


def _cited(value: object) -> set[str]:
    if isinstance(value, list):
        return {slug for part in value for slug in _cited(part)}
    if not isinstance(value, dict):
        return set()
    own = {value[name] for name in SOURCE_FIELDS if isinstance(value.get(name), str)}
    return own | {slug for part in value.values() for slug in _cited(part)}


def _has_ended(document: Document, on: date) -> bool:
    """What has ended stays ended; only what may still change grows old."""
    row = _present(document, on)
    return (row.get("status_state") or row.get("facility_status")) in ("closed", "ended")


def _present(document: Document, on: date) -> Mapping:
    """The present entry of a scheme's or facility's trail; empty where it has none."""
    return _latest(document.get("statuses") or document.get("states") or (), "since", on)


def _latest(rows: Sequence[Mapping], dated: str, on: date) -> Mapping:
    """The row that began last by the day `on`; of two that begin together the later in order.

    The same rule as `schemes.standing.current_row` and `schemes.terms.in_force`, on documents.
    """
    begun = [row for row in rows if _start(row.get(dated)) <= on]
    return max(reversed(begun), key=lambda row: _start(row.get(dated)), default={})


def _start(written: object) -> date:
    return FuzzyDate.parse(str(written)).start if written else date.min


def _newest(dates: Iterable[object]) -> str | None:
    """The latest of some written dates; an edition's name, which is no date, does not count."""
    known = []
    for written in dates:
        try:
            known.append((FuzzyDate.parse(str(written)).end, str(written)))
        except ValueError:
            continue
    return max(known, default=(None, None))[1]


def _is_old(written: object, on: date) -> bool:
    months = on.year * 12 + on.month - 1 - OLD_MONTHS
    limit = date(months // 12, months % 12 + 1, min(on.day, 28))
    return FuzzyDate.parse(str(written)).end <= limit
