"""The four roles, and what each may do, worked out from the records themselves."""

from collections.abc import Iterable
from functools import cache

from django.contrib.auth import get_permission_codename
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.documents.registry import record_models
from publishing.models import NextVersion, Revision, SlugRedirect


class Role(models.TextChoices):
    """A role is the group of this name; what the staff site calls it is the label."""

    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Publisher")
    FEEDBACK_OFFICER = "feedback-officer", _("Feedback officer")
    ADMINISTRATOR = "administrator", _("Administrator")


EDIT = ("view", "add", "change")
ALL = (*EDIT, "delete")

# By name where the model lives on a higher floor or beside this one.
REPORTS = frozenset({"portal.view_mistakereport", "portal.change_mistakereport"})
OUTBOX = frozenset({"mail.view_message", "mail.change_message"})
SEARCH = frozenset({"search.view_synonymgroup", "search.view_missedquery"})
# A change of synonyms counts at once, so it is the publishers'.
SYNONYMS = frozenset(f"search.{action}_synonymgroup" for action in ("add", "change", "delete"))
PEOPLE = frozenset({*(f"auth.{action}_user" for action in ALL), "auth.view_group"})
# Comments with their writers' names and addresses, and all that is done with them. Editors and
# publishers see what readers see of them.
COMMENTS = frozenset(
    {
        *(f"consultation.{action}_comment" for action in EDIT),
        *(f"consultation.{action}_campaign" for action in ("view", "change")),
        *(f"consultation.{action}_cannedreply" for action in ALL),
        *(f"consultation.{action}_commentreport" for action in ("view", "change")),
        *(f"consultation.{action}_datarequest" for action in EDIT),
        *(f"consultation.{action}_export" for action in ("view", "add")),
        "consultation.view_erasure",
    }
)
# Names and addresses leave the site in an administrator's file only.
CONTACTS = frozenset({"consultation.export_contacts"})
PUBLISH = "publishing.publish_records"


def label_of(group_name: str) -> str:
    """What the staff site calls a group; one that is no role goes by its own name."""
    return Role(group_name).label if group_name in Role else group_name


@cache
def permissions_of(role: Role) -> frozenset[str]:
    """Every permission of a role, each as `app.codename`."""
    records = record_models()
    rows = row_models()
    look = _each(("view",), (*records, *rows))
    # A row is deleted on its record's form, so whoever edits records needs this too.
    edit = _each(EDIT, records) | _each(ALL, rows)
    history = _each(("view",), (Revision, NextVersion, SlugRedirect))
    editor = edit | history | REPORTS | SEARCH
    publisher = editor | _each(ALL, (SlugRedirect,)) | SYNONYMS | {PUBLISH}
    feedback_officer = look | REPORTS | OUTBOX | COMMENTS
    return {
        Role.EDITOR: editor,
        Role.PUBLISHER: publisher,
        Role.FEEDBACK_OFFICER: feedback_officer,
        Role.ADMINISTRATOR: frozenset().union(
            publisher,
            feedback_officer,
            _each(ALL, records),
            PEOPLE,
            CONTACTS,
            {"search.delete_missedquery"},
        ),
    }[Role(role)]


def row_models() -> tuple[type[models.Model], ...]:
    """Every model whose rows are part of some record's document, at any depth."""
    found: dict[type[models.Model], None] = {}
    waiting = list(record_models())
    while waiting:
        model = waiting.pop()
        for rows in model.document.rows:
            row = model._meta.get_field(rows.name).related_model
            if row not in found:
                found[row] = None
                waiting.append(row)
    return tuple(found)


def _each(actions: Iterable[str], of: Iterable[type[models.Model]]) -> frozenset[str]:
    return frozenset(
        f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"
        for model in of
        for action in actions
    )
