"""The abstract parts: a record with its publication, the rows under it, and their sources."""

import secrets
from datetime import datetime
from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from publishing import clock, formats
from publishing.enums import Grade, State


def validate_locator(text: str) -> None:
    """Raise ValidationError unless both languages can write this place in a source."""
    try:
        formats.locator_parts(text)
    except ValueError as error:
        raise ValidationError(
            _("“%(part)s” is not a place such as “para 6(i)”; the words are: %(words)s."),
            params={"part": str(error), "words": ", ".join(formats.LOCATOR_WORDS)},
            code="locator",
        ) from error


RESERVED_SLUGS = frozenset(
    {
        *("finder", "compare", "feed", "feedback", "outcome", "paper-form"),
        *("search", "suggest", "state-key-laboratories"),
    }
)


def validate_free_slug(slug: str) -> None:
    """Raise ValidationError when `slug` is an address the site uses itself."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself; choose another."),
            params={"slug": slug},
            code="reserved",
        )


@cache
def _labels(field: models.Field) -> dict:
    return dict(field.flatchoices)


class Labelled(models.Model):
    """Its choices in words: looked up, where Django translates the whole list for each one."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> str:  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)


class RecordQuerySet(models.QuerySet):
    """The one verb that every public read goes through."""

    def published(self, at: datetime | None = None) -> "RecordQuerySet":
        """Records a reader may see at the instant `at` (default: now), by time alone."""
        at = at or clock.now()
        return self.filter(
            Q(withdraw_at=None) | Q(withdraw_at__gt=at), state=State.PUBLISHED, publish_at__lte=at
        )


class Record(Labelled):
    """One thing with an address of its own, kept as one document in both languages."""

    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        validators=[validate_free_slug],
        help_text=_("The last part of the page's address, in Latin letters. It is for ever."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, db_index=True
    )
    publish_at = models.DateTimeField(
        _("shown from"),
        null=True,
        blank=True,
        help_text=_("A published record with a time in the future appears by itself then."),
    )
    withdraw_at = models.DateTimeField(
        _("shown until"),
        null=True,
        blank=True,
        help_text=_("Empty: for good. At this time the page disappears by itself."),
    )
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(publish_at__isnull=False),
                name="%(app_label)s_%(class)s_published_has_time",
                violation_error_message=_("A published record needs the time it is shown from."),
            ),
            models.CheckConstraint(
                condition=Q(withdraw_at__isnull=True) | Q(withdraw_at__gt=F("publish_at")),
                name="%(app_label)s_%(class)s_withdrawn_after_published",
                violation_error_message=_("“Shown until” must be after “shown from”."),
            ),
        ]

    @property
    def kind(self) -> str:
        """The record's type as `app.model`, as revisions and redirects name it."""
        return self._meta.label_lower

    @property
    def is_public(self) -> bool:
        """Whether readers see it now; the same rule as `published()`."""
        now = clock.now()
        return (
            self.state == State.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= now
            and (self.withdraw_at is None or self.withdraw_at > now)
        )

    @property
    def publication(self) -> str:
        """A word for staff: the state, or “scheduled” where time has not come yet."""
        if self.state == State.PUBLISHED and self.publish_at and self.publish_at > clock.now():
            return _("Scheduled")
        if self.state == State.PUBLISHED and not self.is_public:
            return State.WITHDRAWN.label
        return State(self.state).label


class Row(Labelled):
    """A child row of a record; its key names it in documents, anchors and comparisons."""

    key = models.SlugField(
        _("key"),
        max_length=60,
        blank=True,
        help_text=_("Names this row for ever in its address (#…). Left empty, one is made."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def save(self, *args, **kwargs) -> None:
        if not self.key:
            self.key = f"r{secrets.token_hex(4)}"
        super().save(*args, **kwargs)


class Sourced(models.Model):
    """A fact that says where it comes from: one source always, a second where two speak."""

    source = models.ForeignKey(
        "publishing.Source", models.PROTECT, related_name="+", verbose_name=_("source")
    )
    locator = models.CharField(
        _("place in the source"),
        max_length=120,
        blank=True,
        validators=[validate_locator],
        help_text=_("For example “para 6(i); fn 11”, “page 3”, “annex 2”, “table 1”."),
    )
    second_source = models.ForeignKey(
        "publishing.Source",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("second source"),
    )
    second_locator = models.CharField(
        _("place in the second source"), max_length=120, blank=True, validators=[validate_locator]
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(second_source__isnull=True) | ~Q(second_source=F("source")),
                name="%(app_label)s_%(class)s_sources_differ",
                violation_error_message=_("The second source is the same as the first."),
            ),
            models.CheckConstraint(
                condition=Q(second_locator="") | Q(second_source__isnull=False),
                name="%(app_label)s_%(class)s_second_locator_has_source",
                violation_error_message=_("A place is given for a second source, but no source."),
            ),
        ]

    CITED = ("source", "second_source")
    SOURCED_FIELDS = ("source", "locator", "second_source", "second_locator")

    @property
    def citations(self) -> list[tuple]:
        """The (source, locator) pairs, first to last."""
        pairs = [(self.source, self.locator)]
        if self.second_source_id:
            pairs.append((self.second_source, self.second_locator))
        return pairs

    @property
    def rests_on_minor_sites(self) -> bool:
        """Whether every source of the fact is a minor site, so that it must be marked as such."""
        return all(source.grade == Grade.C for source, _locator in self.citations)


class Statement(Row, Sourced):
    """One sentence about a record, in both languages, with its source."""

    text = models.TextField(_("sentence"))

    class Meta(Row.Meta):
        abstract = True
        constraints = Sourced.Meta.constraints

    def __str__(self) -> str:
        return self.text or self.key


def in_sections(choices: type[models.TextChoices], rows) -> tuple[list, list]:
    """Statements as pages show them: (section, its rows) in the vocabulary's order, empty ones
    left out, and apart from them those about sources that disagree."""
    rows = list(rows)
    grouped = [(section, [row for row in rows if row.section == section]) for section in choices]
    return (
        [(section, found) for section, found in grouped if found and section != "disagreement"],
        [row for row in rows if row.section == "disagreement"],
    )
