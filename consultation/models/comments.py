"""Comments as they were received, and everything that was done with them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.enums import (
    Act,
    Disposition,
    Medium,
    Stance,
    WithheldFor,
    Writer,
)
from consultation.keys import new_public_id
from consultation.models.staff import staff
from consultation.months import LocalTrunc
from publishing import clock

MESSAGE_MIN = 10
MESSAGE_MAX = 5000


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments by what became of them."""

    def published(self) -> "CommentQuerySet":
        """Those that readers may see: checked by two persons, of a project that is published."""
        from consultation.models.project import Project

        shown = Project.objects.published(clock.now()).order_by().values("pk")
        return self.filter(disposition=Disposition.PUBLISHED, project__in=shown)

    def datetimes(self, field_name, kind, order="ASC", tzinfo=None) -> models.QuerySet:
        """As Django's, which the queue's dates are made of, at less cost on SQLite."""
        start = LocalTrunc(field_name, kind, output_field=models.DateTimeField(), tzinfo=tzinfo)
        found = self.filter(**{f"{field_name}__isnull": False}).annotate(datetimefield=start)
        found = found.order_by("datetimefield" if order == "ASC" else "-datetimefield")
        return found.values_list("datetimefield", flat=True).distinct()


class Campaign(models.Model):
    """Comments of many writers in nearly the same words; every writer still counts."""

    project = models.ForeignKey("consultation.Project", models.PROTECT, related_name="campaigns")
    title = models.CharField(_("title"), max_length=120)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Comment(models.Model):
    """What one person wrote about a project, with its receipt.

    Window and themes are named by their keys, as documents name rows: a row that is taken out and
    restored is another row of the database, and the comment still belongs to it. Of the one-time
    key of the form and of the receipt's secret only hashes are kept.
    """

    project = models.ForeignKey("consultation.Project", models.PROTECT, related_name="comments")
    reference = models.CharField(_("reference"), max_length=40, unique=True)
    public_id = models.CharField(max_length=12, unique=True, editable=False, default=new_public_id)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    window = models.CharField(_("window"), max_length=80)
    late = models.BooleanField(_("late"), default=False)
    demonstration = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Received while no operator was named."),
    )
    medium = models.CharField(
        _("arrived by"), max_length=8, choices=Medium.choices, default=Medium.WEB
    )
    made_on = models.DateField(
        _("original date"),
        null=True,
        blank=True,
        help_text=_("The day on which it was written or said, where it came another way."),
    )
    entered_by = staff(_("entered by"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, blank=True)
    writer = models.CharField(_("who writes"), max_length=12, choices=Writer.choices, blank=True)
    message = models.TextField(pgettext_lazy("of a comment", "message"), blank=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    may_publish = models.BooleanField(_("may be published without the name"), default=False)
    may_reply = models.BooleanField(_("would like a reply"), default=False)
    pics_version = models.CharField(_("version of the privacy statement"), max_length=20)
    network = models.CharField(max_length=64, blank=True, editable=False)
    text_hash = models.CharField(max_length=64, blank=True, editable=False)

    held_for = models.CharField(_("held because"), max_length=120, blank=True, editable=False)
    disposition = models.CharField(
        _("what became of it"),
        max_length=10,
        choices=Disposition.choices,
        default=Disposition.IN_HAND,
    )
    assigned_to = staff(_("assigned to"))
    campaign = models.ForeignKey(
        Campaign,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("campaign"),
    )
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("same as"),
    )
    withheld_for = models.CharField(
        _("not published because"), max_length=12, choices=WithheldFor.choices, blank=True
    )
    published_text = models.TextField(_("text for publication"), blank=True)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prepared by"),
    )
    persons_checked = models.BooleanField(_("no third person is named in it"), default=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    contact_erased_at = models.DateTimeField(_("contact data erased"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["network", "received_at"], name="consultation_comment_network"),
            models.Index(fields=["project", "text_hash"], name="consultation_comment_text"),
            models.Index(fields=["received_at", "id"], name="consultation_comment_received"),
            # Each of these holds all that is counted by, so that no message is read for a number:
            # the desk's, and the public figures'.
            models.Index(
                fields=[
                    *("disposition", "received_at", "held_for", "persons_checked", "redacted_by"),
                    *("may_reply", "answered_at", "window"),
                ],
                name="consultation_comment_standing",
            ),
            models.Index(
                fields=["project", "disposition", "received_at", "stance", "language", "public_id"],
                name="consultation_comment_figures",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(disposition=Disposition.PUBLISHED)
                | (
                    ~Q(published_text="")
                    & Q(may_publish=True, persons_checked=True, published_at__isnull=False)
                    & Q(redacted_by__isnull=False, checked_by__isnull=False, held_for="")
                ),
                name="consultation_comment_published_is_checked",
                violation_error_message=_(
                    "Only a text that the writer allowed, and that two persons checked, "
                    "is published."
                ),
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("redacted_by")),
                name="consultation_comment_two_persons",
                violation_error_message=_("A second person has to check the text."),
            ),
            models.CheckConstraint(
                condition=Q(disposition=Disposition.DUPLICATE, duplicate_of__isnull=False)
                | (~Q(disposition=Disposition.DUPLICATE) & Q(duplicate_of__isnull=True)),
                name="consultation_comment_duplicate_names_other",
                violation_error_message=_("Name the comment that this one repeats."),
            ),
            models.CheckConstraint(
                condition=(Q(disposition=Disposition.WITHHELD) & ~Q(withheld_for=""))
                | (~Q(disposition=Disposition.WITHHELD) & Q(withheld_for="")),
                name="consultation_comment_withheld_has_reason",
                violation_error_message=_("Say why it is not published."),
            ),
            models.CheckConstraint(
                condition=~Q(disposition=Disposition.WITHDRAWN)
                | Q(
                    message="",
                    published_text="",
                    name="",
                    email="",
                    network="",
                    text_hash="",
                    stance="",
                    writer="",
                ),
                name="consultation_comment_withdrawn_is_empty",
                violation_error_message=_("A comment that was withdrawn holds no words any more."),
            ),
            models.CheckConstraint(
                condition=Q(disposition=Disposition.WITHDRAWN) | ~Q(message=""),
                name="consultation_comment_has_message",
                violation_error_message=_("A comment needs its message."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def suspicions(self) -> list[str]:
        """Why it is held, as values of `Suspicion`; empty when it is not."""
        return self.held_for.split()


class CommentTheme(models.Model):
    """A theme of a comment, by its key: chosen by the writer, or added by staff."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="themes")
    theme = models.CharField(_("theme"), max_length=80)
    by_staff = models.BooleanField(_("added by staff"), default=False)

    class Meta:
        verbose_name = _("theme of a comment")
        verbose_name_plural = _("themes of comments")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "theme"], name="consultation_commenttheme_once"
            ),
        ]

    def __str__(self) -> str:
        return self.theme


class CommentAct(models.Model):
    """One entry of a comment's trail; `note` is for staff, and goes with the writer's words."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="acts")
    act = models.CharField(_("what was done"), max_length=12, choices=Act.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = staff(_("by"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("entry of a comment's trail")
        verbose_name_plural = _("trails of comments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_act_display()


class Reply(models.Model):
    """An answer to the writer, shown with the receipt and sent by e-mail where one was given."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="replies")
    text = models.TextField(_("text"), max_length=5000)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = staff(_("by"))

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
