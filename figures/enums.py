"""Vocabulary of figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What a series counts in; the value's formatting follows from it."""

    HKD = "hkd", _("Hong Kong dollars")
    COUNT = "count", _("number")
    PERCENT = "percent", _("per cent")
    TIMES = "times", _("times")
    SQUARE_METRES = "m2", _("square metres")
    PFLOPS = "pflops", _("petaFLOPS")
    RANK = "rank", _("rank")


class Group(models.TextChoices):
    """The part of the figures page a series stands in."""

    FUND_MONEY = "fund_money", _("Money in the Fund")
    SCHEME_RESULTS = "scheme_results", _("Results of schemes")
    RESEARCH = "research", _("Research and development")
    STARTUPS = "startups", _("Start-ups and companies")
    TALENT = "talent", _("Talent")
    FACILITIES = "facilities", _("Facilities")
    RANKINGS = "rankings", _("International rankings")
    CONSULTATION = "consultation", _("Consultation")
