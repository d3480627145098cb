"""Accounts in the staff site: roles by name, and nobody handing out what they have not got."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from accounts.roles import Role
from tests.accounts.roles import member, sign_in, superuser
from tests.markup import read
from tests.portal.staff_records import choose, form_data, page

pytestmark = pytest.mark.django_db
User = get_user_model()

LIST = "admin:auth_user_changelist"
NEW_PASSWORD = {"password1": "long-and-odd-77", "password2": "long-and-odd-77"}


def ids(*names: str) -> list[str]:
    """The roles as a form sends them."""
    return [str(pk) for pk in Group.objects.filter(name__in=names).values_list("pk", flat=True)]


def roles_of(user) -> set[str]:
    """The account's groups, read anew."""
    return set(user.groups.values_list("name", flat=True))


def set_password(client, user):
    """Send the form that gives an account a new password."""
    address = reverse("admin:auth_user_password_change", args=[user.pk])
    return client.post(address, NEW_PASSWORD | {"usable_password": "true", "set-password": "1"})


def delete_all(client, *users):
    """Choose accounts in the list and delete them, confirmed at once."""
    chosen = [str(user.pk) for user in users]
    data = {"action": "delete_selected", "post": "yes", "_selected_action": chosen}
    return client.post(reverse(LIST), data)


def untouched(user) -> bool:
    """Tell whether the account is still as it was given."""
    columns = ("username", "password", "is_superuser", "is_active", "is_staff")
    now = User.objects.filter(pk=user.pk).values_list(*columns).first()
    return now == tuple(getattr(user, name) for name in columns)


@pytest.fixture
def administrator(client):
    """A signed-in administrator who is no superuser."""
    return sign_in(client, Role.ADMINISTRATOR)


@pytest.fixture
def mightier(request):
    """Accounts that may do more than an administrator, of several sorts."""
    root = superuser()
    sleeping = superuser("sleeping")
    extra = member(Role.EDITOR, "extra")
    extra.user_permissions.add(Permission.objects.get(codename="delete_session"))
    former = member(Role.EDITOR, "former")
    former.groups.add(Group.objects.create(name="Former group"))
    Group.objects.get(name="Former group").permissions.add(
        Permission.objects.get(codename="change_group")
    )
    User.objects.filter(pk__in=[sleeping.pk, former.pk]).update(is_active=False)
    return [User.objects.get(pk=user.pk) for user in (root, sleeping, extra, former)]


# --- What an administrator does -------------------------------------------------------------


def test_an_administrator_makes_an_account_with_a_role(client, administrator):
    data = NEW_PASSWORD | {"usable_password": "true", "username": "ada", "email": "ada@example.org"}
    forged = {"is_superuser": "on", "user_permissions": ["1"]}
    made = client.post(page(User, "add"), data | forged | {"groups": ids("editor")})
    ada = User.objects.get(username="ada")
    assert made.url == page(User, "change", ada.pk)
    assert (ada.is_staff, ada.is_superuser, roles_of(ada)) == (True, False, {"editor"})
    assert ada.email == "ada@example.org"
    assert not ada.user_permissions.exists()
    assert set_password(client, ada).status_code == 302
    client.post(page(User, "delete", ada.pk), {"post": "yes"})
    assert not User.objects.filter(username="ada").exists()


@pytest.mark.parametrize("role", Role)
def test_an_administrator_gives_any_role(client, administrator, role):
    for user in (member(Role.EDITOR), administrator):
        address = page(User, "change", user.pk)
        sent = client.post(address, form_data(client, address) | {"groups": ids(role)})
        assert sent.status_code == 302
        assert roles_of(user) == {role}


def test_what_makes_a_superuser_is_for_superusers_only(client, administrator):
    address = page(User, "change", member(Role.EDITOR).pk)
    names = {"is_superuser", "user_permissions"}
    assert not names & set(client.get(address).context["adminform"].form.fields)
    assert "is_superuser__exact" not in client.get(reverse(LIST)).content.decode()
    client.force_login(superuser())
    assert names <= set(client.get(address).context["adminform"].form.fields)
    assert "is_superuser__exact" in client.get(reverse(LIST)).content.decode()
    data = form_data(client, address) | {"is_superuser": "on"}
    client.post(address, data)
    assert User.objects.get(username="editor").is_superuser


# --- What is refused ------------------------------------------------------------------------


def test_an_administrator_looks_at_mightier_accounts_and_no_more(client, administrator, mightier):
    assert client.get(reverse(LIST)).status_code == 200
    for user in mightier:
        address = page(User, "change", user.pk)
        shown = client.get(address)
        assert shown.status_code == 200
        assert not shown.context["adminform"].form.fields.keys() & {"username", "groups"}
        assert 'type="submit" value' not in shown.content.decode()
        assert "password/" not in shown.content.decode().split('id="content"')[1]
        data = {"username": "taken", "is_active": "on", "groups": ids("administrator")}
        assert client.post(address, data).status_code == 403
        password = reverse("admin:auth_user_password_change", args=[user.pk])
        assert client.get(password).status_code == 403
        assert set_password(client, user).status_code == 403
        assert client.get(page(User, "delete", user.pk)).status_code == 403
        assert client.post(page(User, "delete", user.pk), {"post": "yes"}).status_code == 403
        assert untouched(user)


