"""Noticing every write of what readers see, whoever makes it: staff, commands or a single query.

The statements themselves are watched. Signals would miss updates in bulk, and a list of places
that write would one day miss one.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, Max

from pages.models import ContentChange
from publishing.documents.registry import record_models
from publishing.models import SlugRedirect

_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@cache
def shown_models() -> tuple[type[models.Model], ...]:
    """Every model that readers see: records with their rows and links, former addresses, and any
    other that says so itself with `shown_to_readers = True`."""
    found: dict[type[models.Model], None] = {}
    for model in record_models():
        found |= dict.fromkeys(_with_rows(model))
    found[SlugRedirect] = None
    for model in apps.get_models():
        if getattr(model, "shown_to_readers", False):
            found[model] = None
    return tuple(found)


def _with_rows(model: type[models.Model]) -> Iterator[type[models.Model]]:
    yield model
    for name in model.document.fields:
        field = model._meta.get_field(name)
        if field.many_to_many:
            yield field.remote_field.through
    for rows in model.document.rows:
        yield from _with_rows(model._meta.get_field(rows.name).related_model)


@cache
def shown_tables() -> frozenset[str]:
    """Their tables."""
    return frozenset(model._meta.db_table for model in shown_models())


def watch_writes(connection, **kwargs) -> None:
    """Receiver of `connection_created`: look at each statement of the connection from now on.

    One that is opened again is the same object, and looked at already.
    """
    if _look_at_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(_look_at_write)


def _look_at_write(execute, sql, params, many, context):
    """Leave one trace a transaction that writes what readers see."""
    result = execute(sql, params, many, context)
    written = _WRITE.match(sql) if isinstance(sql, str) else None
    if written and written[1] in shown_tables():
        _leave_trace(context["connection"])
    return result


def _leave_trace(connection) -> None:
    if not _can_be_traced(connection):
        return
    if connection.in_atomic_block:
        # Django forgets the mark with a savepoint that is rolled back, just as the database
        # forgets the trace: what is written after it leaves another.
        if any(call is _trace_left for _savepoints, call, *_ in connection.run_on_commit):
            return
        transaction.on_commit(_trace_left, using=connection.alias)
    ContentChange.objects.using(connection.alias).create()
    if not connection.in_atomic_block:
        _trace_left()


_ready: set[str] = set()


def _can_be_traced(connection) -> bool:
    """Whether the table is there; a migration may write before it is made."""
    if connection.alias not in _ready:
        if ContentChange._meta.db_table not in connection.introspection.table_names():
            return False
        _ready.add(connection.alias)
    return True


# Called in this process as soon as a trace of its own is committed.
when_left: list[Callable[[], object]] = []


def _trace_left() -> None:
    """Marks a transaction that has left its trace, and tells of it once it is committed."""
    for tell in when_left:
        tell()


def latest() -> tuple[int, int]:
    """A pair that differs once anything more has been committed. One query.

    The number of traces as well as the highest: one that was begun earlier may come later.
    """
    found = ContentChange.objects.aggregate(number=Count("pk"), highest=Max("pk"))
    return found["number"], found["highest"] or 0
