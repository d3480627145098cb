"""When what readers see changes by the clock alone."""

from datetime import datetime, time, timedelta

from django.db.models import DateTimeField, Min, Q
from django.utils import timezone

from pages.changes import shown_models
from publishing.models import Revision


def next_midnight(now: datetime) -> datetime:
    """The beginning of the next day in Hong Kong: openings, last days and the age of evidence are
    counted in days."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))


def next_instant(now: datetime) -> datetime:
    """The first instant after `now` at which a page may become another: midnight, or a time that
    stands in the database, such as that of publication. One query for each model with a time.

    Times at which a next version goes live are not among them: that is a write.
    """
    found = [next_midnight(now)]
    for model in (*shown_models(), Revision):
        times = [
            field.name
            for field in model._meta.fields
            if isinstance(field, DateTimeField) and not (field.auto_now or field.auto_now_add)
        ]
        if times:
            coming = {name: Min(name, filter=Q(**{f"{name}__gt": now})) for name in times}
            rows = model._base_manager
            if model is Revision:  # most are old, and an index holds those that are told
                rows = rows.filter(told_at__gt=now)
            found += filter(None, rows.aggregate(**coming).values())
    return min(found)
