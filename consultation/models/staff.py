"""Who of the staff did something: a column that outlives the account."""

from typing import Any

from django.conf import settings
from django.db import models


def staff(label: Any, **options: Any) -> models.ForeignKey:
    """A member of staff, called `label` on forms; empty once the account is deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        **options,
    )
