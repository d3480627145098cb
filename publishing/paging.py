"""Pages of a list, and addresses that keep what a reader has chosen."""

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

PER_PAGE = 20


def page_of(items, number: int | None) -> Page:
    """Page `number` of `items`; a number past the end gives the last page."""
    return Paginator(items, PER_PAGE).get_page(number or 1)


def address_with(query: QueryDict, **changes: str | None) -> str:
    """`?…` with `changes` made; None removes a parameter, and the page starts anew."""
    query = query.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    text = query.urlencode()
    return f"?{text}" if text else "?"


def address_and(address: str, name: str, value: str) -> str:
    """An address of `address_with` with one more parameter, which it does not have yet."""
    return f"{address}{'' if address == '?' else '&'}{urlencode({name: value})}"
