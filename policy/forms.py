"""The filters of the list of measures."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.models import Measure, Progress
from publishing.listing import ListForm, choice_facet, slug_facet


class MeasureListForm(ListForm):
    """Validates the list's GET parameters; `by` takes an organisation's slug."""

    FACETS = ("year", "by", "progress")

    year = forms.IntegerField(
        label=_("Year announced"),
        required=False,
        min_value=1900,
        max_value=2200,
        widget=forms.HiddenInput,
    )
    by = slug_facet(_("Announced by"))
    progress = choice_facet(_("What became of it"), Progress.choices)

    @property
    def facets_chosen(self) -> dict[str, str]:
        """Facet to value, the year as it is written."""
        return {name: str(value) for name, value in super().facets_chosen.items()}


def values(measure: Measure, facet: str) -> Iterable[str]:
    """What a measure counts as under a facet."""
    match facet:
        case "year":
            return (str(measure.announced_on.start.year),)
        case "by":
            return (measure.announced_by.slug,)
        case _:
            return (measure.progress,)


def vocabularies(measures: Iterable[Measure]) -> dict[str, dict[str, str]]:
    """Facet to its values in words; years and announcers are those that occur."""
    measures = list(measures)
    years = sorted({value for item in measures for value in values(item, "year")}, reverse=True)
    bodies = {item.announced_by.slug: str(item.announced_by) for item in measures}
    return {
        "year": dict(zip(years, years, strict=True)),
        "by": dict(sorted(bodies.items(), key=lambda pair: pair[1])),
        "progress": dict(Progress.choices),
    }
