"""The site under its production server, and somebody who visits it with a stop-watch."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path

from tests.bench.browser import SENT, body_of, fields_of

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 600  # seconds, the loading of the content included


@dataclass(frozen=True)
class Server:
    """Where the site answers, and the session that its processes belong to."""

    port: int
    session: int

    @property
    def cpu(self) -> float:
        """Milliseconds of processor time that its processes have taken. Unlike the clock's, they
        hardly depend on what else the machine is doing."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if int(fields[3]) == self.session:
                ticks += int(fields[11]) + int(fields[12])
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(log: Path) -> Iterator[Server]:
    """The site, set up and served as `make run` does, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [ROOT / "scripts" / "run"],
            env=os.environ | {"PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that whatever it has started ends with it
        )
    try:
        _wait_for(port, server, log)
        yield Server(port, server.pid)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            if Visitor(port).get("/readyz").status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"The site did not start.\n{log.read_text(errors='replace')[-2000:]}")


@dataclass(frozen=True)
class Answer:
    """What the site answered, and the milliseconds from asking to the last byte."""

    status: int
    content: bytes
    ms: float

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode()


class Visitor:
    """One browser, in English, on one connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = SimpleCookie()

    def get(self, address: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", address)

    def post(self, address: str, body: str) -> Answer:
        """Send a form; where that leads is not followed."""
        return self._ask("POST", address, body.encode())

    def sign_in(self, address: str, name: str, password: str) -> None:
        """Sign in at the staff site."""
        fields = dict(fields_of(self.get(address).text, "login-form"))
        fields |= {"username": name, "password": password}
        if self.post(address, body_of(fields.items())).status != 302:
            raise SystemExit("Signing in failed.")

    def _ask(self, method: str, address: str, body: bytes | None = None) -> Answer:
        headers = {"Accept-Language": "en"}
        if self.cookies:
            pairs = (f"{name}={one.value}" for name, one in self.cookies.items())
            headers["Cookie"] = "; ".join(pairs)
        if body is not None:
            headers["Content-Type"] = SENT
        started = time.perf_counter()
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        ms = (time.perf_counter() - started) * 1000
        for line in response.headers.get_all("Set-Cookie", ()):
            self.cookies.load(line)
        return Answer(response.status, content, ms)
