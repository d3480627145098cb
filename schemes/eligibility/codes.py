"""The codes of the eligibility vocabulary, as clauses and addresses write them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Who(models.TextChoices):
    """What kind of applicant one is; the codes of `who`."""

    SOLE_PROPRIETOR = "sole_proprietor", _("Sole proprietor or partnership registered in Hong Kong")
    COMPANY = "company", _("Company incorporated in Hong Kong (Cap. 622), not listed")
    NON_HK_COMPANY = "non_hk_company", _("Company incorporated elsewhere, registered in Hong Kong")
    LISTED = "listed", _("Company listed in Hong Kong")
    STARTUP_IDEA = "startup_idea", _("Start-up: a founder or team with an idea, no company yet")
    STARTUP_EARLY = "startup_early", _("Start-up: a Hong Kong company of two years or less")
    STARTUP_GROWTH = "startup_growth", _("Start-up: a Hong Kong company of two to seven years")
    RD_CENTRE = "rd_centre", _("R&D Centre (APAS, ASTRI, HKRITA, LSCM, NAMI)")
    RESEARCH_INSTITUTE = (
        "research_institute",
        _("Other designated public research institute (HKPC, VTC, CITA, HKIB)"),
    )
    UNIVERSITY = "university", _("University funded by the University Grants Committee")
    SELF_FINANCING = "self_financing", _("Self-financing degree-awarding institution (Cap. 320)")
    STUDENT = "student", _("Student at a Hong Kong institution")
    PERSON = "person", _("Individual")
    SCHOOL = "school", _("Publicly funded primary or secondary school")
    TRADE_BODY = "trade_body", _("Non-profit trade association, chamber or professional body")
    CHARITY = "charity", _("Charity or other non-profit body")
    PUBLIC_BODY = "public_body", _("Statutory or other public body")
    FUND_MANAGER = "fund_manager", _("Fund manager or venture capital fund")
    STARTUP_SERVICE = "startup_service", _("Start-up service body (accelerator, incubator)")


class Group(models.TextChoices):
    """Kinds of applicant that clauses speak of and several codes of `who` fall under."""

    BUSINESS = "business", _("business registered in Hong Kong (Cap. 310)")
    CAP622 = "cap622", _("company incorporated in Hong Kong (Cap. 622)")
    FIRM = "firm", _("commercial business of any form")
    STARTUP = "startup", _("start-up of any stage")
    LPRI = "lpri", _("designated local public research institute")


class Want(models.TextChoices):
    """What one wants to do; the codes of `want`."""

    RD_ALONE = "rd_alone", _("Do R&D on our own")
    RD_PARTNER = "rd_partner", _("Do R&D with a partner in Hong Kong")
    RD_CROSS_BORDER = "rd_cross_border", _("Do R&D with a partner in the Mainland")
    BASIC_RESEARCH = "basic_research", _("Do basic research, or set up a research centre")
    ADOPT_TECHNOLOGY = "adopt_technology", _("Adopt technology that exists")
    NEW_LINE = "new_line", _("Set up a new smart production line in Hong Kong")
    UPGRADE_LINE = "upgrade_line", _("Upgrade a production line in Hong Kong")
    HIRE_RESEARCHERS = "hire_researchers", _("Hire researchers")
    HIRE_GRADUATES = "hire_graduates", _("Take on graduates or interns")
    BRING_TALENT = "bring_talent", _("Bring people to Hong Kong, or come yourself")
    TRAIN_STAFF = "train_staff", _("Train staff")
    COMMERCIALISE = "commercialise", _("Commercialise university research")
    PUBLIC_TRIAL = "public_trial", _("Try out a result in the public sector")
    FIRST_PATENT = "first_patent", _("Apply for a first patent")
    START_UP = "start_up", _("Start or grow a start-up")
    RUN_ACCELERATOR = "run_accelerator", _("Set up an accelerator for start-ups")
    RAISE_INVESTMENT = "raise_investment", _("Raise investment, for a company or a fund")
    EVENTS_CULTURE = "events_culture", _("Hold events, studies or contests; popularise science")
    TEACH_TECHNOLOGY = "teach_technology", _("Teach technology at a school")
    CAREER = "career", _("Find an internship, scholarship or training for yourself")
    PREMISES = "premises", _("Find premises")


class Area(models.TextChoices):
    """The technology area of the project."""

    BIOMEDICAL = "biomedical", _("Biomedical technology")
    LIFE_HEALTH = "life_health", _("Other life and health technology")
    AI_DATA = "ai_data", _("Artificial intelligence, data science, robotics")
    MANUFACTURING_ENERGY = "manufacturing_energy", _("Advanced manufacturing, new energy")
    MATERIALS_GREEN = "materials_green", _("Materials, environment, sustainability")
    ELECTRONICS = "electronics", _("Electronics, semiconductors")
    FINTECH = "fintech", _("Financial technology")
    TRANSPORT = "transport", _("Vehicles and traffic")
    DIGITAL = "digital", _("Other information and digital technology")
    OTHER = "other", pgettext_lazy("technology area", "Another area")


class Sector(models.TextChoices):
    """The trade the applicant is in."""

    FOOD = "food", _("Food and drink")
    RETAIL = "retail", _("Retail")
    TOURISM = "tourism", _("Tourism")
    PERSONAL = "personal", _("Personal services")
    OTHER = "other", pgettext_lazy("trade", "Another trade")


class University(models.TextChoices):
    """The institution one is, studies at, or comes from."""

    CITYU = "cityu", _("City University of Hong Kong")
    HKBU = "hkbu", _("Hong Kong Baptist University")
    LU = "lu", _("Lingnan University")
    CUHK = "cuhk", _("The Chinese University of Hong Kong")
    EDUHK = "eduhk", _("The Education University of Hong Kong")
    POLYU = "polyu", _("The Hong Kong Polytechnic University")
    HKUST = "hkust", _("The Hong Kong University of Science and Technology")
    HKU = "hku", _("The University of Hong Kong")
    HKMU = "hkmu", _("Hong Kong Metropolitan University")
    HSUHK = "hsuhk", _("The Hang Seng University of Hong Kong")
    HKSYU = "hksyu", _("Hong Kong Shue Yan University")
    SFU = "sfu", _("Saint Francis University")
    OTHER = "other", pgettext_lazy("institution", "Another institution")
    NONE = "none", pgettext_lazy("institution", "None")


class Park(models.TextChoices):
    """Whether one is an incubatee, graduate or tenant of a park."""

    HKSTP = "hkstp", _("Yes, of HKSTP (the Science Park)")
    CYBERPORT = "cyberport", _("Yes, of Cyberport")
    NONE = "none", pgettext_lazy("park", "Of neither")


class ItfProject(models.TextChoices):
    """Whether one has an R&D project that the Innovation and Technology Fund pays for."""

    RUNNING = "running", _("Yes, it is under way")
    COMPLETED = "completed", _("Yes, it is completed")
    NONE = "none", pgettext_lazy("project", "No")


class Partner(models.TextChoices):
    """Who takes part in the project beside the applicant; several may be given."""

    HK_INSTITUTE = "hk_institute", _("An R&D Centre, university or other institute in Hong Kong")
    HK_COMPANY = "hk_company", _("A company or industry body in Hong Kong")
    FINANCIAL = "financial", _("A regulated financial institution")
    PUBLIC = "public", _("A public or non-profit body in Hong Kong")
    GUANGDONG = "guangdong", _("A body in Guangdong or Shenzhen")
    MAINLAND = "mainland", _("A body elsewhere in the Mainland")
    OVERSEAS = "overseas", _("A body outside China")
    NONE = "none", pgettext_lazy("partner", "Nobody")


class Resident(models.TextChoices):
    """How the person may stay in Hong Kong."""

    PERMANENT = "permanent", _("Permanent resident")
    SEVEN_YEARS = "seven_years", _("Resident permitted to stay seven years or more")
    OTHER_RESIDENT = "other_resident", _("Other resident who may work here")
    NON_RESIDENT = "non_resident", _("Not a resident")


class Degree(models.TextChoices):
    """The highest degree the person holds or studies for."""

    NONE = "none", pgettext_lazy("degree", "None")
    SUB_DEGREE = "sub_degree", _("Sub-degree")
    BACHELOR = "bachelor", _("Bachelor’s degree")
    MASTER = "master", _("Master’s degree")
    DOCTOR = "doctor", _("Doctorate")


class DegreeFrom(models.TextChoices):
    """Where the person's degree is from."""

    LOCAL = "local", _("A Hong Kong institution, or one jointly with it")
    TOP100 = "top100", _("A top-100 or listed university elsewhere")
    OTHER = "other", pgettext_lazy("institution", "Another institution")


class Level(models.TextChoices):
    """The level of a school."""

    PRIMARY = "primary", _("Primary school")
    SECONDARY = "secondary", _("Secondary school")


class YesNo(models.TextChoices):
    """An answer to a plain question."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Operator(models.TextChoices):
    """How an answer is held against a clause's value."""

    IN = "in", _("is one of")
    NOT_IN = "not_in", _("is none of")
    ANY_OF = "any_of", _("has at least one of")
    ALL_OF = "all_of", _("has all of")
    EQ = "eq", _("is")
    GTE = "gte", pgettext_lazy("comparison", "at least")
    GT = "gt", pgettext_lazy("comparison", "more than")
    LTE = "lte", pgettext_lazy("comparison", "at most")
    LT = "lt", pgettext_lazy("comparison", "less than")
    NOT_STATED = "not_stated", _("the sources do not say")
    DESCRIBES = "describes", _("a rule in words")


class Strength(models.TextChoices):
    """What a clause does to the judgement."""

    HARD = "hard", _("Decides")
    SOFT = "soft", _("Weighs")
    INFO = "info", _("Explains")
