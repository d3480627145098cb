"""The staff site's home page: what an editor has to do today, each with its count and its list.

Every line is counted by the function that the list it leads to is narrowed with, so that the two
cannot disagree. All lines are counted in one query.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from itertools import chain
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

import facilities.desk
import schemes.desk
from consultation.desk import queries as comments
from consultation.desk.care import limit_of
from consultation.enums import Handling
from consultation.models import Comment, CommentReport, DataRequest
from facilities.models import Facility
from mail.models import Message
from portal.desk_lines import Line, Row, Section, counted
from portal.models import MistakeReport
from publishing import clock, formats, gaps
from publishing.admin.versions import RecordLink, held, problem_of, records_of, saved_by
from publishing.dates import today
from publishing.documents.registry import record_models
from publishing.documents.values import LANGUAGES, localized
from publishing.enums import State
from publishing.models import NextVersion
from schemes.models import Scheme, Status

MAY_PUBLISH = "publishing.publish_records"
MAIL_WAITS_AT_MOST = timedelta(hours=1)
SHOWN = 5  # how many records a line lists by name


class Viewer:
    """Whoever looks at the desk: what the staff site lets them see and do."""

    def __init__(self, request: HttpRequest, site: admin.AdminSite) -> None:
        self.request, self.site, self.user = request, site, request.user
        self.publishes = request.user.has_perm(MAY_PUBLISH)

    def records(self, model: type[Model], to: str = "view") -> QuerySet | None:
        """What the model's list shows, unfiltered; None where this person may not do `to`."""
        model_admin = self.site.get_model_admin(model)
        allowed = getattr(model_admin, f"has_{to}_permission")(self.request)
        return model_admin.get_queryset(self.request) if allowed else None


def desk(request: HttpRequest, site: admin.AdminSite) -> list[Section]:
    """Every section that has a line for this person. Eight queries at most, however many records
    there are, and what it takes to know the person's permissions."""
    viewer = Viewer(request, site)
    found = [
        Section(_("Waiting for me"), (*_versions(viewer), *_waiting_records(viewer))),
        Section(_("Present status"), (*_closing(viewer), *_evidence(viewer))),
        Section(_("Gaps"), tuple(_gaps(viewer))),
        Section(_("Comments on projects"), tuple(_comments(viewer))),
        Section(_("Readers and mail"), tuple(_readers(viewer))),
    ]
    return counted([section for section in found if section.lines])


def listed(model: type[Model], **filters: str) -> str:
    """The address of the model's list, narrowed."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return f"{reverse(name)}?{urlencode(filters)}"


# --- The lines ------------------------------------------------------------------------------


def _versions(viewer: Viewer) -> Iterable[Line]:
    """Next versions: a publisher's are everybody's, an editor's those they were last to save."""
    versions = viewer.records(NextVersion)
    if versions is None:
        return
    states, own, mine = NextVersion.State, versions, {}
    title, state, note = _("Next versions in review"), states.REVIEW, _who_and_when
    if not viewer.publishes:
        own, mine = saved_by(versions, viewer.user), {"whose": "mine"}
        title, state, note = _("My drafts of next versions"), states.DRAFT, _when
    waiting = own.filter(state=state).order_by("updated_at", "pk")
    stuck = held(own).order_by("updated_at", "pk")
    coming = versions.filter(state=states.SCHEDULED).order_by("go_live_at", "pk")
    found = [
        (title, waiting, {"state__exact": str(state), **mine}, note),
        (_("Next versions that are held"), stuck, {"held": "yes", **mine}, problem_of),
        (_("Next versions that will go live"), coming, {"state__exact": "scheduled"}, _when),
    ]
    first = [records.select_related("author")[:SHOWN] for _title, records, _filters, _note in found]
    names = records_of(chain(*first), viewer.request, viewer.site)
    for (title, records, filters, note), shown in zip(found, first, strict=True):
        rows = tuple(Row(names[version.kind, version.slug], note(version)) for version in shown)
        yield Line(title, address=listed(NextVersion, **filters), rows=rows, records=records)


def _when(version: NextVersion) -> str:
    return formats.moment(version.go_live_at or version.updated_at, get_language())


def _who_and_when(version: NextVersion) -> str:
    return f"{version.author} · {_when(version)}" if version.author else _when(version)


def _waiting_records(viewer: Viewer) -> Iterable[Line]:
    """Records that are their own draft: a publisher's are in review, an editor's are not yet."""
    title, state, to = _("Records in draft"), State.DRAFT, "change"
    if viewer.publishes:
        title, state, to = _("Records in review"), State.REVIEW, "view"

    def narrow(records: QuerySet) -> QuerySet:
        return records.filter(state=state)

    return _by_kind(viewer, title, narrow, {"state__exact": str(state)}, record_models(), to)


def _closing(viewer: Viewer) -> Iterable[Line]:
    records = viewer.records(Scheme)
    if records is None:
        return
    entries = schemes.desk.closing_entries(records)[:SHOWN]
    yield Line(
        _("Schemes that close within 30 days"),
        address=listed(Scheme, closing="soon"),
        rows=tuple(Row(_scheme(entry), _last_day(entry)) for entry in entries),
        records=schemes.desk.closing_soon(records),
    )


