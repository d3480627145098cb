"""Documents of every model, drawn at random from the model's own description of its document.

They are canonical (nothing left empty, no default written out), so that dumping must give back
exactly what was applied.
"""

from datetime import date
from typing import Any

from django.db import models
from hypothesis import strategies as st

from consultation.models import ParameterValue, Response, TimelineEntry, Window
from facilities.models import Facility
from figures.models import Point
from policy.models import Measure
from publishing.documents.values import LANGUAGES, is_translated
from publishing.fields import FuzzyDateField, MoneyField
from publishing.models import Organisation, Source, Statement, Topic
from schemes.eligibility.values import OPERATORS, WITHOUT_VALUE
from schemes.eligibility.vocabulary import ATTRIBUTES
from schemes.models import Clause, Criterion, Scheme, Status, Terms
from tests.publishing.samples import make

Document = dict[str, Any]
POOL = ["pool-1", "pool-2", "pool-3"]
SLUG = "generated"
LOCATORS = ["para 6(i); fn 11", "page 3", "line 75-77"]
FUZZY = [2016, "2019-06-28", "2020-02", "2021-Q4", "2024/25", "2024-12-31"]
MOMENTS = ["2026-01-01T09:00:00+08:00", "2026-06-30T23:59:59.500000+08:00"]
SIGNS = "創科資助「」，。 aZ09:-#'\"&\n"


def fill_pools() -> None:
    """Make the records that drawn documents point to."""
    for model in (Topic, Organisation, Source, Scheme, Facility):
        for slug in POOL:
            make(model, slug=slug)


def documents(model: type[models.Model]) -> st.SearchStrategy[Document]:
    """Documents of one kind of record, all with the same slug."""
    return st.composite(_draw_record)(model)


def _draw_record(draw, model: type[models.Model]) -> Document:
    document: Document = {"slug": SLUG, "state": draw(st.sampled_from(["draft", "review"]))}
    if draw(st.booleans()):
        document |= {"state": "published", "publish_at": "2026-01-01T09:00:00+08:00"}
        if draw(st.booleans()):
            document["withdraw_at"] = "2026-06-30T23:59:59.500000+08:00"
    old = draw(st.lists(st.sampled_from(["former-1", "former-2"]), unique=True))
    if old:
        document["redirects_from"] = sorted(old)
    return document | _draw_body(draw, model, {})


def _draw_body(draw, model: type[models.Model], siblings: dict[str, list[str]]) -> Document:
    document: Document = {}
    for name in model.document.fields:
        field = model._meta.get_field(name)
        if name in model.document.siblings:
            keys = siblings.get(model.document.siblings[name], [])
            strategy = st.sampled_from(keys) if keys else None
        else:
            strategy = values(model, field)
        optional = field.blank or field.null or field.has_default()
        if strategy is not None and (not optional or draw(st.booleans())):
            value = draw(strategy)
            if value != []:
                document[name] = value
    _mend(model, document)
    if model is Response and not {"version", "entry"} & set(document):
        name = "version" if siblings.get("versions") else "entry"
        document[name] = draw(st.sampled_from(siblings[model.document.siblings[name]]))
    # What was put in afterwards stands where documents write it.
    document = {name: document[name] for name in model.document.fields if name in document}
    kept = dict(siblings)
    for rows in model.document.rows:
        row_model = model._meta.get_field(rows.name).related_model
        most = 2 if _may_stand(row_model, kept) else 0
        drawn = [_draw_body(draw, row_model, kept) for _ in range(draw(st.integers(0, most)))]
        found = {_key(row, number): row for number, row in enumerate(drawn)}
        kept[rows.name] = list(found)
        if found:
            document[rows.name] = [{rows.key: key} | row for key, row in found.items()]
    return document


def _may_stand(model: type[models.Model], siblings: dict[str, list[str]]) -> bool:
    """Whether the sibling rows that a row must point to are there."""
    if model is Response and not (siblings.get("versions") or siblings.get("entries")):
        return False
    return all(
        siblings.get(rows) or model._meta.get_field(name).null
        for name, rows in model.document.siblings.items()
    )


def _key(row: Document, number: int) -> str:
    """As editors name rows: terms by their date, values by what they measure."""
    unique = row.get("effective_from", row.get("parameter"))
    text = f"row-{number}" if unique is None else f"on-{unique}"
    return text.lower().replace("/", "-")


def values(model: type[models.Model], field: models.Field) -> st.SearchStrategy:
    if is_translated(model, field.name):
        return _texts(field.max_length)
    if field.many_to_many:
        return st.lists(st.sampled_from(POOL), unique=True).map(sorted)
    if field.is_relation:
        return st.sampled_from(POOL)
    if field.choices:
        codes = [code for code, _label in field.choices if code and code != field.default]
        return st.sampled_from(codes)
    for kind, strategy in _BY_KIND:
        if isinstance(field, kind):
            return strategy(field)
    raise TypeError(f"no strategy makes values for {field!r}")


