"""A scheme, fund or programme."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.documents.spec import Rows, Spec
from publishing.enums import DateBasis, UnofficialName
from publishing.fields import FuzzyDateField
from publishing.models import Record, Sourced
from schemes.enums import Category, SchemeKind


class Scheme(Record, Sourced):
    """A way to get money or a place: what it is, who runs it, and the rows that date it."""

    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    unofficial_name = models.CharField(
        _("unofficial name"), max_length=5, blank=True, choices=UnofficialName.choices
    )
    scheme_kind = models.CharField(
        _("sort"), max_length=12, choices=SchemeKind.choices, default=SchemeKind.SCHEME
    )
    category = models.CharField(_("area"), max_length=12, choices=Category.choices)
    summary = models.CharField(
        _("one line"),
        max_length=200,
        help_text=_("One plain sentence for lists: who gets what, for what."),
    )
    description = models.TextField(_("description"), help_text=_("Two to five sentences."))
    fund = models.ForeignKey(
        "schemes.Scheme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="funded",
        verbose_name=_("fund it belongs to"),
    )
    administrator = models.ForeignKey(
        "publishing.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="administered_schemes",
        verbose_name=_("administered by"),
    )
    secretariat = models.ForeignKey(
        "publishing.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="served_schemes",
        verbose_name=_("secretariat"),
    )
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    official_url = models.URLField(_("official page"), max_length=500, blank=True)
    launched_on = FuzzyDateField(_("launched"), null=True, blank=True)
    launched_basis = models.CharField(
        _("launch date is"), max_length=8, blank=True, choices=DateBasis.choices
    )
    topics = models.ManyToManyField(
        "publishing.Topic", blank=True, related_name="schemes", verbose_name=_("topics")
    )
    series = GenericRelation("figures.Series", "owner_id", "owner_type")

    document = Spec(
        folder="schemes",
        fields=(
            "name",
            "abbreviation",
            "unofficial_name",
            "scheme_kind",
            "category",
            "summary",
            "description",
            "fund",
            "administrator",
            "secretariat",
            "telephone",
            "email",
            "official_url",
            "launched_on",
            "launched_basis",
            "topics",
            *Sourced.SOURCED_FIELDS,
        ),
        rows=(
            Rows("tracks"),
            Rows("statuses"),
            Rows("clauses"),
            Rows("criteria"),
            Rows("successions"),
            Rows("series", key="slug"),
        ),
        told=("launched_on", "launched_basis"),
    )

    class Meta(Record.Meta):
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        ordering = ["slug"]
        constraints = [*Record.Meta.constraints, *Sourced.Meta.constraints]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("schemes:detail", args=[self.slug])
