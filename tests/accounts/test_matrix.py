"""Every address of the staff site, and who gets what there.

A new address has to be given its row in `table.py` before the tests pass again.
"""

import re
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse

from accounts.roles import Role
from publishing.admin.editing import seal
from publishing.dates import today
from publishing.documents.dump import dump
from publishing.documents.registry import record_models
from publishing.models import NextVersion, Record
from search.models import MissedQuery
from tests.accounts.roles import member, superuser
from tests.accounts.table import (
    APPS,
    DRAFTS,
    MODELS,
    NOT_TO_LOGIN,
    RECORDS,
    SERIES,
    SITE,
    VISITORS,
)
from tests.full_size import DRILL
from tests.mail.letters import letter
from tests.portal.staff_records import DOCUMENTS, everything, record
from tests.unrendered import unrendered

pytestmark = pytest.mark.either_engine

DECISIONS = ("send_back", "discard", "withdraw")

# --- The addresses --------------------------------------------------------------------------

Pages = dict[tuple[str, str], str]
Samples = dict[tuple[str, str], Model]  # by the model's label, and "draft" for a draft


def walk(patterns: list | None = None, before: str = "") -> Iterator[tuple[URLPattern, str]]:
    """Every pattern of the staff site with its whole route."""
    for pattern in admin.site.urls[0] if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern, route
        else:
            yield from walk(pattern.url_patterns, route)


def pages() -> Pages:
    """(Model's label or "", page) to route."""
    found: Pages = {}
    labels = [model._meta.label_lower for model in admin.site._registry]
    for pattern, route in walk():
        label = next((one for one in labels if route.startswith(one.replace(".", "/") + "/")), "")
        name = pattern.name or ("former" if label else "anything_else")
        name = name.removeprefix(label.replace(".", "_") + "_")
        assert (label, name) not in found, f"two addresses are called {label} {name}"
        found[label, name] = route
    return found


def requests(samples: Samples, visitor: int) -> Iterator[tuple[str, str, dict, int]]:
    """Every row of the table: "POST schemes.scheme add", its address, what to send, the answer."""
    start = reverse("admin:index")
    routes = pages()
    tables = [(label, "", rows) for label, rows in MODELS.items()]
    tables += [(label, "draft", DRAFTS) for label, rows in MODELS.items() if rows is RECORDS]
    for label, sort, rows in tables:
        sample = samples[label, sort]
        for what, row in rows.items():
            method, name = what.split()
            path = re.sub("<.+?>", str(sample.pk), routes[label, name])
            narrowed = "?q=sample" if name == "changelist" else ""  # a long list takes its time
            sent = to_send(name, sample, row[visitor] in (302, 403)) if method == "POST" else {}
            yield f"{method} {sort} {label} {name}", f"{start}{path}{narrowed}", sent, row[visitor]
    for label, row in APPS.items():
        yield f"GET app_list {label}", f"{start}{label}/", {}, row[visitor]
    about = "?app_label={}&model_name={}&field_name={}"
    special = {
        "view_on_site": start + "r/{}/{}/".format(*_shortcut(samples["schemes.scheme", ""])),
        "anything_else": f"{start}nothing/here/",
        "autocomplete of organisations": about.format("schemes", "scheme", "administrator"),
        "autocomplete of accounts": about.format("publishing", "revision", "user"),
    }
    for what, row in SITE.items():
        _method, name = what.split(maxsplit=1)
        address = special.get(name, "")
        if not address.startswith(start):
            address = reverse(f"admin:{name.split()[0]}") + address
        yield what, address, {}, row[visitor]


def to_send(name: str, sample: Model, refused: bool) -> dict[str, str]:
    """What a POST sends: all it would take from whoever is to be refused, too little or too much
    from whoever is not."""
    data = {"_base": seal(dump(sample))} if isinstance(sample, Record) and name == "change" else {}
    if name in DECISIONS:
        return {"reason_en": "" if refused else "x" * 301}
    return data | {"post": "yes"} if refused else data


def _shortcut(record: Model) -> tuple[int, int]:
    return ContentType.objects.get_for_model(record).pk, record.pk


