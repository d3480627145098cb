"""Reads for the scheme pages. Every one starts from `published()`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from publishing.changes import Change
from publishing.dates import today
from publishing.documents.names import own_first
from publishing.documents.values import LANGUAGES, localized
from publishing.enums import DateBasis
from publishing.facets import Items
from publishing.models import Sourced
from publishing.related import Links, related_links
from publishing.remembered import remembered, remembered_by_language
from publishing.sourcing import with_sources
from schemes.catalogue import Entry, arrange
from schemes.models import Clause, Scheme, Status, Succession, Terms
from schemes.standing import standing
from schemes.terms import by_track, in_force

_LIST_FIELDS = (
    "slug",
    *(localized(name, code) for name in ("name", "summary") for code in LANGUAGES),
    "abbreviation",
    "unofficial_name",
    "category",
    "scheme_kind",
    "fund_id",
)


def catalogue(on: date, among: Iterable[int] | None = None) -> tuple[list[Entry], dict[str, str]]:
    """All published schemes, or those of the primary keys `among` in their order, with what
    decides about them on the day `on`, and the funds they belong to (slug to name).

    Four queries, whatever their number; remembered where they are all, as they stand today.
    """
    whole = among is None and on == today()
    entries, funds = _every_entry(on) if whole else _entries(on, among)
    return entries, {fund.slug: str(fund) for fund in funds.values()}


def arranged(on: date, sort: str) -> tuple[Items, dict[str, str]]:
    """The whole catalogue on the day `on` in the order `sort`, and the funds in words."""
    return _arranged(on, sort) if on == today() else _arrange(on, sort)


def _arrange(on: date, sort: str) -> tuple[Items, dict[str, str]]:
    entries, funds = catalogue(on)
    return Items(arrange(entries, sort)), funds


_arranged = remembered_by_language(_arrange)


@remembered
def _every_entry(on: date) -> tuple[list[Entry], dict[int, Scheme]]:
    return _entries(on)


def _entries(on: date, among: Iterable[int] | None = None) -> tuple[list[Entry], dict[int, Scheme]]:
    found = Scheme.objects.published()
    if among is not None:
        among = list(among)
        found = found.filter(pk__in=among)
    schemes = {scheme.pk: scheme for scheme in found.only(*_LIST_FIELDS)}
    if among is not None:
        schemes = {pk: schemes[pk] for pk in among if pk in schemes}
    shown = found.order_by().values("pk")
    statuses, terms, applicants = defaultdict(list), defaultdict(list), defaultdict(set)
    for status in Status.objects.filter(scheme__in=shown):
        statuses[status.scheme_id].append(status)
    for row in Terms.objects.filter(track__scheme__in=shown).select_related("track"):
        terms[row.track.scheme_id].append(row)
    clauses = Clause.objects.filter(scheme__in=shown).exclude(applicant="")
    for scheme_id, applicant in clauses.values_list("scheme_id", "applicant"):
        applicants[scheme_id].add(applicant)
    funds = _funds(schemes.values())
    entries = [
        Entry(
            scheme=scheme,
            standing=standing(statuses[pk], on),
            terms=_in_force(terms[pk], on),
            applicants=frozenset(applicants[pk]),
            fund=funds[scheme.fund_id].slug if scheme.fund_id in funds else "",
        )
        for pk, scheme in schemes.items()
    ]
    return entries, funds


def _funds(schemes: Iterable[Scheme]) -> dict[int, Scheme]:
    wanted = {scheme.fund_id for scheme in schemes if scheme.fund_id}
    if not wanted:
        return {}
    return Scheme.objects.published().only(*_LIST_FIELDS).in_bulk(wanted)


def _in_force(rows: list[Terms], on: date) -> tuple[Terms, ...]:
    tracks = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.track.position, row.track_id)):
        tracks[row.track_id].append(row)
    found = (in_force(track, on) for track in tracks.values())
    return tuple(row for row in found if row)


@remembered
def scheme_page(slug: str) -> Scheme | None:
    """A published scheme with all that its page shows, or None; the queries do not grow with rows.

    Rows come as attributes: `page_statuses`, `page_clauses`, `page_successions`, `page_terms`.
    """
    scheme = (
        Scheme.objects.published()
        .filter(slug=slug)
        .select_related("fund", "administrator", "secretariat")
        .prefetch_related(
            Prefetch("statuses", Status.objects.all(), "page_statuses"),
            Prefetch("clauses", Clause.objects.select_related("track", "other"), "page_clauses"),
            Prefetch("successions", Succession.objects.select_related("other"), "page_successions"),
        )
        .first()
    )
    if scheme:
        scheme.page_terms = list(Terms.objects.filter(track__scheme=scheme).select_related("track"))
        with_sources(
            [
                scheme,
                *scheme.page_statuses,
                *scheme.page_clauses,
                *scheme.page_successions,
                *scheme.page_terms,
            ]
        )
    return scheme


@remembered_by_language
def related(scheme: Scheme) -> Links:
    """Published topics, facilities, measures, outcomes, and a fund's schemes. One query."""
    return related_links(
        scheme,
        ("topic", "topics", "name"),
        ("scheme", "funded", "name"),
        ("facility", "facilities", "name"),
        ("measure", "measures", "title"),
        ("outcome", "outcomes", "title"),
    )


