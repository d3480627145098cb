"""What belongs to the site as a whole: its own pages, the glossary, and readers' reports."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.documents.spec import Rows, Spec
from publishing.models import Record, Row, Sourced


class Page(Record):
    """A page of the site's own words: about, privacy, accessibility."""

    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("one line"), max_length=200)

    document = Spec(folder="pages", fields=("title", "summary"), rows=(Rows("parts"),))

    class Meta(Record.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])


class PagePart(Row):
    """A heading and the paragraphs under it; a blank line parts two paragraphs."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="parts")
    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("text"))

    document = Spec(fields=("heading", "text"))

    class Meta(Row.Meta):
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="portal_pagepart_key_once"),
        ]

    def __str__(self) -> str:
        return self.heading or self.key


class GlossaryTerm(Record, Sourced):
    """A planning or funding term in plain words."""

    term = models.CharField(_("term"), max_length=120)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    meaning = models.TextField(_("meaning"))

    document = Spec(
        folder="glossary", fields=("term", "abbreviation", "meaning", *Sourced.SOURCED_FIELDS)
    )

    class Meta(Record.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["slug"]
        constraints = [*Record.Meta.constraints, *Sourced.Meta.constraints]

    def __str__(self) -> str:
        return self.term or self.slug

    def get_absolute_url(self) -> str:
        return f"{reverse('glossary')}#{self.slug}"


class MistakeReport(models.Model):
    """A reader's word that something on a page is wrong, kept for the editors.

    `network` is a keyed hash with a key of the day, only to count reports; no address is kept.
    """

    class Handling(models.TextChoices):
        """What an editor has done with it."""

        NEW = "new", _("New")
        MENDED = "mended", _("Mended")
        NO_CHANGE = "no_change", _("Checked, nothing to change")

    about = models.CharField(_("page"), max_length=300)
    message = models.TextField(_("what is wrong"), max_length=3000)
    evidence = models.CharField(_("where that can be seen"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail for a reply"), blank=True)
    language = models.CharField(_("language"), max_length=5)
    network = models.CharField(max_length=64, blank=True, editable=False)
    handling = models.CharField(
        _("handling"), max_length=10, choices=Handling.choices, default=Handling.NEW
    )
    handling_note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("reported mistake")
        verbose_name_plural = _("reported mistakes")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["network", "created_at"], name="portal_report_network")]

    def __str__(self) -> str:
        return f"{self.about} {self.created_at:%Y-%m-%d}"
