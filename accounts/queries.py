"""Who may act on whose account, and which roles each may give.

One rule answers both: nobody may hand out, or take over, what they may not do themselves.
"""

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet


def held_by(user: User) -> QuerySet[Permission]:
    """The permissions of an account, through its groups or its own, even while it is inactive."""
    return Permission.objects.filter(
        Q(pk__in=user.user_permissions.values("pk")) | Q(group__in=user.groups.values("pk"))
    ).distinct()


def may_manage(actor: User, user: User) -> bool:
    """Tell whether `actor` may change, delete or give a password to `user`.

    An inactive account counts for all it may do when it is active, for `actor` could activate it.
    """
    if actor.is_superuser:
        return True
    more = held_by(user).exclude(pk__in=held_by(actor).values("pk"))
    return not user.is_superuser and not more.exists()


def groups_to_give(actor: User) -> QuerySet[Group]:
    """The groups that `actor` may put an account into."""
    if actor.is_superuser:
        return Group.objects.all()
    beyond = Permission.objects.exclude(pk__in=held_by(actor).values("pk"))
    return Group.objects.exclude(permissions__in=beyond.values("pk"))
