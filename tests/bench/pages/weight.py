"""What a page weighs for a browser, and how soon it shows something, beside a file of the same
bytes."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, sync_playwright

SLOWER = 4  # times, the processor
LOADS = 7
PAINTED = """() => new Promise(tell => {
  const found = performance.getEntriesByName("first-contentful-paint");
  if (found.length) return tell(found[0].startTime);
  new PerformanceObserver(list => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) tell(entry.startTime);
  }).observe({type: "paint", buffered: true});
})"""


@dataclass(frozen=True)
class Weight:
    """Bytes as they were sent, headers left aside; milliseconds to the first contentful paint."""

    path: str
    html: int
    everything: int
    requests: int
    elsewhere: int
    blocking_scripts: int
    paint: float
    paint_of_file: float


def weigh(paths: Sequence[str], port: int, file_port: int) -> list[Weight]:
    """Load each page from the site, and the same from files, each time with an empty cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        try:
            return [_weigh(browser, path, port, file_port) for path in paths]
        finally:
            browser.close()


def _weigh(browser: Browser, path: str, port: int, file_port: int) -> Weight:
    paints: dict[int, list[float]] = {port: [], file_port: []}
    for _ in range(LOADS):
        for at, found in paints.items():
            paint, sent, scripts = _load(browser, f"http://127.0.0.1:{at}{path}")
            found.append(paint)
            if at == port:
                sizes = [size for _url, size in sent]
                elsewhere = [url for url, _size in sent if urlsplit(url).port != port]
                html = next(size for url, size in sent if urlsplit(url).path == path)
                counted = html, sum(sizes), len(sent), len(elsewhere), scripts
    return Weight(path, *counted, *(statistics.median(found) for found in paints.values()))


def _load(browser: Browser, url: str) -> tuple[float, list[tuple[str, int]], int]:
    """Milliseconds to the first paint, address and bytes of each request, and how many scripts
    hold up the page."""
    page = browser.new_page()
    try:
        requests: list[Request] = []
        page.on("requestfinished", lambda request: requests.append(request))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="load")
        paint = page.evaluate(PAINTED)
        scripts = page.locator("script[src]:not([defer]):not([async]):not([type=module])").count()
        sent = [(request.url, request.sizes()["responseBodySize"]) for request in requests]
        return paint, sent, scripts
    finally:
        page.close()
