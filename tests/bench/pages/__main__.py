"""`scripts/bench` runs this once: every figure of docs/performance.md, from one run.

POSTGRESQL_URL names the database that was made for it; the other is a file in DATA_DIR. ROUNDS and
WRK_SECONDS say how long; SIZES which sizes the site grows to; RESULTS names the folder with the
staff site's figures, if they were taken; TO is where the document is written.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.pages import report
from tests.bench.pages.load import (
    MANY,
    ROOT,
    SERVER_CORE,
    Figures,
    Server,
    Target,
    files,
    granian,
    rounds,
)
from tests.bench.pages.weight import weigh
from tests.deploy.edge import proxy

DATA = Path(os.environ["DATA_DIR"])
SIZES = [int(size) for size in os.environ.get("SIZES", "2000 10000").split()]
SITE, BARE = "portal.wsgi:application", "tests.bench.pages.bare:application"
LIST = "/en/schemes/"
PAGES = {
    "home": "/en/",
    "list of 20": LIST,
    "filtered list": "/en/schemes/?category=research",
    "project": "/en/consultation/gic/",
    "figures": "/en/figures/",
    "search": "/en/search/?q=voucher",
}
GROWING = {
    "list of 20": LIST,
    "filtered list": PAGES["filtered list"],
    "facilities": "/en/facilities/",
    "search": PAGES["search"],
}
WEIGHED = ["/zh-hk/", "/zh-hk/schemes/", "/zh-hk/schemes/tvp/", "/zh-hk/consultation/gic/"]
BROTLI = {"Accept-Encoding": "br"}
Runs = dict[str, list[Figures]]


def manage(*command: str, **environment: str) -> None:
    """Run a command of the site."""
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def on_data(what: str, *arguments: str, **environment: str) -> object:
    """Run a step of `tests.bench.pages.data` on the database; return what it tells."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.pages.data", what, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@contextmanager
def site(store: bool, **environment: str) -> Iterator[Server]:
    """The site on its core, with or without its ready pages; only those it can answer."""
    room = {} if store else {"PAGE_STORE_MB": "0"}
    with granian(SITE, "/en/", DATA / "server.log", **environment, **room) as server:
        yield server


def targets(server: Server, prefix: str = "") -> list[Target]:
    """The pages that the site has."""
    found = [Target(prefix + name, server.port, path, BROTLI) for name, path in PAGES.items()]
    return [target for target in found if server.get(target.path)[0] == 200]


def file_of(server: Server, directory: Path, path: str = LIST) -> dict[str, str]:
    """Write a page as a file; return the headers that belong to its bytes."""
    _status, headers, body = server.get(path, **{"Accept-Encoding": "br"})
    place = directory / "files" / path.strip("/") / "index.html"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(body)
    return {"Content-Encoding": headers["content-encoding"]}


def settled(server: Server) -> None:
    """Wait until the store has been filled in the background."""
    before = -1.0
    while (now := _processor(server)) - before > 0.5:
        before = now
        time.sleep(10)


def _processor(server: Server) -> float:
    ticks = 0
    for pid in server.workers:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def cached(directory: Path, **environment: str) -> tuple[Runs, dict[str, float], list]:
    """Ready pages beside nginx with the same bytes, and through the cache of nginx."""
    with site(True, **environment) as server:
        first = {"start": server.started, "hit": server.first}
        settled(server)
        first["memory"], first["resident"] = server.megabytes
        for path in (LIST, *WEIGHED):
            headers = file_of(server, directory, path)
        tag = server.get(LIST, **BROTLI)[1]["etag"]
        (directory / "files" / "static").symlink_to(DATA / "static")
        with files(directory, headers) as port, proxy(directory, server.port, SERVER_CORE) as edge:
            known = _nginx_tag(port)
            asked = [
                Target("nginx, file", port, LIST, BROTLI),
                Target("store", server.port, LIST, BROTLI),
                Target("edge", edge, LIST, BROTLI),
                Target("nginx, file, revalidated", port, LIST, BROTLI | {"If-None-Match": known}),
                Target("store, revalidated", server.port, LIST, BROTLI | {"If-None-Match": tag}),
            ]
            runs = rounds(asked, MANY)
            runs |= rounds(targets(server, "cached "), MANY)
            weights = weigh(WEIGHED, server.port, port)
    return runs, first, weights


def _nginx_tag(port: int) -> str:
    return Server(port, 0, 0.0, 0.0).get(LIST)[1]["ETag"]


def uncached(postgresql: str, **environment: str) -> Runs:
    """Pages made anew for each request, beside Django alone."""
    with (
        site(False, **environment) as server,
        granian(BARE, "/template/", DATA / "bare.log", DATABASE_URL=postgresql) as bare,
    ):
        asked = [
            Target("bare view", bare.port, "/view/", BROTLI),
            Target("bare template", bare.port, "/template/", BROTLI),
            *targets(server),
        ]
        return rounds(asked, 1)


def grown(postgresql: str) -> list[dict]:
    """The pages that grow, at each size, on PostgreSQL; and the list once nothing is remembered."""
    found = []
    for size in (0, *SIZES):
        told = on_data("grow", str(size), DATABASE_URL=postgresql)
        with site(False, DATABASE_URL=postgresql) as server:
            asked = [Target(name, server.port, path, BROTLI) for name, path in GROWING.items()]
            pages = {name: runs[0] for name, runs in rounds(asked, 1, 1).items()}
            on_data("touch", DATABASE_URL=postgresql)
            time.sleep(1)  # by then every process knows
            began = time.monotonic()
            server.get(LIST)
            found.append({**told, "pages": pages, "after": (time.monotonic() - began) * 1000})
    return found


def main() -> int:
    """Measure everything, write the document; 1 where a target is missed."""
    postgresql = os.environ["POSTGRESQL_URL"]
    engines = {"SQLite": {}, "PostgreSQL": {"DATABASE_URL": postgresql}}
    manage("collectstatic", "--noinput", "-v0")
    results = report.Results()
    for environment in engines.values():
        manage("migrate", "--noinput", "-v0", **environment)
        manage("load_content", **environment)
    PAGES.update(on_data("details"))
    for name, environment in engines.items():
        directory = DATA / name
        directory.mkdir()
        results.cached[name], results.first[name], results.weights[name] = cached(
            directory, **environment
        )
        results.uncached[name] = uncached(postgresql, **environment)
        results.queries[name] = on_data("queries", json.dumps(PAGES), **environment)
    results.sizes = grown(postgresql)
    for name in engines:  # what the staff site's part of the run has left
        left = Path(os.environ["RESULTS"]) / f"{name.lower()}.json"
        if left.exists():
            results.staff[name] = json.loads(left.read_text(encoding="utf-8"))
    text, missed = report.write(results)
    Path(os.environ.get("TO", ROOT / "docs" / "performance.md")).write_text(text, encoding="utf-8")
    sys.stdout.write(text + "\n".join(missed) + "\n")
    return 1 if missed else 0


sys.exit(main())
