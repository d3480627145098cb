"""Signing in as somebody with a role."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.test import Client

from accounts.roles import Role


def member(role_name: str, username: str = "") -> User:
    """A new account of the staff site in the role's group."""
    user = get_user_model().objects.create_user(username or role_name, is_staff=True)
    user.groups.add(Group.objects.get(name=Role(role_name)))
    return user


def superuser(username: str = "superuser") -> User:
    """A new account that may do everything."""
    return get_user_model().objects.create_superuser(username)


def sign_in(client: Client, role_name: str) -> User:
    """Make an account with the role, sign it in, and return it."""
    user = member(role_name)
    client.force_login(user)
    return user
