"""The admin of a record: two languages, publication, one revision a save, former addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from publishing.admin.bilingual import (
    HTML_LANGUAGES,
    LANGUAGE_NAMES,
    MISSING,
    BilingualAdmin,
    BilingualForm,
    missing_languages,
)
from publishing.admin.inlines import SOURCED, GrandchildInline
from publishing.admin.revisions import move_address, stored_document, write_revision
from publishing.documents.dump import dump_all
from publishing.documents.values import LANGUAGES, localized
from publishing.enums import State
from publishing.models import Revision, SlugRedirect

SOURCES = (_("Where this comes from"), {"fields": SOURCED})


class RevisedForm(BilingualForm):
    """A form whose save is kept in the history."""

    reason = forms.CharField(
        label=_("Reason for this change"),
        max_length=Revision._meta.get_field("reason").max_length,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("Kept in the history for other editors; readers do not see it."),
    )


class RecordForm(RevisedForm):
    """Fills in the time of publication, and keeps addresses apart."""

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        taken = SlugRedirect.objects.filter(kind=self.instance.kind, old_slug=slug)
        other = taken.exclude(slug=self.instance.slug).first()
        if other:
            raise ValidationError(
                _("“%(slug)s” is a former address of “%(other)s”; choose another."),
                params={"slug": slug, "other": other.slug},
                code="former",
            )
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") == State.PUBLISHED and not (
            cleaned.get("publish_at") or "publish_at" in self.errors
        ):
            # To the second, as the form shows it, or the next save would seem to change it.
            cleaned["publish_at"] = timezone.now().replace(microsecond=0)
        return cleaned


class RevisedAdmin(BilingualAdmin, admin.ModelAdmin):
    """An admin whose whole save, rows included, leaves one revision of the record it belongs to."""

    form = RevisedForm

    def record_of(self, obj: models.Model) -> models.Model:
        """The record whose document `obj` is part of."""
        return obj

    def save_model(self, request, obj, form, change) -> None:
        form.document_before = stored_document(self.record_of(obj)) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        # Rows that others point to are saved last: one deleted here takes along, or lets go of,
        # those that point to it, and nothing is saved afterwards that still names it.
        pointed_to = {
            field.related_model for formset in formsets for field in formset.model._meta.fields
        }
        formsets = sorted(formsets, key=lambda formset: formset.model in pointed_to)
        super().save_related(request, form, formsets, change)
        write_revision(
            self.record_of(form.instance),
            form.document_before,
            user=request.user,
            reason=form.cleaned_data["reason"],
        )


class RecordChangeList(ChangeList):
    """The records of one page, each with the languages that lack something."""

    def get_results(self, request) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        shown = self.model._default_manager.filter(
            pk__in=[record.pk for record in self.result_list]
        )
        missing = {document["slug"]: missing_languages(document) for document in dump_all(shown)}
        for record in self.result_list:
            record.missing_languages = missing[record.slug]


def _name_column(name: str, code: str):
    @admin.display(description=LANGUAGE_NAMES[code], ordering=localized(name, code))
    def column(record: models.Model) -> str:
        text = getattr(record, localized(name, code)) or "–"
        return format_html('<span lang="{}">{}</span>', HTML_LANGUAGES[code], text)

    column.__name__ = localized(name, code)
    return column


class RecordAdmin(RevisedAdmin):
    """A record with its rows. Subclasses name `fieldsets`, and `columns` to add to the list."""

    form = RecordForm
    columns: tuple[str, ...] = ()
    also_searched: tuple[str, ...] = ()
    list_filter = ("state",)
    list_per_page = 50
    object_history_template = "admin/record_history.html"

    @property
    def name_field(self) -> str:
        """What a record is called by: the first field of its document."""
        return self.model.document.fields[0]

    def get_list_display(self, request) -> list:
        names = [_name_column(self.name_field, code) for code in LANGUAGES]
        return [*names, *self.columns, "publication", "parity", "updated_at"]

    def get_list_display_links(self, request, list_display) -> list:
        return list_display[: len(LANGUAGES)]

    def get_search_fields(self, request) -> list[str]:
        names = [localized(self.name_field, code) for code in LANGUAGES]
        return ["slug", *names, *self.also_searched]

    def get_changelist(self, request, **kwargs) -> type[ChangeList]:
        return RecordChangeList

    @admin.display(description=_("publication"), ordering="state")
    def publication(self, record: models.Model) -> str:
        """The state in words, or that its time has not come."""
        return record.publication

    @admin.display(description=_("languages"))
    def parity(self, record: models.Model) -> str:
        """What is missing in one language, anywhere in the record."""
        marks = [(MISSING[code],) for code in LANGUAGES if code in record.missing_languages]
        return format_html_join(" ", '<strong class="missing">{}</strong>', marks) or _("both")

    def get_fieldsets(self, request, obj=None):
        publication = ("slug", "state", ("publish_at", "withdraw_at"), "reason")
        return [
            *super().get_fieldsets(request, obj),
            (_("Publication"), {"fields": publication}),
        ]

    def get_prepopulated_fields(self, request, obj=None) -> dict:
        return {} if obj else {"slug": (localized(self.name_field, "en"),)}

    def get_inlines(self, request, obj) -> list:
        # Nothing can hang on rows that are not there yet.
        return [
            inline for inline in self.inlines if obj or not issubclass(inline, GrandchildInline)
        ]

    def get_view_on_site_url(self, obj=None) -> str | None:
        shown = obj is not None and obj.is_public and hasattr(obj, "get_absolute_url")
        return obj.get_absolute_url() if shown else None

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            move_address(obj, form.initial["slug"])

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        revisions = Revision.objects.none()
        if record:
            former = SlugRedirect.objects.filter(kind=record.kind, slug=record.slug)
            slugs = [record.slug, *former.values_list("old_slug", flat=True)]
            revisions = Revision.objects.filter(kind=record.kind, slug__in=slugs)
        context = {"revisions": revisions.select_related("user").defer("document")}
        return super().history_view(request, object_id, context | (extra_context or {}))
