"""The store of ready pages in front of this site."""

from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.utils import translation

from pages.addresses import parameters_of
from pages.application import Application, PageStore
from pages.version import Watch
from pages.warming import Warmer
from portal.language import CODES
from portal.sitemaps import SITEMAPS
from publishing.network import is_trusted_proxy
from publishing.remembered import follow


def public_paths() -> Iterator[str]:
    """The path of every page of the sitemap that is kept, in both languages: lists first, then
    records."""
    for sitemap in SITEMAPS.values():
        for item in sitemap.items():
            for code in CODES:
                with translation.override(code):
                    path = sitemap.location(item)
                path = path.partition("#")[0]
                if parameters_of(path) is not None:
                    yield path


def in_front_of(django: Application) -> Application:
    """The application with what stands in front of it, kept up to date in the background.

    Without room for pages only what is worked out once a version is kept; while developing,
    nothing is.
    """
    if settings.DEBUG:
        return django
    watch = Watch()
    follow(watch.current)
    if not settings.PAGE_STORE_MB:
        watch.begin()
        return django
    store = PageStore(
        django,
        size=settings.PAGE_STORE_MB * 1024 * 1024,
        watch=watch,
        public_url=settings.PUBLIC_URL,
        is_proxy=lru_cache(1024)(is_trusted_proxy),
    )
    warmer = Warmer(store, public_paths)
    watch.told = store.told_of_site = warmer.tell
    watch.begin()
    warmer.begin()
    return store
