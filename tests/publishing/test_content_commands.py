"""`load_content` and `dump_content` as they are run: what they print and how they end."""

import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from publishing.documents.load import LoadReport, load
from publishing.documents.registry import record_models
from publishing.models import Revision, Topic
from search.models import SynonymGroup
from tests.publishing.samples import PUBLISHED, make, write_files

CHIPS = PUBLISHED + "name:\n  zh-hk: 晶片\n  en: Chips\n"


@pytest.fixture
def site(tmp_path, db):
    """A folder with two topics, never loaded."""
    Revision.objects.all().delete()
    return write_files(tmp_path / "site", {"topics/test-a": CHIPS, "topics/test-b": CHIPS})


def run(*args: str, **options) -> tuple[str, str]:
    """Standard output and standard error of a command."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*args, stdout=out, stderr=err, no_color=True, **options)
    except CommandError as error:
        err.write(f"CommandError: {error}\n")
    return out.getvalue(), err.getvalue()


def test_loading_shows_progress_and_what_it_did(site) -> None:
    out, err = run("load_content", str(site))
    assert err == ""
    assert "  topics: 2 read, 2 new\n" in out
    assert "  2 of 2 written\n" in out
    assert out.endswith("created 2, updated 0, unchanged 0, kept 0.\n")
    assert Topic.objects.filter(slug__in=["test-a", "test-b"]).count() == 2


def test_loading_quietly_shows_the_outcome_only(site) -> None:
    assert run("load_content", str(site), verbosity=0)[0] == (
        "created 2, updated 0, unchanged 0, kept 0.\n"
    )


def test_checking_says_what_would_be_done_and_does_not(site) -> None:
    out, err = run("load_content", str(site), "--check", verbosity=0)
    assert (out, err) == ("would be created 2, would be updated 0, unchanged 0, kept 0.\n", "")
    assert not Topic.objects.filter(slug="test-a").exists()


def test_what_was_kept_or_has_no_file_is_named(site) -> None:
    load(site)
    Topic.objects.filter(slug="test-a").update(name_en="Mine")
    (site / "topics" / "test-b.yaml").unlink()
    assert run("load_content", str(site), verbosity=0)[0] == (
        "kept the editor's version: topics/test-a\n"
        "no longer in the files, left as it is: topics/test-b\n"
        "created 0, updated 0, unchanged 0, kept 1.\n"
    )


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_faults_are_listed_and_the_command_fails(site, options: list[str]) -> None:
    write_files(site, {"topics/test-a": CHIPS + "colour: red\n", "topics/test-c": "name: x\n"})
    out, err = run("load_content", str(site), *options, verbosity=0)
    assert out == ""
    first, second, last = err.splitlines()
    assert first.startswith("site/topics/test-a.yaml:7: colour: unknown field")
    assert second.startswith("site/topics/test-c.yaml:2: name: must have zh-hk and en")
    assert last == "CommandError: 2 faults; nothing was written."
    assert not Topic.objects.filter(slug__startswith="test-").exists()


def test_a_folder_that_is_not_there_is_said_and_the_process_fails(tmp_path) -> None:
    nowhere = tmp_path / "nowhere"
    found = subprocess.run(
        [sys.executable, "manage.py", "load_content", str(nowhere)],
        cwd=settings.BASE_DIR,
        env={"PATH": "", "SECRET_KEY": "test", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == f"CommandError: {nowhere} is not a folder.\n"


def test_what_is_dumped_can_be_loaded_and_changes_nothing(tmp_path, db) -> None:
    for model in record_models():
        make(model, state="draft")
    count = sum(model.objects.count() for model in record_models())
    out, err = run("dump_content", str(tmp_path / "dump"))
    # The synonyms lie together in one file beside the folders.
    assert (out, err) == (f"{count + 1} documents written to {tmp_path / 'dump'}.\n", "")
    assert len(list((tmp_path / "dump").glob("*/*.yaml"))) == count
    Revision.objects.all().delete()
    groups = SynonymGroup.objects.count()
    assert groups > 100
    assert load(tmp_path / "dump") == LoadReport(unchanged=count + groups)
