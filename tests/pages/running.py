"""The site as it runs: several processes on one database, nginx in front of one, and an editor."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.conf import settings

from tests.deploy.edge import free_port, proxy

EVERY = 0.1  # seconds between two looks of one observer


@dataclass
class Seen:
    """What one place answered to a request begun at `at` (seconds since the epoch)."""

    at: float
    status: int
    text: str


@dataclass
class Place:
    """A port that serves the site, and everything that was seen there, by path."""

    name: str
    port: int
    seen: dict[str, list[Seen]] = field(default_factory=dict)

    def ask(self, path: str) -> Seen:
        """Ask for a page once; status 0 where nobody answers."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            return _ask(connection, path)

    def watch(self, path: str, until: threading.Event) -> None:
        """Ask again and again on one connection, and remember."""
        found = self.seen.setdefault(path, [])
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            while not until.wait(EVERY):
                found.append(_ask(connection, path))


def _ask(connection: HTTPConnection, path: str) -> Seen:
    at = time.time()
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return Seen(at, answer.status, answer.read().decode())
    except (OSError, HTTPException):
        connection.close()
        return Seen(at, 0, "")


class Editor:
    """A process of its own that writes to the database; tells when it has."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.pages.editor"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, what: str, **how: object) -> float:
        """Have it done; return the time at which it was committed."""
        self.process.stdin.write(json.dumps({"what": what} | how) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the editor failed at: {what}"
        return float(line)

    def end(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@dataclass
class Running:
    """Everything that runs."""

    processes: list[Place]
    edge: Place
    editor: Editor
    servers: list[subprocess.Popen]

    @property
    def places(self) -> list[Place]:
        """All places that serve the site."""
        return [*self.processes, self.edge]


@contextmanager
def running(directory: Path, database_url: str = "") -> Iterator[Running]:
    """Two processes, nginx in front of the first, and an editor, on a database made for them."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(directory),
        "SECRET_KEY": "for-this-test-only",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PAGE_STORE_MB": "8",
    }
    if database_url:
        environment["DATABASE_URL"] = database_url
    for command in (["migrate", "--noinput", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
        )
    with ExitStack() as stack:
        editor = Editor(environment)
        stack.callback(editor.end)
        editor.do("begin")
        places, servers = [], []
        for name in ("process 1", "process 2"):
            place = Place(name, free_port())
            servers.append(_serve(environment, place.port, directory / f"{place.port}.log"))
            stack.callback(_stop, servers[-1])
            places.append(place)
        for place in places:
            _wait_for(place)
        edge = Place("edge", stack.enter_context(proxy(directory, places[0].port)))
        yield Running(places, edge, editor, servers)


def _serve(environment: dict[str, str], port: int, log: Path) -> subprocess.Popen:
    command = "granian --interface wsgi --no-ws --blocking-threads 4 --host 127.0.0.1 --port"
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", *command.split(), str(port), "portal.wsgi:application"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,  # so that its workers can be killed with it
        )


def kill(server: subprocess.Popen) -> None:
    """End a server and its workers at once, as a failure would."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(20)


def _stop(server: subprocess.Popen) -> None:
    if server.poll() is None:
        server.terminate()
        server.wait(20)


def _wait_for(place: Place) -> None:
    until = time.monotonic() + 60
    while place.ask("/readyz").status != 200:
        assert time.monotonic() < until, f"{place.name} does not answer"
        time.sleep(0.1)


@contextmanager
def under_load(site: Running, *paths: str) -> Iterator[None]:
    """Every place is asked for every path again and again, inside."""
    over = threading.Event()
    threads = [
        threading.Thread(target=place.watch, args=(path, over), daemon=True)
        for place in site.places
        for path in paths
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(20)
