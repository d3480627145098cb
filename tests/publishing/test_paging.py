"""Pages of a list, and addresses that keep what a reader has chosen."""

import pytest
from django.http import QueryDict

from publishing.paging import PER_PAGE, address_with, page_of


@pytest.mark.parametrize(
    ("number", "shown"), [(None, 1), (1, 1), (2, 2), (3, 3), (4, 3), (10**6, 3)]
)
def test_a_page_beyond_the_end_is_the_last(number: int | None, shown: int) -> None:
    page = page_of(list(range(2 * PER_PAGE + 1)), number)
    assert page.number == shown
    assert next(iter(page)) == (shown - 1) * PER_PAGE


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2)])
def test_a_page_is_full_before_the_next_begins(count: int, pages: int) -> None:
    page = page_of(list(range(count)), 1)
    assert page.paginator.num_pages == pages
    assert len(page) == min(count, PER_PAGE)


@pytest.mark.parametrize(
    ("query", "changes", "expected"),
    [
        ("", {}, "?"),
        ("q=a", {"q": None}, "?"),
        ("q=a&kind=b", {"q": None}, "?kind=b"),
        ("q=a", {"kind": "b"}, "?q=a&kind=b"),
        ("kind=a&kind=b", {"kind": "c"}, "?kind=c"),
        ("q=a&page=7", {}, "?q=a"),
        ("q=&kind=b&min=", {}, "?kind=b"),
        ("", {"q": "a&b=c 研"}, "?q=a%26b%3Dc+%E7%A0%94"),
    ],
)
def test_an_address_with_changes(query: str, changes: dict, expected: str) -> None:
    assert address_with(QueryDict(query), **changes) == expected


def test_the_query_it_starts_from_stays_as_it_was() -> None:
    query = QueryDict("q=a&page=2")
    address_with(query, q=None)
    assert query.urlencode() == "q=a&page=2"
