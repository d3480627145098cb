"""What differs between two documents, and joining two that were changed apart. No database."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from publishing.documents.dump import RECORD_FIELDS, Document
from publishing.documents.spec import Rows
from publishing.documents.values import LANGUAGES, is_translated

Model = type[models.Model]
Path = tuple[str, ...]
Step = tuple[Model, Rows, str]

REDIRECTS = "redirects_from"
# What opens a record's document, before the fields of its Spec.
OPENING = ("slug", *RECORD_FIELDS, REDIRECTS)


@dataclass(frozen=True)
class Difference:
    """One place where two documents differ.

    path: field names and row keys, such as ("tracks", "main", "terms", "2016", "ceiling"). It ends
        in a field; or in a key where a whole row was added or taken away; or in the name of the
        rows where those that both documents have stand in another order.
    language: of a translated text, the language that differs; otherwise empty.
    old, new: the values as documents hold them, None where there is none: a row's document; for an
        order the keys of the rows that both have.
    """

    path: Path
    language: str
    old: Any
    new: Any

    def as_dict(self) -> dict[str, Any]:
        """The form that JSON can hold."""
        return {
            "path": list(self.path),
            "language": self.language,
            "old": self.old,
            "new": self.new,
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Difference":
        """What `as_dict` made, read again. Raises KeyError where a part is missing."""
        return cls(tuple(stored["path"]), stored["language"], stored["old"], stored["new"])


@dataclass(frozen=True)
class Conflict:
    """One place that both sides changed, not to the same; values as in a Difference.

    Of a row that one side took away and the other changed, the former's value is None.
    """

    path: Path
    language: str
    base: Any
    mine: Any
    theirs: Any


def row_model(model: Model, name: str) -> Model:
    """The model of the child rows `name`."""
    return model._meta.get_field(name).related_model


def steps(model: Model, path: Path) -> tuple[list[Step], str] | None:
    """A Difference's path as the rows it goes through and the name it ends in, empty for a row.

    None where the model has no such field or rows, as it may have had once.
    """
    passed: list[Step] = []
    opening = OPENING
    while path:
        rows = {rows.name: rows for rows in model.document.rows}
        if len(path) == 1:
            known = path[0] in {*opening, *model.document.fields, *rows}
            return (passed, path[0]) if known else None
        if path[0] not in rows:
            return None
        model = row_model(model, path[0])
        passed.append((model, rows[path[0]], path[1]))
        path, opening = path[2:], ()
    return passed, ""


def differences(model: Model, old: Document | None, new: Document) -> list[Difference]:
    """Where `new` differs from `old`, in the order of the document; None is the empty document.

    Empty exactly where two canonical documents of `model` are equal. Only what the model's Spec
    names is compared.
    """
    return list(_differences(model, (), old or {}, new, OPENING))


def _differences(
    model: Model, path: Path, old: Document, new: Document, opening: tuple[str, ...] = ()
) -> Iterator[Difference]:
    for name in (*opening, *model.document.fields):
        place, before, after = (*path, name), old.get(name), new.get(name)
        if not is_translated(model, name):
            if before != after:
                yield Difference(place, "", before, after)
            continue
        for code in LANGUAGES:
            pair = [(texts or {}).get(code) for texts in (before, after)]
            if pair[0] != pair[1]:
                yield Difference(place, code, *pair)
    for rows in model.document.rows:
        place, child = (*path, rows.name), row_model(model, rows.name)
        yield from _row_differences(child, place, _by_key(rows, old), _by_key(rows, new))


def _row_differences(
    model: Model, path: Path, old: dict[str, Document], new: dict[str, Document]
) -> Iterator[Difference]:
    stayed, now = [key for key in old if key in new], [key for key in new if key in old]
    if stayed != now:
        yield Difference(path, "", stayed, now)
    for key, row in new.items():
        if key in old:
            yield from _differences(model, (*path, key), old[key], row)
        else:
            yield Difference((*path, key), "", None, row)
    for key, row in old.items():
        if key not in new:
            yield Difference((*path, key), "", row, None)


def _by_key(rows: Rows, document: Document) -> dict[str, Document]:
    return {row[rows.key]: row for row in document.get(rows.name) or ()}


def told(model: Model, differences: Iterable[Difference]) -> list[Difference]:
    """Those that change a fact readers are told of, as `told` of the Specs says.

    A row added or taken away counts when its model, or that of a row under it, has such facts.
    """
    return [difference for difference in differences if _is_told(model, difference)]


def _is_told(model: Model, difference: Difference) -> bool:
    passed, name = steps(model, difference.path)
    found = passed[-1][0] if passed else model
    if name:
        return name in found.document.told
    return _row_is_told(found, difference.old or difference.new)


def _row_is_told(model: Model, row: Document) -> bool:
    return bool(model.document.told) or any(
        _row_is_told(row_model(model, rows.name), child)
        for rows in model.document.rows
        for child in row.get(rows.name) or ()
    )


def merge(
    model: Model, base: Document, mine: Document, theirs: Document
) -> tuple[Document, list[Conflict]]:
    """Join two documents that were both made from `base`; return it, canonical, and the conflicts.

    What one side changed is taken, field by field, language by language and row by row. Where both
    changed the same place, not to the same, `mine` is taken and the place is a Conflict; a row that
    only one side kept, and changed, stays and is one too. Of lists of slugs, what either side added
    is in and what either took away is out.
    """
    merger = _Merger()
    return merger.document(model, (), base, mine, theirs, OPENING), merger.conflicts


class _Apart:
    """Stands for the value of a row that both sides made anew: no value of theirs equals it."""


class _Merger:
    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def document(
        self,
        model: Model,
        path: Path,
        base: Document | type[_Apart],
        mine: Document,
        theirs: Document,
        opening: tuple[str, ...],
    ) -> Document:
        """The record's or row's document; fields in the order of the Spec, nothing empty."""
        anew = base is _Apart
        merged: Document = {}
        for name in (*opening, *model.document.fields):
            place, was = (*path, name), _Apart if anew else base.get(name)
            versions = (was, mine.get(name), theirs.get(name))
            if is_translated(model, name):
                merged[name] = self.texts(place, *versions)
            elif name == REDIRECTS or (name not in opening and _is_list(model, name)):
                merged[name] = _joined([] if anew else was, *versions[1:])
            else:
                merged[name] = self.value(place, "", *versions)
        for rows in model.document.rows:
            sides = [_by_key(rows, side) for side in ({} if anew else base, mine, theirs)]
            merged[rows.name] = self.rows(rows, row_model(model, rows.name), path, *sides)
        return {name: value for name, value in merged.items() if value is not None and value != []}

    def value(self, path: Path, language: str, base: Any, mine: Any, theirs: Any) -> Any:
        """One value; `mine` in a conflict, which is kept."""
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        base = None if base is _Apart else base
        self.conflicts.append(Conflict(path, language, base, mine, theirs))
        return mine

    def texts(self, path: Path, base: Any, mine: Any, theirs: Any) -> dict[str, Any] | None:
        """A translated text, or None where neither language has one."""
        merged = {}
        for code in LANGUAGES:
            was = _Apart if base is _Apart else (base or {}).get(code)
            sides = [(texts or {}).get(code) for texts in (mine, theirs)]
            merged[code] = self.value(path, code, was, *sides)
        return merged if any(merged.values()) else None

    def rows(
        self,
        rows: Rows,
        model: Model,
        path: Path,
        base: dict[str, Document],
        mine: dict[str, Document],
        theirs: dict[str, Document],
    ) -> list[Document]:
        """Child rows, matched by key."""
        merged = {}
        for key in {**mine, **theirs}:
            place, sides = (*path, rows.name, key), (mine.get(key), theirs.get(key))
            was, one = base.get(key), sides[0] or sides[1]
            if None not in sides:
                versions = (was or _Apart, *sides)
            elif was == one:
                continue  # one side took away what the other left as it was
            else:
                if was:
                    self.conflicts.append(Conflict(place, "", was, *sides))
                versions = (one, one, one)  # nothing to join, only to be made canonical
            merged[key] = self.document(model, place, *versions, (rows.key,))
        return [merged[key] for key in _in_order(merged, [*base], [*mine], [*theirs])]


def _is_list(model: Model, name: str) -> bool:
    return model._meta.get_field(name).many_to_many


def _joined(base: Any, mine: Any, theirs: Any) -> list[str]:
    base, mine, theirs = (set(slugs or ()) for slugs in (base, mine, theirs))
    return sorted((mine & theirs) | (mine - base) | (theirs - base))


def _in_order(
    merged: Collection[str], base: list[str], mine: list[str], theirs: list[str]
) -> list[str]:
    """Keys of `merged` in the order of `mine` if that moved rows of `base`, else of `theirs`; what
    only the other has follows the row that it follows there."""
    moved = [key for key in base if key in mine] != [key for key in mine if key in base]
    lead, other = (mine, theirs) if moved else (theirs, mine)
    order = [key for key in lead if key in merged]
    place = 0
    for key in other:
        if key in merged:
            if key not in order:
                order.insert(place, key)
            place = order.index(key) + 1
    return order
