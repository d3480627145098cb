"""Measures that policy papers announced, and projects that public money paid for."""

from types import SimpleNamespace

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.documents.spec import Spec
from publishing.enums import Qualifier
from publishing.fields import FuzzyDateField, MoneyField
from publishing.models import Record, Sourced


class Progress(models.TextChoices):
    """What became of an announced measure."""

    DONE = "done", _("Done")
    UNDER_WAY = "under_way", _("Under way")
    CHANGED = "changed", _("Changed or replaced")
    NOT_KNOWN = "not_known", _("No news found")


class Measure(Record, Sourced):
    """Something a policy paper announced: who, when, how much, and what became of it."""

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what was announced"))
    announced_on = FuzzyDateField(_("announced"))
    announced_by = models.ForeignKey(
        "publishing.Organisation",
        models.PROTECT,
        related_name="measures",
        verbose_name=_("announced by"),
    )
    amount = MoneyField(_("money"), help_text=_("Empty where no sum was named."))
    amount_qualifier = models.CharField(
        _("the sum is"), max_length=8, blank=True, choices=Qualifier.choices
    )
    amount_yearly = models.BooleanField(_("the sum is for each year"), default=False)
    progress = models.CharField(
        _("what became of it"), max_length=10, choices=Progress.choices, default=Progress.NOT_KNOWN
    )
    progress_text = models.TextField(_("in words"), blank=True)
    progress_on = FuzzyDateField(_("as of"), null=True, blank=True)
    progress_source = models.ForeignKey(
        "publishing.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source for that"),
    )
    schemes = models.ManyToManyField(
        "schemes.Scheme", blank=True, related_name="measures", verbose_name=_("schemes")
    )
    facilities = models.ManyToManyField(
        "facilities.Facility", blank=True, related_name="measures", verbose_name=_("facilities")
    )

    document = Spec(
        folder="measures",
        fields=(
            "title",
            "text",
            "announced_on",
            "announced_by",
            "amount",
            "amount_qualifier",
            "amount_yearly",
            "progress",
            "progress_text",
            "progress_on",
            "progress_source",
            "schemes",
            "facilities",
            *Sourced.SOURCED_FIELDS,
        ),
        told=(
            "announced_on",
            "amount",
            "amount_qualifier",
            "amount_yearly",
            "progress",
            "progress_on",
        ),
    )

    class Meta(Record.Meta):
        verbose_name = _("policy measure")
        verbose_name_plural = _("policy measures")
        ordering = ["-announced_on", "slug"]
        constraints = [
            *Record.Meta.constraints,
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(progress=Progress.NOT_KNOWN) | Q(progress_source__isnull=False),
                name="policy_measure_progress_sourced",
                violation_error_message=_("What became of a measure needs a source."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("policy:measure", args=[self.slug])

    @property
    def progress_fact(self) -> SimpleNamespace:
        """What became of the measure, as a fact that cites its own source."""
        return SimpleNamespace(citations=[(self.progress_source, "")])


class Outcome(Record, Sourced):
    """A project that public money paid for, told in our own words."""

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what came of it"))
    scheme = models.ForeignKey(
        "schemes.Scheme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("scheme"),
    )
    organisations = models.ManyToManyField(
        "publishing.Organisation",
        blank=True,
        related_name="outcomes",
        verbose_name=_("institutions"),
    )
    facility = models.ForeignKey(
        "facilities.Facility",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("facility"),
    )
    topics = models.ManyToManyField(
        "publishing.Topic", blank=True, related_name="outcomes", verbose_name=_("topics")
    )
    as_of = FuzzyDateField(_("as of"))

    document = Spec(
        folder="outcomes",
        fields=(
            "title",
            "text",
            "scheme",
            "organisations",
            "facility",
            "topics",
            "as_of",
            *Sourced.SOURCED_FIELDS,
        ),
        told=("as_of",),
    )

    class Meta(Record.Meta):
        verbose_name = _("funded outcome")
        verbose_name_plural = _("funded outcomes")
        ordering = ["slug"]
        constraints = [*Record.Meta.constraints, *Sourced.Meta.constraints]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return f"{reverse('policy:outcomes')}#{self.slug}"
