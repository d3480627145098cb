"""Writing the index: what it holds of each record, and what it should hold and does not."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, models, transaction
from django.utils import translation

from publishing.documents.values import LANGUAGES
from search import engines
from search.analysis import LONGEST, atoms, key, tokens
from search.folding import fold
from search.models import SearchDocument, SearchName, Word
from search.registry import KINDS, Entry, Kind, Text, kind_of, kinds

# Raised whenever the same record is to be indexed differently than before.
VERSION = 1
BATCH = 100


@dataclass
class Indexed:
    """What the index holds of one record: its row, its names, and its tokens by place."""

    document: SearchDocument
    names: list[SearchName]
    places: dict[int, set[str]]


def indexed(kind: Kind, record: models.Model) -> Indexed:
    """Work out what the index holds of a record; nothing is written."""
    with translation.override("en"):  # only the path behind the language is kept
        entry = kind.entry(record)
    pk = kind.pk_of(record.pk)
    names = _names(pk, entry)
    fields = (
        (entry.name, Text.both(entry.abbreviation)),
        (*entry.former, *entry.also, Text.both(entry.slug.rpartition("/")[2])),
        (entry.summary,),
        (*entry.body, *entry.linked),
    )
    places = {}
    for number, texts in enumerate(fields):
        for language, code in enumerate(("zh_hk", "en")):
            found = set().union(*(tokens(getattr(text, code)) for text in texts))
            if found:
                places[engines.place_of(pk, number, language)] = found
    document = SearchDocument(
        id=pk,
        slug=entry.slug,
        address=entry.address.removeprefix("/en"),
        abbreviation=entry.abbreviation,
        name_zh_hk=entry.name.zh_hk,
        name_en=entry.name.en,
        summary_zh_hk=entry.summary.zh_hk,
        summary_en=entry.summary.en,
        body_zh_hk=_joined(text.zh_hk for text in (*entry.former, *entry.body)),
        body_en=_joined(text.en for text in (*entry.former, *entry.body)),
        name_tokens_zh_hk=" ".join(sorted(tokens(entry.name.zh_hk))),
        name_tokens_en=" ".join(sorted(tokens(entry.name.en))),
        ended_from=entry.ended_from,
        dated=entry.dated,
    )
    document.digest = _digest(document, names, places)
    return Indexed(document, names, places)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _names(pk: int, entry: Entry) -> list[SearchName]:
    """Each key once, by the surest way the record comes by it."""
    found: dict[str, SearchName] = {}

    def add(text: str, tier: int, language: str) -> None:
        for one in (text, text.rstrip("+＋")):
            if one and (of := key(one)) and of not in found:
                shown = text.replace("\x00", "")[:300]
                found[of] = SearchName(
                    document_id=pk,
                    key=of,
                    folded=" ".join(fold(shown).split())[:300],
                    shown=shown,
                    language=language,
                    tier=tier,
                )

    present, former = SearchName.Tier.PRESENT, SearchName.Tier.FORMER
    add(entry.abbreviation, present, "")
    for text, tier in ((entry.name, present), *((text, former) for text in entry.former)):
        for code, one in zip(LANGUAGES, (text.zh_hk, text.en), strict=True):
            add(one, tier, "" if text.zh_hk == text.en else code)
    return list(found.values())


def _digest(document: SearchDocument, names: list[SearchName], places: dict) -> str:
    parts = [str(VERSION)]
    parts += [
        str(getattr(document, name.attname))
        for name in SearchDocument._meta.fields
        if name.attname != "digest"
    ]
    parts += [f"{name.key}/{name.tier}/{name.shown}" for name in names]
    parts += [f"{place}:{' '.join(sorted(found))}" for place, found in sorted(places.items())]
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()


def _words(documents: Iterable[SearchDocument]) -> dict[str, str]:
    """Folded word to the form it is shown in, of names and summaries."""
    found: dict[str, str] = {}
    for document in documents:
        for text in (
            *(document.name_zh_hk, document.name_en, document.abbreviation),
            *(document.summary_zh_hk, document.summary_en),
        ):
            shown, folded = _aligned(text)
            before = None
            for atom in atoms(folded):
                if not atom.han and 3 <= len(atom.whole) <= LONGEST and atom.whole.isascii():
                    found.setdefault(atom.whole, atom.whole)
                if atom.han and before and before.han and before.end == atom.start:
                    found.setdefault(
                        folded[before.start : atom.end], shown[before.start : atom.end]
                    )
                before = atom
    return found


def _aligned(text: str) -> tuple[str, str]:
    """A text and its folded form, sign by sign; signs that fold to several are left out."""
    pairs = [(sign, folded) for sign in text if len(folded := fold(sign)) == 1]
    return "".join(pair[0] for pair in pairs), "".join(pair[1] for pair in pairs)


def _lock() -> None:
    """One writer at a time: who comes second reads what the first has committed.

    SQLite's transactions are immediate and need no lock of ours.
    """
    if engines.is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('search_index'))")


def refresh(pks: Iterable[int]) -> None:
    """Make the index of these keys what their records are now; those that are gone go.

    Everything of one batch is written at once, so that a search finds a record as it was or as
    it is, never without its index.
    """
    wanted = sorted(set(pks))
    for start in range(0, len(wanted), BATCH):
        _refresh_batch(wanted[start : start + BATCH])


def _refresh_batch(pks: list[int]) -> None:
    with transaction.atomic():
        _lock()
        found = list(_of_keys(pks))
        SearchDocument.objects.filter(pk__in=pks).delete()
        SearchDocument.objects.bulk_create([one.document for one in found])
        SearchName.objects.bulk_create([name for one in found for name in one.names])
        engines.write(pks, {place: set_ for one in found for place, set_ in one.places.items()})
        words = _words(one.document for one in found)
        Word.objects.bulk_create(
            [Word(folded=folded, shown=shown) for folded, shown in words.items()],
            ignore_conflicts=True,
        )


def _of_keys(pks: Iterable[int]) -> Iterator[Indexed]:
    by_kind: dict[int, list[int]] = {}
    for pk in pks:
        by_kind.setdefault(kind_of(pk).number, []).append(pk)
    for keys in by_kind.values():
        kind = kind_of(keys[0])
        wanted = [pk // KINDS for pk in keys]
        for record in kind.records().filter(pk__in=wanted):
            yield indexed(kind, record)


@dataclass
class Drift:
    """Where the index is not what the records say, as `kind/slug`."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    orphaned: list[str] = field(default_factory=list)
    number: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.orphaned)


