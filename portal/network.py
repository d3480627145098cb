"""Counting by network without keeping an address."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from publishing.dates import today


def client_address(request: HttpRequest) -> str:
    """The client's address; X-Forwarded-For is believed only from a configured proxy.

    Read from the right: the first hop that is no proxy of ours is the client.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    hops += reversed(request.headers.get("X-Forwarded-For", "").replace(" ", "").split(","))
    address = hops[0]
    for hop in hops:
        try:
            parsed = ip_address(hop)
        except ValueError:
            break
        address = hop
        if not any(parsed in network for network in settings.TRUSTED_PROXIES):
            break
    return address


def network_hash(request: HttpRequest) -> str:
    """A keyed hash of the client's address; the key changes every day, so days cannot be joined."""
    return salted_hmac(
        f"network {today()}", client_address(request), algorithm="sha256"
    ).hexdigest()