def _scheme(entry: Status) -> RecordLink:
    names = [getattr(entry.scheme, localized("name", code)) for code in LANGUAGES]
    address = reverse("admin:schemes_scheme_change", args=[entry.scheme_id])
    return RecordLink.named(names, entry.scheme.slug, address)


def _last_day(entry: Status) -> str:
    return formats.closing(entry.closes_on, entry.closes_at, get_language())


def _evidence(viewer: Viewer) -> Iterable[Line]:
    lines = [
        (Scheme, schemes.desk.evidence_old, "old", _("Schemes with evidence older than 180 days")),
        (
            Facility,
            facilities.desk.evidence_old,
            "old",
            _("Facilities with evidence older than 180 days"),
        ),
        (Scheme, schemes.desk.evidence_undated, "undated", _("Schemes with undated evidence")),
        (
            Facility,
            facilities.desk.evidence_undated,
            "undated",
            _("Facilities with undated evidence"),
        ),
    ]
    for model, condition, value, title in lines:
        records = viewer.records(model)
        if records is not None:
            yield Line(title, address=listed(model, evidence=value), records=condition(records))


def _gaps(viewer: Viewer) -> Iterable[Line]:
    title = _("Records with a text in one language only")
    yield from _by_kind(viewer, title, gaps.untranslated, {"gap": "untranslated"}, record_models())
    title = _("Records with a fact without a public source")
    citing = filter(gaps.cites_sources, record_models())
    yield from _by_kind(viewer, title, gaps.unsourced, {"gap": "unsourced"}, citing)


def _comments(viewer: Viewer) -> Iterable[Line]:
    records = viewer.records(Comment)
    if records is not None:
        standing = comments.standing()
        lines = [
            (_("Comments unanswered"), {"unanswered": "yes"}, comments.unanswered, standing.waited),
            (_("Comments that are held"), {"state": "held"}, comments.held, ""),
            (_("Comments in hand"), {"state": "in_hand"}, comments.in_hand, standing.in_hand_for),
            (
                _("Texts that wait for the second check"),
                {"state": "waiting"},
                comments.waiting_for_check,
                "",
            ),
        ]
        for title, filters, condition, age in lines:
            note = gettext("the oldest: %(age)s") % {"age": age} if age else ""
            address = listed(Comment, **filters)
            yield Line(title, address=address, note=note, records=condition(records))
    reports = viewer.records(CommentReport)
    if reports is not None:
        yield Line(
            _("Reported comments not handled"),
            address=listed(CommentReport, handling__exact=str(Handling.NEW)),
            records=reports.filter(handling=Handling.NEW),
        )
    requests = viewer.records(DataRequest)
    if requests is not None:
        waiting = comments.open_requests(requests)
        yield Line(
            _("Data requests not answered"),
            address=listed(DataRequest, limit="open"),
            rows=tuple(Row(_request(one), _limit(one)) for one in waiting[:SHOWN]),
            records=waiting,
        )


def _request(request: DataRequest) -> RecordLink:
    address = reverse("admin:consultation_datarequest_change", args=[request.pk])
    return RecordLink(capfirst(request.get_kind_display()), address)


def _limit(request: DataRequest) -> str:
    due = gettext("last day: %(day)s") % {"day": formats.day(request.due_on, get_language())}
    return f"{due} · {limit_of(request, today())}"


def _readers(viewer: Viewer) -> Iterable[Line]:
    reports = viewer.records(MistakeReport)
    if reports is not None:
        new = MistakeReport.Handling.NEW
        yield Line(
            _("Reported mistakes not handled"),
            address=listed(MistakeReport, handling__exact=str(new)),
            records=reports.filter(handling=new),
        )
    letters = viewer.records(Message)
    if letters is not None:
        states = Message.State
        since = clock.now().replace(microsecond=0) - MAIL_WAITS_AT_MOST
        yield Line(
            _("Mail that could not be sent"),
            address=listed(Message, state=str(states.FAILED)),
            records=letters.in_state(states.FAILED),
        )
        yield Line(
            _("Mail waiting for more than an hour"),
            address=listed(Message, state=str(states.WAITING), created_at__lt=since.isoformat()),
            records=letters.in_state(states.WAITING).filter(created_at__lt=since),
        )


def _by_kind(
    viewer: Viewer,
    title: str,
    condition: Callable[[QuerySet], QuerySet],
    filters: Mapping[str, str],
    kinds: Iterable[type[Model]],
    to: str = "view",
) -> Iterable[Line]:
    """One line, parted by kind of record; none where this person may see no kind."""
    parts = []
    for model in kinds:
        records = viewer.records(model, to)
        if records is not None:
            name = capfirst(model._meta.verbose_name_plural)
            parts.append(Line(name, address=listed(model, **filters), records=condition(records)))
    if parts:
        yield Line(title, parts=tuple(parts))
