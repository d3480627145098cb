"""The list of records of one kind: both names, publication, languages that lack something."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.admin.bilingual import HTML_LANGUAGES, LANGUAGE_NAMES, MISSING, missing_languages
from publishing.admin.filters import GapFilter
from publishing.documents.dump import dump_all
from publishing.documents.values import LANGUAGES, localized
from publishing.models import NextVersion


class RecordChangeList(ChangeList):
    """The records of one page, each with the languages that lack something and its next version."""

    def get_results(self, request) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        shown = self.model._default_manager.filter(
            pk__in=[record.pk for record in self.result_list]
        )
        missing = {document["slug"]: missing_languages(document) for document in dump_all(shown)}
        prepared = {
            version.slug: version
            for version in NextVersion.objects.filter(
                kind=self.model._meta.label_lower, slug__in=list(missing)
            ).defer("document", "base")
        }
        for record in self.result_list:
            record.missing_languages = missing[record.slug]
            record.next_version = prepared.get(record.slug)


def _name_column(name: str, code: str):
    @admin.display(description=LANGUAGE_NAMES[code], ordering=localized(name, code))
    def column(record: models.Model) -> str:
        text = getattr(record, localized(name, code)) or "–"
        return format_html('<span lang="{}">{}</span>', HTML_LANGUAGES[code], text)

    column.__name__ = localized(name, code)
    return column


class ListAdmin:
    """The list side of a record's admin."""

    columns: tuple[str, ...] = ()
    also_searched: tuple[str, ...] = ()
    list_filter = ("state",)
    list_per_page = 50

    @property
    def name_field(self) -> str:
        """What a record is called by: the first field of its document."""
        return self.model.document.fields[0]

    def get_list_display(self, request) -> list:
        names = [_name_column(self.name_field, code) for code in LANGUAGES]
        return [*names, *self.columns, "publication", "parity", "updated_at"]

    def get_list_display_links(self, request, list_display) -> list:
        return list_display[: len(LANGUAGES)]

    def get_list_filter(self, request) -> list:
        return [*super().get_list_filter(request), GapFilter]

    def get_search_fields(self, request) -> list[str]:
        names = [localized(self.name_field, code) for code in LANGUAGES]
        return ["slug", *names, *self.also_searched]

    def get_changelist(self, request, **kwargs) -> type[ChangeList]:
        return RecordChangeList

    @admin.display(description=_("publication"), ordering="state")
    def publication(self, record: models.Model) -> str:
        """The state in words, or that its time has not come; and what is prepared beside it."""
        if not record.next_version:
            return record.publication
        return gettext("%(state)s; next version: %(next)s") % {
            "state": record.publication,
            "next": record.next_version.get_state_display(),
        }

    @admin.display(description=_("languages"))
    def parity(self, record: models.Model) -> str:
        """What is missing in one language, anywhere in the record."""
        marks = [(MISSING[code],) for code in LANGUAGES if code in record.missing_languages]
        return format_html_join(" ", '<strong class="missing">{}</strong>', marks) or _("both")
