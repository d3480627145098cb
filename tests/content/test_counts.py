"""The catalogue is as large as its sources say."""

from collections import Counter

import pytest

from facilities.laboratories import Fate, then_and_now
from facilities.models import Facility
from facilities.queries import state_key_laboratories
from schemes.models import Scheme
from tests.markup import read

pytestmark = pytest.mark.django_db


def test_every_scheme_fund_and_programme_is_there() -> None:
    assert Scheme.objects.published().count() == 65


def test_facilities_of_a_kind_are_as_many_as_the_sources_count() -> None:
    """FCR(2021-22)22, para 8 and fn 18 to 19: 5 R&D Centres, 6 branches, 7 transfer offices.

    16 State Key Laboratories of 2021 and three new ones; 28 InnoHK laboratories of the first two
    clusters, two later ones, two of the third; the platform and its three clusters.
    """
    counts = Counter(Facility.objects.published().values_list("facility_kind", flat=True))
    assert {
        "rd_centre": 5,
        "cnerc_branch": 6,
        "transfer_office": 7,
        "state_key_laboratory": 19,
        "innohk": 4,
        "innohk_laboratory": 32,
        "mainland": 8,
    }.items() <= counts.items()
    assert counts.total() == 109


def test_sixteen_laboratories_became_fifteen() -> None:
    """FCR(2021-22)22, annex 2; since 1 July 2025 twelve of them and three new ones."""
    rows = then_and_now(state_key_laboratories())
    assert sum(row.before is not None for row in rows) == 16
    assert sum(row.fate != Fate.MISSING for row in rows) == 15
    assert sum(row.fate == Fate.NEW for row in rows) == 3


def test_the_list_leads_to_the_sentence_on_units_that_do_not_add_up(client) -> None:
    (link,) = [
        link
        for link in read(client.get("/en/facilities/").content).links
        if "#disagreement" in link
    ]
    address, anchor = link.split("#")
    assert anchor in read(client.get(address).content).ids
