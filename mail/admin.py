"""The outbox in the staff site: to be read, and to be tried again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mail.actions import try_again
from mail.models import Message


class StateFilter(admin.SimpleListFilter):
    """Narrow the list to what waits, was sent or was given up."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list:
        """Return the states to choose from."""
        return Message.State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Apply the chosen state; an unknown one changes nothing."""
        return queryset.in_state(self.value()) if self.value() in Message.State else queryset


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """Letters are written by events, so nobody adds, edits or deletes one by hand."""

    list_display = ["subject", "to", "state_name", "created_at", "attempts", "last_error"]
    list_filter = [StateFilter, "language"]
    search_fields = ["subject", "to", "key"]
    date_hierarchy = "created_at"
    actions = ["send_again"]

    @admin.display(description=_("state"))
    def state_name(self, message: Message) -> str:
        """Show the derived state."""
        return message.state.label

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def send_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Make the chosen unsent messages due again."""
        count = try_again(messages=queryset)
        self.message_user(
            request,
            ngettext(
                "%(count)d message will be tried again.",
                "%(count)d messages will be tried again.",
                count,
            )
            % {"count": count},
            messages.SUCCESS if count else messages.WARNING,
        )

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Tell whether this person may ask for another attempt."""
        return request.user.has_perm("mail.change_message")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        """Nobody may."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        """Nobody may."""
        return False
