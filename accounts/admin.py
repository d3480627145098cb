"""Accounts of the staff site: people and their roles.

Roles are code (see `accounts.roles`), so groups are nowhere to be edited.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.queries import groups_to_give, may_manage
from accounts.roles import Role, label_of

FOR_SUPERUSERS = {"is_superuser", "user_permissions"}


class RolesField(forms.ModelMultipleChoiceField):
    """Groups to be ticked, each by its role's name in the editor's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        """Return the role's label."""
        return label_of(group.name)


class RoleFilter(admin.SimpleListFilter):
    """Narrow the list to one role."""

    title = _("staff role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        """Return the roles to choose from."""
        return Role.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Apply the chosen role; an unknown one changes nothing."""
        return queryset.filter(groups__name=self.value()) if self.value() in Role else queryset


admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(UserAdmin):
    """People with a role each.

    Only superusers see what makes one. An account that may do more than oneself can be looked at,
    if that, but not acted on.
    """

    list_display = ["username", "email", "first_name", "last_name", "role_names", "is_active"]
    readonly_fields = ["role_names"]
    filter_horizontal = ["user_permissions"]
    add_fieldsets = [*UserAdmin.add_fieldsets, (None, {"fields": ["email", "groups"]})]

    @admin.display(description=_("Roles"))
    def role_names(self, user: User) -> str:
        """Name the account's roles."""
        names = sorted(group.name for group in user.groups.all())
        return " · ".join(str(label_of(name)) for name in names) or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Read the roles with the accounts."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_list_filter(self, request: HttpRequest) -> list:
        """Offer superusers a look at who else is one."""
        own = ["is_superuser"] if request.user.is_superuser else []
        return [RoleFilter, "is_active", "is_staff", *own]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> list:
        """Leave out what this person may neither set nor need to see."""
        hidden = set() if request.user.is_superuser else FOR_SUPERUSERS
        instead = {}
        if obj and not self.has_change_permission(request, obj):
            hidden = hidden | {"password"}
            instead = {"groups": "role_names"}  # by their labels, also where they are only read
        return [
            (
                title,
                options
                | {
                    "fields": [
                        instead.get(name, name) for name in options["fields"] if name not in hidden
                    ]
                },
            )
            for title, options in super().get_fieldsets(request, obj)
        ]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Offer as roles what this person may give."""
        if db_field.name == "groups":
            kwargs |= {
                "form_class": RolesField,
                "queryset": groups_to_give(request.user).order_by("pk"),
                "label": _("Roles"),
                "help_text": _("What this person may do. Several roles add up."),
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Hold for the form, for the password and for whatever else changes an account."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Hold for one account and, asked for each, for several at once."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_manage(request.user, obj))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Let a new account in: there are none but for the staff site."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
