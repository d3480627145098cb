"""A site many times its size: copies of real records with all their rows, in bulk.

Nothing is validated but by the database, so that thousands are there within a minute.
"""

from collections.abc import Iterable
from copy import copy
from datetime import UTC, datetime
from itertools import cycle, islice

from django.contrib.contenttypes.models import ContentType
from django.db import models

from publishing.documents.dump import Document, dump_all, relation_is_generic
from publishing.documents.spec import Rows
from publishing.models import NextVersion, Revision

BATCH = 500
FAR_OFF = datetime(2099, 1, 1, tzinfo=UTC)
# By the primary key of what is copied: each copy, with the number that tells its record.
Copies = dict[int, list[tuple[int, models.Model]]]


def copy_records(model: type[models.Model], count: int) -> dict[str, str]:
    """Add `count` copies of the model's records, taken in turn, each with its rows.

    Return the slug of each copy with that of its original.
    """
    originals = list(model._base_manager.order_by("slug"))
    made: Copies = {}
    slugs = {}
    for number, original in enumerate(islice(cycle(originals), count)):
        one = _copy(original, slug=_numbered(original.slug, number))
        made.setdefault(original.pk, []).append((number, one))
        slugs[one.slug] = original.slug
    _write(model, made)
    _copy_rows(model, made, {})
    return slugs


def _numbered(slug: str, number: int) -> str:
    # First in a list by address, and there as mixed as the originals.
    return f"{number:05}-{slug}"[:80]


def _copy(instance: models.Model, **changed) -> models.Model:
    one = copy(instance)
    one.pk, one._state.adding = None, True
    for name, value in changed.items():
        setattr(one, name, value)
    return one


def _write(model: type[models.Model], made: Copies) -> None:
    everyone = [one for copies in made.values() for _number, one in copies]
    model._base_manager.bulk_create(everyone, batch_size=BATCH)
    for name in model.document.fields:
        field = model._meta.get_field(name)
        if field.many_to_many:
            _link(field, made)


def _link(field: models.ManyToManyField, made: Copies) -> None:
    through, own = field.remote_field.through, field.m2m_field_name() + "_id"
    links = through._base_manager.filter(**{f"{own}__in": list(made)})
    through._base_manager.bulk_create(
        [
            _copy(link, **{own: one.pk})
            for link in links
            for _number, one in made[getattr(link, own)]
        ],
        batch_size=BATCH,
    )


def _copy_rows(model: type[models.Model], parents: Copies, siblings: dict[str, Copies]) -> None:
    """Copy what hangs on the parents, to any depth; `siblings` are the rows copied before."""
    known = dict(siblings)
    for rows in model.document.rows:
        found, own = _rows_of(model, rows, list(parents))
        row_model = found.model
        made: Copies = {}
        for row in found:
            for number, parent in parents[getattr(row, own)]:
                changed = {own: parent.pk}
                if rows.key == "slug":  # unique over the whole site
                    changed["slug"] = _numbered(row.slug, number)
                for field, name in row_model.document.siblings.items():
                    pointed_to = dict(known[name].get(getattr(row, f"{field}_id"), ()))
                    if number in pointed_to:
                        changed[field] = pointed_to[number]
                made.setdefault(row.pk, []).append((number, _copy(row, **changed)))
        _write(row_model, made)
        known[rows.name] = made
        _copy_rows(row_model, made, known)


def _rows_of(
    model: type[models.Model], rows: Rows, parents: list[int]
) -> tuple[models.QuerySet, str]:
    """The rows of these parents, and the attribute that holds the parent's primary key."""
    relation = model._meta.get_field(rows.name)
    found = relation.related_model._base_manager.order_by("pk")
    if not relation_is_generic(model, rows.name):
        own = relation.field.attname
        return found.filter(**{f"{own}__in": parents}), own
    own = relation.object_id_field_name
    kind = {relation.content_type_field_name: ContentType.objects.get_for_model(model)}
    return found.filter(**kind, **{f"{own}__in": parents}), own


def documents(model: type[models.Model], made: dict[str, str]) -> list[Document]:
    """The documents of all records of the model: as stored, and those of copies worked out."""
    stored = {
        document["slug"]: document
        for document in dump_all(model.objects.exclude(slug__in=list(made)))
    }
    return [*stored.values(), *(_readdressed(model, stored[made[slug]], slug) for slug in made)]


def _readdressed(model: type[models.Model], document: Document, slug: str) -> Document:
    number = int(slug.partition("-")[0])
    changed = {"slug": slug}
    for rows in model.document.rows:
        if rows.key == "slug" and rows.name in document:
            changed[rows.name] = [
                row | {"slug": _numbered(row["slug"], number)} for row in document[rows.name]
            ]
    kept = {name: value for name, value in document.items() if name != "redirects_from"}
    return kept | changed


def add_revisions(
    model: type[models.Model], of: Iterable[Document], count: int, user: models.Model
) -> None:
    """Keep `count` revisions by `user`, of each of the documents in turn."""
    revisions = (
        Revision(
            kind=model._meta.label_lower,
            slug=document["slug"],
            document=document,
            origin=Revision.Origin.STAFF,
            action="published" if number % 3 else "saved",
            user=user,
            reason_zh_hk="資料有誤。",
            reason_en="It was wrong.",
        )
        for number, document in enumerate(islice(cycle(of), count))
    )
    while batch := list(islice(revisions, BATCH)):
        Revision.objects.bulk_create(batch)


def add_next_versions(
    model: type[models.Model], of: Iterable[Document], user: models.Model
) -> None:
    """Prepare a next version of each, one in three scheduled, that changes its name."""
    states = cycle(NextVersion.State)
    name = model.document.fields[0]
    NextVersion.objects.bulk_create(
        [
            NextVersion(
                kind=model._meta.label_lower,
                slug=document["slug"],
                document=document | {name: {"zh-hk": "下一版", "en": "Next"}},
                base=document,
                state=state,
                go_live_at=FAR_OFF if state == NextVersion.State.SCHEDULED else None,
                author=user,
            )
            for document, state in zip(of, states, strict=False)
        ],
        batch_size=BATCH,
    )
