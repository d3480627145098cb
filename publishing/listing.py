"""A list that readers narrow by words and facets, page by page: its form and what it shows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publishing.facets import Items, Values, facets, passes
from publishing.paging import address_with, page_of

# Facet to its label and its values in words.
Vocabularies = Mapping[str, tuple[str, Mapping[str, str]]]


def choice_facet(label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    """A facet whose values are fixed; it is chosen by a link and has no input."""
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.HiddenInput)


def slug_facet(label: str) -> forms.SlugField:
    """A facet whose values are records, by their slugs."""
    return forms.SlugField(label=label, required=False, widget=forms.HiddenInput)


class ListForm(forms.Form):
    """Validates a list's GET parameters; facets are chosen by links and have no input."""

    FACETS: tuple[str, ...] = ()

    q = forms.CharField(label=_("Keyword"), required=False, max_length=200, strip=True)
    page = forms.IntegerField(
        label=_("Page number"),
        required=False,
        min_value=1,
        max_value=10**6,
        widget=forms.HiddenInput,
    )

    @property
    def restricting(self) -> tuple[str, ...]:
        """The fields that restrict the list, in the order they are told."""
        return ("q", *self.FACETS)

    @property
    def shown_names(self) -> list[str]:
        """The fields with an input of their own."""
        return [field.name for field in self.visible_fields()]

    @property
    def words(self) -> list[str]:
        """The words searched for, folded in case."""
        return self.cleaned_data.get("q", "").casefold().split()

    @property
    def facets_chosen(self) -> dict[str, str]:
        """Facet to value; a value that is not valid restricts nothing."""
        return {name: self.cleaned_data.get(name) or "" for name in self.FACETS}

    def labelled(self, vocabularies: Mapping[str, Mapping[str, str]]) -> Vocabularies:
        """Each facet's values with the facet's label, which is its field's."""
        return {name: (self.fields[name].label, vocabularies[name]) for name in self.FACETS}

    def in_words(self, name: str, value: Any, vocabularies: Vocabularies) -> str:
        """A chosen value as the reader knows it."""
        return vocabularies[name][1].get(value, value) if name in vocabularies else value

    def chosen(self, vocabularies: Vocabularies) -> list[tuple[str, str, str]]:
        """(label, value in words, address without it) of every choice that restricts the list."""
        given = [(name, self.cleaned_data.get(name)) for name in self.restricting]
        return [
            (
                self.fields[name].label,
                self.in_words(name, value, vocabularies),
                address_with(self.data, **{name: None}),
            )
            for name, value in given
            if value not in (None, "")
        ]


def listing(
    form: ListForm, items: Iterable[object], values: Values, vocabularies: Vocabularies
) -> dict[str, Any]:
    """What the template `listing.html` shows of `items` under a validated form."""
    items = items if isinstance(items, Items) else Items(items)
    chosen = {name: value for name, value in form.facets_chosen.items() if value}
    passed = [item for item in items if passes(item, chosen, values)] if chosen else items
    return {
        "form": form,
        "facets": facets(items, chosen, values, vocabularies, form.data),
        "page": page_of(passed, form.cleaned_data.get("page")),
        "chosen": form.chosen(vocabularies),
        "kept": address_with(form.data),
    }
