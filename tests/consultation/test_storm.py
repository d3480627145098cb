"""Comments by many at once while the server is killed: a miniature of `make drill`."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from tests.drill.clients import Receipt, Submission
from tests.drill.verdict import Kept, faults

STORM = ["-m", "tests.drill.storm", "--submissions", "60", "--clients", "16", "--kills", "2"]


@pytest.fixture
def database_url(django_db_setup) -> str:
    """An empty database on the engine under test; nothing for SQLite, which makes its own file."""
    if connection.vendor == "sqlite":
        yield ""
        return
    import psycopg

    one = connection.settings_dict
    name = f"{one['NAME']}_storm"
    user, host = quote(one["USER"], safe=""), quote(one["HOST"], safe="")
    password = f":{quote(one['PASSWORD'], safe='')}" if one["PASSWORD"] else ""
    port = f":{one['PORT']}" if one["PORT"] else ""
    server = f"postgresql://{user}{password}@{host}{port}"
    with psycopg.connect(f"{server}/{one['NAME']}", autocommit=True) as direct:
        direct.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        direct.execute(f'CREATE DATABASE "{name}"')
        yield f"{server}/{name}"
        direct.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_every_acknowledged_comment_is_there_exactly_once(database_url, tmp_path: Path) -> None:
    kept_from_us = ("DATABASE_URL", "CACHE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "PYTEST")
    environment = {n: v for n, v in os.environ.items() if not n.startswith(kept_from_us)}
    environment |= {"DATA_DIR": str(tmp_path)} | (
        {"DATABASE_URL": database_url} if database_url else {}
    )
    done = subprocess.run(
        [sys.executable, *STORM, "--within", "150"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"storm on {connection.vendor}, seed " in done.stdout
    assert "acknowledged 60 / stored 60 / duplicates answered " in done.stdout
    assert "/ kills 2 / seconds " in done.stdout


# --- The judge sees what would be wrong ------------------------------------------------------


def sent(number: int = 1, **fields) -> Submission:
    """A submission with an address and its receipt."""
    words = {"message": "Ten letters", "stance": "", "writer": "", "name": "", "themes": ["trees"]}
    submission = Submission(number, "en", False, 60, words | {"email": "a@example.org"} | fields)
    submission.receipts = [Receipt(f"R-{number}", f"S-{number}", False)]
    return submission


def stored(number: int = 1) -> Kept:
    """What is to be kept of it."""
    words = {"message": "Ten letters", "stance": "", "writer": "", "name": ""}
    words |= {"email": "a@example.org", "language": "en", "may_publish": False}
    words |= {"themes": frozenset(["trees"])}
    letter = ("a@example.org", f"Reference: R-{number}\nSecret: S-{number}")
    return Kept(f"R-{number}", number, f"hash of S-{number}", words, ("received",), (letter,))


def judged(submissions: list[Submission], rows: list[Kept], letters: int | None = None) -> list:
    """The faults that are found."""
    amount = sum(len(row.letters) for row in rows) if letters is None else letters
    return list(faults(submissions, rows, amount, lambda secret: f"hash of {secret}"))


def test_what_is_right_has_no_fault() -> None:
    assert judged([sent(1), sent(2)], [stored(1), stored(2)]) == []
    twice = sent()
    twice.receipts.append(twice.receipts[0]._replace(again=True))
    assert judged([twice], [stored()]) == []


WRONG = {
    "stored not exactly once": [],
    "2 rows for its key": [stored(), replace(stored(), reference="R-9")],
    "R-1 is stored 2 times": [stored(), stored()],
    "never given out": [stored(), replace(stored(2), number=None)],
    "never sent": [stored(), stored(2)],
    "secret of its receipt": [replace(stored(), secret_hash="x")],
    "reference of its receipt": [replace(stored(), reference="R-9")],
    "other words": [replace(stored(), words=stored().words | {"message": "x"})],
    "the trail of R-1": [replace(stored(), acts=())],
    "0 letters about": [replace(stored(), letters=())],
    "2 letters about": [replace(stored(), letters=stored().letters * 2)],
    "is not its receipt": [replace(stored(), letters=(("b@example.org", "R-1 S-1"),))],
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_wrong_is_said(fault: str) -> None:
    assert any(fault in line for line in judged([sent()], WRONG[fault]))


@pytest.mark.parametrize(
    ("receipts", "fault"),
    [
        ([], "never acknowledged"),
        ([Receipt("R-1", "S-1", False), Receipt("R-1", "S-2", True)], "its receipts differ"),
        ([Receipt("R-1", "S-1", False), Receipt("R-1", "S-1", False)], "as new more than once"),
    ],
)
def test_receipts_that_are_wrong_are_said(receipts: list[Receipt], fault: str) -> None:
    submission = sent()
    submission.receipts = receipts
    assert any(fault in line for line in judged([submission], [stored()]))


def test_a_letter_too_many_is_said() -> None:
    assert judged([sent()], [stored()], letters=2) == [
        "2 letters in the outbox, where 1 gave an address"
    ]
