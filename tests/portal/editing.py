"""Who edits in the tests, and where."""

from django.test import Client

from publishing.models import NextVersion
from schemes.models import Scheme
from tests.accounts.roles import sign_in
from tests.portal.staff_records import page


def signed_in(role: str) -> Client:
    """A browser of somebody in this role, in English."""
    client = Client(headers={"accept-language": "en"})
    sign_in(client, role)
    return client


def form(scheme: Scheme, query: str = "") -> str:
    """Where the record is edited."""
    return page(Scheme, "change", scheme.pk) + query


def decision(scheme: Scheme, name: str) -> str:
    """Where something is decided about the record."""
    return form(scheme).replace("change", name)


def prepared() -> NextVersion:
    """The only next version."""
    return NextVersion.objects.get()


def public(scheme: Scheme, language: str = "en") -> str:
    """The page that readers see."""
    response = Client().get(f"/{language}/schemes/{scheme.slug}/")
    return response.content.decode() if response.status_code == 200 else ""
