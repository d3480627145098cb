"""docs/performance.md, written from what was measured."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.bench.pages.document import Page, machine, versions
from tests.bench.pages.load import MANY, ROUNDS, SECONDS, Figures, median, ratio
from tests.bench.pages.weight import LOADS, SLOWER, Weight

Runs = dict[str, list[Figures]]


@dataclass
class Results:
    """Everything measured, by engine."""

    cached: dict[str, Runs] = field(default_factory=dict)
    first: dict[str, dict[str, float]] = field(default_factory=dict)
    weights: dict[str, list[Weight]] = field(default_factory=dict)
    uncached: dict[str, Runs] = field(default_factory=dict)
    queries: dict[str, dict[str, int]] = field(default_factory=dict)
    sizes: list[dict] = field(default_factory=list)
    staff: dict[str, dict] = field(default_factory=dict)


def write(results: Results) -> tuple[str, list[str]]:
    """The document, and a line for each target that was missed."""
    page = Page()
    page.say("# Performance")
    page.say(
        f"Measured on {datetime.now(UTC):%d %B %Y} by `make bench`, which writes this page: "
        f"{machine()}. {versions()}",
    )
    page.say(
        "Each server has one process on one core and is asked by wrk on another core of the same "
        f"machine, {MANY} connections at a time where throughput is asked for and one where it is "
        f"the time of a page. Figures are medians of {ROUNDS} rounds of {SECONDS:g} seconds, in "
        "which all candidates take turns; ratios are medians of the ratios within a round. "
        "`ROUNDS`, `WRK_SECONDS` and `SIZES` change that.",
    )
    _targets(page, results)
    _throughput(page, results)
    _made(page, results)
    _weights(page, results)
    _sizes(page, results)
    _staff(page, results)
    return "\n".join(page.lines).rstrip() + "\n", page.missed


def _targets(page: Page, results: Results) -> None:
    page.say("## Targets")
    rows = []
    for engine, runs in results.cached.items():
        name = f" ({engine})"
        file, known = runs["nginx, file"], runs["nginx, file, revalidated"]
        store, again = runs["store"], runs["store, revalidated"]
        rows += [
            page.judge("Ready page, of nginx with a file" + name, ratio(store, file), 0.75),
            page.judge("Ready page, revalidated" + name, ratio(again, known), 0.75),
            page.judge("Through the cache of nginx" + name, ratio(runs["edge"], file), 0.80),
        ]
        made = results.uncached[engine]
        bare = made["bare template"]
        for what, target in (("list of 20", 0.20), ("detail", 0.30)):
            rows.append(
                page.judge(
                    f"Made anew, {what}, of the bare template{name}",
                    ratio(made[what], bare),
                    target,
                )
            )
            spread = median(made[what], lambda one: one.p99) / median(
                made[what], lambda one: one.p50
            )
            rows.append(page.judge(f"p99 of p50, {what}{name}", spread, 2, at_least=False))
        first = results.first[engine]
        rows += [
            page.judge("Memory of a full worker, MB" + name, first["memory"], 120, at_least=False),
            page.judge("First page after the start, s" + name, first["hit"], 1, at_least=False),
        ]
    rows += _weight_targets(page, results)
    real, *_, largest = results.sizes
    rows += [
        page.judge(
            f"List, p95 at {largest['schemes']:,} schemes of that at {real['schemes']:,}",
            largest["pages"]["list of 20"].p95 / real["pages"]["list of 20"].p95,
            2,
            at_least=False,
        ),
        page.judge(
            "Queries of the list there, more than at the real size",
            largest["queries"] - real["queries"],
            0,
            at_least=False,
        ),
        *_staff_targets(page, results),
    ]
    page.table(["what", "found", "target", "met"], rows)


def _weight_targets(page: Page, results: Results) -> list[list[str]]:
    rows = []
    for weight in next(iter(results.weights.values())):
        what = f"`{weight.path}`"
        rows += [
            page.judge(f"{what}: HTML, KB", weight.html / 1000, 12, at_least=False),
            page.judge(f"{what}: everything, KB", weight.everything / 1000, 30, at_least=False),
            page.judge(f"{what}: requests", weight.requests, 4, at_least=False),
            page.judge(f"{what}: requests elsewhere", weight.elsewhere, 0, at_least=False),
            page.judge(f"{what}: blocking scripts", weight.blocking_scripts, 0, at_least=False),
            page.judge(
                f"{what}: first paint, of a file's",
                weight.paint / weight.paint_of_file,
                2,
                at_least=False,
            ),
        ]
    return rows


def _throughput(page: Page, results: Results) -> None:
    page.say("## Ready pages")
    page.say(
        f"The list in Brotli, {MANY} connections: nginx serving it as a file without our headers, "
        "the store with all of them, and nginx with `deploy/nginx.conf` in front of the store."
    )
    rows = []
    for engine, runs in results.cached.items():
        for name, found in runs.items():
            rows.append(
                [
                    engine,
                    name,
                    f"{median(found, lambda one: one.rate):,.0f}",
                    f"{median(found, lambda one: one.p50):.2f}",
                    f"{median(found, lambda one: one.p99):.2f}",
                ]
            )
    page.table(["engine", "what", "requests a second", "p50, ms", "p99, ms"], rows)
    page.table(
        [
            *("engine", "start to first page, s", "of that the page, s"),
            *("worker with a full store, MB (PSS)", "resident, MB (RSS)"),
        ],
        [
            [
                engine,
                *(f"{first[name]:.2f}" for name in ("start", "hit")),
                *(f"{first[name]:.0f}" for name in ("memory", "resident")),
            ]
            for engine, first in results.first.items()
        ],
    )


def _made(page: Page, results: Results) -> None:
    page.say("## Pages made anew")
    page.say(
        "Without ready pages (`PAGE_STORE_MB=0`), one connection. What is remembered for a version "
        "of the content (see architecture.md) is remembered here too. Beside them Django alone, "
        "with no middleware: a view that answers 4 KB, and a template with twenty rows of one "
        "query from PostgreSQL. The detail is the page of median length among those of all schemes "
        "and facilities."
    )
    rows = []
    for engine, runs in results.uncached.items():
        bare = runs["bare template"]
        for name, found in runs.items():
            rows.append(
                [
                    engine,
                    name,
                    f"{median(found, lambda one: one.p50):.1f}",
                    f"{median(found, lambda one: one.p95):.1f}",
                    f"{median(found, lambda one: one.p99):.1f}",
                    f"{ratio(found, bare):.2f}",
                    str(results.queries[engine].get(name, "")),
                ]
            )
    page.table(
        [
            "engine",
            "page",
            "p50, ms",
            "p95, ms",
            "p99, ms",
            "of the bare template",
            "queries, nothing remembered",
        ],
        rows,
    )


def _weights(page: Page, results: Results) -> None:
    page.say("## Weight")
    page.say(
        f"In Chromium with an empty cache and a processor {SLOWER} times slower, median of {LOADS} "
        "loads; beside it the same bytes as files from nginx."
    )
    rows = [
        [
            f"`{weight.path}`",
            f"{weight.html / 1000:.1f}",
            f"{weight.everything / 1000:.1f}",
            str(weight.requests),
            f"{weight.paint:.0f}",
            f"{weight.paint_of_file:.0f}",
        ]
        for weight in next(iter(results.weights.values()))
    ]
    page.table(
        ["page", "HTML, KB", "everything, KB", "requests", "first paint, ms", "of a file, ms"], rows
    )


def _sizes(page: Page, results: Results) -> None:
    page.say("## Growth")
    page.say(
        "Pages made anew on PostgreSQL, one connection, p50 / p95 in milliseconds; and the first "
        "list after an edit, when nothing is remembered."
    )
    names = list(results.sizes[0]["pages"])
    rows = [
        [
            f"{one['schemes']:,}",
            f"{one['facilities']:,}",
            str(one["queries"]),
            *(f"{runs.p50:.1f} / {runs.p95:.1f}" for runs in one["pages"].values()),
            f"{one['after']:.0f}",
        ]
        for one in results.sizes
    ]
    page.table(["schemes", "facilities", "queries of the list", *names, "first list, ms"], rows)


def _staff(page: Page, results: Results) -> None:
    page.say("## Staff site")
    if not results.staff:
        page.say("Left out of this run.")
        return
    page.say(
        "Asked for by one signed-in client, in milliseconds: the median, and what the server's "
        "processor was busy for. The outcome page is public; its figures are made of the comments."
    )
    for engine, staff in results.staff.items():
        page.say("; ".join([engine, *staff["sizes"]]) + ".")
        page.table(
            [
                *("page", "KB, real and full size", "queries, real and full"),
                *("real: median, ms", "processor, ms", "full: median, ms", "p95, ms"),
                "processor, ms",
            ],
            [
                [
                    one["name"],
                    *(
                        " / ".join(f"{one[size][name]:.0f}" for size in ("real", "full"))
                        for name in ("kilobytes", "queries")
                    ),
                    *(f"{one['real'][name]:.0f}" for name in ("median", "cpu")),
                    *(f"{one['full'][name]:.0f}" for name in ("median", "p95", "cpu")),
                ]
                for one in staff["rows"]
            ],
        )


def _staff_targets(page: Page, results: Results) -> list[list[str]]:
    """The slowest against each target, and that nothing takes more queries when there is more."""
    rows = []
    for engine, staff in results.staff.items():
        for target in sorted({one["target"] for one in staff["rows"] if one["target"]}):
            slowest = max(
                (one for one in staff["rows"] if one["target"] == target),
                key=lambda one: one["full"]["median"],
            )
            what = f"Staff site at full size, ms: {slowest['name']} ({engine})"
            rows.append(page.judge(what, slowest["full"]["median"], target, at_least=False))
        more = sum(one["full"]["queries"] > one["real"]["queries"] for one in staff["rows"])
        what = f"Staff pages with more queries at full size ({engine})"
        rows.append(page.judge(what, more, 0, at_least=False))
    return rows
