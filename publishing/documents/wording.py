"""Differences of documents in words, in the active language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext

from publishing import formats
from publishing.dates import FuzzyDate
from publishing.documents.compare import REDIRECTS, Difference, Model, Path, row_model, steps
from publishing.documents.dump import Document
from publishing.documents.names import Names, own_first
from publishing.documents.values import is_translated
from publishing.fields import FuzzyDateField, MoneyField
from publishing.models import Sourced

EXCERPT = 60  # characters of a sentence that stands for its row
DATES = (FuzzyDateField, models.DateField)
NUMBERS = (models.IntegerField, models.DecimalField)
# How a number in a series' unit is written, where its things counted do not just follow it.
UNITS = {
    "percent": "%(n)s%%",
    "pflops": "%(n)s PFLOPS",
    "times": gettext_lazy("%(n)s times"),
    "rank": gettext_lazy("No. %(n)s"),
}

# The record and the rows down to one of them, each with its document.
Scope = list[tuple[Model, Document]]


@dataclass(frozen=True)
class Told:
    """One difference in words: where, in which language (as in Difference), from what, to what.

    `old` and `new` are empty where there is nothing.
    """

    place: str
    language: str
    old: str
    new: str


Item = TypeVar("Item", Told, Difference)


def in_words(
    model: Model, differences: Iterable[Difference], *documents: Document, public: bool = False
) -> list[Told]:
    """Each difference of a record of `model` in words, in order; `public`: for readers, who are
    told no name of a record that they cannot see.

    `documents` are those compared, the new one first: rows get their names and units from them.
    What the model has no field for any more is left out. One query for each model that is named.
    """
    differences = [one for one in differences if steps(model, one.path)]
    names = Names(public)
    after = _Writer(model, documents, names)
    before = _Writer(model, documents[::-1], names)

    def write() -> list[Told]:
        return [
            Told(
                after.place(one.path, one.new or one.old),
                one.language,
                before.content(one.path, one.old),
                after.content(one.path, one.new),
            )
            for one in differences
        ]

    told = write()
    # Only what was written says which names it takes.
    return write() if names.look_up() else told


def in_page_language(items: Iterable[Item], language: str) -> list[Item]:
    """What concerns a reader of one language: all but texts that changed in the other only."""
    return [item for item in items if item.language in ("", language)]


def _text(texts: dict[str, str | None] | None) -> str:
    """A translated text in the active language, or else in the other."""
    return next(filter(None, ((texts or {}).get(code) for code in own_first())), "")


def _colon(what: Any, value: str) -> str:
    return f"{what}{pgettext('before a value', ': ')}{value}"


def _listed(texts: Iterable[str]) -> str:
    return pgettext("between items", ", ").join(texts)


def _beside(first: str, second: str) -> str:
    """A word and a number or date; Chinese puts nothing between them."""
    return ("" if get_language() == formats.ZH else " ").join(filter(None, (first, second)))


# How pages write a value that is no text of ours, by the first of these that its field is.
_PLAIN = (
    (FuzzyDateField, lambda value, language: formats.fuzzy(FuzzyDate.parse(value), language)),
    (MoneyField, formats.money),
    (
        models.DateTimeField,
        lambda at, language: formats.moment(datetime.fromisoformat(at), language),
    ),
    (models.DateField, lambda value, language: formats.day(date.fromisoformat(value), language)),
    (models.TimeField, lambda value, _language: f"{time.fromisoformat(value):%H:%M}"),
    (models.BooleanField, lambda value, _language: gettext("yes") if value else gettext("no")),
    (models.IntegerField, lambda value, _language: formats.number(value)),
)


def _meaning(name: str) -> set[str]:
    """What the fields are called that only say how the date or number `name` is meant."""
    stem = name.removesuffix("_on").removesuffix("_from")
    other = {"value": "qualifier", "happened_on": "date_basis"}.get(name, "")
    return {f"{name}_per", f"{name}_qualifier", f"{stem}_basis", other}


def _naming(model: Model, row: Document) -> list[str]:
    """The fields of a row that say which it is: a kind that opens it, and what or whom it names."""
    spec, get_field = model.document, model._meta.get_field
    kinds = [spec.fields[0]] if get_field(spec.fields[0]).choices else []
    siblings = [name for name in spec.siblings if not get_field(name).null]
    given = [name for name in spec.fields if name in row and name not in spec.siblings]
    texts = [name for name in given if is_translated(model, name) and name != "note"]
    records = [n for n in given if get_field(n).is_relation and n not in Sourced.CITED]
    return kinds + (siblings or texts or records)[:1]


class _Writer:
    """Words for one record; what several of `documents` hold is taken from the first."""

    def __init__(self, model: Model, documents: Sequence[Document], names: Names) -> None:
        self.model, self.documents, self.names = model, documents, names

    def scope(self, path: Path) -> Scope:
        """What a path goes through; an empty document stands for a row that none has."""
        found = list(self.documents)
        scope: Scope = [(self.model, found[0] if found else {})]
        for model, rows, key in steps(self.model, path)[0]:
            children = [child for one in found for child in one.get(rows.name) or ()]
            found = [child for child in children if child[rows.key] == key]
            scope.append((model, found[0] if found else {}))
        return scope

    def place(self, path: Path, row: Any) -> str:
        """Where it is; `row` is the document of a row that the path ends in."""
        passed, name = steps(self.model, path)
        scope = self.scope(path)
        if not name:
            scope[-1] = (scope[-1][0], row)
        parts = [
            _colon(child._meta.verbose_name_plural, self.label(scope[: depth + 1]) or key)
            for depth, (child, _rows, key) in enumerate(passed, 1)
        ]
        if name == REDIRECTS:
            parts.append(gettext("former addresses"))
        elif name and (field := scope[-1][0]._meta.get_field(name)).one_to_many:
            rows = field.related_model._meta
            parts += [str(rows.verbose_name_plural), str(rows.get_field("position").verbose_name)]
        elif name:
            parts.append(str(field.verbose_name))
        return capfirst(pgettext("between parts of a place", " — ").join(parts))

    def content(self, path: Path, value: Any) -> str:
        """What stands at a path: a field's value, a row in short, or rows in their order."""
        name, scope = steps(self.model, path)[1], self.scope(path)
        model = scope[-1][0]
        if not name:
            return self.summary([*scope[:-1], (model, value)]) if value else ""
        if name == REDIRECTS:
            return _listed(value or ())
        if model._meta.get_field(name).one_to_many:
            return _listed(self.label(self.scope((*path, key))) or key for key in value)
        return self.value(scope, name, value)

    def value(self, scope: Scope, name: str, value: Any) -> str:
        """One field's value; where it is left out, what that stands for."""
        model = scope[-1][0]
        field = model._meta.get_field(name)
        if is_translated(model, name):
            return value if isinstance(value, str) else _text(value)
        if field.many_to_many:
            return _listed(self.names.of(field.related_model, slug) for slug in value or ())
        if value is None and field.has_default():
            value = field.get_default()
        if field.choices:
            return str(dict(field.flatchoices).get(value or "", value or ""))
        if value is None:
            return ""
        if name in model.document.siblings:
            return self.label(self.scope((model.document.siblings[name], value))) or value
        if field.is_relation:
            return self.names.of(field.related_model, value)
        if name.endswith("locator"):
            return formats.locator(value, get_language())
        if isinstance(field, models.DecimalField):
            percent = name.endswith("percent")
            return f"{formats.number(value)}%" if percent else self.figure(scope, value)
        write = next((write for kind, write in _PLAIN if isinstance(field, kind)), None)
        return write(value, get_language()) if write else str(value)

    def figure(self, scope: Scope, value: Any) -> str:
        """A number in its unit: that of the sibling row it is about, or of the row around it."""
        model, row = scope[-1]
        siblings = [(rows, row.get(name)) for name, rows in model.document.siblings.items()]
        owners = (*(self.scope(sibling)[-1] for sibling in siblings), *scope[-2:-1])
        owner = next((document for _model, document in owners if "unit" in document), {})
        unit, things = owner.get("unit"), _text(owner.get("unit_name"))
        if isinstance(unit, dict):
            unit, things = "", _text(unit)
        if unit == "hkd":
            return formats.money(value, get_language())
        if unit in UNITS:
            return UNITS[unit] % {"n": formats.number(value)}
        return _beside(formats.number(value), gettext("m²") if unit == "m2" else things)

    def label(self, scope: Scope) -> str:
        """What a row is called, as “Open (May 2024)”; empty for one that is not there."""
        model, row = scope[-1]
        if not row:
            return ""
        named = [self.value(scope, name, row.get(name)) for name in _naming(model, row)]
        excerpts = [Truncator(" ".join(text.split())).chars(EXCERPT) for text in named if text]
        what = pgettext("before a value", ": ").join(excerpts)
        dates = [n for n in model.document.told if isinstance(model._meta.get_field(n), DATES)]
        found = (self.fact(scope, name, bare=name == dates[0]) for name in dates)
        when = next(filter(None, found), "")
        if what and when:
            return gettext("%(what)s (%(when)s)") % {"what": what, "when": when}
        return what or when or gettext("undated")

    def fact(self, scope: Scope, name: str, bare: bool) -> str:
        """What a row says in a field, as it is meant, after the field's name unless `bare`."""
        model, row = scope[-1]
        if name not in row:
            return ""
        field, language = model._meta.get_field(name), get_language()
        words = self.value(scope, name, row[name])
        join = _beside if isinstance(field, DATES + NUMBERS) else _colon
        for other in _meaning(name) & set(row):
            if other.endswith("_per"):
                pair = (words, self.value(scope, other, row[other]))
                # Chinese says first what the sum is counted for.
                words = _beside(*(pair[::-1] if language == formats.ZH else pair))
            elif other.endswith("qualifier"):
                words = formats.qualified(words, row[other], language)
            else:
                words = formats.dated(FuzzyDate.parse(row[name]), row[other], language)
                join = _colon  # “since: by May 2021”
        return words if bare else join(str(field.verbose_name), words)

    def summary(self, scope: Scope) -> str:
        """A whole row in one line: what names it, the facts readers are told of, and its rows."""
        model, row = scope[-1]
        spec, naming = model.document, _naming(model, row)
        shown = {*naming, *spec.told}.difference(*map(_meaning, spec.told))
        facts = [self.fact(scope, n, bare=n in naming) for n in spec.fields if n in shown]
        for rows in spec.rows:
            child = row_model(model, rows.name)
            children = [[*scope, (child, one)] for one in row.get(rows.name) or ()]
            if children:
                tell = self.summary if len(children) == 1 else self.label
                told = _listed(tell(one) for one in children)
                facts.append(_colon(child._meta.verbose_name_plural, told))
        return pgettext("between clauses", "; ").join(filter(None, facts))