def test_mightier_accounts_are_not_deleted_among_others(client, administrator, mightier):
    lesser = member(Role.PUBLISHER)
    for user in mightier:
        assert delete_all(client, lesser, user).status_code == 403
        assert untouched(user)
    assert untouched(lesser)
    assert delete_all(client, lesser).status_code == 302
    assert not User.objects.filter(pk=lesser.pk).exists()


def test_nobody_makes_a_superuser_by_a_forged_form(client, administrator):
    forged = {"is_superuser": "on", "user_permissions": ["1", "2"]}
    for user in (member(Role.EDITOR), administrator):
        address = page(User, "change", user.pk)
        assert client.post(address, form_data(client, address) | forged).status_code == 302
        user = User.objects.get(pk=user.pk)
        assert not user.is_superuser
        assert not user.user_permissions.exists()


def test_a_group_with_more_than_ones_own_is_not_given(client, administrator):
    strong = Group.objects.create(name="Strong")
    strong.permissions.add(Permission.objects.get(codename="change_permission"))
    for address in (page(User, "change", administrator.pk), page(User, "add")):
        data = NEW_PASSWORD | {"username": "eve", "usable_password": "true", "is_staff": "on"}
        refused = client.post(address, data | {"groups": [str(strong.pk)]})
        assert refused.status_code == 200
        assert "groups" in refused.context["adminform"].form.errors
    assert roles_of(administrator) == {"administrator"}


def test_somebody_who_may_only_change_accounts_cannot_rise_by_it(client):
    """Permissions given one by one, as a superuser can: the same rule holds without the role."""
    clerk = member(Role.EDITOR, "clerk")
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    client.force_login(clerk)
    address = page(User, "change", clerk.pk)
    offered = client.get(address).context["adminform"].form.fields["groups"].queryset
    assert [group.name for group in offered] == ["editor"]
    forged = form_data(client, address) | {"groups": ids("administrator")}
    assert client.post(address, forged).status_code == 200
    boss = member(Role.ADMINISTRATOR)
    assert set_password(client, boss).status_code == 403
    assert delete_all(client, boss).status_code == 403
    assert roles_of(clerk) == {"editor"}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.FEEDBACK_OFFICER])
def test_other_roles_have_nothing_to_do_with_accounts(client, role):
    own = sign_in(client, role)
    assert client.get(reverse(LIST)).status_code == 403
    assert delete_all(client, own).status_code == 403
    assert set_password(client, own).status_code == 403
    for name, args in (("add", []), ("change", [own.pk]), ("delete", [own.pk])):
        address = page(User, name, *args)
        assert client.get(address).status_code == 403
        assert client.post(address, {"post": "yes", "username": "x"}).status_code == 403
    assert untouched(own)


# --- How it looks ---------------------------------------------------------------------------


def test_groups_are_nowhere_to_be_edited():
    assert not admin.site.is_registered(Group)
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_group_changelist")


def test_roles_go_by_their_names_in_the_editors_language(client, administrator, language):
    choose(client, language)
    member(Role.PUBLISHER, "pia")
    root = superuser()
    root.groups.set(Group.objects.filter(name="publisher"))
    with translation.override(language):
        name = str(Role.PUBLISHER.label)
    assert (name == "Publisher") == (language == "en")
    # In the column and the filter, beside the box to tick, and where the account is only read.
    for address in (reverse(LIST), page(User, "add"), page(User, "change", root.pk)):
        html = client.get(address).content.decode()
        assert name in html
        assert ">publisher<" not in html
    narrowed = client.get(reverse(LIST), {"role": "publisher"}).context["cl"]
    assert {user.username for user in narrowed.result_list} == {"pia", "superuser"}
    assert client.get(reverse(LIST), {"role": "nobody"}).context["cl"].result_count == 3


def test_no_page_of_an_account_needs_more_than_the_content_policy_allows(client):
    root = superuser()
    client.force_login(root)
    names = ("auth_user_change", "auth_user_delete", "auth_user_history")
    for name in (*names, "auth_user_password_change", "auth_user_add", "auth_user_changelist"):
        one = "add" not in name and "list" not in name
        shown = client.get(reverse(f"admin:{name}", args=[root.pk] if one else []))
        assert shown.status_code == 200
        for element in read(shown.content).elements:
            given = element.attributes
            assert element.tag != "style"
            assert element.tag != "script" or given.get("src")
            assert not [name for name in given if name == "style" or name.startswith("on")]
