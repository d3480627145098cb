"""The outbox: letters are rows written with the event they tell of, and sent afterwards.

So a letter exists exactly when its event was committed, and a dead mail server loses nothing.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads of the outbox by state."""

    def in_state(self, state: str) -> Self:
        """Return the messages whose derived state is `state`."""
        return self.filter(
            {
                Message.State.WAITING: Q(sent_at=None, failed_at=None),
                Message.State.SENT: Q(sent_at__isnull=False),
                Message.State.FAILED: Q(failed_at__isnull=False),
            }[Message.State(state)]
        )

    def due(self, now: datetime) -> Self:
        """Return the waiting messages whose turn has come, the longest due first."""
        return (
            self.in_state(Message.State.WAITING)
            .filter(not_before__lte=now)
            .order_by("not_before", "pk")
        )


class Message(models.Model):
    """One plain-text letter to one address."""

    class State(models.TextChoices):
        """What became of a message; derived from its times, never stored."""

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    class Language(models.TextChoices):
        """The language of the letter's text."""

        CHINESE = "zh-hk", _("Traditional Chinese")
        ENGLISH = "en", _("English")

    key = models.CharField(
        _("key"),
        max_length=200,
        unique=True,
        help_text=_("Names the event; the same event never sends two letters."),
    )
    to = models.EmailField(_("to"), max_length=320)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=8, choices=Language)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    not_before = models.DateTimeField(_("next attempt"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                "not_before",
                "id",
                condition=Q(sent_at=None, failed_at=None),
                name="mail_message_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None),
                name="mail_message_sent_or_failed",
            ),
            models.CheckConstraint(
                condition=~Q(to="") & ~Q(subject="") & ~Q(body="") & ~Q(key=""),
                name="mail_message_not_blank",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["zh-hk", "en"]),
                name="mail_message_language",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state(self) -> State:
        """What became of the message so far."""
        if self.sent_at:
            return self.State.SENT
        if self.failed_at:
            return self.State.FAILED
        return self.State.WAITING
