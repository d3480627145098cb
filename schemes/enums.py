"""Vocabulary of the scheme catalogue."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SchemeKind(models.TextChoices):
    """What sort of thing the record describes."""

    SCHEME = "scheme", _("Funding scheme")
    FUND = "fund", _("Fund")
    PROGRAMME = "programme", _("Programme")
    ADMISSION = "admission", _("Admission scheme")
    PRIVATE_FUND = "private_fund", _("Private fund")


class Category(models.TextChoices):
    """The five areas of the Innovation and Technology Fund, and what lies outside them."""

    RESEARCH = "research", _("Supporting research and development")
    APPLICATION = "application", _("Facilitating technology adoption")
    TALENT = "talent", _("Nurturing talent")
    STARTUPS = "startups", _("Supporting start-ups")
    CULTURE = "culture", _("Fostering an innovation culture")
    OTHER = "other", _("Other")


class TermsKind(models.TextChoices):
    """How money is worked out under a set of terms."""

    MATCH = "match", _("Matching grant")
    REIMBURSE = "reimburse", _("Rebate or share of cost")
    ALLOWANCE = "allowance", _("Monthly allowance")
    GRANT = "grant", _("Grant up to a ceiling")
    FIXED = "fixed", _("Fixed sum")
    EQUITY = "equity", _("Investment")
    NO_MONEY = "no_money", _("No money")
    OTHER = "other", _("No formula published")


class Per(models.TextChoices):
    """What a ceiling or an amount is counted for."""

    PROJECT = "project", _("per project")
    APPLICANT = "applicant", _("per applicant, in all")
    APPLICANT_YEAR = "applicant_year", _("per applicant, a financial year")
    COMPANY = "company", _("per company, in all")
    COMPANY_YEAR = "company_year", _("per company, a financial year")
    UNIVERSITY_YEAR = "university_year", _("per university, a year")
    STARTUP_YEAR = "startup_year", _("per start-up, a year")
    PERSON_MONTH = "person_month", _("per person, a month")
    PERSON = "person", _("per person")
    LABORATORY_YEAR = "laboratory_year", _("per laboratory, a year")
    SCHOOL = "school", _("per school")
    INSTITUTION = "institution", _("per institution")
    INSTITUTION_YEAR = "institution_year", _("per institution, a year")
    FUND = "fund", _("per fund")
    INVESTMENT = "investment", _("per investment")
    SCHEME = "scheme", _("for the whole scheme")


class Side(models.TextChoices):
    """Who pays the part the Government does not."""

    ENTERPRISE = "enterprise", _("Enterprise")
    COMPANY = "company", _("Company")
    APPLICANT = "applicant", _("Applicant")
    SPONSOR = "sponsor", _("Industry sponsor")
    INVESTOR = "investor", _("Private investor")
    UNIVERSITY = "university", _("University")
    INSTITUTION = "institution", _("Institution")
    INDUSTRY = "industry", _("Industry")
    JOINT = "joint", _("Industry and university")


class StatusState(models.TextChoices):
    """Whether applications are taken."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    NO_CALL = "no_call", _("No open call")
    UNKNOWN = "unknown", pgettext_lazy("status", "Not known")


class Intake(models.TextChoices):
    """How an open scheme takes applications."""

    ALL_YEAR = "all_year", _("all year round")
    ROUNDS = "rounds", _("in rounds")
    THROUGH_HOST = "through_host", _("through each institution")
    NONE = "", _("not stated")


class Section(models.TextChoices):
    """Which question a sentence about a scheme answers."""

    WHO = "who", _("Who may apply")
    WHAT_FOR = "what_for", _("What it pays for")
    CONDITIONS = "conditions", _("Conditions")
    HOW = "how", _("How to apply")
    DOCUMENTS = "documents", _("Documents needed")
    PROCESSING = "processing", _("How long it takes")
    PAYMENT = "payment", _("How it is paid")
    COMBINE = "combine", _("With other funding")
    DISAGREEMENT = "disagreement", _("Where sources disagree")
    NOT_KNOWN = "not_known", _("What is not known")


class Combination(models.TextChoices):
    """Whether money of a scheme may be held together with that of another."""

    ALLOWED = "allowed", _("may be combined")
    CONDITIONAL = "conditional", _("may be combined on conditions")
    BARRED = "barred", _("may not be combined")


class ApplicantKind(models.TextChoices):
    """Who a "who may apply" sentence lets in; the value of the list's applicant filter."""

    COMPANY = "company", _("Company")
    STARTUP = "startup", _("Start-up")
    UNIVERSITY = "university", _("University or research institute")
    RD_CENTRE = "rd_centre", _("R&D Centre")
    PUBLIC_BODY = "public_body", _("Public or statutory body")
    TRADE_BODY = "trade_body", _("Trade or professional body")
    INVESTOR = "investor", _("Investor or fund manager")
    CHARITY = "charity", _("Charity or non-profit body")
    SCHOOL = "school", _("School")
    PERSON = "person", _("Individual")


def applicant_labels(kinds: Collection[str]) -> list[str]:
    """Who may apply, in words, in the vocabulary's order."""
    return [kind.label for kind in ApplicantKind if kind in kinds]
