"""What search finds of facilities, and what a result says of one beside its text."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from facilities.directory import present_state
from facilities.enums import FacilityStatus
from facilities.models import Facility, FacilityNote, FacilityState, FacilitySuccession, Person
from publishing.dates import today
from publishing.enums import SuccessionKind
from publishing.formats import fuzzy
from publishing.models import Organisation, Topic
from search.registry import Entry, Kind, Text, called, register


def records() -> QuerySet[Facility]:
    """All facilities with what is indexed of them."""
    return Facility.objects.select_related("parent").prefetch_related(
        "states", "people", "notes", "successions__other", "hosts", "topics"
    )


def ended_from(states: Iterable[FacilityState]) -> date | None:
    """The day from which the trail leaves the facility ended for good, or None."""
    states, first = list(states), None
    turns = {row.since.start if row.since else date.min for row in states}
    for day in sorted(turns, reverse=True):
        if present_state(states, day).facility_status != FacilityStatus.ENDED:
            break
        first = day
    return first


def entry(facility: Facility) -> Entry:
    """One facility: its names, what it does, who hosts it and who was seen to lead it."""
    former, linked = [], []
    body = [Text.of(facility, "description"), Text.of(facility, "address")]
    for row in facility.successions.all():
        if row.relation == SuccessionKind.RENAMED_FROM and not row.other:
            former.append(Text.of(row, "other_name"))
        elif not row.other:
            linked.append(Text.of(row, "other_name"))
        body.append(Text.of(row, "note"))
    hosts = []
    for host in facility.hosts.all():
        hosts += called(host)
    for topic in facility.topics.all():
        linked += called(topic)
    body += [_seen(person) for person in facility.people.all()]
    body += [Text.of(note, "text") for note in facility.notes.all()]
    body += [Text.of(state, "note") for state in facility.states.all()]
    return Entry(
        slug=facility.slug,
        address=facility.get_absolute_url(),
        name=Text.of(facility, "name"),
        abbreviation=facility.abbreviation,
        summary=Text.of(facility, "summary"),
        former=tuple(former),
        also=(*hosts, *(Text.of(person, "name") for person in facility.people.all())),
        body=tuple(body),
        linked=tuple(linked),
        ended_from=ended_from(facility.states.all()),
    )


def _seen(person: Person) -> Text:
    """Who led it, as what, and when a source said so; the name in the other language where only
    that is known."""
    zh, en = person.name_zh_hk or person.name_en, person.name_en or person.name_zh_hk
    role, seen = Text.of(person, "role"), person.as_of
    return Text(
        f"{zh}，{role.zh_hk}（{fuzzy(seen, 'zh-hk')}）", f"{en}, {role.en} ({fuzzy(seen, 'en')})"
    )


def extras(pks: Iterable[int]) -> dict[int, FacilityState | None]:
    """The present state of facilities. One query."""
    trails: dict[int, list[FacilityState]] = {pk: [] for pk in pks}
    for row in FacilityState.objects.filter(facility__in=trails):
        trails[row.facility_id].append(row)
    return {pk: present_state(rows, today()) for pk, rows in trails.items()}


register(
    Kind(
        number=2,
        code="facility",
        label=_("Facilities and laboratories"),
        model=Facility,
        weight=1.0,
        cues=(
            "實驗室",
            "中心",
            "研發院",
            "大樓",
            "地址",
            "laboratory",
            "lab",
            "centre",
            "institute",
            "park",
            "office",
            "address",
        ),
        records=records,
        public=lambda: Facility.objects.published(),
        entry=entry,
        rows={
            FacilityState: "facility",
            Person: "facility",
            FacilityNote: "facility",
            FacilitySuccession: "facility",
            Organisation: lambda body: body.hosted_facilities.values_list("pk", flat=True),
            Topic: lambda topic: topic.facilities.values_list("pk", flat=True),
        },
        extras=extras,
        template="search/facility.html",
    )
)
