"""The facility list's filters."""

from django.utils.translation import gettext_lazy as _

from facilities.enums import FacilityKind
from publishing.enums import District
from publishing.listing import ListForm, choice_facet, slug_facet


class FacilityListForm(ListForm):
    """Validates the list's GET parameters; `host` and `topic` take slugs."""

    FACETS = ("kind", "host", "topic", "district")

    kind = choice_facet(_("Kind"), FacilityKind.choices)
    host = slug_facet(_("Host"))
    topic = slug_facet(_("Topic"))
    district = choice_facet(_("District"), District.choices)
