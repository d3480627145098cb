"""The filters of the list of figures."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from figures.enums import Group
from figures.models import Series
from publishing.listing import ListForm


class FigureListForm(ListForm):
    """Validates the list's GET parameters."""

    FACETS = ("group",)

    group = forms.ChoiceField(
        label=_("Group"), required=False, choices=Group.choices, widget=forms.HiddenInput
    )


def values(series: Series, facet: str) -> Iterable[str]:
    """What a series counts as under a facet."""
    return (series.group,)
