"""Setting a record's fields from the values of its document, and collecting what is wrong."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from publishing.documents.problems import Path, Problem
from publishing.documents.values import LANGUAGES, is_translated, localized

# Primary keys of records that were looked up, by model and slug.
Found = dict[tuple[type[models.Model], str], int]


class FieldSetter:
    """Sets fields and keeps every problem with its place; nothing is saved.

    `found` carries what was looked up from one document of a load to the next.
    """

    def __init__(self, found: Found | None = None) -> None:
        self.problems: list[Problem] = []
        self.found: Found = {} if found is None else found

    def problem(self, path: Path, reason: str) -> None:
        """Keep one problem."""
        self.problems.append(Problem(path, str(reason)))

    def set_field(self, instance: models.Model, name: str, value: Any, path: Path) -> None:
        model = type(instance)
        field = model._meta.get_field(name)
        if is_translated(model, name):
            self.set_texts(instance, field, value, path)
        elif field.is_relation:
            setattr(instance, field.attname, self.related(field, value, path))
        elif value is None:
            empty = field.get_default() if field.has_default() or not field.null else None
            setattr(instance, name, empty)
        else:
            self.set_scalar(instance, field, value, path)

    def set_scalar(
        self, instance: models.Model, field: models.Field, value: Any, path: Path
    ) -> None:
        wants_bool = isinstance(field, models.BooleanField)
        wants_int = isinstance(field, models.IntegerField)
        if isinstance(value, dict | list) and not isinstance(field, models.JSONField):
            self.problem(path, "must be a single value")
        elif wants_bool != isinstance(value, bool) or (wants_int and not isinstance(value, int)):
            kind = "true or false" if wants_bool else "a whole number" if wants_int else "text"
            self.problem(path, f"must be {kind}, not {value!r}")
        else:
            try:
                setattr(instance, field.name, field.to_python(value))
            except (ValidationError, ValueError) as error:
                self.problem(path, first_message(error))

    def set_texts(
        self, instance: models.Model, field: models.Field, value: Any, path: Path
    ) -> None:
        for code in LANGUAGES:
            setattr(instance, localized(field.name, code), "")
        if value is None:
            if not field.blank:
                self.problem(path, "is needed in both languages")
            return
        if not isinstance(value, dict) or set(value) != set(LANGUAGES):
            self.problem(path, f"must have {' and '.join(LANGUAGES)} (null where one is not known)")
            return
        for code, text in value.items():
            if text is not None and not isinstance(text, str):
                self.problem((*path, code), f"must be text, not {text!r}")
            elif text:
                setattr(instance, localized(field.name, code), text)
        if not any(value.values()):
            self.problem(path, "is empty in both languages")

    def set_sibling(
        self,
        instance: models.Model,
        name: str,
        value: Any,
        path: Path,
        siblings: dict[str, dict[str, models.Model]],
    ) -> None:
        rows = type(instance).document.siblings[name]
        if value is None and not instance._meta.get_field(name).null:
            self.problem(path, "is needed")
        elif value is None:
            setattr(instance, name, None)
        elif isinstance(value, str) and value in siblings.get(rows, {}):
            setattr(instance, name, siblings[rows][value])
        else:
            self.problem(path, f"no row of {rows} has the key “{value}”")

    def related(self, field: models.Field, value: Any, path: Path) -> int | None:
        if value is None:
            if not field.null:
                self.problem(path, "is needed")
            return None
        model = field.related_model
        key = (model, str(value))
        if key not in self.found:
            keys = model._default_manager.filter(slug=value).values_list("pk", flat=True)
            if (pk := keys.first()) is not None:
                self.found[key] = pk
        pk = self.found.get(key)
        if pk is None:
            self.problem(path, f"no {field.related_model.document.folder} record is “{value}”")
        return pk

    def related_list(self, instance: models.Model, name: str, value: Any, path: Path) -> list[int]:
        field = instance._meta.get_field(name)
        if not isinstance(value, list):
            self.problem(path, "must be a list")
            return []
        found = [self.related(field, slug, (*path, index)) for index, slug in enumerate(value)]
        return [pk for pk in found if pk is not None]


def first_message(error: Exception) -> str:
    """What an error says first, in words."""
    return str(error.messages[0]) if isinstance(error, ValidationError) else str(error)
