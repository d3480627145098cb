"""Filters of the staff site's lists by a condition that the desk counts by as well."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing import gaps


class ConditionFilter(admin.SimpleListFilter):
    """Narrow a list by one of several conditions, each a function from QuerySet to QuerySet."""

    labels: Mapping[str, Any] = {}
    conditions: Mapping[str, Callable[[QuerySet], QuerySet]] = {}

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """Return the conditions to choose from."""
        return list(self.labels.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Apply the chosen condition; an unknown one changes nothing."""
        condition = self.conditions.get(self.value())
        return condition(queryset) if condition else queryset


class GapFilter(ConditionFilter):
    """What a record of any kind lacks: a text in the other language, or a public source."""

    title = _("gaps")
    parameter_name = "gap"
    labels = {"untranslated": _("In one language only"), "unsourced": _("No public source")}
    conditions = {"untranslated": gaps.untranslated, "unsourced": gaps.unsourced}

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        """Return the gaps that a record of this kind can have."""
        found = super().lookups(request, model_admin)
        if gaps.cites_sources(model_admin.model):
            return found
        return [choice for choice in found if choice[0] != "unsourced"]


class EvidenceFilter(ConditionFilter):
    """How old the evidence of the present status is; each kind of record names its conditions."""

    title = _("evidence of the present status")
    parameter_name = "evidence"
    labels = {"old": _("Older than 180 days"), "undated": _("Undated")}
