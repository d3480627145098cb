"""The attributes: what may be asked of an applicant, and what clauses may speak of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from schemes.eligibility import codes
from schemes.eligibility.codes import Group, Who

MOST = 10**12  # dollars; a larger sum is a slip


@dataclass(frozen=True)
class Attribute:
    """One thing that may be known of an applicant or a project.

    kind: "choice" (one code), "choices" (a set of codes), "yes_no" or "number".
    label: short words for lists; question: how the finder asks; help: what exactly is meant.
    choices: the codes of an answer. unit: "money" (whole Hong Kong dollars), "years" and the like.
    """

    code: str
    kind: str
    label: Promise
    question: Promise
    help: Promise | str = ""
    choices: type[models.TextChoices] | None = None
    unit: str = ""
    most: int = MOST


def _yes_no(code: str, label: Promise, question: Promise, help: Promise | str = "") -> Attribute:
    return Attribute(code, "yes_no", label, question, help, codes.YesNo)


def _number(code: str, label, question, help="", unit: str = "", most: int = MOST) -> Attribute:
    return Attribute(code, "number", label, question, help, None, unit, most)


_ALL = (
    Attribute("who", "choice", _("Applicant"), _("Who is applying?"), "", codes.Who),
    Attribute("want", "choice", _("Purpose"), _("What do you want to do?"), "", codes.Want),
    _number(
        "cost",
        _("Project cost"),
        _("What will the project cost in all?"),
        _("In Hong Kong dollars, everybody’s part together. A rough sum will do."),
        "money",
    ),
    _number(
        "private",
        _("Private money"),
        _("How much private money can go into it?"),
        _("In Hong Kong dollars: your own, your investors’, donors’ or sponsors’."),
        "money",
    ),
    _number(
        "request",
        _("Sum asked for"),
        _("How much do you ask the Government for?"),
        _("In Hong Kong dollars."),
        "money",
    ),
    _number(
        "sponsor_percent",
        _("Industry’s part"),
        _("What part of the cost does industry pay?"),
        _("In per cent of the total project cost; 0 where nobody in industry pays."),
        "percent",
        100,
    ),
    _yes_no(
        "incorporated",
        _("Incorporated in Hong Kong"),
        _("Are you incorporated in Hong Kong under the Companies Ordinance (Cap. 622)?"),
    ),
    _yes_no(
        "registered",
        _("Business registration"),
        _("Have you a Hong Kong business registration (Cap. 310)?"),
    ),
    _yes_no(
        "subvented",
        _("Government-subvented"),
        _("Are you government-subvented, or a subsidiary of a subvented body?"),
        _("Any recurrent government grant towards running costs counts, however small."),
    ),
    _yes_no(
        "hk_operation",
        _("Real business in Hong Kong"),
        _("Have you real business operations in Hong Kong?"),
    ),
    _yes_no(
        "production_line",
        _("Production line in Hong Kong"),
        _("Do you run a production line in Hong Kong now?"),
    ),
    _yes_no("rd_hk", _("R&D in Hong Kong"), _("Do you do R&D in Hong Kong, or plan to?")),
    _yes_no(
        "gba_operation",
        _("Business in the Greater Bay Area"),
        _("Have you business both in Hong Kong and in a Mainland city of the Greater Bay Area?"),
    ),
    _number(
        "years",
        _("Age of the company"),
        _("How many years ago was the company registered?"),
        _("Years since it was registered or incorporated; 1.5 is a year and a half."),
        "years",
        200,
    ),
    _number(
        "staff",
        _("Staff"),
        _("How many full-time staff have you?"),
        _("Part-timers are not counted."),
        "people",
        10**6,
    ),
    Attribute(
        "area", "choice", _("Technology"), _("Which technology is it about?"), "", codes.Area
    ),
    Attribute("sector", "choice", _("Trade"), _("Which trade are you in?"), "", codes.Sector),
    Attribute(
        "university",
        "choice",
        _("Institution"),
        _("Which institution are you, or do you come from?"),
        _("The one that applies, where you study, or from whose people the company comes."),
        codes.University,
    ),
    Attribute(
        "park",
        "choice",
        _("Park"),
        _("Are you an incubatee, graduate or tenant of HKSTP or Cyberport?"),
        "",
        codes.Park,
    ),
    Attribute(
        "itf_project",
        "choice",
        _("Project of the Fund"),
        _("Have you an R&D project that the Innovation and Technology Fund pays for?"),
        _("One you carry out or put money into, or whose results are yours."),
        codes.ItfProject,
    ),
    _yes_no(
        "nias_project",
        _("Approved NIAS project"),
        _("Have you an approved project of the New Industrialisation Acceleration Scheme?"),
    ),
    _yes_no(
        "recognised_lab",
        _("State Key Laboratory or national centre"),
        _("Are you a State Key Laboratory or a Hong Kong branch of a national centre?"),
        _("A Hong Kong branch of a Chinese National Engineering Research Centre, that is."),
    ),
    Attribute(
        "partner",
        "choices",
        _("Partners"),
        _("Who else takes part in the project?"),
        _("Choose all that do."),
        codes.Partner,
    ),
    _yes_no(
        "public_money",
        _("Other public money"),
        _("Has the project other public money, or will it?"),
    ),
    _yes_no(
        "theme",
        _("Theme of the round"),
        _("Does the project fit a theme named for the round?"),
    ),
    _yes_no(
        "ai_computing",
        _("AI computing power"),
        _("Does the project need the computing power of Cyberport’s AI Supercomputing Centre?"),
    ),
    _yes_no(
        "prior_patent",
        _("Earlier patent"),
        _("Have you ever owned a patent, or had the Patent Application Grant?"),
        _("In any place. For a company, a grant to a related company counts."),
    ),
    _yes_no(
        "inventor",
        _("Own invention"),
        _("Are you the inventor, or is the inventor one of your people?"),
        _("An individual: sole or joint inventor. A company: owner, shareholder, director, staff."),
    ),
    Attribute(
        "resident",
        "choice",
        _("Right to stay"),
        _("How may the person stay in Hong Kong?"),
        _("The person who applies, or is to be hired or trained."),
        codes.Resident,
    ),
    _number("age", _("Age"), _("How old is the person?"), "", "years", 130),
    Attribute(
        "degree",
        "choice",
        _("Degree"),
        _("Which degree has the person?"),
        _("The highest held; for a student, the one studied for."),
        codes.Degree,
    ),
    _yes_no("stem", _("STEM subject"), _("Is the person’s subject a STEM subject?")),
    Attribute(
        "degree_from",
        "choice",
        _("Degree from"),
        _("Where is the degree from?"),
        "",
        codes.DegreeFrom,
    ),
    _number(
        "work_years",
        _("Work experience"),
        _("How many years of work experience has the person?"),
        "",
        "years",
        100,
    ),
    _number(
        "income",
        _("Income in the past year"),
        _("What did the person earn in the past year?"),
        _("In Hong Kong dollars."),
        "money",
    ),
    _yes_no("full_time", _("Full-time student"), _("Does the student study full time?")),
    Attribute("level", "choice", _("Level"), _("Which level is the school?"), "", codes.Level),
    _number(
        "fund_size",
        _("Size of the fund"),
        _("How large is the fund?"),
        _("In Hong Kong dollars: what it aims at or, for a running fund, what is not yet used."),
        "money",
    ),
    _number(
        "overseas_years",
        _("Years overseas"),
        _("How many of the past ten years did the lead researcher work overseas?"),
        _("At a university, research institute or company laboratory."),
        "years",
        10,
    ),
)
ATTRIBUTES: dict[str, Attribute] = {attribute.code: attribute for attribute in _ALL}
ATTRIBUTE_CHOICES = [(attribute.code, attribute.label) for attribute in _ALL]
KINDS = (*Who.values, *Group.values)


Answers = Mapping[str, frozenset[str] | Decimal]
