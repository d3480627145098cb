"""From a document to a record: checked whole, applied whole."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, models, transaction

from publishing.documents.dump import RECORD_FIELDS, Document, dump, relation_is_generic
from publishing.documents.problems import DocumentError, Path, Problem
from publishing.documents.setting import FieldSetter, Found, first_message
from publishing.documents.spec import Rows
from publishing.documents.values import LANGUAGES, is_translated
from publishing.models.revision import SlugRedirect


def apply(
    model: type[models.Model], document: Document, found: Found | None = None
) -> models.Model:
    """Make the record of `model` equal to `document`, creating it when it is new; return it.

    Child rows are matched by key, so those that stay keep their identity. Either all of it is
    written or nothing. Raises DocumentError with every problem found. `found` carries what was
    looked up from one document of a load to the next.
    """
    applier = _Applier(found)
    return _whole(applier, lambda: applier.record(model, document))


def replace(
    record: models.Model, document: Document, before: Document | None = None
) -> models.Model:
    """Make a stored `record` equal to `document`, a change of its slug included; return it.

    Like `apply`, but rows that are as they were are left alone; `before` is what is stored, where
    the caller knows it. Raises DocumentError.
    """
    applier = _Applier()
    applier.before = before or dump(record)
    return _whole(applier, lambda: applier.record(type(record), document, record))


def make_stub(model: type[models.Model], document: Document) -> None:
    """Create a draft that holds the slug, so that documents may point to each other in any order.

    Only what the database insists on is filled in; `apply` must follow in the same transaction.
    """
    record = model(slug=document["slug"])
    applier = _Applier()
    for name in model.document.fields:
        field = model._meta.get_field(name)
        if is_translated(model, name) or field.many_to_many or field.null or name not in document:
            continue
        if field.is_relation or not (field.blank or field.has_default()):
            applier.set_field(record, name, document[name], (name,))
    try:
        with transaction.atomic():
            if not applier.problems:
                record.save()
    except DatabaseError:
        pass  # `apply` says what is wrong with it


def _whole(applier: "_Applier", write: Callable[[], models.Model]) -> models.Model:
    try:
        with transaction.atomic():
            record = write()
            if applier.problems:
                raise DocumentError(applier.problems)
    except IntegrityError as error:
        raise DocumentError([Problem((), str(error).strip().splitlines()[0])]) from error
    return record


class _Applier(FieldSetter):
    before: Document = {}  # what the database holds, where rows may be left alone

    def record(
        self, model: type[models.Model], document: Document, record: models.Model | None = None
    ) -> models.Model:
        slug = document.get("slug")
        if record is None:
            record = model._default_manager.filter(slug=slug).first() or model(slug=slug)
        elif record.slug != slug:
            own = SlugRedirect.objects.filter(kind=record._meta.label_lower)
            own.filter(old_slug=slug).delete()  # it may go back to a former address
            own.filter(slug=record.slug).update(slug=slug)
            record.slug = slug
        known = {"slug", "redirects_from", *RECORD_FIELDS}
        for name in RECORD_FIELDS:
            self.set_field(record, name, document.get(name), (name,))
        self.body(record, document, (), known, before=self.before)
        self.redirects(record, document.get("redirects_from", []))
        return record

    def body(
        self,
        instance: models.Model,
        document: Document,
        path: Path,
        known: set[str],
        siblings: dict[str, dict[str, models.Model]] | None = None,
        before: Document | None = None,
    ) -> None:
        spec = type(instance).document
        known = known | set(spec.fields) | {rows.name for rows in spec.rows}
        for name in document:
            if name not in known:
                self.problem((*path, name), f"unknown field; known are {', '.join(sorted(known))}")
        many: dict[str, list] = {}
        for name in spec.fields:
            value, place = document.get(name), (*path, name)
            if instance._meta.get_field(name).many_to_many:
                many[name] = self.related_list(instance, name, value or [], place)
            elif name in spec.siblings:
                self.set_sibling(instance, name, value, place, siblings or {})
            else:
                self.set_field(instance, name, value, place)
        if not self.check(instance, path) or not self.save(instance, path):
            return
        for name, related in many.items():
            getattr(instance, name).set(related)
        kept: dict[str, dict[str, models.Model]] = dict(siblings or {})
        for rows in spec.rows:
            was = {row[rows.key]: row for row in (before or {}).get(rows.name, ())}
            wanted = document.get(rows.name) or []
            kept[rows.name] = self.rows(instance, rows, wanted, path, kept, was)

    def rows(
        self,
        parent: models.Model,
        rows: Rows,
        documents: Any,
        path: Path,
        siblings: dict[str, dict[str, models.Model]],
        before: dict[str, Document],
    ) -> dict[str, models.Model]:
        place = (*path, rows.name)
        if not isinstance(documents, list):
            self.problem(place, "must be a list")
            return {}
        manager = getattr(parent, rows.name)
        present = {getattr(row, rows.key): row for row in manager.all()}
        kept: dict[str, models.Model] = {}
        # First of all, so that a new row may take what was unique to one that is gone.
        wanted = [document.get(rows.key) for document in documents if isinstance(document, dict)]
        for key in [key for key in present if key not in wanted]:
            present.pop(key).delete()
        for index, document in enumerate(documents):
            here = (*place, index)
            if not isinstance(document, dict):
                self.problem(here, "must be a mapping")
                continue
            key = document.get(rows.key)
            if not isinstance(key, str) or not key:
                self.problem(here, f"needs a “{rows.key}” of Latin letters, digits and hyphens")
                continue
            if key in kept:
                self.problem((*here, rows.key), f"“{key}” stands twice in {rows.name}")
                continue
            row = present.pop(key, None) or self.new_row(parent, rows, manager.model, key)
            kept[key] = row
            was = before.get(key)
            if was != document or row.position != index:
                row.position = index
                self.body(row, document, here, {rows.key}, siblings, was)
        return kept

    def new_row(
        self, parent: models.Model, rows: Rows, model: type[models.Model], key: str
    ) -> models.Model:
        row = model(**{rows.key: key})
        relation = type(parent)._meta.get_field(rows.name)
        if relation_is_generic(type(parent), rows.name):
            setattr(
                row,
                relation.content_type_field_name,
                ContentType.objects.get_for_model(type(parent)),
            )
            setattr(row, relation.object_id_field_name, parent.pk)
        else:
            setattr(row, relation.field.name, parent)
        return row

    def check(self, instance: models.Model, path: Path) -> bool:
        """Collect what the model's own validation of fields says; True when it may be saved."""
        if any(problem.path[: len(path)] == path for problem in self.problems):
            return False
        # Relations are resolved by slug already; translated texts were checked one language each.
        checked = {
            field.name
            for field in instance._meta.fields
            if field.is_relation or is_translated(type(instance), field.name)
        }

        def validate() -> None:
            instance.clean_fields(exclude=checked)
            instance.clean()

        return self.collect(validate, path)

    def save(self, instance: models.Model, path: Path) -> bool:
        """Save; where the database refuses, let the model's constraints say in words why.

        They are not asked beforehand: each would be a query of its own for every row.
        """
        try:
            with transaction.atomic():
                instance.save()
        except IntegrityError as error:

            def validate() -> None:
                instance.validate_unique()
                instance.validate_constraints()

            if self.collect(validate, path):
                self.problem(path, str(error).strip().splitlines()[0])
            return False
        return True

    def collect(self, validate: Callable[[], None], path: Path) -> bool:
        """Whether `validate` finds nothing wrong; what it finds is kept under `path`."""
        try:
            validate()
        except ValidationError as error:
            for name, messages in error.update_error_dict({}).items():
                where = path if name == "__all__" else (*path, _document_name(name))
                for message in messages:
                    self.problem(where, first_message(message))
            return False
        return True

    def redirects(self, record: models.Model, old_slugs: Any) -> None:
        if not isinstance(old_slugs, list):
            self.problem(("redirects_from",), "must be a list")
            return
        if record.pk is None:
            return
        kind = record._meta.label_lower
        SlugRedirect.objects.filter(kind=kind, slug=record.slug).exclude(
            old_slug__in=old_slugs
        ).delete()
        for old in old_slugs:
            if type(record)._default_manager.filter(slug=old).exists():
                self.problem(("redirects_from",), f"“{old}” is a record of its own")
                continue
            SlugRedirect.objects.update_or_create(
                kind=kind, old_slug=old, defaults={"slug": record.slug}
            )


def _document_name(field_name: str) -> str:
    """`title_zh_hk` is `title` in a document."""
    for code in LANGUAGES:
        field_name = field_name.removesuffix("_" + code.replace("-", "_"))
    return field_name
