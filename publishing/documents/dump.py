"""From a record to its document."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Prefetch, QuerySet

from publishing.documents.values import (
    LANGUAGES,
    is_empty,
    is_translated,
    localized,
    plain_decimal,
    to_plain,
)
from publishing.models.revision import SlugRedirect

Document = dict[str, Any]

RECORD_FIELDS = ("state", "publish_at", "withdraw_at")


def dump(record: models.Model) -> Document:
    """The record's document as the database holds it: one query a relation and sort of rows.

    Raises the model's DoesNotExist when the record is gone.
    """
    model = type(record)
    stored = model._base_manager.prefetch_related(*_prefetches(model)).get(pk=record.pk)
    redirects = SlugRedirect.objects.filter(kind=record._meta.label_lower, slug=stored.slug)
    return _record_document(stored, sorted(redirects.values_list("old_slug", flat=True)))


def dump_all(queryset: QuerySet) -> list[Document]:
    """The documents of many records of one model, in a number of queries that does not grow."""
    model = queryset.model
    redirects: dict[str, list[str]] = {}
    for old, new in SlugRedirect.objects.filter(kind=model._meta.label_lower).values_list(
        "old_slug", "slug"
    ):
        redirects.setdefault(new, []).append(old)
    records = queryset.prefetch_related(*_prefetches(model))
    return [_record_document(record, sorted(redirects.get(record.slug, []))) for record in records]


def _prefetches(model: type[models.Model]) -> list:
    relations: list = [
        name
        for name in model.document.fields
        if model._meta.get_field(name).is_relation and name not in model.document.siblings
    ]
    relations += list(model.document.siblings)
    for rows in model.document.rows:
        row_model = model._meta.get_field(rows.name).related_model
        relations.append(
            Prefetch(rows.name, row_model._base_manager.prefetch_related(*_prefetches(row_model)))
        )
    return relations


def _record_document(record: models.Model, redirects: list[str]) -> Document:
    document: Document = {"slug": record.slug}
    for name in RECORD_FIELDS:
        value = getattr(record, name)
        if value is not None:
            document[name] = to_plain(value)
    if redirects:
        document["redirects_from"] = redirects
    return document | _body(record)


def _body(instance: models.Model) -> Document:
    model = type(instance)
    document: Document = {}
    for name in model.document.fields:
        value = _field_value(instance, name)
        if value is not None:
            document[name] = value
    for rows in model.document.rows:
        children = sorted(
            getattr(instance, rows.name).all(), key=lambda row: (row.position, row.pk)
        )
        if children:
            document[rows.name] = [
                {rows.key: getattr(child, rows.key)} | _body(child) for child in children
            ]
    return document


def _field_value(instance: models.Model, name: str) -> Any:
    model = type(instance)
    if is_translated(model, name):
        texts = {code: getattr(instance, localized(name, code)) or None for code in LANGUAGES}
        return texts if any(texts.values()) else None
    field = model._meta.get_field(name)
    if field.many_to_many:
        return sorted(related.slug for related in getattr(instance, name).all()) or None
    if name in model.document.siblings:
        related = getattr(instance, name)
        return related.key if related else None
    if field.is_relation:
        related = getattr(instance, name)
        return related.slug if related else None
    value = getattr(instance, name)
    if is_empty(field, value):
        return None
    return plain_decimal(value) if isinstance(field, models.DecimalField) else to_plain(value)


def relation_is_generic(model: type[models.Model], name: str) -> bool:
    """Whether child rows `name` hang on the record by a generic relation."""
    return isinstance(model._meta.get_field(name), GenericRelation)
