"""An edit page, a list and a history cost as many queries on a site grown many times over.

The same at full size, with times, is what `make bench` measures.
"""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publishing.documents.dump import dump_all
from publishing.models import NextVersion, Revision
from schemes.models import Scheme
from tests.accounts.roles import sign_in
from tests.bench.copies import add_next_versions, add_revisions, copy_records, documents
from tests.portal.staff_records import page

SCHEMES, REVISIONS, SHOWN = 200, 2000, 200


def queries(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    """How many queries each page takes, once what is kept between requests is kept."""
    counted = {}
    for name, address in addresses.items():
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counted[name] = len(captured)
    return counted


@pytest.mark.django_db
@pytest.mark.either_engine(0)
def test_queries_do_not_grow_with_the_site(client) -> None:
    user = sign_in(client, "publisher")
    real = sorted(documents(Scheme, {}), key=lambda document: len(json.dumps(document)))
    *_others, prepared, _second, _third, longest = real
    # Some of each already, so that both sizes are asked the same questions; and one write of what
    # readers see, which leaves its one trace of this transaction.
    Scheme.objects.filter(slug=longest["slug"]).update(slug=longest["slug"])
    add_next_versions(Scheme, real[-4:-1], user)
    add_revisions(Scheme, [longest], 1, user)
    there = Scheme.objects.get(slug=longest["slug"])
    with_next = Scheme.objects.get(slug=prepared["slug"])
    addresses = {
        "edit page": page(Scheme, "change", there.pk),
        "edit page with a next version": page(Scheme, "change", with_next.pk),
        "history": page(Scheme, "history", there.pk),
        "list": page(Scheme, "changelist"),
        "desk": reverse("admin:index"),
    }
    before = queries(client, addresses)

    grown = documents(Scheme, copy_records(Scheme, SCHEMES))
    assert Scheme.objects.count() == len(grown) == len(real) + SCHEMES
    add_revisions(Scheme, [longest], SHOWN + 100, user)
    add_revisions(Scheme, grown, REVISIONS - SHOWN - 100, user)
    add_next_versions(Scheme, grown[len(real) :: 4], user)
    assert queries(client, addresses) == before

    # What is counted is there to be seen.
    assert len(client.get(addresses["history"]).context["revisions"]) == SHOWN
    listed = client.get(addresses["list"]).context["cl"].result_list
    assert sum(record.next_version is not None for record in listed) > 1
    assert Revision.objects.filter(user=user).count() == REVISIONS + 1
    assert NextVersion.objects.count() == SCHEMES // 4 + 3


@pytest.mark.django_db
def test_a_copy_is_its_original_under_another_address() -> None:
    """What the site is grown with is worth measuring: every row came along."""
    made = copy_records(Scheme, Scheme.objects.count() + 1)
    stored = {document["slug"]: document for document in dump_all(Scheme.objects.all())}
    assert made.keys() < stored.keys()
    assert stored == {document["slug"]: document for document in documents(Scheme, made)}
