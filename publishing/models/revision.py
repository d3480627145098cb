"""What was saved when, by whom and why; what is prepared next; and where an old address leads."""

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

    class Action(models.TextChoices):
        """What the save did."""

        SAVED = "saved", _("Draft saved")
        SENT = "sent", _("Sent for review")
        SENT_BACK = "sent_back", _("Sent back")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        DISCARDED = "discarded", _("Next version discarded")

    kind = models.CharField(_("kind"), max_length=60)
    slug = models.SlugField(_("address"), max_length=80)
    document = models.JSONField(_("document"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    action = models.CharField(
        _("what was done"), max_length=10, choices=Action.choices, default=Action.PUBLISHED
    )
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
    told_at = models.DateTimeField(
        _("told to readers at"),
        null=True,
        blank=True,
        help_text=_("When readers began to see changes of facts; empty where none changed."),
    )
    trail = models.JSONField(_("changes of published facts"), default=list, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "slug", "-created_at"], name="revision_of_record"),
            models.Index(
                fields=["-told_at"], condition=Q(told_at__isnull=False), name="revision_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.created_at:%Y-%m-%d %H:%M}"


class NextVersion(models.Model):
    """What a published record is to become: prepared, reviewed and scheduled beside it.

    Readers see none of it until it goes live whole. `base` is the published document it was
    prepared on; where that has changed since, the changes made to it are made again on the new
    one (see `publishing.versions`). One record has at most one next version.
    """

    class State(models.TextChoices):
        """Where it stands between its author and its readers."""

        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        SCHEDULED = "scheduled", _("Scheduled")

    kind = models.CharField(_("kind"), max_length=60)
    slug = models.SlugField(_("address"), max_length=80)
    document = models.JSONField(_("document"))
    base = models.JSONField(_("published document it was prepared on"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    go_live_at = models.DateTimeField(_("goes live at"), null=True, blank=True)
    editorial = models.BooleanField(
        _("wording only"),
        default=False,
        help_text=_("Readers are not told of the change: no fact is another than before."),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last saved by"),
    )
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)
    problem = models.TextField(
        _("why it is held"),
        blank=True,
        help_text=_("Says why it did not go live, or what changed under it since it was reviewed."),
    )

    class Meta:
        verbose_name = _("next version")
        verbose_name_plural = _("next versions")
        ordering = ["-updated_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("publish_records", _("Can publish, schedule, send back and withdraw records"))
        ]
        indexes = [
            models.Index(
                fields=["go_live_at"], condition=Q(state="scheduled"), name="next_version_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="publishing_nextversion_one"),
            models.CheckConstraint(
                condition=Q(state="scheduled", go_live_at__isnull=False)
                | (~Q(state="scheduled") & Q(go_live_at__isnull=True)),
                name="publishing_nextversion_scheduled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


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
