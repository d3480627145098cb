"""What a project would be, version beside version, gaps left open."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.documents.spec import Rows, Spec
from publishing.enums import Qualifier
from publishing.fields import FuzzyDateField
from publishing.models import Row, Sourced


class Parameter(Row):
    """One thing that is measured, such as the site area: a row of the comparison."""

    project = models.ForeignKey("consultation.Project", models.CASCADE, related_name="parameters")
    name = models.CharField(_("name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40, blank=True)

    document = Spec(fields=("name", "unit"))

    class Meta(Row.Meta):
        verbose_name = _("parameter")
        verbose_name_plural = _("parameters")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "key"], name="consultation_parameter_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class ParameterVersion(Row, Sourced):
    """One published version of the plan: a column of the comparison."""

    project = models.ForeignKey("consultation.Project", models.CASCADE, related_name="versions")
    name = models.CharField(_("name"), max_length=80)
    dated = FuzzyDateField(_("dated"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    document = Spec(
        fields=("name", "dated", "note", *Sourced.SOURCED_FIELDS),
        rows=(Rows("values"),),
        told=("dated",),
    )

    class Meta(Row.Meta):
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "key"], name="consultation_version_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class ParameterValue(Row, Sourced):
    """What one version says of one parameter; no row means it says nothing."""

    version = models.ForeignKey(ParameterVersion, models.CASCADE, related_name="values")
    parameter = models.ForeignKey(Parameter, models.CASCADE, related_name="values")
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    qualifier = models.CharField(
        _("qualifier"), max_length=8, blank=True, choices=Qualifier.choices
    )
    text = models.CharField(
        _("in words"), max_length=200, blank=True, help_text=_("Where a number does not say it.")
    )

    document = Spec(
        fields=("parameter", "value", "qualifier", "text", *Sourced.SOURCED_FIELDS),
        siblings={"parameter": "parameters"},
        told=("value", "qualifier", "text"),
    )

    class Meta(Row.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["version", "key"], name="consultation_value_key_once"),
            models.UniqueConstraint(
                fields=["version", "parameter"], name="consultation_value_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(qualifier="") | Q(value__isnull=False),
                name="consultation_value_qualifier_has_number",
                violation_error_message=_("A qualifier is given, but no number."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
