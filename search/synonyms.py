"""Words for the same thing: kept in `content/synonyms.yaml`, edited in the staff site, and read
from the database once for every change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db.models import Count, Max

from publishing.documents.load import LoadReport
from search.analysis import atoms, key_of, parts, phrase, prepare
from search.models import SynonymGroup, lines

FILE = "synonyms.yaml"
_LISTS = {"zh-hk": "zh_hk", "en": "en", "abbreviations": "abbreviations", "spoken": "spoken"}
_MARKS = ("is_name", "capitals_only")

Document = dict[str, Any]


# --- Looking up -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """One word of a group, as it is looked up and as it is searched."""

    key: str
    tokens: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """A group, ready for searching."""

    key: str
    is_name: bool
    terms: tuple[Term, ...]
    capitals_only: frozenset[str]  # keys that count in capitals only


Table = dict[str, tuple[Group, ...]]
_held: tuple[Any, Table] = (None, {})
_lock = Lock()


def table() -> Table:
    """Key of a term to the groups it stands in. One query, and one more after a change."""
    global _held
    version = SynonymGroup.objects.aggregate(number=Count("pk"), newest=Max("updated_at"))
    version = (version["number"], version["newest"])
    with _lock:
        if _held[0] != version:
            _held = (version, _table(SynonymGroup.objects.order_by("key")))
        return _held[1]


def _table(groups: Iterable[SynonymGroup]) -> Table:
    found: dict[str, list[Group]] = {}
    for group in groups:
        made = _group(group)
        for term in made.terms:
            found.setdefault(term.key, []).append(made)
    return {key: tuple(groups) for key, groups in found.items()}


def _group(group: SynonymGroup) -> Group:
    terms, capitals = {}, set()
    for name in SynonymGroup.TERMS:
        for text in lines(getattr(group, name)):
            found = atoms(prepare(text))
            if not found:
                continue
            term = Term(key_of(found), phrase(found), parts(found))
            terms.setdefault(term.key, term)
            if group.capitals_only and name == "abbreviations":
                capitals.add(term.key)
    return Group(group.key, group.is_name, tuple(terms.values()), frozenset(capitals))


# --- The file -------------------------------------------------------------------------------


def document_of(group: SynonymGroup) -> Document:
    """A group as the file holds it."""
    document: Document = {"key": group.key}
    document |= {mark: True for mark in _MARKS if getattr(group, mark)}
    for name, field in _LISTS.items():
        if terms := lines(getattr(group, field)):
            document[name] = terms
    return document


def load(folder: Path, report: LoadReport) -> None:
    """Bring the groups to what the file of `folder` says, but for those an editor has changed.

    Runs inside the load's transaction; faults are added to `report.errors` with their line.
    """
    path = folder / FILE
    if not path.is_file():
        return
    present = {group.key: group for group in SynonymGroup.objects.all()}
    seen: set[str] = set()
    for line, document in _read(path, report):
        where = f"{folder.name}/{FILE}:{line}"
        problem = _fault(document, seen)
        if problem:
            report.errors.append(f"{where}: {problem}")
            continue
        seen.add(document["key"])
        group = present.get(document["key"]) or SynonymGroup(key=document["key"])
        name = f"synonyms/{group.key}"
        now = document_of(group) if group.pk else None
        if now == document and group.loaded == document:
            report.unchanged += 1
        elif now != document and now != group.loaded:
            report.kept.append(name)
        else:
            (report.updated if group.pk else report.created).append(name)
            _set(group, document)
            try:
                group.full_clean()
                group.save()
            except ValidationError as error:
                report.errors.append(f"{where}: {group.key}: {' '.join(error.messages)}")
    report.orphaned += [
        f"synonyms/{key}" for key, group in present.items() if group.loaded and key not in seen
    ]


def _set(group: SynonymGroup, document: Document) -> None:
    for mark in _MARKS:
        setattr(group, mark, document.get(mark, False))
    for name, field in _LISTS.items():
        setattr(group, field, "\n".join(document.get(name, [])))
    group.loaded = document


def _read(path: Path, report: LoadReport) -> Iterator[tuple[int, Document]]:
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        documents = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        report.errors.append(f"{path.parent.name}/{FILE}:1: {str(error).splitlines()[0]}")
        return
    if not isinstance(documents, list):
        report.errors.append(f"{path.parent.name}/{FILE}:1: must be a list of groups")
        return
    for part, document in zip(node.value, documents, strict=True):
        yield part.start_mark.line + 1, document


def _fault(document: Any, seen: set[str]) -> str:
    """What is wrong with the form of a group; empty where nothing is."""
    if not isinstance(document, dict) or not isinstance(document.get("key"), str):
        return "needs a “key” of Latin letters, digits and hyphens"
    if document["key"] in seen:
        return f"“{document['key']}” stands twice"
    for name, value in document.items():
        if name not in {"key", *_MARKS, *_LISTS}:
            return f"unknown field “{name}”"
        if name in _MARKS and not isinstance(value, bool):
            return f"{name} must be true or false"
        if name in _LISTS and not (
            isinstance(value, list) and value and all(isinstance(term, str) for term in value)
        ):
            return f"{name} must be a list of texts"
    return ""


def write(groups: Iterable[SynonymGroup]) -> str:
    """The file's one written form."""
    parts = []
    for group in groups:
        document = document_of(group)
        for place, (name, value) in enumerate(document.items()):
            text = yaml.safe_dump(
                value, allow_unicode=True, default_flow_style=True, width=10_000
            ).removesuffix("...\n")
            parts.append(f"{'- ' if place == 0 else '  '}{name}: {text}")
    return "".join(parts) or "[]\n"


def dump(folder: Path) -> int:
    """Write every group into `folder`; return how many files that are."""
    folder.mkdir(parents=True, exist_ok=True)
    text = write(SynonymGroup.objects.order_by("key"))
    (folder / FILE).write_text(text, encoding="utf-8")
    return 1
