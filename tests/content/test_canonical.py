"""The content files and the database say the same, to the byte."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from publishing.documents.load import load
from publishing.documents.registry import record_models
from search.models import SynonymGroup

pytestmark = pytest.mark.django_db


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_is_dumped_is_what_the_files_say(tmp_path) -> None:
    """After editing by hand: `manage.py load_content && manage.py dump_content content`."""
    call_command("dump_content", str(tmp_path), verbosity=0)
    dumped, kept = contents(tmp_path), contents(settings.CONTENT_DIR)
    assert sorted(dumped) == sorted(kept)
    assert [name for name in kept if kept[name] != dumped[name]] == []


def test_loading_again_changes_nothing() -> None:
    report = load(settings.CONTENT_DIR)
    records = sum(model.objects.count() for model in record_models())
    assert report.unchanged == records + SynonymGroup.objects.count()
    assert (report.created, report.updated, report.kept, report.errors) == ([], [], [], [])
    assert report.orphaned == []


def test_every_kind_of_record_has_documents() -> None:
    """A folder misnamed, or an ending other than .yaml, would be passed over in silence."""
    folders = {model.document.folder for model in record_models()}
    assert {path.name for path in settings.CONTENT_DIR.iterdir()} == folders | {"synonyms.yaml"}
    assert {Path(name).suffix for name in contents(settings.CONTENT_DIR)} == {".yaml"}
