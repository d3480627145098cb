"""What was saved when and by whom, and where an old address leads."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """A record's whole document as it stood after one save."""

    class Origin(models.TextChoices):
        """Who wrote it: the content files, or a person in the staff site."""

        CONTENT = "content", _("content files")
        STAFF = "staff", _("staff site")

    kind = models.CharField(_("kind"), max_length=60)
    slug = models.SlugField(_("address"), max_length=80)
    document = models.JSONField(_("document"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["kind", "slug", "-created_at"], name="revision_of_record")]

    def __str__(self) -> str:
        return f"{self.slug} {self.created_at:%Y-%m-%d %H:%M}"


class SlugRedirect(models.Model):
    """A former slug of a record; its pages answer with a permanent redirect."""

    kind = models.CharField(_("kind"), max_length=60)
    old_slug = models.SlugField(_("former address"), max_length=80)
    slug = models.SlugField(_("present address"), max_length=80)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["kind", "old_slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "old_slug"], name="publishing_slugredirect_old_once"
            ),
            models.CheckConstraint(
                condition=~Q(old_slug=F("slug")), name="publishing_slugredirect_leads_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_slug} → {self.slug}"