def recent_changes(on: date, limit: int) -> list[Change]:
    """The newest `limit` changes of terms, status and succession up to the day `on`, each.

    What was only planned is left out, for nothing says that it happened. For the home page and
    the list of changes. Four queries.
    """
    shown = Scheme.objects.published().order_by().values("pk")
    successions = Succession.objects.filter(scheme__in=shown, happened_on__lte=on)
    changes = [
        Change(
            row.happened_on,
            row.date_basis,
            row.scheme,
            f"succession-{row.key}",
            "schemes/changes/succession.html",
            row,
            {"row": row},
        )
        for row in successions.exclude(date_basis=DateBasis.PLANNED)
        .select_related("scheme", "other", *Sourced.CITED)
        .order_by("-happened_on")[:limit]
    ]
    statuses = Status.objects.filter(scheme__in=shown, since__lte=on)
    statuses = statuses.exclude(since_basis=DateBasis.PLANNED).select_related(
        "scheme", *Sourced.CITED
    )
    changes += [
        Change(
            row.since,
            row.since_basis,
            row.scheme,
            f"status-{row.key}",
            "schemes/changes/status.html",
            row,
            {"row": row},
        )
        for row in statuses.order_by("-since")[:limit]
    ]
    return changes + _terms_changes(shown, on, limit)


def _terms_changes(shown: QuerySet, on: date, limit: int) -> list[Change]:
    newest = Terms.objects.filter(track__scheme__in=shown, effective_from__lte=on)
    newest = newest.exclude(effective_basis=DateBasis.PLANNED)
    wanted = list(newest.order_by("-effective_from").values_list("pk", "track_id")[:limit])
    history = Terms.objects.filter(track__in={track for _pk, track in wanted})
    siblings = Count("track__scheme__tracks", distinct=True)
    tracks = by_track(
        history.select_related("track__scheme", *Sourced.CITED).annotate(siblings=siblings), on
    )
    pks = {pk for pk, _track in wanted}
    return [
        Change(
            change.terms.effective_from,
            change.terms.effective_basis,
            track.track.scheme,
            f"terms-{track.track.key}-{change.terms.key}",
            "schemes/changes/terms.html",
            change.terms,
            {"change": change, "track": track.track if change.terms.siblings > 1 else None},
        )
        for track in tracks
        for change in track.rows
        if change.terms.pk in pks and change.differences
    ]


@remembered_by_language
def names() -> dict[str, str]:
    """The name of every published scheme in the page's language, or else in the other, by slug,
    in the order of the names. One query."""
    schemes = Scheme.objects.published().only(*_LIST_FIELDS[:3])
    found = {
        scheme.slug: next(
            filter(None, (getattr(scheme, localized("name", code)) for code in own_first())),
            scheme.slug,
        )
        for scheme in schemes
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
