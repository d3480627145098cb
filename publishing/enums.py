"""Vocabulary every app shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a record stands between its author and its readers."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Grade(models.TextChoices):
    """How far a source can be trusted for what it says."""

    A = "A", _("A: official page")
    B = "B", _("B: government text republished, or major press")
    C = "C", _("C: minor site")
    S = "S", _("S: document held in full")


class SourceKind(models.TextChoices):
    """Who speaks in a source."""

    OFFICIAL = "official", _("Government or public body")
    BOARD = "board", _("Town Planning Board")
    HKU = "hku", _("The University of Hong Kong")
    PRESS = "press", _("Press")
    PARTY = "party", _("A party to the matter")
    OTHER = "other", _("Other")


class Qualifier(models.TextChoices):
    """How a source hedges a number; the empty value means exactly."""

    EXACTLY = "", _("exactly")
    ABOUT = "about", _("about")
    OVER = "over", _("over")
    NEARLY = "nearly", _("nearly")
    UP_TO = "up_to", _("up to")
    AT_LEAST = "at_least", _("at least")


class DateBasis(models.TextChoices):
    """How a date relates to what happened; the empty value means on that date."""

    ON = "", _("on")
    BY = "by", _("by (seen in force, start not known)")
    ABOUT = "about", _("about")
    PLANNED = "planned", _("planned, not confirmed")


class UnofficialName(models.TextChoices):
    """Which of a record's two names is our translation, not the body's own."""

    NEITHER = "", _("both names are official")
    ZH_HK = "zh-hk", _("the Chinese name is unofficial")
    EN = "en", _("the English name is unofficial")


class SuccessionKind(models.TextChoices):
    """How one record follows or precedes another."""

    RENAMED_FROM = "renamed_from", _("renamed from")
    MERGED_FROM = "merged_from", _("formed from")
    MERGED_INTO = "merged_into", _("merged into")
    MERGES_WITH = "merges_with", _("merges with")
    REPLACES = "replaces", _("replaces")
    REPLACED_BY = "replaced_by", _("replaced by")
    SPLIT_FROM = "split_from", _("split from")


class District(models.TextChoices):
    """The 18 districts of Hong Kong."""

    CENTRAL_AND_WESTERN = "central-and-western", _("Central and Western")
    WAN_CHAI = "wan-chai", _("Wan Chai")
    EASTERN = "eastern", _("Eastern")
    SOUTHERN = "southern", _("Southern")
    YAU_TSIM_MONG = "yau-tsim-mong", _("Yau Tsim Mong")
    SHAM_SHUI_PO = "sham-shui-po", _("Sham Shui Po")
    KOWLOON_CITY = "kowloon-city", _("Kowloon City")
    WONG_TAI_SIN = "wong-tai-sin", _("Wong Tai Sin")
    KWUN_TONG = "kwun-tong", _("Kwun Tong")
    KWAI_TSING = "kwai-tsing", _("Kwai Tsing")
    TSUEN_WAN = "tsuen-wan", _("Tsuen Wan")
    TUEN_MUN = "tuen-mun", _("Tuen Mun")
    YUEN_LONG = "yuen-long", _("Yuen Long")
    NORTH = "north", _("North")
    TAI_PO = "tai-po", _("Tai Po")
    SHA_TIN = "sha-tin", _("Sha Tin")
    SAI_KUNG = "sai-kung", _("Sai Kung")
    ISLANDS = "islands", _("Islands")
