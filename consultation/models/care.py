"""What the care for comments leaves behind: reports, requests, exports, erasures, attempts."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import Handling, RequestKind
from consultation.models.staff import staff

# Personal Data (Privacy) Ordinance (Cap. 486), sections 19 and 23: forty days after receipt.
REQUEST_DAYS = 40


class CannedReply(models.Model):
    """A text that answers the same question many times, in both languages."""

    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=5000)

    class Meta:
        verbose_name = _("standard reply")
        verbose_name_plural = _("standard replies")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title or ""


class CommentReport(models.Model):
    """A reader's word that a published comment should not stand as it does."""

    comment = models.ForeignKey(
        "consultation.Comment", models.CASCADE, related_name="reports", verbose_name=_("comment")
    )
    message = models.TextField(_("what is wrong"), max_length=2000)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    network = models.CharField(max_length=64, blank=True, editable=False)
    at = models.DateTimeField(_("received"), default=timezone.now)
    handling = models.CharField(
        _("handling"), max_length=10, choices=Handling.choices, default=Handling.NEW
    )

    class Meta:
        verbose_name = _("reported comment")
        verbose_name_plural = _("reported comments")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["network", "at"], name="consultation_report_network")]

    def __str__(self) -> str:
        return f"{self.comment} {self.at:%Y-%m-%d}"


class DataRequest(models.Model):
    """A request for access to, or correction of, personal data, and its limit of forty days."""

    kind = models.CharField(_("asks for"), max_length=10, choices=RequestKind.choices)
    received_on = models.DateField(_("received"))
    comment = models.ForeignKey(
        "consultation.Comment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="data_requests",
        verbose_name=_("comment"),
    )
    requester = models.CharField(_("who asks, and how to reach them"), max_length=200, blank=True)
    details = models.TextField(_("what was asked, and what was done"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    logged_by = staff(_("logged by"), editable=False)

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
                name="consultation_datarequest_answered_after",
                violation_error_message=_("It cannot be answered before it was received."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_on}"

    @property
    def due_on(self) -> date:
        """The last day for an answer."""
        return self.received_on + timedelta(days=REQUEST_DAYS)


class Export(models.Model):
    """That comments left the site as a file: who took them, which, and what for."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    by = staff(_("by"))
    file_format = models.CharField(
        _("format"), max_length=4, choices=[("csv", "CSV"), ("xlsx", "XLSX")]
    )
    selection = models.CharField(_("which"), max_length=300, blank=True)
    with_contacts = models.BooleanField(_("with names and addresses"), default=False)
    purpose = models.CharField(_("what for"), max_length=300)
    rows = models.PositiveIntegerField(_("comments"))

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at", "-pk"]
        permissions = [("export_contacts", "Can export names and addresses of writers")]

    def __str__(self) -> str:
        return f"{self.file_format} {self.at:%Y-%m-%d}"


class Erasure(models.Model):
    """One run of the erasure of contact data: when, up to which day, how much."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    before = models.DateTimeField(_("last contact before"))
    comments = models.PositiveIntegerField(_("comments"))
    letters = models.PositiveIntegerField(_("letters"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class FailedLookup(models.Model):
    """A pair of reference and secret that did not match, counted by network for a short while."""

    network = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("failed look-up")
        verbose_name_plural = _("failed look-ups")
        indexes = [models.Index(fields=["network", "at"], name="consultation_lookup_network")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
