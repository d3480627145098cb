"""`rebuild_search_index`: what differs is named, and mended without a gap."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from publishing.documents.load import load
from search import engines
from search.models import SearchDocument, SearchName, Word
from search.queries import find
from search.registry import kind_named

pytestmark = pytest.mark.django_db


def rebuild(*options: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("rebuild_search_index", *options, stdout=out)
    return out.getvalue()


def key_of(slug: str) -> int:
    """The index key of a scheme."""
    kind = kind_named("scheme")
    return kind.pk_of(kind.model.objects.get(slug=slug).pk)


def test_every_sort_of_drift_is_named_and_mended() -> None:
    """After a load of the content nothing else differs; after the mending nothing at all."""
    tvp, nifs, rth, crs = map(key_of, ("tvp", "nifs", "rth", "crs"))
    digest = SearchDocument.objects.get(pk=nifs).digest
    held = engines.stored([rth])
    SearchDocument.objects.filter(pk=tvp).delete()
    SearchDocument.objects.filter(pk=nifs).update(digest="another")
    engines.write([rth], {engines.place_of(rth, 0, 0): {"wrong"}})
    SearchDocument.objects.create(pk=999_999 * 16 + 1, slug="gone", digest="x")
    out = StringIO()
    with pytest.raises(CommandError, match="4 of"):
        call_command("rebuild_search_index", "--check", stdout=out)
    assert set(out.getvalue().splitlines()) == {
        *("missing: scheme/tvp", "stale: scheme/nifs", "stale: scheme/rth", "orphaned: scheme/gone")
    }
    assert SearchDocument.objects.filter(pk=999_999 * 16 + 1).exists()  # only told so far
    assert "4 differ: mended" in rebuild()
    assert SearchDocument.objects.get(pk=nifs).digest == digest
    assert engines.stored([rth]) == held
    assert not SearchDocument.objects.filter(pk=999_999 * 16 + 1).exists()
    assert find("科技券").pks[0] == tvp
    assert crs in find("現金回贈").pks


def test_a_load_of_content_indexes_what_the_index_lacks(
    tmp_path, django_capture_on_commit_callbacks
) -> None:
    """As in a database that was there before the index."""
    number = SearchDocument.objects.count()
    tvp = key_of("tvp")
    SearchDocument.objects.filter(pk=tvp).delete()
    SearchDocument.objects.create(pk=999_999 * 16 + 1, slug="gone", digest="x")
    with django_capture_on_commit_callbacks(execute=True):
        load(tmp_path)
    assert SearchDocument.objects.count() == number
    assert find("科技券").pks[0] == tvp


def test_everything_can_be_written_anew_and_stays_the_same() -> None:
    before = list(SearchDocument.objects.order_by("pk").values_list("pk", "digest"))
    names = SearchName.objects.count()
    Word.objects.create(folded="quokka", shown="quokka")
    assert "0 differ: nothing to mend" in rebuild("--all")
    assert list(SearchDocument.objects.order_by("pk").values_list("pk", "digest")) == before
    assert SearchName.objects.count() == names
    assert not Word.objects.filter(folded="quokka").exists()
