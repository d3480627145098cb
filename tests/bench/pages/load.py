"""Servers on one core, and wrk on another that asks them."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.deploy.edge import free_port

ROOT = Path(__file__).resolve().parents[3]
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = CORES[0], CORES[-1]
MANY = 64  # connections, where throughput is asked for
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("WRK_SECONDS", "4"))
Headers = Mapping[str, str]


@dataclass(frozen=True)
class Figures:
    """What one run of wrk has measured: requests a second, and milliseconds."""

    rate: float
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Target:
    """What is asked for."""

    name: str
    port: int
    path: str
    headers: Headers


def pinned(core: int, *command: str) -> list[str]:
    """The command on one core."""
    return ["taskset", "-c", str(core), *command]


def wrk(target: Target, connections: int, seconds: float = SECONDS) -> Figures:
    """Ask as fast as `connections` allow. Raises SystemExit where an answer is no success."""
    headers = [part for pair in target.headers.items() for part in ("-H", ": ".join(pair))]
    url = f"http://127.0.0.1:{target.port}{target.path}"
    script = str(Path(__file__).with_name("wrk.lua"))
    options = ["-t1", f"-c{connections}", f"-d{max(round(seconds), 1)}s", "-s", script]
    done = subprocess.run(
        pinned(CLIENT_CORE, "wrk", *options, *headers, url),
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    found = json.loads(line.removeprefix("RESULT "))
    if found["failed"] or not found["requests"]:
        raise SystemExit(f"{target.name}: {line}")
    rate = found["requests"] / found["seconds"]
    return Figures(rate, found["p50"], found["p95"], found["p99"])


def rounds(
    targets: Sequence[Target], connections: int, times: int = ROUNDS
) -> dict[str, list[Figures]]:
    """Each target once a round, in turn, so that what else the machine does meets all of them."""
    found: dict[str, list[Figures]] = {target.name: [] for target in targets}
    for target in targets:
        # What is loaded with the first request is loaded now, however long it takes.
        Server(target.port, 0, 0.0, 0.0).get(target.path, **target.headers)
        wrk(target, connections, 1)
    for _ in range(times):
        for target in targets:
            found[target.name].append(wrk(target, connections))
    return found


def median(runs: Sequence[Figures], of: Callable[[Figures], float]) -> float:
    """The median of one figure over the rounds."""
    return statistics.median(map(of, runs))


def ratio(runs: Sequence[Figures], to: Sequence[Figures]) -> float:
    """The median of the rates' ratios, round by round."""
    return statistics.median(one.rate / other.rate for one, other in zip(runs, to, strict=True))


@dataclass(frozen=True)
class Server:
    """A server, the core's only one while it runs."""

    port: int
    pid: int
    started: float  # seconds from the start of the process to the first answer
    first: float  # seconds that this answer, the first of all, took

    @property
    def workers(self) -> list[int]:
        """Its processes but the first, which only keeps them running."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if int(fields[1]) == self.pid:
                found.append(int(stat.parent.name))
        return found

    @property
    def megabytes(self) -> tuple[float, float]:
        """The memory of its largest worker: its share (PSS: what several processes hold is counted
        in equal parts), and all that is resident (RSS)."""
        return max(
            (_kilobytes(pid, "Pss:") / 1024, _kilobytes(pid, "Rss:") / 1024) for pid in self.workers
        )

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and content of one answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


def _kilobytes(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])


@contextmanager
def granian(application: str, first: str, log: Path, **environment: str) -> Iterator[Server]:
    """A WSGI application under the production server, one process on one core, once it has
    answered the path `first`."""
    port = free_port()
    command = "granian --interface wsgi --no-ws --blocking-threads 4 --host 127.0.0.1 --port"
    began = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(
            pinned(SERVER_CORE, sys.executable, "-m", *command.split(), str(port), application),
            cwd=ROOT,
            env=os.environ | environment,
            stdout=output,
            stderr=output,
        )
    try:
        server = Server(port, process.pid, 0.0, 0.0)
        while True:
            asked = time.monotonic()
            try:
                if server.get(first)[0] == 200:
                    break
            except OSError:
                pass
            if process.poll() is not None or time.monotonic() - began > 60:
                raise SystemExit(f"{application} did not start; see {log}")
            time.sleep(0.005)
        now = time.monotonic()
        yield Server(port, process.pid, now - began, now - asked)
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def files(directory: Path, headers: Headers) -> Iterator[int]:
    """nginx that serves a directory as it is, with these headers, one process on one core."""
    port = free_port()
    # Root's workers would become another user, who may not enter the directory.
    user = "user root;" if os.geteuid() == 0 else ""
    added = " ".join(f'add_header {name} "{value}";' for name, value in headers.items())
    config = directory / "nginx.conf"
    config.write_text(f"""
{user} worker_processes 1; pid nginx.pid; error_log stderr warn; daemon off;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d;
    scgi_temp_path e;
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
    types {{ text/css css; image/svg+xml svg; }} default_type "text/html; charset=utf-8";
    server {{
        listen 127.0.0.1:{port};
        root {directory}/files;
        location /static/ {{ gzip_static on; }}
        location / {{ {added} }}
    }}
}}
""")
    command = ["nginx", "-e", "stderr", "-p", str(directory), "-c", str(config)]
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen(pinned(SERVER_CORE, *command), stderr=log)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=5)
                connection.connect()
                connection.close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)
