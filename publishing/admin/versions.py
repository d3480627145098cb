"""What is prepared for published records: a list to be read, each row leading to its record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, Model, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from publishing.admin.bilingual import HTML_LANGUAGES
from publishing.admin.filters import ConditionFilter
from publishing.admin.reference import KindColumn, KindFilter
from publishing.documents import files
from publishing.documents.registry import record_models
from publishing.documents.values import LANGUAGES, localized
from publishing.models import NextVersion


def held(versions: QuerySet[NextVersion]) -> QuerySet[NextVersion]:
    """Next versions that something keeps from their readers, whatever their state."""
    return versions.exclude(problem="")


def saved_by(versions: QuerySet[NextVersion], user: Any) -> QuerySet[NextVersion]:
    """Next versions that `user` was the last to save."""
    return versions.filter(author=user)


def problem_of(version: NextVersion) -> str:
    """Why it is held, in the editor's language; empty where it is not."""
    # Stored in English; where it is marked for translation is where it is written.
    return translated(version.problem) if version.problem else ""


@dataclass(frozen=True)
class RecordLink:
    """A record's name and form: no address where it is gone or may not be seen, and `language`,
    as HTML names it, only where it is not the editor's."""

    name: str
    address: str = ""
    language: str = ""

    @classmethod
    def named(cls, names: Sequence[str], slug: str, address: str) -> "RecordLink":
        """By its name in the editor's language, else in the other; `names` has all of them."""
        own = LANGUAGES.index(get_language())
        if names[own] or not names[1 - own]:
            return cls(names[own] or slug, address)
        return cls(names[1 - own], address, HTML_LANGUAGES[LANGUAGES[1 - own]])


def records_of(
    versions: Iterable[NextVersion], request: HttpRequest, site: admin.AdminSite
) -> dict[tuple[str, str], RecordLink]:
    """The record of each version by its kind and slug. One query, whatever their number."""
    wanted = defaultdict(set)
    for version in versions:
        wanted[version.kind].add(version.slug)
    links = {(kind, slug): RecordLink(slug) for kind in wanted for slug in wanted[kind]}
    parts = [
        _names(model, wanted[model._meta.label_lower])
        for model in record_models()
        if model._meta.label_lower in wanted
    ]
    for kind, slug, pk, *names in parts[0].union(*parts[1:], all=True) if parts else ():
        address = _form_of(kind, pk, request, site)
        links[kind, slug] = RecordLink.named(names, slug, address)
    return links


def _names(model: type[Model], slugs: set[str]) -> QuerySet:
    name = model.document.fields[0]
    texts = {f"name_{number}": F(localized(name, code)) for number, code in enumerate(LANGUAGES)}
    records = model._default_manager.filter(slug__in=slugs).order_by()
    columns = records.annotate(kind_of_record=Value(model._meta.label_lower), **texts)
    return columns.values_list("kind_of_record", "slug", "pk", *texts)


def _form_of(kind: str, pk: int, request: HttpRequest, site: admin.AdminSite) -> str:
    model = apps.get_model(kind)
    allowed = site.is_registered(model) and site.get_model_admin(model).has_view_permission(request)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    return reverse(name, args=[pk]) if allowed else ""


class WhoseFilter(admin.SimpleListFilter):
    """Narrow the list to what the editor was the last to save."""

    title = _("last saved by")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """Return the one choice beside all."""
        return [("mine", _("Me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Apply it."""
        return saved_by(queryset, request.user) if self.value() == "mine" else queryset


class HeldFilter(ConditionFilter):
    """Narrow the list to what is held."""

    title = _("hold")
    parameter_name = "held"
    labels = {"yes": _("Held")}
    conditions = {"yes": held}


class NextVersionList(ChangeList):
    """The next versions of one page, each with its record."""

    def get_results(self, request: HttpRequest) -> None:
        """Find the records of all rows in one query."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        self.model_admin.find_records(request, self.result_list)


@admin.register(NextVersion)
class NextVersionAdmin(KindColumn, admin.ModelAdmin):
    """Next versions are written on their records' forms; here they are only read."""

    list_display = [
        "record_link",
        "kind_name",
        "state",
        "go_live_at",
        "author",
        "updated_at",
        "why_held",
    ]
    list_display_links = None
    list_filter = ["state", WhoseFilter, HeldFilter, KindFilter]
    list_select_related = ["author"]
    list_per_page = 50
    search_fields = ["slug", *(localized("reason", code) for code in LANGUAGES)]
    fields = [*list_display, "editorial", "reasons", "text"]
    readonly_fields = fields

    @admin.display(description=_("record"), ordering="slug")
    def record_link(self, version: NextVersion) -> str:
        """The record by its name, leading to its form."""
        record = version.record
        name = record.name
        if record.language:
            name = format_html('<span lang="{}">{}</span>', record.language, name)
        return format_html('<a href="{}">{}</a>', record.address, name) if record.address else name

    @admin.display(description=_("why it is held"), ordering="problem")
    def why_held(self, version: NextVersion) -> str:
        """Why it did not go live, or what changed under it."""
        return problem_of(version) or "–"

    @admin.display(description=_("reason"))
    def reasons(self, version: NextVersion) -> str:
        """What readers will be told, in each language."""
        texts = ((code, getattr(version, localized("reason", code))) for code in LANGUAGES)
        given = ((HTML_LANGUAGES[code], text) for code, text in texts if text)
        return format_html_join("", '<p lang="{}">{}</p>', given) or "–"

    @admin.display(description=_("document"))
    def text(self, version: NextVersion) -> str:
        """The document as a content file would hold it."""
        return format_html('<pre class="document">{}</pre>', files.write(version.document))

    def find_records(self, request: HttpRequest, versions: list[NextVersion]) -> None:
        """Give each version its `record`."""
        found = records_of(versions, request, self.admin_site)
        for version in versions:
            version.record = found[version.kind, version.slug]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return NextVersionList

    def get_queryset(self, request: HttpRequest) -> QuerySet[NextVersion]:
        return super().get_queryset(request).defer("document", "base")

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> NextVersion | None:
        version = super().get_object(request, object_id, from_field)
        if version:
            self.find_records(request, [version])
        return version

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: NextVersion | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: NextVersion | None = None) -> bool:
        return False
