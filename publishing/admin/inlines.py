"""Child rows on their record's form.

A row is named by its key, never by its number in the database: what a form shows may be a version
that is not in the database at all, and the row would have another number each time.
"""

import secrets
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.text import capfirst

from publishing.admin.bilingual import (
    HTML_LANGUAGES,
    MISSING,
    BilingualAdmin,
    BilingualForm,
    missing_languages,
)
from publishing.admin.row_fields import RowField, SiblingField, key_of
from publishing.documents.values import LANGUAGES, is_translated

SOURCED = (("source", "locator"), ("second_source", "second_locator"))
ROW = (("key", "position"),)
OPENED = "opened"  # the field that says that a row's fields were on the form


class RowForm(BilingualForm):
    """A row's key and address are for ever; a new row needs neither key nor position.

    A saved row whose fields were not on the form is left as it is.
    """

    row_name = ""  # what names the row among all rows of its sort
    row_label = ""  # what the row is called on the form, where its own name would not do
    folded = False  # whether only its summary is shown

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"key", "slug"} & set(self.fields):
            self.fields[name].disabled = self.instance.pk is not None
        self.fields["position"].required = False
        if self.instance.pk is None:
            self.initial["position"] = None

    @property
    def untouched(self) -> bool:
        """Whether this is a saved row that was sent without its fields, and not to be deleted."""
        sent = (f"{self.prefix}-{name}" in self.data for name in (OPENED, "DELETE"))
        return self.is_bound and self.instance.pk is not None and not any(sent)

    @property
    def marked(self) -> bool:
        """Whether the row is to be deleted."""
        return self.is_bound and f"{self.prefix}-DELETE" in self.data

    @property
    def opened_field(self) -> Any:
        """The hidden field that goes with the row's fields; nothing for a new row."""
        return self[OPENED] if OPENED in self.fields else ""

    def full_clean(self) -> None:
        if not self.untouched:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}

    @cached_property
    def changed_data(self) -> list[str]:
        return [] if self.untouched else [name for name in super().changed_data if name != OPENED]

    def clean_key(self) -> str:
        # Made here already: two rows without one would look like the same key twice.
        return self.cleaned_data["key"] or f"r{secrets.token_hex(4)}"

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """What the row says, as (HTML language, text), by the first of its texts that is there."""
        for name in self.translated:
            both = self.both(name)
            if any(both.values()):
                return [(HTML_LANGUAGES[code], text) for code, text in both.items() if text]
        return []

    @property
    def short_label(self) -> str:
        """The row's name; where that is its whole text, which stands below, what sort it is."""
        name = str(self.instance)
        if name not in [text for _language, text in self.texts]:
            return name
        for field in self._meta.model.document.fields:
            if self._meta.model._meta.get_field(field).choices:
                return getattr(self.instance, f"get_{field}_display")()
        return name

    @cached_property
    def missing(self) -> list[str]:
        """What to call the languages in which something of the row is missing."""
        said = [self.both(name) for name in self.translated]
        gaps = missing_languages([both for both in said if any(both.values())])
        return [MISSING[code] for code in LANGUAGES if code in gaps]


class RowFormSet:
    """For a formset of rows: named by key, new ones last, siblings chosen from the same record.

    `within` names the foreign keys that lead to a sibling row, each with the name those rows have
    on the record. `opened` are the prefixes of the rows to be shown with their fields, or None
    for all.
    """

    within: dict[str, str] = {}
    opened: frozenset[str] | None = None

    @cached_property
    def _siblings(self) -> dict[str, dict[str, tuple[models.Model, str]]]:
        """Each sibling field's rows with their labels, by key; read once for all the forms."""
        if not self.instance.pk:
            return {name: {} for name in self.within}
        return {
            name: {key_of(row): (row, str(row)) for row in getattr(self.instance, rows).all()}
            for name, rows in self.within.items()
        }

    def row_name(self, row: models.Model) -> str:
        """What names the row among all rows of this formset."""
        return key_of(row)

    def _get_to_python(self, field: models.Field):
        return str

    def _existing_object(self, name: str) -> models.Model | None:
        if not hasattr(self, "_object_dict"):
            self._object_dict = {self.row_name(row): row for row in self.get_queryset()}
        return self._object_dict.get(name)

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        row = form.instance if form.instance.pk else None
        name = self.row_name(row) if row else ""
        form.fields[self._pk_field.name] = RowField(row, name)
        if getattr(self, "fk", None):
            # Where the record or row itself is only prepared, it has another number each time.
            form.fields[self.fk.name].disabled = True
        for field, rows in self._siblings.items():
            was = form.fields[field]
            label = capfirst(self.model._meta.get_field(field).related_model._meta.verbose_name)
            form.fields[field] = SiblingField(
                rows, required=was.required, label=label, help_text=was.help_text
            )
        if row:
            form.row_name, form.row_label = name, form.short_label
            here = form.prefix in self.opened if self.opened is not None else True
            sent = self.is_bound and f"{form.prefix}-{OPENED}" in self.data
            form.folded = not (sent if self.is_bound else here)
            if not form.folded:
                form.fields[OPENED] = forms.CharField(
                    required=False, initial="1", widget=forms.HiddenInput
                )

    def clean(self) -> None:
        super().clean()
        rows = [form.instance for form in self.forms if form.instance.pk or form.has_changed()]
        last = max((row.position for row in rows if row.position is not None), default=-1)
        for row in rows:
            if row.position is None:
                last += 1
                row.position = last


