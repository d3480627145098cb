"""A record and its document are the same thing twice: whatever is applied is dumped again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import Phase, given, settings

from publishing.documents import files
from publishing.documents.apply import apply
from publishing.documents.dump import dump, dump_all
from publishing.documents.registry import record_models
from tests.full_size import drawn as examples
from tests.publishing.generated import SLUG, documents, fill_pools

pytestmark = pytest.mark.django_db
# Not shrunk: the difference of two documents is plain enough, and every step writes to a database.
drawn = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    max_examples=examples(30, 8),
)
every_kind = pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)


@every_kind
def test_what_is_applied_is_dumped_whatever_stood_there_before(model, tmp_path) -> None:
    """Each drawn document replaces the one before; all of it goes through a file on the way."""
    fill_pools()
    path = tmp_path / f"{SLUG}.yaml"

    @drawn
    @given(documents(model))
    def check(document) -> None:
        path.write_text(files.write(document), encoding="utf-8")
        apply(model, files.read(path).document)
        found = model.objects.get(slug=SLUG)
        assert dump(found) == document
        assert dump_all(model.objects.filter(slug=SLUG)) == [document]

    check()


@every_kind
def test_applying_a_document_again_replaces_no_row(model) -> None:
    fill_pools()

    @settings(drawn, max_examples=5)
    @given(documents(model))
    def check(document) -> None:
        assert rows_of(apply(model, document)) == rows_of(apply(model, document))

    check()


def rows_of(record) -> list:
    """The primary keys of a record and of all its rows, to any depth."""
    children = [getattr(record, rows.name).all() for rows in type(record).document.rows]
    return [record.pk, *([rows_of(child) for child in found] for found in children)]


def relations(model) -> int:
    """How many relations and sorts of rows a document is put together from, to any depth."""
    fields = [model._meta.get_field(name) for name in model.document.fields]
    rows = [model._meta.get_field(rows.name).related_model for rows in model.document.rows]
    return sum(field.is_relation for field in fields) + sum(1 + relations(row) for row in rows)


@every_kind
def test_dumping_all_takes_one_query_a_relation(model) -> None:
    """However many records and rows there are; one more for the records, one for redirects."""
    fill_pools()

    @settings(drawn, max_examples=5)
    @given(documents(model))
    def check(document) -> None:
        apply(model, document)
        with CaptureQueriesContext(connection) as queries:
            dump_all(model.objects.all())
        assert len(queries) <= 2 + relations(model)

    check()
