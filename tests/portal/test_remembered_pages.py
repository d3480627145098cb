"""Pages made from what is remembered are those made anew."""

from types import SimpleNamespace

import pytest
from django.test import Client

from publishing import remembered
from schemes.models import Scheme

pytestmark = pytest.mark.django_db
PATHS = [
    *("", "schemes/", "schemes/?category=research", "schemes/?s=tvp", "schemes/?on=2024-01-01"),
    *("schemes/tvp/", "schemes/tvp/?cost=900000", "schemes/finder/?who=company"),
    *("facilities/", "facilities/hkstp/", "consultation/gic/"),
]


@pytest.fixture
def versions(monkeypatch) -> list[SimpleNamespace]:
    """The last one is the present version; none at first. A test's transaction does not count."""
    found: list[SimpleNamespace] = []
    monkeypatch.setattr(remembered, "_followed", [lambda: found[-1] if found else None])
    monkeypatch.setattr(remembered, "connection", SimpleNamespace(in_atomic_block=False))
    return found


def test_they_are_the_same(versions, client: Client, language: str) -> None:
    anew = [client.get(f"/{language}/{path}").content for path in PATHS]
    versions.append(SimpleNamespace(remembered={}))
    for _ in range(2):
        assert [client.get(f"/{language}/{path}").content for path in PATHS] == anew
    assert versions[-1].remembered


@pytest.mark.parametrize("path", ["/en/schemes/?sort=name", "/en/schemes/tvp/"])
def test_a_new_version_shows_what_changed(versions, client: Client, path: str) -> None:
    versions.append(SimpleNamespace(remembered={}))
    before = client.get(path).content
    Scheme.objects.filter(slug="tvp").update(name_en="Another name")
    assert client.get(path).content == before
    versions.append(SimpleNamespace(remembered={}))
    assert b"Another name" in client.get(path).content


def test_no_query_is_needed_twice(versions, client: Client, django_assert_num_queries) -> None:
    versions.append(SimpleNamespace(remembered={}))
    for path in ("/en/schemes/", "/en/schemes/tvp/", "/en/facilities/hkstp/"):
        client.get(path)
        with django_assert_num_queries(0):
            client.get(path)
