"""A real Chromium, and the site served as in production: granian, DEBUG off, the real content."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def _own_database(folder: Path, worker: str) -> str:
    """The address of an empty database of the engine under test, apart from the test database."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / 'site.sqlite3'}"
    name = f"browser_{worker}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id) -> Iterator[str]:
    """The address of the site under its production server."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DEBUG"},
        "SECRET_KEY": "for-the-browser-tests-only-and-long-enough-to-be-taken",
        "DATA_DIR": str(folder),
        "DATABASE_URL": _own_database(folder, worker_id),
        "REPORTS_PER_HOUR": "1000",
    }
    for command in (["migrate"], ["load_content"], ["collectstatic", "--noinput"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity=0"],
            cwd=ROOT,
            env=environment,
            check=True,
        )
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


@pytest.fixture
def open_tab(chromium, complaints, site):
    """Open a tab on the site; every console message and refused resource is a complaint."""
    contexts = []

    def open_(width: int = 1280, **options) -> Page:
        context = chromium.new_context(
            base_url=site, viewport={"width": width, "height": 900}, **options
        )
        context.set_default_timeout(8_000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda said: complaints.append(f"{tab.url}: {said.text}"))
        tab.on("pageerror", lambda error: complaints.append(f"{tab.url}: {error}"))
        return tab

    yield open_
    for context in contexts:
        context.close()
