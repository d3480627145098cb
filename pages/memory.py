"""The pages one process holds: so many bytes, the least recently used given up first."""

import threading

from pages.addresses import Address
from pages.page import Page
from pages.version import Version

# Addresses with a query are without number, so they share a part of their own and cannot drive
# out the pages that everyone reads.
PART_OF_QUERIES = 0.25


class Memory:
    """Pages by address, those of an earlier version included until `forget_others`."""

    def __init__(self, size: int) -> None:
        """Hold about `size` bytes."""
        self.pages: dict[Address, Page] = {}
        self._limits = {True: size * PART_OF_QUERIES, False: size * (1 - PART_OF_QUERIES)}
        self._held = {True: 0, False: 0}
        self._lock = threading.Lock()

    def put(self, address: Address, page: Page) -> None:
        """Keep the page instead of an earlier one."""
        asks = bool(address.query)
        with self._lock:
            self._drop(address)
            self.pages[address] = page
            self._held[asks] += page.size
            if self._held[asks] > self._limits[asks]:
                self._make_room(asks)

    def drop(self, address: Address) -> None:
        """Give up the page, if there is one."""
        with self._lock:
            self._drop(address)

    def forget_others(self, version: Version) -> None:
        """Give up all pages of other versions than this."""
        with self._lock:
            for address in [key for key, page in self.pages.items() if page.version is not version]:
                self._drop(address)

    def recent(self) -> list[Address]:
        """All addresses, the one used last first."""
        with self._lock:
            return sorted(self.pages, key=lambda address: -self.pages[address].used)

    @property
    def has_room(self) -> bool:
        """Whether another page without a query drives none out."""
        return self._held[False] < self._limits[False] * 0.9

    @property
    def held(self) -> int:
        """The bytes held."""
        return sum(self._held.values())

    def _drop(self, address: Address) -> None:
        page = self.pages.pop(address, None)
        if page:
            self._held[bool(address.query)] -= page.size

    def _make_room(self, asks: bool) -> None:
        """Down to nine tenths, so that not every page that comes has to look for the oldest."""
        oldest_first = sorted(
            (address for address in self.pages if bool(address.query) is asks),
            key=lambda address: self.pages[address].used,
        )
        for address in oldest_first:
            if self._held[asks] <= self._limits[asks] * 0.9:
                break
            self._drop(address)