@pytest.fixture
def samples() -> Samples:
    """One row of every model in the table by its label, and a draft of each kind of record."""
    everything()
    letter()
    MissedQuery.objects.create(day=today(), text="nothing of the kind")
    member(Role.EDITOR, "somebody")
    chosen: Samples = {}
    for folder in DOCUMENTS:
        own = {"slug": "unseen", "state": "draft", "publish_at": None}
        if folder == "sources":
            own["url"] = "https://sample.example.org/unseen"
        if series := DOCUMENTS[folder].get("series"):
            own["series"] = [one | {"slug": f"unseen-{one['slug']}"} for one in series]
        draft = record(folder, **own)
        chosen[draft.kind, "draft"] = draft
    for label, rows in MODELS.items():
        ours = {"slug__startswith": "sample-"} if rows in (RECORDS, SERIES) else {}
        chosen[label, ""] = found = apps.get_model(label).objects.filter(**ours).first()
        if rows is RECORDS:
            as_it_is = dict.fromkeys(("document", "base"), dump(found))
            NextVersion.objects.create(kind=label, slug=found.slug, state="review", **as_it_is)
    return chosen


@pytest.fixture(params=range(len(VISITORS)), ids=VISITORS)
def visitor(request, client, samples) -> int:
    """The column of whoever `client` is signed in as."""
    name = VISITORS[request.param]
    if name == "superuser":
        client.force_login(superuser())
    elif name in Role:
        client.force_login(member(name))
    return request.param


def standing() -> dict:
    """How many rows each model has, and what the records and their next versions are."""
    found: dict = {model: model.objects.count() for model in admin.site._registry}
    for model in (*record_models(), NextVersion):
        found[model, "states"] = sorted(model.objects.values_list("pk", "state"))
    return found


# --- The tests ------------------------------------------------------------------------------


def test_every_address_has_its_row():
    models = {(label, what.split()[1]) for label, rows in MODELS.items() for what in rows}
    site = {("", what.split()[1]) for what in SITE}
    in_table, there = models | site | {("", "app_list")}, set(pages())
    assert not there - in_table, "addresses without a row"
    assert not in_table - there, "rows without an address"
    assert set(APPS) == {model._meta.app_label for model in admin.site._registry}


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(client: Client, visitor, samples):
    """Pages are put together in the drill only: whether they are given is asked here."""
    before = standing()
    wrong = []
    for what, address, data, status in requests(samples, visitor):
        read = what.startswith("GET")
        with nullcontext() if DRILL else unrendered():
            answer = client.get(address) if read else client.post(address, data)
        if answer.status_code != status:
            wrong.append(f"{what}: {answer.status_code}, not {status}")
        elif answer.status_code == 302 and not visitor and what not in NOT_TO_LOGIN:
            assert answer.url.startswith(reverse("admin:login")), what
    assert not wrong
    assert standing() == before


@pytest.mark.django_db
def test_nobody_deletes_from_a_list_what_they_may_not_delete(client: Client, visitor, samples):
    before = standing()
    for (label, sort), sample in samples.items():
        rows = DRAFTS if sort else MODELS[label]
        may = rows["POST delete"][visitor] == 200
        data = {"action": "delete_selected", "_selected_action": [str(sample.pk)]}
        address = reverse("admin:{}_{}_changelist".format(*label.split(".")))
        narrowed = f"?q={sample.slug}" if isinstance(sample, Record) else ""
        answer = client.post(address + narrowed, data if may else data | {"post": "yes"})
        asked = "admin/delete_selected_confirmation.html" in {one.name for one in answer.templates}
        refused = asked and (answer.context["perms_lacking"] or answer.context["protected"])
        assert (asked and not refused) == may, (label, sort)
    assert standing() == before


@pytest.mark.django_db
def test_an_administrator_deletes_a_draft_whatever_hangs_on_it(client: Client, samples):
    client.force_login(member(Role.ADMINISTRATOR))
    left = []
    for (label, sort), sample in samples.items():
        if sort == "draft":
            address = reverse("admin:{}_{}_delete".format(*label.split(".")), args=[sample.pk])
            client.post(address, {"post": "yes"})
            left += type(sample).objects.filter(pk=sample.pk)
    assert not left
