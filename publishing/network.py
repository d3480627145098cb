"""Counting by network without keeping an address."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from publishing.dates import today


def is_trusted_proxy(address: str) -> bool:
    """Whether `address` lies in a network of TRUSTED_PROXIES; text that is no address does not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in settings.TRUSTED_PROXIES)


def client_address(request: HttpRequest) -> str:
    """The client's address; X-Forwarded-For is believed only from a configured proxy.

    Read from the right: the first hop that is no proxy of ours is the client.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    forwarded = request.headers.get("X-Forwarded-For", "").replace(" ", "").split(",")
    hops += [hop for hop in reversed(forwarded) if hop]
    return next((hop for hop in hops if not is_trusted_proxy(hop)), hops[0])


def network_hash(request: HttpRequest) -> str:
    """A keyed hash of the client's address; the key changes every day, so days cannot be joined."""
    return salted_hmac(
        f"network {today()}", client_address(request), algorithm="sha256"
    ).hexdigest()
