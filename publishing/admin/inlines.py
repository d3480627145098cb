"""Child rows on their record's form."""

import secrets
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.utils.functional import cached_property
from django.utils.text import capfirst

from publishing.admin.bilingual import BilingualAdmin, BilingualForm

SOURCED = (("source", "locator"), ("second_source", "second_locator"))
ROW = (("key", "position"),)


class RowForm(BilingualForm):
    """A row's key and address are for ever; a new row needs neither key nor position."""

    row_label = ""  # what the row is called on the form, where its own name would not do

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"key", "slug"} & set(self.fields):
            self.fields[name].disabled = self.instance.pk is not None
        self.fields["position"].required = False
        if self.instance.pk is None:
            self.initial["position"] = None

    def clean_key(self) -> str:
        # Made here already: two rows without one would look like the same key twice.
        return self.cleaned_data["key"] or f"r{secrets.token_hex(4)}"


class RowFormSet:
    """For a formset of rows: new ones go last, and siblings are chosen from the same record.

    `within` names the foreign keys that lead to a sibling row, each with the sibling's own
    foreign key to the record.
    """

    within: dict[str, str] = {}

    @cached_property
    def _siblings(self) -> dict[str, tuple]:
        """Each sibling field's rows and the choices they make, read once for all the forms."""
        found = {}
        for name, owner in self.within.items():
            related = self.model._meta.get_field(name).related_model
            rows = related._default_manager.filter(**{owner: self.instance.pk})
            choices = [(row.pk, str(row)) for row in rows] if self.instance.pk else []
            found[name] = (rows, [("", "---------"), *choices])
        return found

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        for name, (rows, choices) in self._siblings.items():
            form.fields[name].queryset = rows
            form.fields[name].widget.choices = choices
            form.fields[name].label = capfirst(rows.model._meta.verbose_name)

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
        hangs_on, owner = next(iter(self.within.items()))
        queryset = queryset.filter(**{f"{hangs_on}__{owner}": instance.pk})
        queryset = queryset.order_by(f"{hangs_on}__position", hangs_on, "position", "pk")
        super().__init__(*args, queryset=queryset, **kwargs)

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if form.instance.pk:
            names = [
                dict(choices)[getattr(form.instance, f"{name}_id")]
                for name, (_rows, choices) in self._siblings.items()
            ]
            form.row_label = " · ".join([*names, str(form.instance)])

    @classmethod
    def get_default_prefix(cls) -> str:
        return cls.model._meta.model_name


def within(formset: type, **siblings: str) -> type:
    """`formset` with its siblings named: `within(GrandchildFormSet, track="scheme")`."""
    return type(formset.__name__, (formset,), {"within": siblings})


class RowInline(BilingualAdmin, admin.StackedInline):
    """Rows under a record, each folded up until it is wanted."""

    form = RowForm
    formset = InlineRowFormSet
    extra = 0
    classes = ["collapse"]
    view_on_site = False
    description = ""  # shown above the rows, see admin/edit_inline/stacked.html

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
