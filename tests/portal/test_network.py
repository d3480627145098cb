"""Whose request it is: believed from our proxies only, and counted without keeping an address."""

import re
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from publishing.network import client_address, network_hash
from tests.portal.conftest import NOON

PROXY, READER = "10.0.0.7", "203.0.113.5"


@pytest.mark.parametrize(
    ("peer", "forwarded", "believed"),
    [
        (READER, "", READER),
        (READER, "198.51.100.1", READER),
        (PROXY, "", PROXY),
        (PROXY, "198.51.100.1", "198.51.100.1"),
        (PROXY, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (PROXY, "6.6.6.6,198.51.100.1, 10.0.0.8", "198.51.100.1"),
        (PROXY, "10.0.0.9, 10.0.0.8", PROXY),
        (PROXY, "2001:db8::1", "2001:db8::1"),
        (PROXY, ", ,", PROXY),
        ("fd00::1", "198.51.100.1", "198.51.100.1"),
        ("nonsense", "198.51.100.1", "nonsense"),
    ],
)
def test_a_forwarded_address_is_believed_from_our_proxies_only(
    settings, peer: str, forwarded: str, believed: str
) -> None:
    """Read from the right: what stands left of the first foreign hop anybody can write."""
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/24"), ip_network("fd00::/8")]
    request = RequestFactory().get(
        "/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded} if forwarded else {}
    )
    assert client_address(request) == believed


def hash_of(address: str = READER) -> str:
    """The mark a network is counted by."""
    return network_hash(RequestFactory().get("/", REMOTE_ADDR=address))


def test_a_network_has_one_hash_a_day_that_tells_nothing_of_it(clock) -> None:
    assert hash_of() == hash_of() != hash_of("203.0.113.6")
    assert re.fullmatch(r"[0-9a-f]{64}", hash_of())


def test_the_hash_is_another_every_day_in_hong_kong(clock) -> None:
    midnight = NOON.replace(hour=0)
    marks = []
    for now in (midnight - timedelta(seconds=1), midnight, midnight + timedelta(hours=23)):
        clock(now)
        marks.append(hash_of())
    assert marks[0] != marks[1] == marks[2]


def test_the_hash_cannot_be_made_without_the_key(clock, settings) -> None:
    before = hash_of()
    settings.SECRET_KEY = "another-key"
    assert hash_of() != before
