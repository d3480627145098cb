"""What a facility counts as in the list's facets, and its present state. No database."""

from collections.abc import Iterable
from datetime import date

from facilities.enums import FacilityKind
from facilities.models import Facility, FacilityState
from publishing.enums import District


def values(facility: Facility, facet: str) -> Iterable[str]:
    """A facility's values under a facet; hosts and topics as loaded by `queries`."""
    match facet:
        case "kind":
            return (facility.facility_kind,)
        case "host":
            return [host.slug for host in facility.page_hosts]
        case "topic":
            return [topic.slug for topic in facility.page_topics]
        case _:
            return (facility.district,) if facility.district else ()


Words = dict[str, dict[str, str]]


def vocabularies(facilities: Iterable[Facility]) -> Words:
    """Facet to its values in words; hosts and topics are those that occur."""
    facilities = list(facilities)
    hosts = {host.slug: str(host) for item in facilities for host in item.page_hosts}
    topics = {topic.slug: str(topic) for item in facilities for topic in item.page_topics}
    return {
        "kind": dict(FacilityKind.choices),
        "host": dict(sorted(hosts.items(), key=lambda pair: pair[1])),
        "topic": dict(sorted(topics.items(), key=lambda pair: pair[1])),
        "district": dict(District.choices),
    }


def arrange(facilities: Iterable[Facility]) -> list[Facility]:
    """By kind, in the vocabulary's order, then by address."""
    order = list(FacilityKind.values)
    return sorted(facilities, key=lambda item: (order.index(item.facility_kind), item.slug))


def present_state(states: Iterable[FacilityState], on: date) -> FacilityState | None:
    """The latest entry of the trail that had begun on the day `on`."""
    begun = [row for row in states if row.since is None or row.since.start <= on]
    return max(
        begun,
        key=lambda row: (row.since.start if row.since else date.min, row.position),
        default=None,
    )
