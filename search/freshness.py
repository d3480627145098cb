"""Keeping the index fresh: whatever is saved or deleted is indexed anew once it is committed.

Nothing is written inside a transaction that is still open, so what is rolled back, a preview
included, never reaches the index.
"""

from functools import partial

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models, transaction
from django.db.models.signals import (
    ModelSignal,
    m2m_changed,
    post_delete,
    post_save,
    pre_delete,
)

from search import indexing
from search.models import SearchDocument
from search.registry import Kind, Owners, kinds


def watch() -> None:
    """Listen to the models of every registered kind and of its rows."""
    for kind in kinds():
        changed = partial(_record_changed, kind)
        _listen(kind.model, changed, f"search-{kind.code}", post_delete)
        for relation in kind.model._meta.many_to_many:
            m2m_changed.connect(
                changed,
                sender=relation.remote_field.through,
                weak=False,
                dispatch_uid=f"search-{kind.code}-{relation.name}",
            )
        for model, owners in kind.rows.items():
            # Before it is deleted, while what it is linked to can still be told.
            changed = partial(_row_changed, kind, owners)
            _listen(model, changed, f"search-{kind.code}-row", pre_delete)


def _listen(model: type[models.Model], receiver, uid: str, on_delete: ModelSignal) -> None:
    for signal in (post_save, on_delete):
        signal.connect(receiver, sender=model, weak=False, dispatch_uid=uid)


def _record_changed(kind: Kind, sender, instance, **kwargs) -> None:
    if isinstance(instance, kind.model):
        mark(kind.pk_of(instance.pk))
    else:  # a relation was changed from its other end
        for pk in kwargs.get("pk_set") or ():
            mark(kind.pk_of(pk))


def _row_changed(kind: Kind, owners: str | Owners, sender, instance, **kwargs) -> None:
    """Mark the records that a row belongs to, or whose texts name it."""
    try:
        if isinstance(owners, str):
            *path, last = owners.split("__")
            for name in path:
                instance = getattr(instance, name)
            found = [getattr(instance, f"{last}_id")]
        else:
            found = list(owners(instance))
    except ObjectDoesNotExist:
        return  # deleted together with its record, which is marked itself
    for pk in found:
        mark(kind.pk_of(pk))


def mark(pk: int) -> None:
    """Index the record with this key once the transaction is committed; at once without one."""
    pending().add(pk)
    # Whoever is called first does them all; the others then find nothing left to do.
    transaction.on_commit(index_pending, robust=True)


def mark_missing() -> None:
    """Mark the records that the index lacks, and those it holds that are gone: so that a database
    which is older than the index gets it with the next load of content."""
    for pk in set(indexing.every_key()) ^ set(SearchDocument.objects.values_list("pk", flat=True)):
        mark(pk)


def pending() -> set[int]:
    """The keys this connection has marked and not yet indexed."""
    if not hasattr(connection, "search_pending"):
        connection.search_pending = set()
    return connection.search_pending


def index_pending() -> None:
    """Index what this connection has marked. What was rolled back is found unchanged."""
    if marked := pending():
        connection.search_pending = set()
        indexing.refresh(marked)