def drift(pks_found: list[int] | None = None) -> Drift:
    """Compare the whole index with the records; `pks_found` collects the keys that differ."""
    report, differing = Drift(), [] if pks_found is None else pks_found
    present = dict(SearchDocument.objects.values_list("pk", "digest"))
    slugs = dict(SearchDocument.objects.values_list("pk", "slug"))
    for kind in kinds():
        keys = list(kind.records().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            part = keys[start : start + BATCH]
            held = engines.stored(kind.pk_of(key) for key in part)
            for record in kind.records().filter(pk__in=part):
                one = indexed(kind, record)
                pk, name = one.document.pk, f"{kind.code}/{one.document.slug}"
                report.number += 1
                digest = present.pop(pk, None)
                expected = {place: len(found) for place, found in one.places.items()}
                actual = {
                    place: number for place, number in held.items() if place // engines.PLACES == pk
                }
                if digest is None:
                    report.missing.append(name)
                elif digest != one.document.digest or expected != actual:
                    report.stale.append(name)
                else:
                    continue
                differing.append(pk)
    for pk in present:
        report.orphaned.append(f"{kind_of(pk).code}/{slugs[pk]}")
        differing.append(pk)
    return report


def forget_words() -> None:
    """Take out the words that no indexed name or summary holds any more."""
    held: set[str] = set()
    texts = ("abbreviation", "name_zh_hk", "name_en", "summary_zh_hk", "summary_en")
    for document in SearchDocument.objects.only(*texts).iterator():
        held |= _words([document]).keys()
    gone = [word for word in Word.objects.values_list("pk", flat=True) if word not in held]
    for start in range(0, len(gone), BATCH):
        Word.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def every_key() -> list[int]:
    """The index keys of all records, public or not."""
    return [
        kind.pk_of(pk) for kind in kinds() for pk in kind.records().values_list("pk", flat=True)
    ]


def is_over(ended_from: date | None, on: date) -> bool:
    """Whether something that ended, if it did, is over on the day `on`."""
    return ended_from is not None and ended_from <= on
