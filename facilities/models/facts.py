"""The rows under a facility."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilities.enums import FacilitySection, FacilityStatus
from publishing.documents.spec import Spec
from publishing.enums import DateBasis, SuccessionKind
from publishing.fields import FuzzyDateField
from publishing.models import Row, Sourced, Statement


class FacilityState(Row, Sourced):
    """One entry of a facility's trail: planned, opened, reorganised, with the evidence's date."""

    facility = models.ForeignKey("facilities.Facility", models.CASCADE, related_name="states")
    facility_status = models.CharField(_("status"), max_length=10, choices=FacilityStatus.choices)
    since = FuzzyDateField(_("since"), null=True, blank=True)
    since_basis = models.CharField(
        _("that date is"), max_length=8, blank=True, choices=DateBasis.choices
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
            "facility_status",
            "since",
            "since_basis",
            "evidence_on",
            "note",
            *Sourced.SOURCED_FIELDS,
        ),
        told=("facility_status", "since", "since_basis"),
    )

    class Meta(Row.Meta):
        verbose_name = _("status")
        verbose_name_plural = _("status trail")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["facility", "key"], name="facilities_state_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_facility_status_display()} {self.since or ''}".strip()


class Person(Row, Sourced):
    """Somebody who led the facility, as of a date; nothing is claimed about today."""

    facility = models.ForeignKey("facilities.Facility", models.CASCADE, related_name="people")
    name = models.CharField(
        _("name"),
        max_length=120,
        blank=True,
        help_text=_(
            "As sourced in each language; leave a language empty rather than transliterate."
        ),
    )
    role = models.CharField(_("role"), max_length=120)
    as_of = FuzzyDateField(_("as of"), help_text=_("The date of the source that names the person."))

    document = Spec(
        fields=("name", "role", "as_of", *Sourced.SOURCED_FIELDS), told=("name", "as_of")
    )

    class Meta(Row.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["facility", "key"], name="facilities_person_key_once"),
        ]

    def __str__(self) -> str:
        return self.name_zh_hk or self.name_en or self.key


class FacilityNote(Statement):
    """A sentence about the facility."""

    facility = models.ForeignKey("facilities.Facility", models.CASCADE, related_name="notes")
    section = models.CharField(_("question"), max_length=12, choices=FacilitySection.choices)

    document = Spec(fields=("section", "text", *Sourced.SOURCED_FIELDS))

    class Meta(Statement.Meta):
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        constraints = [
            *Statement.Meta.constraints,
            models.UniqueConstraint(fields=["facility", "key"], name="facilities_note_key_once"),
            models.CheckConstraint(
                condition=~Q(section=FacilitySection.DISAGREEMENT) | Q(second_source__isnull=False),
                name="facilities_note_disagreement_has_two",
                violation_error_message=_("Where sources disagree, both must be named."),
            ),
        ]


class FacilitySuccession(Row, Sourced):
    """A dated relation to another facility, or to a former name."""

    facility = models.ForeignKey("facilities.Facility", models.CASCADE, related_name="successions")
    relation = models.CharField(_("relation"), max_length=12, choices=SuccessionKind.choices)
    other = models.ForeignKey(
        "facilities.Facility",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successions_from",
        verbose_name=_("other facility"),
    )
    other_name = models.CharField(
        _("or its name"),
        max_length=200,
        blank=True,
        help_text=_("A former name, or a body without a page of its own."),
    )
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
            models.UniqueConstraint(
                fields=["facility", "key"], name="facilities_succession_key_once"
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("facility")),
                name="facilities_succession_not_itself",
                violation_error_message=_("A facility cannot follow itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.other or self.other_name or ''}"
