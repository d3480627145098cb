"""Every record through its form: what is opened and saved as it is stays as it was.

The longest record of each kind and one more are taken; with DRILL=1 (`make drill`) every one.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from publishing.documents.dump import dump
from publishing.documents.registry import model_for_folder
from publishing.models import NextVersion, Record, Revision
from tests.accounts.roles import sign_in
from tests.bench.browser import SENT, body_of, fields_of
from tests.full_size import DRILL
from tests.portal.staff_records import choose, form_errors, page

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]
OTHERS = 1


def spread(files: list[Path]) -> list[Path]:
    """The longest of the files and some more, evenly spaced by their names."""
    longest = max(files, key=lambda file: file.stat().st_size)
    others = [file for file in files if file != longest]
    return [longest, *(others[len(others) * n // OTHERS] for n in range(min(OTHERS, len(others))))]


def chosen() -> tuple[list[str], list[str]]:
    """The records to be tried, and those of them that stand for all, as `folder/slug`."""
    folders = [sorted(folder.glob("*.yaml")) for folder in sorted(settings.CONTENT_DIR.glob("*/"))]
    every, some = (
        [f"{file.parent.name}/{file.stem}" for files in found for file in files]
        for found in (folders, map(spread, folders))
    )
    return (every if DRILL else some), some


RECORDS, SAMPLE = chosen()


@pytest.mark.parametrize("name", RECORDS)
def test_every_row_opened(client, name: str) -> None:
    """As somebody who publishes, in English."""
    fields = unchanged_by_its_form(client, name, "publisher", "en", "?rows=all")
    assert opened(fields) == rows(fields)


@pytest.mark.parametrize("name", RECORDS)
def test_rows_folded(client, name: str) -> None:
    """As somebody who writes, in Chinese."""
    fields = unchanged_by_its_form(client, name, "editor", "zh-hk", "")
    assert opened(fields) == 0


def unchanged_by_its_form(
    client: Client, name: str, role: str, language: str, query: str
) -> list[tuple[str, str]]:
    """Save the record as its form shows it, hold it against what it was, and return what was
    sent."""
    sign_in(client, role)
    choose(client, language)
    record = named(name)
    before, kept = dump(record), Revision.objects.count()
    address = page(type(record), "change", record.pk) + query
    fields = fields_of(client.get(address).content.decode(), "_form")
    publishes = role == "publisher" and name in SAMPLE
    for button in ("_save", "_publish") if publishes else ("_save",):
        body = body_of([*fields, (button, "")])
        response = client.post(address, body, content_type=SENT)
        assert response.status_code == 302, (button, form_errors(response))
        prepared = NextVersion.objects.first()  # there is none, or it shows what was changed
        assert (prepared.document if prepared else dump(record)) == before, button
        assert prepared is None, button
        assert Revision.objects.count() == kept, button
    return fields


def named(name: str) -> Record:
    """The record of a content file."""
    folder, slug = name.split("/")
    return model_for_folder(folder).objects.get(slug=slug)


def rows(fields: list[tuple[str, str]]) -> int:
    """How many saved rows the form has, of every sort."""
    return sum(int(value) for name, value in fields if name.endswith("-INITIAL_FORMS"))


def opened(fields: list[tuple[str, str]]) -> int:
    """How many of them are sent with their fields."""
    return sum(name.endswith("-opened") for name, _value in fields)
