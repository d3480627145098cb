"""The facility list's filters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from facilities.enums import FacilityKind
from publishing.enums import District
from publishing.listing import ListForm


class FacilityListForm(ListForm):
    """Validates the list's GET parameters; `host` and `topic` take slugs."""

    FACETS = ("kind", "host", "topic", "district")

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=FacilityKind.choices, widget=forms.HiddenInput
    )
    host = forms.SlugField(label=_("Host"), required=False, widget=forms.HiddenInput)
    topic = forms.SlugField(label=_("Topic"), required=False, widget=forms.HiddenInput)
    district = forms.ChoiceField(
        label=_("District"), required=False, choices=District.choices, widget=forms.HiddenInput
    )
