"""What records lack, told by the database: the conditions that staff lists count and show by.

Each takes a QuerySet and narrows it, so that a count and the list it leads to cannot disagree.
What is looked for, and how deep, follows from the models' documents.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Substr

from publishing import clock
from publishing.documents.values import LANGUAGES, is_translated, localized
from publishing.enums import State
from publishing.evidence import STALE_AFTER
from publishing.models import Source, Sourced

Condition = Callable[[type[models.Model]], Q]

UNDATED = Q(evidence_on=None)


def untranslated(records: QuerySet) -> QuerySet:
    """Records not withdrawn with a text, their own or of a row, that stands in one language only.

    The same rule as the mark “English missing” in the staff site's lists.
    """
    return _with_gap(records, _stands_in_one_language)


def unsourced(records: QuerySet) -> QuerySet:
    """Records not withdrawn with a fact, their own or of a row, none of whose sources is public."""
    return _with_gap(records, _cites_no_public_source)


def cites_sources(model: type[models.Model]) -> bool:
    """Whether records of this kind, or rows under them, cite sources at all."""
    below = (model._meta.get_field(rows.name).related_model for rows in model.document.rows)
    return any(_leads_to_source(model, name) for name in model.document.fields) or any(
        map(cites_sources, below)
    )


def present(trail: QuerySet, owner: str, on: date) -> QuerySet:
    """The entries of `trail` that are their owner's present one on the day `on`.

    The same rule as `schemes.standing.current_row`: the latest that has begun, an undated one the
    oldest; of two that begin together the later in order, whatever the precision of their dates.
    """
    begun = trail.filter(Q(since=None) | Q(since__lte=on), **{owner: OuterRef(owner)})
    first_day = Coalesce(Substr("since", 1, 10), Value(date.min.isoformat()))
    latest = begun.order_by(first_day.desc(), "-position", "pk").values("pk")[:1]
    return trail.filter(pk=Subquery(latest))


def old(on: date) -> Q:
    """That a row's evidence is stale on the day `on`, as `publishing.evidence` tells it."""
    return Q(evidence_on__lte=on - STALE_AFTER - timedelta(days=1))


def _with_gap(records: QuerySet, gap: Condition) -> QuerySet:
    found = _anywhere(records.model, gap)
    gone = Q(state=State.WITHDRAWN) | Q(state=State.PUBLISHED, withdraw_at__lte=clock.now())
    return records.filter(~gone, found) if found else records.none()


def _anywhere(model: type[models.Model], gap: Condition) -> Q:
    """That `gap` is in a record or row of `model`, or in a row under it to any depth."""
    found = gap(model)
    for rows in model.document.rows:
        relation = model._meta.get_field(rows.name)
        below = _anywhere(relation.related_model, gap)
        if below:
            found |= Q(pk__in=_owners(relation, below))
    return found


def _owners(relation: models.Field, below: Q) -> QuerySet:
    """The keys of those whose rows under `relation` meet `below`.

    A list of keys is worked out once; Exists would be, once for every record.
    """
    rows = relation.related_model._base_manager.filter(below).order_by()
    if isinstance(relation, GenericRelation):
        kind = ContentType.objects.get_for_model(relation.model)
        rows = rows.filter(**{relation.content_type_field_name: kind})
        return rows.values(relation.object_id_field_name)
    return rows.values(relation.field.attname)


def _stands_in_one_language(model: type[models.Model]) -> Q:
    found = Q()
    for name in model.document.fields:
        if is_translated(model, name):
            for here, there in (LANGUAGES, reversed(LANGUAGES)):
                # A column that was never filled in is NULL, which is not greater than "" either.
                there = localized(name, there)
                missing = Q(**{there: ""}) | Q(**{there: None})
                found |= Q(**{f"{localized(name, here)}__gt": ""}) & missing
    return found


def _cites_no_public_source(model: type[models.Model]) -> Q:
    names = [name for name in model.document.fields if _leads_to_source(model, name)]
    hidden = _hidden_sources() if names else None
    found = Q()
    pair = Sourced.CITED if issubclass(model, Sourced) else ()
    if pair:
        first, second = Sourced.CITED
        no_other = Q(**{second: None}) | Q(**{f"{second}__in": hidden})
        found |= Q(**{f"{first}__in": hidden}) & no_other
    for name in names:
        if name not in pair:  # what cites a source of its own is a fact of its own
            found |= Q(**{f"{name}__in": hidden})
    return found


def _leads_to_source(model: type[models.Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return field.related_model is Source and not field.many_to_many


def _hidden_sources() -> QuerySet:
    public = Source.objects.published().order_by().values("pk")
    return Source.objects.exclude(pk__in=public).order_by().values("pk")
