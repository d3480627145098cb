"""What a scheme pays, track by track and date by date."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.documents.spec import Rows, Spec
from publishing.enums import DateBasis, Qualifier
from publishing.fields import FuzzyDateField, MoneyField
from publishing.models import Row, Sourced
from schemes.enums import Per, Side, TermsKind


class Track(Row):
    """A stream of a scheme with terms of its own; most schemes have one."""

    scheme = models.ForeignKey("schemes.Scheme", models.CASCADE, related_name="tracks")
    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=300, blank=True)

    document = Spec(fields=("name", "note"), rows=(Rows("terms"),))

    class Meta(Row.Meta):
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="schemes_track_key_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.key


def _pair(first: str, second: str, name: str, message: str) -> models.CheckConstraint:
    """Two columns that are both given or both left out."""
    return models.CheckConstraint(
        condition=(
            Q(**{f"{first}__isnull": True}, **{second: ""})
            | (Q(**{f"{first}__isnull": False}) & ~Q(**{second: ""}))
        ),
        name=name,
        violation_error_message=message,
    )


class Terms(Row, Sourced):
    """The terms of one track from a date on; the next row of the track ends them.

    Money is in whole Hong Kong dollars. A change of terms is a new row, never an edited one.
    """

    track = models.ForeignKey(Track, models.CASCADE, related_name="terms")
    effective_from = FuzzyDateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("Empty where no source gives a date."),
    )
    effective_basis = models.CharField(
        _("that date is"), max_length=8, blank=True, choices=DateBasis.choices
    )
    terms_kind = models.CharField(_("kind"), max_length=10, choices=TermsKind.choices)
    government_share = models.PositiveSmallIntegerField(
        _("Government's part"), null=True, blank=True
    )
    other_share = models.PositiveSmallIntegerField(_("other side's part"), null=True, blank=True)
    other_side = models.CharField(_("other side"), max_length=12, blank=True, choices=Side.choices)
    ratio_qualifier = models.CharField(
        _("the ratio is"),
        max_length=8,
        blank=True,
        choices=[choice for choice in Qualifier.choices if choice[0] in ("about", "up_to")],
        help_text=_("“Up to” where the Government's part may be smaller. Empty: exactly."),
    )
    percent = models.DecimalField(
        _("per cent paid"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    amount = MoneyField(_("amount"), help_text=_("A fixed sum or an allowance."))
    amount_per = models.CharField(_("amount is"), max_length=16, blank=True, choices=Per.choices)
    supplement = MoneyField(_("supplement"), help_text=_("Paid on top, counted like the amount."))
    ceiling = MoneyField(_("ceiling"))
    ceiling_per = models.CharField(_("ceiling is"), max_length=16, blank=True, choices=Per.choices)
    overall_ceiling = MoneyField(_("second ceiling"))
    overall_ceiling_per = models.CharField(
        _("second ceiling is"), max_length=16, blank=True, choices=Per.choices
    )
    max_projects = models.PositiveSmallIntegerField(_("most projects"), null=True, blank=True)
    min_project_cost = MoneyField(_("least project cost"))
    min_contribution = MoneyField(_("least own contribution"))
    min_contribution_percent = models.DecimalField(
        _("least own contribution, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    min_sponsor_percent = models.DecimalField(
        _("least industry sponsorship, per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
    )
    min_grant = MoneyField(_("least grant"))
    max_months = models.PositiveSmallIntegerField(_("most months"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    FACTS = (
        "effective_from",
        "effective_basis",
        "terms_kind",
        "government_share",
        "other_share",
        "other_side",
        "ratio_qualifier",
        "percent",
        "amount",
        "amount_per",
        "supplement",
        "ceiling",
        "ceiling_per",
        "overall_ceiling",
        "overall_ceiling_per",
        "max_projects",
        "min_project_cost",
        "min_contribution",
        "min_contribution_percent",
        "min_sponsor_percent",
        "min_grant",
        "max_months",
    )

    document = Spec(fields=(*FACTS, "note", *Sourced.SOURCED_FIELDS), told=FACTS)

    class Meta(Row.Meta):
        verbose_name = _("terms")
        verbose_name_plural = _("terms")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["track", "key"], name="schemes_terms_key_once"),
            models.UniqueConstraint(
                fields=["track", "effective_from"],
                name="schemes_terms_date_once",
                violation_error_message=_("This track already has terms from that date."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(government_share__isnull=True, other_share__isnull=True, other_side="")
                    | (
                        # Said in full, for a comparison with NULL alone would let it pass.
                        Q(government_share__isnull=False, government_share__gt=0)
                        & Q(other_share__isnull=False, other_share__gt=0)
                        & ~Q(other_side="")
                    )
                ),
                name="schemes_terms_sides_named",
                violation_error_message=_("A ratio needs both parts and the other side's name."),
            ),
            models.CheckConstraint(
                condition=Q(ratio_qualifier="") | Q(government_share__isnull=False),
                name="schemes_terms_qualifier_has_ratio",
                violation_error_message=_("A qualifier is given, but no ratio."),
            ),
            models.CheckConstraint(
                condition=~Q(terms_kind=TermsKind.MATCH) | Q(government_share__isnull=False),
                name="schemes_terms_match_has_ratio",
                violation_error_message=_("A matching grant needs its ratio."),
            ),
            models.CheckConstraint(
                condition=~Q(terms_kind=TermsKind.REIMBURSE) | Q(percent__isnull=False),
                name="schemes_terms_reimburse_has_percent",
                violation_error_message=_("A rebate needs its percentage."),
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(terms_kind__in=[TermsKind.ALLOWANCE, TermsKind.FIXED])
                    | Q(amount__isnull=False)
                ),
                name="schemes_terms_sum_has_amount",
                violation_error_message=_("An allowance or fixed sum needs its amount."),
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gt=0, percent__lte=100),
                name="schemes_terms_percent_range",
                violation_error_message=_("A percentage is above 0 and at most 100."),
            ),
            models.CheckConstraint(
                condition=Q(supplement__isnull=True) | Q(amount__isnull=False),
                name="schemes_terms_supplement_has_amount",
                violation_error_message=_("A supplement is paid on top of an amount; give it."),
            ),
            _pair(
                "amount",
                "amount_per",
                "schemes_terms_amount_per",
                _("Say what the amount is counted for."),
            ),
            _pair(
                "ceiling",
                "ceiling_per",
                "schemes_terms_ceiling_per",
                _("Say what the ceiling is counted for."),
            ),
            _pair(
                "overall_ceiling",
                "overall_ceiling_per",
                "schemes_terms_overall_per",
                _("Say what the second ceiling is counted for."),
            ),
            models.CheckConstraint(
                condition=Q(overall_ceiling__isnull=True) | Q(ceiling__isnull=False),
                name="schemes_terms_second_needs_first",
                violation_error_message=_("A second ceiling needs a first."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def government_percent(self) -> float | None:
        """The Government's part of a ratio in per cent, for drawing; None without a ratio."""
        if self.government_share is None:
            return None
        return round(100 * self.government_share / (self.government_share + self.other_share), 2)
