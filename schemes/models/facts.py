"""The rows that say whether a scheme is open, for whom, and what came before and after."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing.documents.spec import Spec
from publishing.enums import DateBasis, SuccessionKind
from publishing.fields import FuzzyDateField
from publishing.models import Row, Sourced, Statement
from schemes.enums import ApplicantKind, Combination, Intake, Section, StatusState


class Status(Row, Sourced):
    """One entry of the status trail, with the date of the evidence for it.

    `evidence_on` is the date the source itself carries; empty, the page is undated and says so.
    """

    scheme = models.ForeignKey("schemes.Scheme", models.CASCADE, related_name="statuses")
    status_state = models.CharField(_("status"), max_length=8, choices=StatusState.choices)
    since = FuzzyDateField(_("since"), null=True, blank=True)
    since_basis = models.CharField(
        _("that date is"), max_length=8, blank=True, choices=DateBasis.choices
    )
    intake = models.CharField(
        _("applications taken"), max_length=12, blank=True, choices=Intake.choices
    )
    opens_on = models.DateField(_("round opens"), null=True, blank=True)
    closes_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("The last day on which an application is taken, that day included."),
    )
    closes_at = models.TimeField(
        _("closing time"),
        null=True,
        blank=True,
        help_text=_("Hong Kong time, where a source gives one; empty means the end of the day."),
    )
    evidence_on = FuzzyDateField(
        _("date of the evidence"),
        null=True,
        blank=True,
        help_text=_("The date the source carries. Empty: the source is undated."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    document = Spec(
        fields=(
            "status_state",
            "since",
            "since_basis",
            "intake",
            "opens_on",
            "closes_on",
            "closes_at",
            "evidence_on",
            "note",
            *Sourced.SOURCED_FIELDS,
        ),
        told=(
            "status_state",
            "since",
            "since_basis",
            "intake",
            "opens_on",
            "closes_on",
            "closes_at",
        ),
    )

    class Meta(Row.Meta):
        verbose_name = _("status")
        verbose_name_plural = _("status trail")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "key"], name="schemes_status_key_once"),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
                name="schemes_status_closes_after_opening",
                violation_error_message=_("The last day cannot come before the opening."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_on__isnull=False),
                name="schemes_status_time_has_day",
                violation_error_message=_("A closing time needs its day."),
            ),
            models.CheckConstraint(
                condition=Q(status_state=StatusState.OPEN)
                | Q(intake="", opens_on__isnull=True, closes_on__isnull=True),
                name="schemes_status_intake_only_open",
                violation_error_message=_("Only an open scheme takes applications."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_state_display()} {self.since or ''}".strip()


class Clause(Statement):
    """A sentence that answers one of the applicant's questions."""

    scheme = models.ForeignKey("schemes.Scheme", models.CASCADE, related_name="clauses")
    track = models.ForeignKey(
        "schemes.Track",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="clauses",
        verbose_name=_("track"),
        help_text=_("Empty: it holds for every track."),
    )
    section = models.CharField(_("question"), max_length=12, choices=Section.choices)
    applicant = models.CharField(
        _("lets in"), max_length=12, blank=True, choices=ApplicantKind.choices
    )
    combination = models.CharField(
        _("with other funding"), max_length=12, blank=True, choices=Combination.choices
    )
    other = models.ForeignKey(
        "schemes.Scheme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="clauses_about",
        verbose_name=_("other scheme"),
        help_text=_("The scheme the sentence speaks of."),
    )

    document = Spec(
        fields=(
            "section",
            "applicant",
            "combination",
            "other",
            "track",
            "text",
            *Sourced.SOURCED_FIELDS,
        ),
        siblings={"track": "tracks"},
    )

    class Meta(Statement.Meta):
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        constraints = [
            *Statement.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "key"], name="schemes_clause_key_once"),
            models.CheckConstraint(
                condition=Q(applicant="") | Q(section=Section.WHO),
                name="schemes_clause_applicant_in_who",
                violation_error_message=_("Only a “who may apply” sentence lets somebody in."),
            ),
            models.CheckConstraint(
                condition=Q(combination="") | Q(section=Section.COMBINE),
                name="schemes_clause_combination_in_combine",
                violation_error_message=_(
                    "Only a “with other funding” sentence says what may be combined."
                ),
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("scheme")),
                name="schemes_clause_other_not_itself",
                violation_error_message=_("A sentence speaks of another scheme, not of its own."),
            ),
            models.CheckConstraint(
                condition=~Q(section=Section.DISAGREEMENT) | Q(second_source__isnull=False),
                name="schemes_clause_disagreement_has_two",
                violation_error_message=_("Where sources disagree, both must be named."),
            ),
        ]


class Succession(Row, Sourced):
    """A dated relation to what came before or after; apart from the status."""

    scheme = models.ForeignKey("schemes.Scheme", models.CASCADE, related_name="successions")
    relation = models.CharField(_("relation"), max_length=12, choices=SuccessionKind.choices)
    other = models.ForeignKey(
        "schemes.Scheme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successions_from",
        verbose_name=_("other scheme"),
    )
    other_name = models.CharField(
        _("or its name"),
        max_length=200,
        blank=True,
        help_text=_("A former name, or a scheme without a page of its own."),
    )
    other_abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    happened_on = FuzzyDateField(_("date"), null=True, blank=True)
    date_basis = models.CharField(
        _("that date is"), max_length=8, blank=True, choices=DateBasis.choices
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    document = Spec(
        fields=(
            "relation",
            "other",
            "other_name",
            "other_abbreviation",
            "happened_on",
            "date_basis",
            "note",
            *Sourced.SOURCED_FIELDS,
        ),
        told=("relation", "other", "other_name", "happened_on", "date_basis"),
    )

    class Meta(Row.Meta):
        verbose_name = _("succession")
        verbose_name_plural = _("succession")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "key"], name="schemes_succession_key_once"),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("scheme")),
                name="schemes_succession_not_itself",
                violation_error_message=_("A scheme cannot follow itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.other or self.other_name or ''}"
