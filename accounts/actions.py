"""Keeping the groups in the database equal to the roles in the code."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import transaction

from accounts.roles import Role, permissions_of


def keep_roles(app_config: AppConfig, using: str, apps: Apps = global_apps, **options: Any) -> None:
    """Make the four groups, and give each exactly the permissions of its role.

    A receiver of `post_migrate` and no data migration: a migration is written once and knows the
    models of its day, while this runs after every `migrate` (and after a flush), so that a new
    model's permissions reach the roles by themselves and whatever drifted is mended. Permissions
    themselves are made by a receiver too, after all migrations, where none of them could see them.
    """
    try:
        groups = apps.get_model("auth", "Group")
        permissions = apps.get_model("auth", "Permission")
    except LookupError:  # migrated back to where there are none
        return
    # Receivers of one app's signal have no order: this app's own may not have been made yet.
    create_permissions(app_config, using=using, apps=apps, **options)
    columns = ("content_type__app_label", "codename", "pk")
    with transaction.atomic(using):
        keys = {
            f"{app}.{codename}": pk
            for app, codename, pk in permissions.objects.using(using).values_list(*columns)
        }
        for role in Role:
            group, _made = groups.objects.using(using).get_or_create(name=role.value)
            # Only some apps may have been migrated yet; the rest is given when they are.
            group.permissions.set([keys[name] for name in permissions_of(role) if name in keys])
