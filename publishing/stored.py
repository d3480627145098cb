"""Which views are kept as ready pages, and which parameters of an address they read.

A view that does not say so is never kept.
"""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.http import HttpResponse
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponse]


def for_one(response: HttpResponse) -> HttpResponse:
    """The answer, kept nowhere but in the browser that asked: it holds what its reader said."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def stored(*parameters: str | type[forms.Form]) -> Callable[[View], View]:
    """Let the view's pages be kept: each is the same for everyone who asks for its address.

    `parameters` name what the view reads of the query, or are forms whose fields it reads; all
    others are taken out of the address before the view sees it. An answer other than 200, with a
    cookie, or that varies with the reader is not kept all the same.
    """
    names: list[str] = []
    for given in parameters:
        names += [given] if isinstance(given, str) else list(given.base_fields)

    def mark(view: View) -> View:
        @wraps(view)
        def marked(*args, **kwargs) -> HttpResponse:
            return view(*args, **kwargs)

        marked.stored_parameters = tuple(dict.fromkeys(names))
        return marked

    return mark
