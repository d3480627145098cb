"""Giving rows their sources, each of which is read once and not with every row that cites it."""

from collections.abc import Iterable

from publishing.models import Source, Sourced
from publishing.remembered import remembered


def with_sources(rows: Iterable[Sourced]) -> None:
    """Give every row its sources. One query, or none where all of them are remembered."""
    rows = list(rows)
    wanted = {row.source_id for row in rows} | {row.second_source_id for row in rows}
    known = _known()
    if missing := wanted - known.keys() - {None}:
        known.update(Source.objects.in_bulk(missing))
    for row in rows:
        row.source = known[row.source_id]
        row.second_source = known.get(row.second_source_id)


@remembered
def _known() -> dict[int, Source]:
    return {}
