"""Series of one measure, and their points."""

from datetime import datetime

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from figures.enums import Group, Unit
from publishing.documents.registry import record_models
from publishing.documents.spec import Rows, Spec
from publishing.enums import Qualifier
from publishing.fields import FuzzyDateField
from publishing.models import Record, RecordQuerySet, Row, Sourced
from publishing.models.record import validate_free_slug


class SeriesQuerySet(RecordQuerySet):
    """Series are as public as the record they belong to."""

    def published(self, at: datetime | None = None) -> "SeriesQuerySet":
        """Series whose owning record a reader may see at `at` (default: now)."""
        shown = Q(pk__in=[])
        for model in record_models():
            if hasattr(model, "series"):
                owners = model.objects.published(at).order_by().values("pk")
                content_type = ContentType.objects.get_for_model(model)
                shown |= Q(owner_type=content_type, owner_id__in=owners)
        return self.filter(shown)


class Series(models.Model):
    """One measure of one record over time; points that count different things never share one."""

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, validators=[validate_free_slug]
    )
    owner_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    owner_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_id")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=160)
    measure = models.CharField(
        _("what is counted"), max_length=300, blank=True, help_text=_("And what is left out.")
    )
    unit = models.CharField(_("unit"), max_length=8, choices=Unit.choices)
    unit_name = models.CharField(
        _("things counted"),
        max_length=40,
        blank=True,
        help_text=_("Such as “applications” (宗申請), for numbers."),
    )
    group = models.CharField(_("group"), max_length=16, choices=Group.choices)
    comparable = models.BooleanField(
        _("points can be compared"),
        default=True,
        help_text=_("Off where editions or scopes differ; then no chart is drawn."),
    )

    objects = SeriesQuerySet.as_manager()

    document = Spec(
        fields=("name", "measure", "unit", "unit_name", "group", "comparable"),
        rows=(Rows("points"),),
        told=("unit", "comparable"),
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="figures_series_of_owner")]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("figures:detail", args=[self.slug])


class Point(Row, Sourced):
    """One value with the day or period it speaks of.

    `value` is in the series' unit: whole dollars, a plain number, per cent (12.5 is 12.5%).
    """

    series = models.ForeignKey(Series, models.CASCADE, related_name="points")
    period_from = FuzzyDateField(
        _("from"), null=True, blank=True, help_text=_("Only for a period; the first day or month.")
    )
    as_of = FuzzyDateField(
        _("as of"),
        null=True,
        blank=True,
        help_text=_("The day, month or year it speaks of; of a period, the last. Empty: undated."),
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    qualifier = models.CharField(
        _("qualifier"), max_length=8, blank=True, choices=Qualifier.choices
    )
    edition = models.CharField(
        _("edition"), max_length=80, blank=True, help_text=_("For rankings and reports.")
    )
    is_plan = models.BooleanField(
        _("planned or estimated"), default=False, help_text=_("Not a count of what happened.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    document = Spec(
        fields=(
            "period_from",
            "as_of",
            "value",
            "qualifier",
            "edition",
            "is_plan",
            "note",
            *Sourced.SOURCED_FIELDS,
        ),
        told=("value", "qualifier", "as_of", "period_from", "is_plan"),
    )

    class Meta(Row.Meta):
        verbose_name = _("point")
        verbose_name_plural = _("points")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["series", "key"], name="figures_point_key_once"),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True) | Q(as_of__isnull=False),
                name="figures_point_period_has_end",
                violation_error_message=_("A period needs its end as well."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.as_of or '?'})"


class Indicator(Record, Sourced):
    """Statistics about Hong Kong as a whole, which belong to no single scheme or facility."""

    title = models.CharField(_("title"), max_length=160)
    note = models.TextField(_("note"), blank=True)
    series = GenericRelation("figures.Series", "owner_id", "owner_type")

    document = Spec(
        folder="indicators",
        fields=("title", "note", *Sourced.SOURCED_FIELDS),
        rows=(Rows("series", key="slug"),),
    )

    class Meta(Record.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["slug"]
        constraints = [*Record.Meta.constraints, *Sourced.Meta.constraints]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("figures:list")
