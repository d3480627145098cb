"""Filters of the queue, by the same conditions that the desk counts by."""

from collections.abc import Callable

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultation.desk import queries
from consultation.desk.forms import officers
from consultation.enums import Suspicion
from publishing.admin.filters import ConditionFilter


class StateFilter(ConditionFilter):
    """What became of it, or what it waits for."""

    title = _("state")
    parameter_name = "state"
    labels = queries.STATE_NAMES
    conditions = queries.STATES


class HeldFilter(admin.SimpleListFilter):
    """Why something looked suspicious in a comment that is still held."""

    title = _("held because")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        """Return the reasons to choose from."""
        return Suspicion.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Apply the chosen reason; an unknown one changes nothing."""
        if self.value() not in Suspicion:
            return queryset
        # No reason's name is part of another's.
        return queries.held(queryset).filter(held_for__contains=self.value())


class UnansweredFilter(ConditionFilter):
    """Whether its writer waits for a reply."""

    title = _("reply")
    parameter_name = "unanswered"
    labels = {"yes": _("asked for and not given")}
    conditions = {"yes": queries.unanswered}


class KeyFilter(admin.SimpleListFilter):
    """Narrow the list by the key of a row of the project's document."""

    lookup: str
    names: Callable[[], dict[str, str]]  # key to name

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        """Return what there is to choose from."""
        return list(self.names().items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Apply the chosen key."""
        return queryset.filter(**{self.lookup: self.value()}) if self.value() else queryset


class WindowFilter(KeyFilter):
    """The window it came through."""

    title, parameter_name, lookup = _("window"), "window", "window"
    names = staticmethod(queries.window_names)


class ThemeFilter(KeyFilter):
    """A theme the writer chose or staff gave."""

    title, parameter_name, lookup = _("theme"), "theme", "themes__theme"
    names = staticmethod(queries.theme_names)


class AssignedFilter(admin.SimpleListFilter):
    """Who looks after it."""

    title = _("assigned to")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        """Return oneself, nobody, and every other officer."""
        others = officers().exclude(pk=request.user.pk)
        named = [(str(user.pk), user.get_username()) for user in others]
        return [("me", gettext("me")), ("nobody", gettext("nobody")), *named]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Apply the choice; an unknown one changes nothing."""
        match self.value():
            case "me":
                return queryset.filter(assigned_to=request.user)
            case "nobody":
                return queryset.filter(assigned_to=None)
            case str(pk) if pk.isdecimal():
                return queryset.filter(assigned_to=pk)
        return queryset


class LimitFilter(ConditionFilter):
    """Where a data request stands against its limit."""

    title = _("limit")
    parameter_name = "limit"
    labels = {"open": _("not answered yet"), "overdue": _("overdue")}
    conditions = {"open": queries.open_requests, "overdue": queries.overdue_requests}
