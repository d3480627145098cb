"""An R&D centre, laboratory, park or other facility."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.enums import FacilityKind
from publishing.documents.spec import Rows, Spec
from publishing.enums import DateBasis, District, Qualifier, UnofficialName
from publishing.fields import FuzzyDateField
from publishing.models import Record, Sourced


class Facility(Record, Sourced):
    """A place or body where research and development is done or supported."""

    name = models.CharField(_("name"), max_length=200, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    unofficial_name = models.CharField(
        _("unofficial name"), max_length=5, blank=True, choices=UnofficialName.choices
    )
    facility_kind = models.CharField(_("kind"), max_length=24, choices=FacilityKind.choices)
    summary = models.CharField(_("one line"), max_length=200)
    description = models.TextField(_("description"))
    hosts = models.ManyToManyField(
        "publishing.Organisation",
        blank=True,
        related_name="hosted_facilities",
        verbose_name=_("host organisations"),
    )
    parent = models.ForeignKey(
        "facilities.Facility",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    founded_on = FuzzyDateField(_("founded or approved"), null=True, blank=True)
    founded_basis = models.CharField(
        _("that date is"), max_length=8, blank=True, choices=DateBasis.choices
    )
    address = models.CharField(_("street address"), max_length=200, blank=True)
    district = models.CharField(_("district"), max_length=20, blank=True, choices=District.choices)
    official_url = models.URLField(_("official page"), max_length=500, blank=True)
    floor_area = models.PositiveIntegerField(_("floor area, m²"), null=True, blank=True)
    floor_area_qualifier = models.CharField(
        _("floor area is"), max_length=8, blank=True, choices=Qualifier.choices
    )
    floor_area_scope = models.CharField(
        _("floor area covers"),
        max_length=120,
        blank=True,
        help_text=_("Such as “phase 1” or “starting area”; empty means all of it."),
    )
    topics = models.ManyToManyField(
        "publishing.Topic", blank=True, related_name="facilities", verbose_name=_("topics")
    )
    schemes = models.ManyToManyField(
        "schemes.Scheme",
        blank=True,
        related_name="facilities",
        verbose_name=_("schemes that fund or name it"),
    )
    series = GenericRelation("figures.Series", "owner_id", "owner_type")

    document = Spec(
        folder="facilities",
        fields=(
            "name",
            "abbreviation",
            "unofficial_name",
            "facility_kind",
            "summary",
            "description",
            "hosts",
            "parent",
            "founded_on",
            "founded_basis",
            "address",
            "district",
            "official_url",
            "floor_area",
            "floor_area_qualifier",
            "floor_area_scope",
            "topics",
            "schemes",
            *Sourced.SOURCED_FIELDS,
        ),
        rows=(
            Rows("states"),
            Rows("people"),
            Rows("notes"),
            Rows("successions"),
            Rows("series", key="slug"),
        ),
        told=(
            "founded_on",
            "founded_basis",
            "floor_area",
            "floor_area_qualifier",
            "floor_area_scope",
        ),
    )

    class Meta(Record.Meta):
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(floor_area__isnull=False) | Q(floor_area_qualifier=""),
                name="facilities_facility_area_qualified",
                violation_error_message=_("A qualifier is given, but no floor area."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.name_zh_hk or self.name_en or self.slug

    def get_absolute_url(self) -> str:
        return reverse("facilities:detail", args=[self.slug])
