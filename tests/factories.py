"""Records made for tests where the real content will not do: drafts, many rows, odd dates."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models

from publishing.documents.registry import model_for_folder, record_models
from publishing.documents.values import is_translated, localized
from publishing.models import Source

Document = dict[str, Any]


def t(zh: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"zh-hk": zh, "en": en}


SOURCED = {"source": "made-source"}
RATIO = {"government_share": 1, "other_share": 2, "other_side": "company"}
# What a record of each kind needs beside its slug; every text names its kind.
_NEEDED: dict[str, Document] = {
    "topics": {"name": t("試製主題", "Made topic")},
    "organisations": {"name": t("試製機構", "Made body")},
    "sources": {
        "title": t("試製來源", "Made source"),
        "publisher": t("試製出版者", "Made publisher"),
        "source_kind": "official",
        "grade": "A",
    },
    "schemes": {
        "name": t("試製計劃", "Made scheme"),
        "category": "research",
        "summary": t("資助試製。", "Pays for making."),
        "description": t("一段說明。", "A description."),
        **SOURCED,
    },
    "facilities": {
        "name": t("試製設施", "Made facility"),
        "facility_kind": "institute",
        "summary": t("在此試製。", "Things are made here."),
        "description": t("一段說明。", "A description."),
        **SOURCED,
    },
    "projects": {
        "name": t("試製項目", "Made project"),
        "short_name": t("試製", "Made"),
        "summary": t("興建試製中心。", "A centre for making things."),
        "place": t("薄扶林", "Pok Fu Lam"),
        "proponent": "made-body",
        "standing": t("仍待決定。", "Nothing is decided."),
        "standing_on": "2026-01",
        **SOURCED,
    },
    "measures": {
        "title": t("試製措施", "Made measure"),
        "text": t("宣布試製。", "Making is announced."),
        "announced_on": "2025-02",
        "announced_by": "made-body",
        **SOURCED,
    },
    "outcomes": {
        "title": t("試製成果", "Made outcome"),
        "text": t("做成了。", "It was made."),
        "as_of": 2023,
        **SOURCED,
    },
    "indicators": {"title": t("試製指標", "Made indicator"), **SOURCED},
    "pages": {"title": t("試製頁", "Made page"), "summary": t("一行。", "One line.")},
    "glossary": {
        "term": t("試製詞", "Made term"),
        "meaning": t("一個意思。", "A meaning."),
        **SOURCED,
    },
}


def add(folder: str, slug: str, **fields: Any) -> models.Model:
    """Write a record of the kind kept in `content/<folder>/`, published unless `fields` differ.

    `fields` are written as in a content document: texts by language, other records by their slug,
    rows as lists; rows of the same record by the row itself. Only the database validates.
    """
    if folder not in ("sources", "organisations", "topics", "pages"):
        _groundwork()
    published = {"state": "published", "publish_at": datetime(2024, 1, 1, tzinfo=UTC)}
    return _write(model_for_folder(folder), published | _NEEDED[folder] | fields, slug=slug)


def _groundwork() -> None:
    if not Source.objects.filter(slug="made-source").exists():
        add("sources", "made-source")
        add("sources", "made-second")
        add("organisations", "made-body")


def _write(model: type[models.Model], document: Document, **own: Any) -> models.Model:
    """Save one record or row with the rows under it; `own` are values that are ready."""
    names = [rows.name for rows in model.document.rows]
    many = {}
    for name in document.keys() - names:
        field, value = model._meta.get_field(name), document[name]
        if is_translated(model, name):
            own |= {localized(name, code): text or "" for code, text in value.items()}
        elif field.many_to_many:
            many[name] = field.related_model.objects.filter(slug__in=value)
        elif name in model.document.siblings and not isinstance(value, models.Model):
            owner = next(one for one in own.values() if isinstance(one, models.Model))
            own[name] = getattr(owner, model.document.siblings[name]).get(key=value)
        elif field.is_relation and not isinstance(value, models.Model):
            own[name] = field.related_model.objects.get(slug=value)
        else:
            own[name] = value
    instance = model.objects.create(**own)
    for name, records in many.items():
        getattr(instance, name).set(records)
    for name in names:
        relation = model._meta.get_field(name)
        if isinstance(relation, GenericRelation):
            link = {"owner": instance}
        else:
            link = {relation.field.name: instance}
        for position, row in enumerate(document.get(name, [])):
            _write(relation.related_model, row, position=position, **link)
    return instance


def empty_the_site() -> None:
    """Make every record of the real content a draft, so that only what a test makes is shown."""
    for model in record_models():
        model.objects.update(state="draft")


# --- Rows, each with a key ------------------------------------------------------------------


def terms(key: str, effective_from: Any = None, **fields: Any) -> Document:
    """A row of terms: HK$1 million a project, matched 1:2, unless `fields` say otherwise."""
    usual = {"terms_kind": "match", "ceiling": 1_000_000, "ceiling_per": "project"} | RATIO
    dated = {"effective_from": effective_from} if effective_from else {}
    return {"key": key} | SOURCED | dated | (fields if "terms_kind" in fields else usual | fields)


def track(key: str, *rows: Document) -> Document:
    """A track with its terms."""
    return {"key": key, "name": t(f"組別{key}", f"Track {key}"), "terms": list(rows)}


def status(key: str, state: str = "open", since: Any = None, **fields: Any) -> Document:
    """An entry of a scheme's status trail."""
    dated = {"since": since} if since else {}
    return {"key": key, "status_state": state} | SOURCED | dated | fields


def clause(key: str, section: str = "who", **fields: Any) -> Document:
    """A sentence of a scheme or facility."""
    return {"key": key, "section": section, "text": t("一句。", "A sentence.")} | SOURCED | fields


def criterion(key: str, sentence: str, compared: str, **fields: Any) -> Document:
    """An eligibility clause resting on a sentence; `compared` is attribute, comparison, value."""
    attribute, operator, *value = compared.split(" ", 2)
    told = {"attribute": attribute, "operator": operator, "value": " ".join(value)}
    return {"key": key, "sentence": sentence} | told | fields


def state(key: str, value: str = "operating", since: Any = None, **fields: Any) -> Document:
    """An entry of a facility's trail."""
    dated = {"since": since} if since else {}
    return {"key": key, "facility_status": value} | SOURCED | dated | fields


def succession(key: str, happened_on: Any = None, **fields: Any) -> Document:
    """A succession, by a former name unless `fields` name the other record."""
    dated = {"happened_on": happened_on} if happened_on else {}
    usual = {} if "other" in fields else {"other_name": t("從前的名稱", "Former name")}
    return {"key": key, "relation": "renamed_from"} | SOURCED | dated | usual | fields


def series(slug: str, points: int = 2, **fields: Any) -> Document:
    """A series with yearly points."""
    return {
        "slug": slug,
        "name": t("試製數字", "Made figure"),
        "unit": "count",
        "group": "research",
        "points": [
            {"key": f"p{number}", "as_of": 2020 + number, "value": 10 + number} | SOURCED
            for number in range(points)
        ],
    } | fields


def entry(key: str, happened_on: Any = None, **fields: Any) -> Document:
    """An entry of a project's timeline."""
    dated = {"happened_on": happened_on} if happened_on else {}
    texts = {"title": t("一件事", "Something"), "said_by": t("某方", "Somebody")}
    return {"key": key, "entry_kind": "event"} | texts | SOURCED | dated | fields
