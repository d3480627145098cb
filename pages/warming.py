"""Making pages before anybody asks for them, in the background; without hurry while readers ask."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator

from django.db import close_old_connections

from pages.addresses import Address
from pages.application import PageStore

logger = logging.getLogger("pages.warming")

RESTS = 3  # times as long as a page took: while readers ask, the work takes a quarter of the time
BUSY = 1.0  # seconds without a request after which nobody waits for the processor


class Warmer:
    """After the start and after each change, makes the pages that were in use, then all others
    that `paths` names."""

    def __init__(self, store: PageStore, paths: Callable[[], Iterable[str]]) -> None:
        self.store, self.paths = store, paths
        self._changed = threading.Event()

    def begin(self) -> None:
        """Start the thread."""
        threading.Thread(target=self._go_on, name="page-warmer", daemon=True).start()

    def tell(self) -> None:
        """There is a new version, or another site whose pages are kept."""
        self._changed.set()

    def _go_on(self) -> None:
        while True:
            self._changed.wait()
            self._changed.clear()
            try:
                self.warm()
            except Exception:
                logger.exception("pages not made beforehand")
            finally:
                close_old_connections()

    def warm(self) -> None:
        """Make every page of the present version; stops when there is a newer one."""
        watch, memory = self.store.watch, self.store.memory
        version = watch.current()
        if version is None:
            return
        paths = list(self.paths())
        if not self.store.sites:
            # Nothing can be kept yet, but what every page needs is loaded now.
            for path in paths[:2]:
                self.store.ask(Address("http", "localhost", path, ""))
        for address in self._wanted(paths):
            if watch.version is not version:
                return
            with _Rest(self.store):
                self.store.make(address, version)
        memory.forget_others(version)
        for address, page in list(memory.pages.items()):
            if watch.version is not version:
                return
            if page.is_squeezed or address.query:
                continue
            with _Rest(self.store):
                best = page.squeezed()
            if memory.pages.get(address) is page:
                memory.put(address, best)

    def _wanted(self, paths: list[str]) -> Iterator[Address]:
        """What was in use, then all others; queries are not made before somebody asks."""
        recent = self.store.memory.recent()
        held = dict.fromkeys(address for address in recent if not address.query)
        yield from held
        for site in list(self.store.sites):
            for path in paths:
                address = Address(*site, path, "")
                if not self.store.memory.has_room:
                    return
                if address not in held:
                    yield address


class _Rest:
    """Leaves the processor to readers after the work inside, in proportion."""

    def __init__(self, store: PageStore) -> None:
        self.store = store

    def __enter__(self) -> None:
        self.began = time.monotonic()

    def __exit__(self, *exception: object) -> None:
        now = time.monotonic()
        if now - self.store.asked < BUSY:
            time.sleep((now - self.began) * RESTS)
