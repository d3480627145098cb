"""Small valid rows of any model, made from the model itself, and documents to load."""

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from consultation.models import Comment, Response, TimelineEntry
from figures.models import Indicator, Series
from publishing.dates import FuzzyDate
from publishing.documents.values import LANGUAGES, is_translated, localized
from publishing.fields import FuzzyDateField
from publishing.models import Source
from schemes.models import Criterion, Terms

_numbers = count(1)
# What the first choice of a vocabulary would ask for more.
_INSTEAD: dict[type[models.Model], dict[str, Any]] = {
    Terms: {"terms_kind": "other"},
    Comment: {"message": "Ten letters"},
    Criterion: {"value": "company"},
}
TEXT = {"zh-hk": "文字", "en": "Text"}


def build(model: type[models.Model], **values: Any) -> models.Model:
    """A valid row that is not saved yet; the rows it must point to are."""
    values = _INSTEAD.get(model, {}) | values
    if model is Response and not {"version", "entry"} & set(values):
        values |= {"entry": make(TimelineEntry)}
    if model is Series and "owner_id" not in values:
        owner = make(Indicator)
        owner_type = ContentType.objects.get_for_model(owner)
        values |= {"owner_type": owner_type, "owner_id": owner.pk}
    if model is Response and not {"version", "entry"} & values.keys():
        values |= {"entry": make(TimelineEntry)}
    row = model()
    for field in model._meta.concrete_fields:
        name = field.name
        if name in values or field.primary_key or field.has_default() or field.blank or field.null:
            continue
        if is_translated(model, name):
            for code in LANGUAGES:
                setattr(row, localized(name, code), TEXT[code])
        else:
            setattr(row, name, _value(field))
    for name, value in values.items():
        setattr(row, name, value)
    return row


def make(model: type[models.Model], **values: Any) -> models.Model:
    """A valid row, saved without validation."""
    row = build(model, **values)
    row.save()
    return row


def _value(field: models.Field) -> Any:
    if field.is_relation:
        return make(field.related_model)
    if field.choices:
        return next(value for value, _label in field.choices if value)
    if isinstance(field, FuzzyDateField):
        return FuzzyDate.parse("2024-06")
    if isinstance(field, models.SlugField) or (field.unique and field.max_length):
        return f"sample-{next(_numbers)}"
    if isinstance(field, models.DateTimeField):
        return datetime(2025, 6, 1, 12, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2025, 6, 1)
    return 1 if isinstance(field, models.DecimalField | models.PositiveIntegerField) else "text"


def write_files(folder: Path, documents: dict[str, str]) -> Path:
    """Write `{"topics/chips": "name: …"}` as content files, the slug's line first; return folder.

    So line 1 is the slug and the text given begins on line 2.
    """
    for name, text in documents.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"slug: {path.stem}\n{text}", encoding="utf-8")
    return folder


PUBLISHED = "state: published\npublish_at: 2026-01-01T00:00:00+08:00\n"


def texts(zh: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"zh-hk": zh, "en": en}


def scheme_document() -> dict[str, Any]:
    """A scheme with rows of several sorts; it cites the sources that `make_sources` makes."""
    cited = {"source": "test-paper", "locator": "para 6(i)"}
    return {
        "slug": "test-scheme",
        "state": "draft",
        "name": texts("測試計劃", "Test Scheme"),
        "category": "research",
        "summary": texts("資助研發。", "Pays for research."),
        "description": texts("資助研發項目。", "Pays for research projects."),
        "source": "test-paper",
        "tracks": [
            {
                "key": "main",
                "name": texts("主要", "Main"),
                "terms": [
                    {
                        "key": "2016",
                        "effective_from": 2016,
                        "terms_kind": "fixed",
                        "amount": 600000,
                        "amount_per": "project",
                        **cited,
                    },
                    {"key": "2019-06", "effective_from": "2019-06", "terms_kind": "grant", **cited},
                ],
            },
            {"key": "other", "name": texts("其他", "Other")},
        ],
        "statuses": [
            {
                "key": "round",
                "status_state": "open",
                "intake": "rounds",
                "closes_on": "2025-06-30",
                "closes_at": "17:00",
                **cited,
            }
        ],
        "clauses": [
            {"key": "who", "section": "who", "text": texts("公司。", "Companies."), **cited},
            {
                "key": "how",
                "section": "how",
                "track": "main",
                "text": texts("網上申請。", "On line."),
                **cited,
            },
        ],
        "series": [
            {
                "slug": "test-series",
                "name": texts("申請宗數", "Applications"),
                "unit": "count",
                "group": "scheme_results",
                "points": [{"key": "2024", "as_of": 2024, "value": 9562, **cited}],
            }
        ],
    }


def make_sources() -> None:
    """The two sources that sample documents cite."""
    for slug in ("test-paper", "test-speech"):
        make(Source, slug=slug)