class InlineRowFormSet(RowFormSet, BaseInlineFormSet):
    """Rows that hang on the record itself."""


class GrandchildFormSet(RowFormSet, BaseModelFormSet):
    """Rows that hang on another row of the record: its choice is a field of theirs.

    The first of `within` is what they hang on.
    """

    def __init__(self, *args: Any, instance, queryset, save_as_new=False, **kwargs: Any) -> None:
        self.fk = None  # the factory names a foreign key to be hidden; here it is to be chosen
        self.instance = instance
        field = next(iter(self.within))
        parents = [row.pk for row, _label in self._siblings[field].values()]
        queryset = queryset.filter(**{f"{field}__in": parents})
        queryset = queryset.order_by(f"{field}__position", field, "position", "pk")
        super().__init__(*args, queryset=queryset, **kwargs)

    def row_name(self, row: models.Model) -> str:
        return f"{self._parent_key(row)}/{key_of(row)}"

    def _parent_key(self, row: models.Model) -> str:
        field = next(iter(self.within))
        pk = getattr(row, f"{field}_id")
        return next(key for key, (one, _label) in self._siblings[field].items() if one.pk == pk)

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if form.instance.pk:
            names = [
                label
                for field, rows in self._siblings.items()
                for one, label in rows.values()
                if one.pk == getattr(form.instance, f"{field}_id")
            ]
            form.row_label = " · ".join([*names, str(form.instance)])

    @classmethod
    def get_default_prefix(cls) -> str:
        return cls.model._meta.model_name


def within(formset: type, **siblings: str) -> type:
    """`formset` with its siblings named: `within(GrandchildFormSet, track="tracks")`."""
    return type(formset.__name__, (formset,), {"within": siblings})


class RowInline(BilingualAdmin, admin.StackedInline):
    """Rows under a record, each folded up until it is wanted."""

    form = RowForm
    formset = InlineRowFormSet
    extra = 0
    classes = ["collapse"]
    view_on_site = False
    description = ""  # shown above the rows, see admin/edit_inline/stacked.html

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        wanted = request.GET.get("rows", "")
        # What joins two editors' changes is stored nowhere: its rows cannot be fetched later.
        joined = getattr(getattr(request, "editing", None), "joined", None)
        formset.opened = None if wanted == "all" or joined else frozenset(wanted.split(","))
        return formset

    def get_queryset(self, request):
        # What a row is called must not cost a query a row.
        spec = self.model.document
        names = [
            name
            for name in spec.fields
            if name not in spec.siblings
            and not is_translated(self.model, name)
            and self.model._meta.get_field(name).many_to_one
        ]
        return super().get_queryset(request).select_related(*names)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # One button, to add a missing source, is enough beside each of a hundred rows.
            field.widget.can_change_related = field.widget.can_view_related = False
        return field


class GrandchildInline(RowInline):
    """Rows of a row, edited on the record's form.

    Django's inlines know one foreign key up. This one tells Django that its parent is the row it
    hangs on, so that the usual inline is made, and gives it a formset that takes the record.
    """

    formset = GrandchildFormSet

    def __init__(self, parent_model, admin_site) -> None:
        hangs_on = next(iter(self.formset.within))
        super().__init__(self.model._meta.get_field(hangs_on).related_model, admin_site)
