"""Turning one field's value into its written form and back."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import build_localized_fieldname

from publishing.dates import FuzzyDate, Precision

LANGUAGES = settings.MODELTRANSLATION_LANGUAGES


def is_translated(model: type[models.Model], name: str) -> bool:
    """Whether `name` is kept once a language."""
    return name in (get_translatable_fields_for_model(model) or ())


def localized(name: str, language: str) -> str:
    """The attribute that holds `name` in `language`: ("name", "zh-hk") is "name_zh_hk"."""
    return build_localized_fieldname(name, language)


def to_plain(value: Any) -> Any:
    """A JSON-ready form: a year as a number, other dates as text, datetimes in Hong Kong time."""
    if isinstance(value, FuzzyDate):
        return value.start.year if value.precision is Precision.YEAR else str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    return value


def plain_decimal(value: Decimal) -> int | str:
    """`3000.0000` as 3000, `12.50` as "12.5": one way to write one number, never a float."""
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


def is_empty(field: models.Field, value: Any) -> bool:
    """Whether a value says nothing that leaving it out would not say as well."""
    if value is None or value == "" or value == []:
        return True
    return field.has_default() and not callable(field.default) and value == field.get_default()
