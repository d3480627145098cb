"""Form fields that name rows of a record by their keys."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def key_of(row: models.Model) -> str:
    """What names a row among its siblings in a document: its key, or a series' slug."""
    return row.key if hasattr(row, "key") else row.slug


class RowField(forms.CharField):
    """The hidden field that says which row a form is of; cleaned to the row."""

    widget = forms.HiddenInput

    def __init__(self, row: models.Model | None, name: str) -> None:
        super().__init__(required=False, initial=name)
        self.row = row

    def clean(self, value: Any) -> models.Model | None:
        if value and self.row is None:
            raise ValidationError(_("This row is no longer there."), code="gone")
        return self.row

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SiblingField(forms.ChoiceField):
    """A choice among rows of the same record, by key; cleaned to the row."""

    def __init__(self, rows: dict[str, tuple[models.Model, str]], **kwargs: Any) -> None:
        words = [("", "---------"), *((key, label) for key, (_row, label) in rows.items())]
        super().__init__(choices=words, **kwargs)
        self.rows = rows

    def prepare_value(self, value: Any) -> Any:
        found = (key for key, (row, _label) in self.rows.items() if row.pk == value)
        return next(found, value)

    def clean(self, value: Any) -> models.Model | None:
        key = super().clean(value)
        return self.rows[key][0] if key else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