def _texts(max_length: int | None) -> st.SearchStrategy:
    text = st.text(SIGNS, min_size=1, max_size=min(max_length or 200, 40))
    pair = st.tuples(text, st.none() | text) | st.tuples(st.none() | text, text)
    return pair.map(lambda pair: dict(zip(LANGUAGES, pair, strict=True)))


def _chars(field: models.Field) -> st.SearchStrategy:
    if field.name.endswith("locator"):
        return st.sampled_from(LOCATORS)
    return st.text(SIGNS, min_size=1, max_size=min(field.max_length or 200, 20))


_BY_KIND = (
    (models.BooleanField, lambda field: st.just(not field.default)),
    (FuzzyDateField, lambda field: st.sampled_from(FUZZY)),
    (models.DateTimeField, lambda field: st.sampled_from(MOMENTS)),
    (models.DateField, lambda field: st.dates(date(2000, 1, 1), date(2040, 1, 1)).map(str)),
    (models.TimeField, lambda field: st.sampled_from(["00:00", "12:30", "17:00", "23:59:59"])),
    (MoneyField, lambda field: st.integers(0, 10**15)),
    (models.IntegerField, lambda field: st.integers(1, 32767)),
    (models.DecimalField, lambda field: st.integers(1, 100) | st.sampled_from(["0.5", "33.33"])),
    (models.EmailField, lambda field: st.just("office@example.org")),
    (models.URLField, lambda field: st.integers(0, 99).map("https://example.org/?a=1&b={}".format)),
    (models.CharField, _chars),
    (models.TextField, _chars),
)


def _mend(model: type[models.Model], document: Document) -> None:
    """Take out, or put in, what the rules of the database ask for."""

    def without(name: str, *needed: str) -> None:
        if any(other not in document for other in needed):
            document.pop(name, None)

    if document.get("second_source") == document.get("source"):
        document.pop("second_source", None)
    without("second_locator", "second_source")
    if issubclass(model, Statement) and "second_source" not in document:
        document["section"] = document["section"].replace("disagreement", "not_known")
    if model is Clause:
        if document["section"] != "who":
            document.pop("applicant", None)
        if document["section"] != "combine":
            document.pop("combination", None)
    if model is Criterion:
        _mend_criterion(document)
    if model is Status:
        _mend_status(document)
    if model is Terms:
        _mend_terms(document, without)
    if model is Facility:
        without("floor_area_qualifier", "floor_area")
    if model is Point:
        without("period_from", "as_of")
    if model is Measure:
        without("progress", "progress_source")
    if model is TimelineEntry:
        without("until", "happened_on")
        if "happened_on" not in document:
            document["entry_kind"] = "event"
    if model is ParameterValue:
        without("qualifier", "value")
    if model is Window:
        _mend_window(document, without)


def _mend_window(document: Document, without) -> None:
    if document.get("closes_at", "9") <= document["opens_at"]:
        del document["closes_at"]
    if not {"authority_url", "closes_at", "source"} <= set(document):
        document["channel"] = "informal"
    without("authority_url", "source")
    without("authority", "authority_url")
    without("locator", "source")


def _mend_criterion(document: Document) -> None:
    if "route" in document:
        document["route"] = "way"
    _mend_comparison(document, "")
    if document.get("strength") is None and document["operator"] == "describes":
        document["strength"] = "info"
    parts = ("only_attribute", "only_operator", "only_value")
    if all(name in document for name in parts):
        if document["only_operator"] in WITHOUT_VALUE:
            document["only_operator"] = "in"
        _mend_comparison(document, "only_")
    else:
        for name in parts:
            document.pop(name, None)


def _mend_comparison(document: Document, prefix: str) -> None:
    """Make operator and value such as the attribute takes."""
    attribute = ATTRIBUTES[document[f"{prefix}attribute"]]
    if document[f"{prefix}operator"] in WITHOUT_VALUE:
        document.pop(f"{prefix}value", None)
        return
    document[f"{prefix}operator"] = str(OPERATORS[attribute.kind][0].value)
    value = attribute.choices.values[0] if attribute.choices else "2.5"
    document[f"{prefix}value"] = value


def _mend_status(document: Document) -> None:
    if document["status_state"] != "open":
        for name in ("intake", "opens_on", "closes_on", "closes_at"):
            document.pop(name, None)
    if document.get("opens_on", "") > document.get("closes_on", "9"):
        del document["opens_on"]
    if "closes_on" not in document:
        document.pop("closes_at", None)


def _mend_terms(document: Document, without) -> None:
    ratio = ("government_share", "other_share", "other_side")
    for name in ratio:
        without(name, *ratio)
    without("ratio_qualifier", "government_share")
    for sum_name in ("amount", "ceiling", "overall_ceiling"):
        without(sum_name, f"{sum_name}_per")
        without(f"{sum_name}_per", sum_name)
    without("overall_ceiling", "ceiling")
    without("overall_ceiling_per", "overall_ceiling")
    without("supplement", "amount")
    needed = {"match": "government_share", "reimburse": "percent"}
    needed |= dict.fromkeys(("allowance", "fixed"), "amount")
    if needed.get(document["terms_kind"], "terms_kind") not in document:
        document["terms_kind"] = "grant"
