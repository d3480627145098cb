"""Vocabulary of the facility directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FacilityKind(models.TextChoices):
    """What sort of place or body it is."""

    RD_CENTRE = "rd_centre", _("R&D Centre")
    STATE_KEY_LABORATORY = "state_key_laboratory", _("State Key Laboratory")
    CNERC_BRANCH = "cnerc_branch", _("National engineering research centre branch")
    INNOHK = "innohk", _("InnoHK platform and clusters")
    INNOHK_LABORATORY = "innohk_laboratory", _("InnoHK laboratory")
    TRANSFER_OFFICE = "transfer_office", _("Technology transfer office")
    INSTITUTE = "institute", _("Research institute")
    PARK = "park", _("Park or premises")
    COMPUTING = "computing", _("Computing or data facility")
    PLATFORM = "platform", _("Platform or programme site")
    MAINLAND = "mainland", _("Mainland laboratory or park")


class FacilitySection(models.TextChoices):
    """Which question a sentence about a facility answers."""

    FOCUS = "focus", _("What it works on")
    SERVICES = "services", _("What it offers")
    PARTNERS = "partners", _("Whom it works with")
    FUNDING = "funding", _("How it is funded")
    HISTORY = "history", _("Background")
    DISAGREEMENT = "disagreement", _("Where sources disagree")
    NOT_KNOWN = "not_known", _("What is not known")


class FacilityStatus(models.TextChoices):
    """Whether it is there yet, or still."""

    PLANNED = "planned", _("Planned")
    PARTLY = "partly", _("Partly in operation")
    OPERATING = "operating", _("In operation")
    CHANGING = "changing", _("Being reorganised")
    ENDED = "ended", _("Ended")
    UNKNOWN = "unknown", pgettext_lazy("status", "Not known")
