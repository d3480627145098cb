"""The eligibility clauses: what a scheme's sentences ask, so that a rule can work it out."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.documents.spec import Spec
from publishing.models import Row
from schemes.eligibility.codes import Operator, Strength
from schemes.eligibility.judge import Condition
from schemes.eligibility.judge import Criterion as Clause
from schemes.eligibility.values import WITHOUT_VALUE, read_value
from schemes.eligibility.vocabulary import ATTRIBUTE_CHOICES


class Criterion(Row):
    """One comparison that a sentence of the scheme asks for.

    It has no words and no source of its own: both are the sentence's, so that they cannot differ.
    """

    scheme = models.ForeignKey("schemes.Scheme", models.CASCADE, related_name="criteria")
    sentence = models.ForeignKey(
        "schemes.Clause",
        models.CASCADE,
        related_name="criteria",
        verbose_name=_("sentence"),
        help_text=_("The sentence that says so; readers are shown it with its source."),
    )
    track = models.ForeignKey(
        "schemes.Track",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="criteria",
        verbose_name=_("track"),
        help_text=_("Empty: it holds for every track."),
    )
    route = models.SlugField(
        _("route"),
        max_length=30,
        blank=True,
        help_text=_(
            "Clauses with the same word belong to one way of applying; different words are "
            "alternatives. Empty: it holds for all of them."
        ),
    )
    attribute = models.CharField(_("attribute"), max_length=20, choices=ATTRIBUTE_CHOICES)
    operator = models.CharField(_("comparison"), max_length=12, choices=Operator.choices)
    value = models.CharField(
        _("value"),
        max_length=300,
        blank=True,
        help_text=_("Codes between commas, or a plain number; see docs/eligibility.md."),
    )
    strength = models.CharField(
        _("what it does"), max_length=5, choices=Strength.choices, default=Strength.HARD
    )
    only_attribute = models.CharField(
        _("only if: attribute"), max_length=20, blank=True, choices=ATTRIBUTE_CHOICES
    )
    only_operator = models.CharField(
        _("only if: comparison"), max_length=12, blank=True, choices=Operator.choices
    )
    only_value = models.CharField(_("only if: value"), max_length=300, blank=True)

    TOLD = (
        "attribute",
        "operator",
        "value",
        "strength",
        "only_attribute",
        "only_operator",
        "only_value",
    )

    document = Spec(
        fields=("sentence", "track", "route", *TOLD),
        siblings={"sentence": "clauses", "track": "tracks"},
        told=TOLD,
    )

    class Meta(Row.Meta):
        verbose_name = _("eligibility clause")
        verbose_name_plural = _("eligibility clauses")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="schemes_criterion_key_once"),
            models.CheckConstraint(
                condition=(
                    Q(operator__in=[Operator.NOT_STATED, Operator.DESCRIBES], value="")
                    | (~Q(operator__in=[Operator.NOT_STATED, Operator.DESCRIBES]) & ~Q(value=""))
                ),
                name="schemes_criterion_value_if_compared",
                violation_error_message=_(
                    "A comparison needs a value; a rule in words and a silence have none."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(operator=Operator.DESCRIBES) | ~Q(strength=Strength.HARD),
                name="schemes_criterion_words_do_not_decide",
                violation_error_message=_("A rule in words cannot decide."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(only_attribute="", only_operator="", only_value="")
                    | (~Q(only_attribute="") & ~Q(only_operator="") & ~Q(only_value=""))
                ),
                name="schemes_criterion_only_if_whole",
                violation_error_message=_("“Only if” needs attribute, comparison and value."),
            ),
        ]

    def __str__(self) -> str:
        words = (self.get_attribute_display(), self.get_operator_display(), self.value)
        return " ".join(str(word) for word in words if word)

    @property
    def compares(self) -> bool:
        """Whether the comparison takes a value."""
        return self.operator not in WITHOUT_VALUE

    def clean(self) -> None:
        """Attribute, comparison and value go together, and so do those of “only if”.

        Whether a value is there at all is for the constraints to say.
        """
        super().clean()
        if self.attribute and self.operator and bool(self.value) == self.compares:
            read_value(self.attribute, self.operator, self.value)
        if self.only_attribute and self.only_operator and self.only_value:
            try:
                read_value(self.only_attribute, self.only_operator, self.only_value)
            except ValidationError as error:
                raise ValidationError(
                    {f"only_{name}": messages for name, messages in error.message_dict.items()}
                ) from error

    def as_clause(self) -> Clause:
        """The clause as the rules read it; `track` has to be fetched. Raises ValidationError
        where the vocabulary has changed under it."""
        only = (self.only_attribute, self.only_operator, self.only_value)
        return Clause(
            key=self.key,
            condition=Condition.read(self.attribute, self.operator, self.value),
            strength=self.strength,
            track=self.track.key if self.track_id else "",
            route=self.route,
            only_if=Condition.read(*only) if self.only_attribute else None,
            row=self,
        )
