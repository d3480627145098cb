"""Every public page of the real content, read once for all tests that look at them."""

import re

import pytest
from django.test import Client

from tests.markup import Markup, read


@pytest.fixture(scope="session")
def site_pages(django_db_setup, django_db_blocker) -> dict[str, tuple[object, Markup]]:
    """Address to response and markup, for every address of the sitemap."""
    client = Client()
    with django_db_blocker.unblock():
        sitemap = client.get("/sitemap.xml").content.decode()
        addresses = re.findall(r"<loc>http://testserver([^<]+)</loc>", sitemap)
        responses = {address: client.get(address) for address in addresses}
    return {address: (answer, read(answer.content)) for address, answer in responses.items()}
