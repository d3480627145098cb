"""The trace that a change of what readers see leaves in the database."""

from django.db import models


class ContentChange(models.Model):
    """One transaction that wrote what readers see; written with it, so that both are or are not.

    Rows are only added: transactions never wait for one another, as they would for a counter.
    """

    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}"
