"""The scheme list's filters: read from the address, checked, and taken away one by one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing import formats
from publishing.dates import today
from publishing.listing import ListForm, Vocabularies, choice_facet, slug_facet
from schemes.catalogue import FACETS, SORTS
from schemes.enums import ApplicantKind, Category, SchemeKind, TermsKind
from schemes.standing import StandingCode

SORT_LABELS = {
    "relevance": _("Best match, open ones first"),
    "name": _("Name"),
    "most": _("Highest ceiling first"),
    "closing": _("Closing soonest"),
}


class SchemeListForm(ListForm):
    """Validates the list's GET parameters; those chosen by links have no input of their own."""

    FACETS = FACETS

    category = choice_facet(_("Area"), Category.choices)
    applicant = choice_facet(_("Who applies"), ApplicantKind.choices)
    status = choice_facet(_("Status"), StandingCode.choices)
    form = choice_facet(_("How it pays"), TermsKind.choices)
    kind = choice_facet(_("Type"), SchemeKind.choices)
    fund = slug_facet(_("Fund it belongs to"))
    min = forms.IntegerField(
        label=_("Ceiling from (HK$)"), required=False, min_value=0, max_value=10**15
    )
    max = forms.IntegerField(
        label=_("Ceiling to (HK$)"), required=False, min_value=0, max_value=10**15
    )
    on = forms.DateField(
        label=_("As it stood on"),
        required=False,
        help_text=_("For example 2024-06-01; empty means today."),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Give the day as 2026-11-21.")},
    )
    sort = forms.ChoiceField(
        label=_("Sort by"), required=False, choices=[(name, SORT_LABELS[name]) for name in SORTS]
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        low, high = cleaned.get("min"), cleaned.get("max")
        if (on := cleaned.get("on")) and on > today():
            self.add_error("on", _("That day lies in the future."))
        if low is not None and high is not None and low > high:
            self.add_error("max", _("The higher sum is below the lower one."))
        return cleaned

    def vocabularies(self, funds: dict[str, str]) -> Vocabularies:
        """Facet to its label and its values in words."""
        return self.labelled(
            {name: funds if name == "fund" else dict(self.fields[name].choices) for name in FACETS}
        )

    @property
    def on_day(self) -> date:
        """The day whose terms and status are asked for."""
        return self.cleaned_data.get("on") or today()

    @property
    def restricting(self) -> tuple[str, ...]:
        """The fields that restrict the list, in the order they are told."""
        return (*super().restricting, "min", "max", "on")

    def in_words(self, name: str, value: Any, vocabularies: Vocabularies) -> str:
        """A chosen value as the reader knows it: a sum, a day, a facet's label."""
        match name:
            case "min" | "max":
                return formats.money(value, get_language())
            case "on":
                return formats.day(value, get_language())
        return super().in_words(name, value, vocabularies)
