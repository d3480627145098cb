"""The staff site's view of search: synonyms to edit, and what was looked for in vain."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from search.models import MissedQuery, SynonymGroup, lines


@admin.register(SynonymGroup)
class SynonymGroupAdmin(admin.ModelAdmin):
    """Words that mean the same; a change counts from the next search on."""

    list_display = ["key", "words", "is_name", "updated_at"]
    list_filter = ["is_name"]
    search_fields = ["key", *SynonymGroup.TERMS]
    list_per_page = 50
    fields = ["key", "is_name", *SynonymGroup.TERMS, "capitals_only"]

    @admin.display(description=_("words"))
    def words(self, group: SynonymGroup) -> str:
        """All of a group's words in one line."""
        return " · ".join(term for name in group.TERMS for term in lines(getattr(group, name)))


@admin.register(MissedQuery)
class MissedQueryAdmin(admin.ModelAdmin):
    """What readers looked for and did not find; each leads to the search as it is now."""

    list_display = ["text", "day", "times", "now"]
    list_filter = ["day"]
    search_fields = ["text"]
    date_hierarchy = "day"

    @admin.display(description=_("search again"))
    def now(self, missed: MissedQuery) -> str:
        """A link to what is found for these words today."""
        address = f"{reverse('search')}?{urlencode({'q': missed.text})}"
        return format_html('<a href="{}">{}</a>', address, _("results today"))

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
