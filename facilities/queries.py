"""Reads for the facility pages. Every one starts from `published()`."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet

from facilities import directory
from facilities.enums import FacilityKind
from facilities.models import (
    Facility,
    FacilityNote,
    FacilityState,
    FacilitySuccession,
    Person,
)
from publishing.changes import Change
from publishing.enums import DateBasis
from publishing.facets import Items
from publishing.models import Organisation, Sourced, Topic
from publishing.related import Links, related_links
from publishing.remembered import keep, remembered, remembered_by_language
from publishing.sourcing import with_sources


def facility_list(among: Iterable[int] | None = None) -> QuerySet[Facility]:
    """Published facilities, or those of the primary keys `among`, with hosts, topics and status
    trail. Four queries."""
    found = Facility.objects.published()
    if among is not None:
        found = found.filter(pk__in=among)
    return found.prefetch_related(
        Prefetch("hosts", Organisation.objects.published(), "page_hosts"),
        Prefetch("topics", Topic.objects.published(), "page_topics"),
        Prefetch("states", FacilityState.objects.all(), "page_states"),
    )


def facility_directory(on: date, among: list[int] | None = None) -> tuple[Items, directory.Words]:
    """Published facilities as the list has them, or those of the primary keys `among` in their
    order, each with its `state_now` on the day `on`; and the words of their facets. Remembered
    where they are all."""
    items = _whole_directory(on) if among is None else _directory(on, among)
    return items, keep(items, ("words",), lambda: directory.vocabularies(items))


@remembered
def _whole_directory(on: date) -> Items:
    return _directory(on)


def _directory(on: date, among: list[int] | None = None) -> Items:
    found = facility_list(among)
    if among is None:
        items = Items(directory.arrange(found))
    else:
        items = Items(sorted(found, key=lambda item: among.index(item.pk)))
    for item in items:
        item.state_now = directory.present_state(item.page_states, on)
    return items


def state_key_laboratories() -> QuerySet[Facility]:
    """Published State Key Laboratories with hosts, cited status trail and former names.

    Four queries.
    """
    return (
        Facility.objects.published()
        .filter(facility_kind=FacilityKind.STATE_KEY_LABORATORY)
        .prefetch_related(
            Prefetch("hosts", Organisation.objects.published(), "page_hosts"),
            Prefetch("states", FacilityState.objects.select_related(*Sourced.CITED), "page_states"),
            Prefetch("successions", FacilitySuccession.objects.all(), "page_successions"),
        )
    )


@remembered
def facility_page(slug: str) -> Facility | None:
    """A published facility with all that its page shows, or None."""
    facility = (
        Facility.objects.published()
        .filter(slug=slug)
        .select_related("parent")
        .prefetch_related(
            Prefetch("hosts", Organisation.objects.published(), "page_hosts"),
            Prefetch("states", FacilityState.objects.all(), "page_states"),
            Prefetch("people", Person.objects.all(), "page_people"),
            Prefetch("notes", FacilityNote.objects.all(), "page_notes"),
            Prefetch(
                "successions",
                FacilitySuccession.objects.select_related("other"),
                "page_successions",
            ),
        )
        .first()
    )
    if facility:
        with_sources(
            [
                facility,
                *facility.page_states,
                *facility.page_people,
                *facility.page_notes,
                *facility.page_successions,
            ]
        )
    return facility


@remembered_by_language
def related(facility: Facility) -> Links:
    """Published topics, schemes, parts, measures and outcomes of a facility. One query."""
    return related_links(
        facility,
        ("topic", "topics", "name"),
        ("scheme", "schemes", "name"),
        ("part", "parts", "name"),
        ("measure", "measures", "title"),
        ("outcome", "outcomes", "title"),
    )


def recent_changes(on: date, limit: int) -> list[Change]:
    """The newest `limit` states and successions of facilities up to the day `on`, each.

    For the home page and the list of changes. Two queries.
    """
    shown = Facility.objects.published().order_by().values("pk")
    states = FacilityState.objects.filter(facility__in=shown, since__lte=on)
    states = states.exclude(since_basis=DateBasis.PLANNED)
    successions = FacilitySuccession.objects.filter(facility__in=shown, happened_on__lte=on)
    successions = successions.exclude(date_basis=DateBasis.PLANNED)
    return [
        Change(
            row.since,
            row.since_basis,
            row.facility,
            f"state-{row.key}",
            "facilities/changes/state.html",
            row,
            {"row": row},
        )
        for row in states.select_related("facility", *Sourced.CITED).order_by("-since")[:limit]
    ] + [
        Change(
            row.happened_on,
            row.date_basis,
            row.facility,
            f"succession-{row.key}",
            "facilities/changes/succession.html",
            row,
            {"row": row},
        )
        for row in successions.select_related("facility", "other", *Sourced.CITED).order_by(
            "-happened_on"
        )[:limit]
    ]
