"""The index, as tables; the words that mean the same; and what was looked for in vain."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """What is shown and weighed of one record that can be found.

    The primary key is worked out from the record's kind and its own key (`registry.pk_of`), so
    that it is the same in every database. Nothing here decides whether a reader may see it:
    that is asked of the record itself, at the time of the search.
    """

    shown_to_readers = True

    id = models.BigIntegerField(primary_key=True)
    slug = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    abbreviation = models.CharField(max_length=60, blank=True)
    name_zh_hk = models.TextField(blank=True)
    name_en = models.TextField(blank=True)
    summary_zh_hk = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    name_tokens_zh_hk = models.TextField(blank=True)
    name_tokens_en = models.TextField(blank=True)
    ended_from = models.DateField(null=True)
    dated = models.CharField(max_length=11, blank=True)
    digest = models.CharField(max_length=64)
    # Last, so that reading what is weighed does not read through what is long.
    body_zh_hk = models.TextField(blank=True)
    body_en = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        # So small that documents are counted by it, which every search does.
        indexes = [models.Index(fields=["ended_from"], name="search_document_ended")]

    def __str__(self) -> str:
        return self.slug


class SearchName(models.Model):
    """One name that a record has or had, by its key (`analysis.key`)."""

    shown_to_readers = True

    class Tier(models.IntegerChoices):
        """How a record comes by the name; the lower the surer."""

        PRESENT = 0, _("present name")
        FORMER = 1, _("former name")

    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="names")
    key = models.CharField(max_length=200, db_index=True)
    folded = models.CharField(max_length=300)
    shown = models.CharField(max_length=300)
    language = models.CharField(max_length=5, blank=True)
    tier = models.PositiveSmallIntegerField(choices=Tier.choices)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.shown


class Posting(models.Model):
    """The tokens of one field of one document, in the engine's own index.

    On SQLite this is an FTS5 table, on PostgreSQL a weighted `tsvector` under a GIN index; the
    migration makes either. Rows are written and read by `search.engines` only; Django knows the
    table so that emptying the database empties it too.
    """

    shown_to_readers = True

    place = models.BigIntegerField(primary_key=True, db_column="rowid")
    tokens = models.TextField()

    class Meta:
        db_table = "search_posting"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.place)


class Word(models.Model):
    """A word, or a pair of Han characters, that stands in some name or summary; to mend slips.

    Words are only ever added; whether one leads anywhere is asked of the index when it is used.
    """

    shown_to_readers = True

    folded = models.CharField(max_length=40, primary_key=True)
    shown = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.shown


def lines(text: str) -> list[str]:
    """The terms of a field that holds one a line."""
    return [line for part in text.splitlines() if (line := part.strip())]


def validate_terms(text: str) -> None:
    """Raise ValidationError for a term that nobody could look for."""
    for term in lines(text):
        if len(term) > 120 or "\x00" in term:
            raise ValidationError(_("“%(term)s” is too long."), params={"term": term[:40]})


_ONE_A_LINE = _("One a line.")


class SynonymGroup(models.Model):
    """Words for one and the same thing: who looks for one of them finds the others.

    Groups are content, kept in `content/synonyms.yaml`; `loaded` is the group as the file last
    had it, by which an editor's change is told.
    """

    shown_to_readers = True

    key = models.SlugField(_("key"), max_length=60, unique=True)
    is_name = models.BooleanField(
        _("names one thing"),
        default=False,
        help_text=_("A scheme, body or place; otherwise a word of common speech."),
    )
    zh_hk = models.TextField(
        _("Chinese"), blank=True, validators=[validate_terms], help_text=_ONE_A_LINE
    )
    en = models.TextField(
        _("English"), blank=True, validators=[validate_terms], help_text=_ONE_A_LINE
    )
    abbreviations = models.TextField(
        _("abbreviations"), blank=True, validators=[validate_terms], help_text=_ONE_A_LINE
    )
    spoken = models.TextField(
        _("as people say it"), blank=True, validators=[validate_terms], help_text=_ONE_A_LINE
    )
    capitals_only = models.BooleanField(
        _("abbreviations in capitals only"),
        default=False,
        help_text=_("For one that is a word as well, such as ACCESS; alone in the box it counts."),
    )
    loaded = models.JSONField(null=True, editable=False)
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)

    TERMS = ("zh_hk", "en", "abbreviations", "spoken")

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        """A group of one word says nothing."""
        if len({term for name in self.TERMS for term in lines(getattr(self, name))}) < 2:
            raise ValidationError(_("A group needs two words at least."), code="lonely")


class MissedQuery(models.Model):
    """Words that were looked for on one day and not found, and how often. Nothing of who asked."""

    day = models.DateField(_("day"))
    text = models.CharField(_("words"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = [F("day").desc(), F("times").desc(), "text"]
        default_permissions = ("view", "delete")
        constraints = [
            models.UniqueConstraint(fields=["day", "text"], name="search_missed_once_a_day")
        ]

    def __str__(self) -> str:
        return self.text
