"""The facility list's filters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from facilities.enums import FacilityKind
from publishing.enums import District
from publishing.paging import address_with

FACETS = ("kind", "host", "topic", "district")


class FacilityListForm(forms.Form):
    """Validates the list's GET parameters; `host` and `topic` take slugs.

    Those chosen by links have no input of their own.
    """

    q = forms.CharField(label=_("Words"), required=False, max_length=200, strip=True)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=FacilityKind.choices, widget=forms.HiddenInput
    )
    host = forms.SlugField(label=_("Host"), required=False, widget=forms.HiddenInput)
    topic = forms.SlugField(label=_("Topic"), required=False, widget=forms.HiddenInput)
    district = forms.ChoiceField(
        label=_("District"), required=False, choices=District.choices, widget=forms.HiddenInput
    )
    page = forms.IntegerField(
        label=_("Page number"),
        required=False,
        min_value=1,
        max_value=10**6,
        widget=forms.HiddenInput,
    )

    @property
    def facets_chosen(self) -> dict[str, str]:
        """Facet to value; a value that is not valid restricts nothing."""
        return {name: self.cleaned_data.get(name) or "" for name in FACETS}

    def chosen(self, vocabularies) -> list[tuple[str, str, str]]:
        """(label, value in words, address without it) of every choice that restricts the list."""
        words = []
        for name in ("q", *FACETS):
            value = self.cleaned_data.get(name)
            if value:
                shown = vocabularies[name][1].get(value, value) if name in vocabularies else value
                address = address_with(self.data, **{name: None})
                words.append((self.fields[name].label, shown, address))
        return words
