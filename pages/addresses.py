"""One spelling for each page's address, however it was asked for."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

LONGEST_QUERY = 1000
MOST_PARAMETERS = 30


class Address(NamedTuple):
    """Where a page is asked for: the site's scheme and host, the path, and what counts of the
    query, in one order."""

    scheme: str
    host: str
    path: str
    query: str


def query_of(path: str, query: str) -> str | None:
    """What counts of `query` for the view at `path`, in one order; None where the view's pages are
    not kept, or nobody would write such a query by hand."""
    if len(query) > LONGEST_QUERY or not query.isascii() or not path.isascii():
        return None
    names = parameters_of(path)
    if names is None:
        return None
    try:
        pairs = parse_qsl(query, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    order = {name: place for place, name in enumerate(names)}
    known = [pair for pair in pairs if pair[0] in order]
    return urlencode(sorted(known, key=lambda pair: order[pair[0]]))


@lru_cache(2048)
def parameters_of(path: str) -> tuple[str, ...] | None:
    """The parameters that the view at `path` says it reads; None where it does not say."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return getattr(resolve(path).func, "stored_parameters", None)
        except Resolver404:
            return None
