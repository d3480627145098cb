"""The groups that `migrate` keeps, and what each role comes to."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.utils import translation

from accounts import actions
from accounts.roles import Role, label_of, permissions_of, row_models
from publishing.documents.registry import record_models
from tests.accounts.roles import sign_in

IN_CODE = {role.value: set(permissions_of(role)) for role in Role}


def kept() -> dict[str, set[str]]:
    """Every group and its permissions in the database."""
    columns = ("permissions__content_type__app_label", "permissions__codename")
    found: dict[str, set[str]] = {}
    for name, app, codename in Group.objects.values_list("name", *columns):
        found.setdefault(name, set()).add(f"{app}.{codename}")
    return found


# --- What the roles are ---------------------------------------------------------------------


def test_rows_are_found_at_every_depth():
    named = {model._meta.label for model in row_models()}
    assert {"schemes.Terms", "figures.Point", "consultation.ParameterValue"} <= named
    assert not set(row_models()) & set(record_models())


def test_an_editor_writes_records_but_removes_only_rows():
    editor, publisher, officer, administrator = map(permissions_of, Role)
    for model in record_models():
        name = f"{model._meta.app_label}.%s_{model._meta.model_name}"
        assert {name % action for action in ("view", "add", "change")} <= editor
        assert name % "delete" not in editor | publisher | officer
        assert name % "delete" in administrator
    assert {"schemes.delete_terms", "figures.delete_series", "figures.delete_point"} <= editor


def test_the_roles_differ_in_just_this():
    editor, publisher, officer, administrator = map(permissions_of, Role)
    assert publisher - editor == {
        "publishing.publish_records",
        "publishing.add_slugredirect",
        "publishing.change_slugredirect",
        "publishing.delete_slugredirect",
        "search.add_synonymgroup",
        "search.change_synonymgroup",
        "search.delete_synonymgroup",
    }
    looks = {
        "consultation.view_comment",
        "consultation.view_campaign",
        "consultation.view_cannedreply",
        "consultation.view_commentreport",
        "consultation.view_datarequest",
        "consultation.view_export",
        "consultation.view_erasure",
    }
    does = {
        "mail.change_message",
        "consultation.add_comment",
        "consultation.change_comment",
        "consultation.change_campaign",
        "consultation.add_cannedreply",
        "consultation.change_cannedreply",
        "consultation.delete_cannedreply",
        "consultation.change_commentreport",
        "consultation.add_datarequest",
        "consultation.change_datarequest",
        "consultation.add_export",
    }
    assert officer - editor == looks | does | {"mail.view_message"}
    assert {name for name in officer if ".view_" not in name} == does | {
        "portal.change_mistakereport"
    }
    more = administrator - publisher - officer
    assert {name for name in more if name.startswith("auth.")} == {
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
        "auth.delete_user",
        "auth.view_group",
    }
    assert {name for name in more if "export" in name} == {"consultation.export_contacts"}
    assert "search.delete_missedquery" in more
    assert len(more) == 5 + 2 + len(record_models())
    assert publisher | officer < administrator


def test_roles_have_names_in_both_languages(language):
    with translation.override(language):
        labels = [str(label_of(role)) for role in Role]
    english = ["Editor", "Publisher", "Feedback officer", "Administrator"]
    assert (labels == english) == (language == "en")
    assert label_of("Somebody's own group") == "Somebody's own group"


# --- The groups of the database -------------------------------------------------------------


@pytest.mark.django_db
def test_migrating_made_the_groups():
    assert kept() == IN_CODE


@pytest.mark.django_db
def test_a_drifted_group_is_mended_once_a_migrate(monkeypatch):
    other = Group.objects.create(name="Somebody's own group")
    other.permissions.add(Permission.objects.get(codename="delete_scheme"))
    Group.objects.get(name="publisher").delete()
    editors = Group.objects.get(name="editor")
    editors.permissions.remove(Permission.objects.get(codename="change_scheme"))
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    asked = []
    monkeypatch.setattr(
        actions, "permissions_of", lambda role: asked.append(role) or permissions_of(role)
    )
    call_command("migrate", verbosity=0)
    assert kept() == IN_CODE | {other.name: {"schemes.delete_scheme"}}
    assert Group.objects.get(name="editor") == editors
    assert asked == list(Role)


@pytest.mark.django_db
def test_a_flush_leaves_the_roles():
    Group.objects.all().delete()
    Permission.objects.all().delete()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert kept() == IN_CODE


@pytest.mark.django_db
def test_when_nothing_has_drifted_little_is_asked(django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        actions.keep_roles(apps.get_app_config("sessions"), "default", verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_somebody_with_a_role_may_do_what_it_says(client, role):
    assert sign_in(client, role).get_all_permissions() == IN_CODE[role]
