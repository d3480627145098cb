"""A real Chromium, and the site served as in production: granian, DEBUG off, the real content."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import SITE_DATABASE

# Playwright keeps an event loop in this thread; the database is still used by one thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCALES = {"zh-hk": "zh-HK", "en": "en-GB"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever visits the site needs the database that it is copied from. What a browser does is
    done on one engine, where both are tested at once: requests are tested on both."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.either_engine)
        wanted = "site" in getattr(item, "fixturenames", ())
        if wanted and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def _own_database(folder: Path) -> str:
    """The address of a database of the engine under test with the real content, apart from the
    test database."""
    copy = connection.creation.get_test_db_clone_settings(SITE_DATABASE)["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{shutil.copy(copy, folder)}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{copy}"))


@pytest.fixture(scope="session")
def site(tmp_path_factory, django_db_setup) -> Iterator[str]:
    """The address of the site under its production server."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DEBUG"},
        "SECRET_KEY": "for-the-browser-tests-only-and-long-enough-to-be-taken",
        "DATA_DIR": str(folder),
        "DATABASE_URL": _own_database(folder),
        "REPORTS_PER_HOUR": "1000",
        # Making every page anew after each change would take the tests' time.
        "PAGE_STORE_MB": "0",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    address = f"http://127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "4"),
        *("--no-ws", "--host", "127.0.0.1", "--port", str(port), "portal.wsgi:application"),
    ]
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log, stdout=log) as server,
    ):
        try:
            _wait_for(f"{address}/readyz")
            yield address
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer within 10 seconds")


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about; a test that leaves any has failed."""
    found: list[str] = []
    yield found
    assert not found


@pytest.fixture(scope="session")
def window(chromium, site) -> Iterator[Page]:
    """One window for every test that asks for nothing special: a new one takes half a second."""
    context = chromium.new_context(base_url=site)
    context.set_default_timeout(8_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def open_tab(chromium, window, complaints, site):
    """Open a tab on the site; every console message and refused resource is a complaint."""
    contexts, free = [], [window]

    def said(message) -> None:
        complaints.append(f"{message.page.url}: {message.text}")

    def failed(error) -> None:
        complaints.append(str(error))

    def open_(width: int = 1280, **options) -> Page:
        size = {"width": width, "height": 900}
        if options or not free:
            context = chromium.new_context(base_url=site, viewport=size, **options)
            context.set_default_timeout(8_000)
            contexts.append(context)
            tab = context.new_page()
        else:
            tab = free.pop()
            tab.set_viewport_size(size)
        tab.on("console", said)
        tab.on("pageerror", failed)
        return tab

    yield open_
    for context in contexts:
        context.close()
    if not free:  # as the next test would find a new one
        window.remove_listener("console", said)
        window.remove_listener("pageerror", failed)
        window.context.clear_cookies()
        window.emulate_media(media="null", color_scheme="light")
        window.goto("about:blank")
