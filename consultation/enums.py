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


class Channel(models.TextChoices):
    """What kind of consultation a window is."""

    INFORMAL = "informal", _("Informal")
    STATUTORY = "statutory", _("Statutory")


class LatePolicy(models.TextChoices):
    """What happens to a comment that comes after the end."""

    REFUSE = "refuse", _("is not taken")
    FLAG = "flag", _("is taken and marked as late")


class Stance(models.TextChoices):
    """Where a writer says they stand; nobody has to."""

    SUPPORT = "support", pgettext_lazy("stance", "Support")
    CHANGES = "changes", pgettext_lazy("stance", "Support with changes")
    OPPOSE = "oppose", pgettext_lazy("stance", "Oppose")
    QUESTION = "question", pgettext_lazy("stance", "A question")
    NONE = "none", pgettext_lazy("stance", "None of these")


class Writer(models.TextChoices):
    """Who a writer says they are."""

    RESIDENT = "resident", _("I live nearby")
    NEARBY = "nearby", _("I work or study nearby")
    SCHOOL = "school", _("A parent, or from a school")
    ORGANISATION = "organisation", _("For an organisation")
    OTHER = "other", pgettext_lazy("writer", "Other")


class Medium(models.TextChoices):
    """How a comment arrived."""

    WEB = "web", _("This site's form")
    PAPER = "paper", _("Paper form or letter")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    MEETING = "meeting", _("Meeting")


class Disposition(models.TextChoices):
    """What became of a comment. Each has exactly one, so the figures always add up."""

    IN_HAND = "in_hand", _("in hand")
    PUBLISHED = "published", _("published")
    WITHHELD = "withheld", _("not published")
    DUPLICATE = "duplicate", _("sent twice by the same writer")
    SPAM = "spam", _("advertising or nonsense")
    WITHDRAWN = "withdrawn", _("withdrawn by the writer")


class WithheldFor(models.TextChoices):
    """Why a comment is not published; the writer is told."""

    NOT_ALLOWED = "not_allowed", _("the writer did not agree to publication")
    PERSONS = "persons", _("it is about private persons and cannot be told without them")
    UNLAWFUL = "unlawful", _("it may break the law or is abusive")
    OFF_TOPIC = "off_topic", _("it is not about the project")


class Suspicion(models.TextChoices):
    """Why a comment is looked at before anything else is done with it; it counts all the same."""

    HONEYPOT = "honeypot", _("filled in a field that people do not see")
    TOO_FAST = "too_fast", _("sent faster than a person can read the form")
    BUSY_NETWORK = "busy_network", _("many comments from one network within the hour")
    PERSONAL = "personal", _("seems to hold an identity card or telephone number")
    LINKS = "links", _("holds many links")


class Act(models.TextChoices):
    """What was done with a comment: the words of its trail."""

    RECEIVED = "received", _("received")
    ENTERED = "entered", _("entered by staff")
    RELEASED = "released", _("looked at and released")
    ASSIGNED = "assigned", _("assigned")
    NOTED = "noted", _("note")
    TAGGED = "tagged", _("themes set")
    GROUPED = "grouped", _("put into a campaign")
    UNGROUPED = "ungrouped", _("taken out of a campaign")
    REDACTED = "redacted", _("text for publication prepared")
    CHECKED = "checked", _("checked by a second person and published")
    SENT_BACK = "sent_back", _("sent back by the second person")
    UNPUBLISHED = "unpublished", _("taken off the site")
    KEPT = "kept", _("reader’s report checked, stays on the site")
    WITHHELD = "withheld", _("not published")
    DUPLICATE = "duplicate", _("marked as sent twice")
    SPAM = "spam", _("marked as advertising or nonsense")
    REOPENED = "reopened", _("taken in hand again")
    REPLIED = "replied", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn by the writer")
    ERASED = "erased", _("contact data erased when its time had come")
    CORRECTED = "corrected", _("corrected at the writer's request")


class Handling(models.TextChoices):
    """What became of a reader's report about a published comment."""

    NEW = "new", _("new")
    TAKEN_OFF = "taken_off", _("comment taken off the site")
    KEPT = "kept", _("checked, the comment stays")


class RequestKind(models.TextChoices):
    """What a person may ask for under the Personal Data (Privacy) Ordinance."""

    ACCESS = "access", _("access to personal data")
    CORRECTION = "correction", _("correction of personal data")
