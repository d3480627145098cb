"""When comments are taken, what they can be about, and what was done with them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultation.enums import Channel, LatePolicy
from publishing.documents.spec import Spec
from publishing.models import Row, Sourced
from publishing.models.record import validate_locator


class Window(Row):
    """A time in which comments are taken, half-open: from `opens_at` on, and before `closes_at`.

    Whether it is open is never stored; `consultation.windows` works it out. Without an end it is a
    standing channel. What this site runs itself needs no source, everything else does.
    """

    project = models.ForeignKey("consultation.Project", models.CASCADE, related_name="windows")
    title = models.CharField(_("title"), max_length=120)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    authority = models.CharField(
        _("who runs it"), max_length=120, blank=True, help_text=_("Empty: this site.")
    )
    authority_url = models.URLField(_("where to write to them"), max_length=500, blank=True)
    opens_at = models.DateTimeField(_("opens"), help_text=_("Hong Kong time."))
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_(
            "The first moment at which it is too late: midnight at the start of 29 March takes "
            "comments until the end of 28 March. Empty: no end."
        ),
    )
    late = models.CharField(
        _("what comes late"), max_length=6, choices=LatePolicy.choices, default=LatePolicy.REFUSE
    )
    source = models.ForeignKey(
        "publishing.Source",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("source"),
    )
    locator = models.CharField(
        _("place in the source"), max_length=120, blank=True, validators=[validate_locator]
    )

    document = Spec(
        fields=(
            "title",
            "channel",
            "authority",
            "authority_url",
            "opens_at",
            "closes_at",
            "late",
            "source",
            "locator",
        ),
        told=("opens_at", "closes_at", "late"),
    )

    class Meta(Row.Meta):
        verbose_name = _("consultation window")
        verbose_name_plural = _("consultation windows")
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="consultation_window_key_once"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="consultation_window_closes_after_opening",
                violation_error_message=_("It has to close after it opens."),
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.STATUTORY)
                | (~Q(authority_url="") & Q(closes_at__isnull=False)),
                name="consultation_window_statutory_has_authority",
                violation_error_message=_(
                    "A statutory window needs its end and the address where representations go."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(channel=Channel.INFORMAL) & Q(authority_url=""))
                | Q(source__isnull=False),
                name="consultation_window_others_have_source",
                violation_error_message=_("A window that somebody else runs needs its source."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def clean(self) -> None:
        """Raise ValidationError for an authority without an address: readers could not reach it."""
        if (self.authority_zh_hk or self.authority_en) and not self.authority_url:
            raise ValidationError(
                {"authority_url": _("Who runs it is named; say where to write to them.")}
            )

    @property
    def citations(self) -> list[tuple]:
        """The (source, locator) pairs; none for what this site runs itself."""
        return [(self.source, self.locator)] if self.source_id else []

    @property
    def is_ours(self) -> bool:
        """Whether comments are taken by this site's form."""
        return self.channel == Channel.INFORMAL and not self.authority_url


class Theme(Row):
    """What a comment can be about."""

    project = models.ForeignKey("consultation.Project", models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=60)
    hint = models.CharField(_("in other words"), max_length=160, blank=True)

    document = Spec(fields=("name", "hint"))

    class Meta(Row.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="consultation_theme_key_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class Response(Row, Sourced):
    """What was said on a theme, what was answered or done, and the change in the plan, if any.

    A change stands beside an answer as a fact of its own; that one caused the other is claimed only
    where the source says so, in the words of `done`.
    """

    project = models.ForeignKey("consultation.Project", models.CASCADE, related_name="responses")
    theme = models.ForeignKey(
        Theme, models.CASCADE, related_name="responses", verbose_name=_("theme")
    )
    said = models.TextField(_("what was said"), help_text=_("And by whom."))
    done = models.TextField(_("what was answered or done"), help_text=_("And by whom."))
    version = models.ForeignKey(
        "consultation.ParameterVersion",
        models.CASCADE,
        related_name="responses",
        null=True,
        blank=True,
        verbose_name=_("version of the plan"),
    )
    entry = models.ForeignKey(
        "consultation.TimelineEntry",
        models.CASCADE,
        related_name="responses",
        null=True,
        blank=True,
        verbose_name=_("timeline entry"),
    )

    document = Spec(
        fields=("theme", "said", "done", "version", "entry", *Sourced.SOURCED_FIELDS),
        siblings={"theme": "themes", "version": "versions", "entry": "entries"},
        told=("done",),
    )

    class Meta(Row.Meta):
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "key"], name="consultation_response_key_once"
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=False) | Q(entry__isnull=False),
                name="consultation_response_has_change",
                violation_error_message=_(
                    "Name the version of the plan or the timeline entry that it is about."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.said or self.key
