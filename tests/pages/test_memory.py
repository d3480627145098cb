"""How much is kept, and what is given up first."""

import pytest

from pages.addresses import Address
from pages.memory import Memory
from tests.pages.fake import PATH, Shop


@pytest.fixture
def shop() -> Shop:
    """Room for some forty pages, and for a dozen with a query."""
    shop = Shop(size=400_000)
    shop.site.text = "a" * 2000
    return shop


def test_memory_is_bounded(shop) -> None:
    for number in range(300):
        shop.ask(f"/en/schemes/s{number}/")
        shop.ask(f"{PATH}?q={number}")
    assert shop.store.memory.held <= 400_000
    held = sum(page.size for page in shop.store.memory.pages.values())
    assert shop.store.memory.held == held > 300_000


def test_what_was_used_last_is_kept_longest(shop) -> None:
    for number in range(300):
        shop.ask(f"/en/schemes/s{number}/")
        shop.ask(PATH)
    paths = [address.path for address in shop.store.memory.recent()]
    assert paths[0] == PATH
    assert "/en/schemes/s299/" in paths
    assert "/en/schemes/s0/" not in paths
    made = shop.made
    shop.ask(PATH)
    assert shop.made == made


def test_queries_never_drive_out_a_page_without_one(shop) -> None:
    paths = [f"/en/schemes/s{number}/" for number in range(20)]
    for path in paths:
        shop.ask(path)
    for number in range(500):
        shop.ask(f"{PATH}?q={number}")
    made = shop.made
    for path in paths:
        shop.ask(path)
    assert shop.made == made


def test_pages_of_earlier_versions_can_be_forgotten(shop) -> None:
    shop.ask("/en/schemes/s1/")
    shop.watch.roll()
    shop.ask(PATH)
    shop.store.memory.forget_others(shop.watch.version)
    assert [address.path for address in shop.store.memory.pages] == [PATH]
    assert shop.store.memory.held == next(iter(shop.store.memory.pages.values())).size


def test_what_is_not_there_can_be_dropped() -> None:
    memory = Memory(1000)
    memory.drop(Address("http", "localhost", "/", ""))
    assert memory.held == 0
