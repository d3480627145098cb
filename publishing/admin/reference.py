"""Sources, organisations and topics; revisions and former addresses."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing import versions
from publishing.admin.history import changes_of
from publishing.admin.record import RecordAdmin
from publishing.documents import files
from publishing.documents.dump import dump
from publishing.documents.registry import record_models
from publishing.models import Organisation, Revision, SlugRedirect, Source, Topic
from publishing.redirects import present_slug
from publishing.telling import Telling


def kind_choices() -> list[tuple[str, str]]:
    """Every kind of record by its name in the editor's language."""
    return [
        (model._meta.label_lower, capfirst(model._meta.verbose_name)) for model in record_models()
    ]


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Sources are found by title, publisher, reference number or web address."""

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "publisher",
                    ("source_kind", "grade"),
                    "url",
                    ("reference", "text_language"),
                    ("published_on", "seen_on"),
                    "note",
                ]
            },
        )
    ]
    columns = ("grade", "seen_on")
    list_filter = ("state", "source_kind", "grade")
    also_searched = ("publisher_zh_hk", "publisher_en", "url", "reference")


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    """Organisations."""

    fieldsets = [(None, {"fields": ["name", ("abbreviation", "unofficial_name"), "url"]})]
    columns = ("abbreviation",)
    also_searched = ("abbreviation",)


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """Topics."""

    fieldsets = [(None, {"fields": ["name"]})]


class KindFilter(admin.SimpleListFilter):
    """Narrow a list to one kind of record."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        return kind_choices()

    def queryset(self, request, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class KindColumn:
    """For an admin of rows that name a record by its kind."""

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, obj: models.Model) -> str:
        """The kind as the rest of the staff site calls it."""
        return dict(kind_choices()).get(obj.kind, obj.kind)


@admin.register(Revision)
class RevisionAdmin(KindColumn, admin.ModelAdmin):
    """The history is written by saves; here it is only read."""

    change_form_template = "admin/revision.html"
    list_display = ["created_at", "kind_name", "slug", "action", "user", "reason"]
    list_filter = ["action", "origin", KindFilter]
    list_select_related = ["user"]
    search_fields = ["slug", "reason_zh_hk", "reason_en"]
    date_hierarchy = "created_at"
    fields = [
        *("created_at", "kind_name", "slug", "action", "origin", "user"),
        *("reason_zh_hk", "reason_en", "told_at", "text"),
    ]
    readonly_fields = fields

    @admin.display(description=_("document"))
    def text(self, revision: Revision) -> str:
        """The document as a content file would hold it."""
        return format_html('<pre class="document">{}</pre>', files.write(revision.document))

    def get_queryset(self, request) -> models.QuerySet:
        return super().get_queryset(request).defer("document")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The revision with what it changed, and the way to restore it."""
        context = {}
        if revision := self.get_object(request, unquote(object_id)):
            model = apps.get_model(revision.kind)
            options = model._meta
            record = model._base_manager.filter(slug=present_slug_of(revision)).first()
            context["changes"] = changes_of(model, revision)
            if record and self.admin_site._registry[model].has_change_permission(request, record):
                name = f"admin:{options.app_label}_{options.model_name}_change"
                context["form_address"] = reverse(name, args=[record.pk])
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class SlugRedirectForm(forms.ModelForm):
    """Leads from an address no record has to one that a record has."""

    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"kind", "old_slug", "slug"} <= set(cleaned):
            return cleaned
        records = apps.get_model(cleaned["kind"])._default_manager
        if not records.filter(slug=cleaned["slug"]).exists():
            self.add_error("slug", ValidationError(_("No record has this address."), "unknown"))
        if records.filter(slug=cleaned["old_slug"]).exists():
            self.add_error("old_slug", ValidationError(_("A record has this address."), "in_use"))
        return cleaned


@admin.register(SlugRedirect)
class SlugRedirectAdmin(KindColumn, admin.ModelAdmin):
    """Former addresses; each is part of its record's document, so a change leaves a revision."""

    form = SlugRedirectForm
    fields = ["kind", "old_slug", "slug"]
    list_display = ["old_slug", "slug", "kind_name"]
    list_filter = [KindFilter]
    search_fields = ["old_slug", "slug"]

    def save_model(self, request, obj, form, change) -> None:
        before = _documents(obj, form.initial)
        super().save_model(request, obj, form, change)
        _write_revisions(before, request.user)

    def delete_model(self, request, obj) -> None:
        before = _documents(obj)
        super().delete_model(request, obj)
        _write_revisions(before, request.user)

    @transaction.atomic
    def delete_queryset(self, request, queryset: models.QuerySet) -> None:
        for redirect in queryset:
            self.delete_model(request, redirect)


def present_slug_of(revision: Revision) -> str:
    """The slug that the revision's record has today."""
    return present_slug(revision.kind, revision.slug) or revision.slug


def _documents(redirect: SlugRedirect, former: dict | None = None) -> list[tuple]:
    """The records that the redirect leads to, and led to before, with their documents."""
    targets = {(redirect.kind, redirect.slug)}
    if former:
        targets.add((former["kind"], former["slug"]))
    found = [apps.get_model(kind).objects.filter(slug=slug).first() for kind, slug in targets]
    return [(record, dump(versions.lock(record))) for record in found if record]


def _write_revisions(before: list[tuple], user: models.Model) -> None:
    for record, document in before:
        versions.keep_changed(record, document, Telling(user, {}))
