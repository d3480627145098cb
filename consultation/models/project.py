"""A project, its sentences and its timeline."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultation.enums import EntryKind, ProjectSection
from publishing.documents.spec import Rows, Spec
from publishing.enums import DateBasis, District
from publishing.fields import FuzzyDateField
from publishing.models import Record, Row, Sourced, Statement


class Project(Record, Sourced):
    """A building project that residents follow."""

    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    short_name = models.CharField(_("name in the menu"), max_length=40)
    summary = models.CharField(_("one line"), max_length=200)
    place = models.CharField(_("place"), max_length=200)
    district = models.CharField(_("district"), max_length=20, blank=True, choices=District.choices)
    proponent = models.ForeignKey(
        "publishing.Organisation",
        models.PROTECT,
        related_name="projects",
        verbose_name=_("proposed by"),
    )
    standing = models.TextField(
        _("where things stand"), help_text=_("One or two sentences; the first thing a reader sees.")
    )
    standing_on = FuzzyDateField(
        _("as of"), help_text=_("The date of the newest evidence for that sentence.")
    )
    official_url = models.URLField(_("the proponent's page"), max_length=500, blank=True)
    email = models.EmailField(_("the proponent's e-mail"), blank=True)

    document = Spec(
        folder="projects",
        fields=(
            "name",
            "abbreviation",
            "short_name",
            "summary",
            "place",
            "district",
            "proponent",
            "standing",
            "standing_on",
            "official_url",
            "email",
            *Sourced.SOURCED_FIELDS,
        ),
        rows=(
            Rows("parameters"),
            Rows("versions"),
            Rows("entries"),
            Rows("notes"),
            Rows("windows"),
            Rows("themes"),
            Rows("responses"),
        ),
        told=("standing", "standing_on"),
    )

    class Meta(Record.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["slug"]
        constraints = [*Record.Meta.constraints, *Sourced.Meta.constraints]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("consultation:project", args=[self.slug])


class TimelineEntry(Row, Sourced):
    """Something that happened or is to come, and who says so.

    Past, present or next follows from the dates; nothing is stored that a clock must change.
    """

    project = models.ForeignKey("consultation.Project", models.CASCADE, related_name="entries")
    entry_kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices)
    happened_on = FuzzyDateField(
        _("date"), null=True, blank=True, help_text=_("Empty: no date has been published.")
    )
    until = FuzzyDateField(_("until"), null=True, blank=True)
    date_basis = models.CharField(
        _("that date is"), max_length=8, blank=True, choices=DateBasis.choices
    )
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what happened"), blank=True)
    said_by = models.CharField(_("who says so"), max_length=120)

    document = Spec(
        fields=(
            "entry_kind",
            "happened_on",
            "until",
            "date_basis",
            "title",
            "text",
            "said_by",
            *Sourced.SOURCED_FIELDS,
        ),
        told=("entry_kind", "happened_on", "until", "date_basis"),
    )

    class Meta(Row.Meta):
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["project", "key"], name="consultation_entry_key_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(happened_on__isnull=False),
                name="consultation_entry_until_has_start",
                violation_error_message=_("An end needs a beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(entry_kind=EntryKind.DECISION) | Q(happened_on__isnull=False),
                name="consultation_entry_decision_dated",
                violation_error_message=_("A decision needs its date."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class ProjectNote(Statement):
    """A sentence about the project, said by somebody."""

    project = models.ForeignKey("consultation.Project", models.CASCADE, related_name="notes")
    section = models.CharField(_("question"), max_length=12, choices=ProjectSection.choices)
    said_by = models.CharField(_("who says so"), max_length=120, blank=True)

    document = Spec(fields=("section", "text", "said_by", *Sourced.SOURCED_FIELDS))

    class Meta(Statement.Meta):
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        constraints = [
            *Statement.Meta.constraints,
            models.UniqueConstraint(fields=["project", "key"], name="consultation_note_key_once"),
            models.CheckConstraint(
                condition=~Q(section=ProjectSection.DISAGREEMENT) | Q(second_source__isnull=False),
                name="consultation_note_disagreement_has_two",
                violation_error_message=_("Where sources disagree, both must be named."),
            ),
        ]
