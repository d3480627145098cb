"""What records point to: sources, organisations and topics."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.documents.spec import Spec
from publishing.enums import Grade, SourceKind, UnofficialName
from publishing.fields import FuzzyDateField
from publishing.models.record import Record


class Source(Record):
    """A page or paper that facts are taken from."""

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    source_kind = models.CharField(_("who speaks"), max_length=10, choices=SourceKind.choices)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices)
    url = models.URLField(
        _("web address"),
        max_length=700,
        blank=True,
        help_text=_("Empty where the source is not on line, or may not be linked."),
    )
    reference = models.CharField(
        _("reference number"), max_length=80, blank=True, help_text=_("Such as FCR(2021-22)22.")
    )
    text_language = models.CharField(
        _("language of the text"),
        max_length=10,
        blank=True,
        choices=[
            ("zh-hk", _("Traditional Chinese")),
            ("zh-cn", _("Simplified Chinese")),
            ("en", _("English")),
            ("both", _("Chinese and English")),
        ],
    )
    published_on = FuzzyDateField(
        _("dated"), null=True, blank=True, help_text=_("Empty where the source carries no date.")
    )
    seen_on = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("The day somebody opened the live page; empty when only a copy was read."),
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    document = Spec(
        folder="sources",
        fields=(
            "title",
            "publisher",
            "source_kind",
            "grade",
            "url",
            "reference",
            "text_language",
            "published_on",
            "seen_on",
            "note",
        ),
    )

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["url"], condition=~Q(url=""), name="publishing_source_url_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug


class Organisation(Record):
    """A body that runs, hosts, funds or speaks."""

    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    url = models.URLField(_("web address"), max_length=300, blank=True)
    unofficial_name = models.CharField(
        _("unofficial name"), max_length=5, blank=True, choices=UnofficialName.choices
    )

    document = Spec(
        folder="organisations", fields=("name", "abbreviation", "url", "unofficial_name")
    )

    class Meta(Record.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name or self.slug


class Topic(Record):
    """A field of science or of policy, for grouping records."""

    name = models.CharField(_("name"), max_length=100)

    document = Spec(folder="topics", fields=("name",))

    class Meta(Record.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name or self.slug
