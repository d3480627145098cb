"""Loading a folder of content files: all of them or none, and never over an editor's change."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from django.db import models, transaction
from django.utils import timezone, translation

from publishing.documents import files
from publishing.documents.apply import apply, make_stub
from publishing.documents.compare import Difference, differences, told
from publishing.documents.dump import Document, dump_all
from publishing.documents.problems import DocumentError, place
from publishing.documents.registry import joined_content, model_for_folder, record_models
from publishing.documents.setting import Found
from publishing.enums import State
from publishing.models.revision import Revision


@dataclass
class LoadReport:
    """What a load did, or would do: record names as `folder/slug`."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    orphaned: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class _RollBackError(Exception):
    pass


def load(
    folder: FilePath, *, check: bool = False, progress: Callable[[str], None] = lambda text: None
) -> LoadReport:
    """Apply every document below `folder` in one transaction; with `check`, or on any error,
    write nothing.

    A record whose present document differs from the one last loaded was changed by an editor: it
    is kept and named in `report.kept`. `report.errors` are lines of `file:line: place: reason`.
    """
    report = LoadReport()
    found = _read_all(folder, report)
    if report.errors and not found:
        return report
    with translation.override("en"):  # one language for reports, whoever runs the command
        try:
            with transaction.atomic():
                _apply_all(folder, found, report, progress)
                for load_joined, _dump in joined_content():
                    load_joined(folder, report)
                if report.errors or check:
                    raise _RollBackError
        except _RollBackError:
            pass
    return report


def _read_all(
    folder: FilePath, report: LoadReport
) -> dict[type[models.Model], list[files.ContentFile]]:
    found: dict[type[models.Model], list[files.ContentFile]] = {
        model: [] for model in record_models()
    }
    for path in sorted(folder.glob("*/*.yaml")):
        name = _name(folder, path)
        model = model_for_folder(path.parent.name)
        if model is None:
            known = ", ".join(model.document.folder for model in record_models())
            report.errors.append(f"{name}:1: no such kind of record; folders are {known}")
            continue
        try:
            found[model].append(files.read(path))
        except files.ReadError as error:
            report.errors.append(f"{name}:{error.line}: {error.problems[0]}")
    return found


def _apply_all(folder, found, report: LoadReport, progress) -> None:
    todo: list[tuple[type[models.Model], files.ContentFile, Document | None]] = []
    for model, content_files in found.items():
        files_there = {content.document["slug"] for content in content_files}
        present = _stored(model, files_there)
        loaded = _last_loaded(model)
        fresh = 0
        for content in content_files:
            slug = content.document["slug"]
            name = f"{model.document.folder}/{slug}"
            if present.get(slug) == content.document:
                report.unchanged += 1
                if loaded.get(slug) != content.document:  # the file took over an editor's change
                    _remember(model, content.document)
                continue
            elif present.get(slug) != loaded.get(slug):  # changed, renamed or deleted since
                report.kept.append(name)
                continue
            elif slug not in present:
                report.created.append(name)
                fresh += 1
                _guard(folder, content, report, lambda c=content, m=model: make_stub(m, c.document))
            else:
                report.updated.append(name)
            todo.append((model, content, present.get(slug)))
        left = model.objects.filter(slug__in=loaded.keys() - files_there)
        report.orphaned += sorted(f"{model.document.folder}/{record.slug}" for record in left)
        progress(f"{model.document.folder}: {len(content_files)} read, {fresh} new")
    looked_up: Found = {}
    written: list[tuple[models.Model, Document | None]] = []

    def write(model: type[models.Model], document: Document, before: Document | None) -> None:
        written.append((apply(model, document, looked_up), before))

    for number, (model, content, before) in enumerate(todo, 1):
        _guard(
            folder, content, report, lambda c=content, m=model, b=before: write(m, c.document, b)
        )
        if number % 100 == 0 or number == len(todo):
            progress(f"{number} of {len(todo)} written")
    if not report.errors:
        _remember_all(written)


def _remember_all(written: list[tuple[models.Model, Document | None]]) -> None:
    """Note what was written, read back together; each record comes with what it was before."""
    slugs: dict[type[models.Model], set[str]] = defaultdict(set)
    for record, _before in written:
        slugs[type(record)].add(record.slug)
    stored = {model: _stored(model, slugs[model]) for model in slugs}
    for record, before in written:
        model = type(record)
        after = stored[model][record.slug]
        changes: list[Difference] = []
        if before and before["state"] == State.PUBLISHED and record.is_public:
            changes = told(model, differences(model, before, after))
        _remember(model, after, changes)


def _stored(model: type[models.Model], slugs: Collection[str]) -> dict[str, Document]:
    """The documents of those of these records that are there, by slug."""
    documents = dump_all(model.objects.filter(slug__in=slugs))
    return {document["slug"]: document for document in documents}


def _remember(
    model: type[models.Model], document: Document, changes: Iterable[Difference] = ()
) -> None:
    """Note what file and record agree on, to tell an editor's later change by; and, of a record
    that readers saw before, the facts that are others now."""
    trail = [change.as_dict() for change in changes]
    published = document["state"] == State.PUBLISHED
    Revision.objects.create(
        kind=model._meta.label_lower,
        slug=document["slug"],
        document=document,
        origin=Revision.Origin.CONTENT,
        action=Revision.Action.PUBLISHED if published else Revision.Action.SAVED,
        trail=trail,
        told_at=timezone.now() if trail else None,
    )


def _guard(folder, content: files.ContentFile, report: LoadReport, action) -> None:
    try:
        with transaction.atomic():
            action()
    except DocumentError as error:
        for problem in error.problems:
            where = f"{place(problem.path)}: " if problem.path else ""
            report.errors.append(
                f"{_name(folder, content.path)}:{content.line(problem.path)}: "
                f"{where}{problem.reason}"
            )


def _last_loaded(model: type[models.Model]) -> dict[str, Document]:
    revisions = Revision.objects.filter(
        kind=model._meta.label_lower, origin=Revision.Origin.CONTENT
    ).order_by("created_at", "pk")
    return dict(revisions.values_list("slug", "document"))


def _name(folder: FilePath, path: FilePath) -> str:
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"
