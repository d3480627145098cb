"""Vocabulary of consultation projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryKind(models.TextChoices):
    """What sort of thing a timeline entry is; only a decision decides anything."""

    PHASE = "phase", _("Phase")
    EVENT = "event", _("Event")
    MILESTONE = "milestone", _("Milestone")
    DECISION = "decision", _("Decision")


class ProjectSection(models.TextChoices):
    """Which question a sentence about a project answers."""

    NOT_KNOWN = "not_known", _("What is not known")
    PROCESS = "process", _("How planning decisions are made")
    PURPOSE = "purpose", _("What it is for")
    DISCIPLINES = "disciplines", _("Research fields")
    FACILITIES = "facilities", pgettext_lazy("of a project", "Facilities")
    BUILDING = "building", _("How it would be built")
    BENEFITS = "benefits", _("What its proponent says it would bring")
    DISAGREEMENT = "disagreement", _("Where sources disagree")


# Sections the site itself explains; the others repeat what a proponent says of its own plan.
EXPLAINED = (ProjectSection.NOT_KNOWN, ProjectSection.PROCESS)
