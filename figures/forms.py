"""The filters of the list of figures."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from figures.enums import Group
from figures.models import Series
from publishing.listing import ListForm, choice_facet


class FigureListForm(ListForm):
    """Validates the list's GET parameters."""

    FACETS = ("group",)

    group = choice_facet(_("Group"), Group.choices)


def values(series: Series, facet: str) -> Iterable[str]:
    """What a series counts as under a facet."""
    return (series.group,)
