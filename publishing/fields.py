"""Model fields the domain shares."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.dates import FuzzyDate, validate_fuzzy_date


class FuzzyDateFormField(forms.CharField):
    """A text input for a fuzzy date; an empty one is None."""

    default_validators = [validate_fuzzy_date]

    def clean(self, value: Any) -> FuzzyDate | None:
        text = super().clean(str(value) if value is not None else "")
        return FuzzyDate.parse(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, FuzzyDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "").strip()


class FuzzyDateField(models.CharField):
    """Holds a FuzzyDate as its first day and a letter, so that the database sorts it.

    A lookup may be given a plain date: `effective_from__lte=day` then finds every span that has
    begun on that day, whatever its precision.
    """

    description = _("A date known to the day, month, quarter, year or financial year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 11
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection) -> FuzzyDate | None:
        return FuzzyDate.from_stored(value) if value else None

    def to_python(self, value: Any) -> FuzzyDate | None:
        if value is None or isinstance(value, FuzzyDate):
            return value
        if value == "":
            return None
        if isinstance(value, date):
            return FuzzyDate.day(value)
        try:
            return FuzzyDate.parse(value)
        except ValueError:
            validate_fuzzy_date(value)
            raise  # pragma: no cover - the validator has raised already

    def get_prep_value(self, value: Any) -> str | None:
        if value is None or value == "":
            return None
        if isinstance(value, FuzzyDate):
            return value.stored
        if isinstance(value, date):
            return f"{value.isoformat()}Z"  # after every precision's letter
        return FuzzyDate.parse(value).stored

    def get_db_prep_save(self, value: Any, connection) -> str | None:
        """Store a plain date as the day it is; only a lookup reads it as "begun by then"."""
        value = FuzzyDate.day(value) if isinstance(value, date) else value
        return super().get_db_prep_save(value, connection)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def run_validators(self, value: Any) -> None:
        """A FuzzyDate is valid by construction; CharField's length check would not know it."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        kwargs.setdefault(
            "help_text", self.help_text or _("2024-12-31, 2024-12, 2024-Q4, 2024 or 2024/25")
        )
        return models.Field.formfield(self, form_class=FuzzyDateFormField, **kwargs)


class MoneyField(models.BigIntegerField):
    """Whole Hong Kong dollars; never negative."""

    description = _("Whole Hong Kong dollars")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value is not None and value < 0:
            raise ValidationError(_("An amount cannot be negative."), code="negative")
