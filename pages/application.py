"""The store in front of Django's handler: an application that answers from memory if it can."""

import threading
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pages.addresses import Address, query_of
from pages.memory import Memory
from pages.page import Page, Start
from pages.version import Version, Watch

Application = Callable[[dict, Start], Iterable[bytes]]

# Without a public address, the hosts whose pages are kept: a port is not checked against those
# allowed, so there is no end of names.
MOST_SITES = 8
NEVER_KEPT = ("no-store", "no-cache", "private")


class Answer(NamedTuple):
    """What Django answered."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


class _Making:
    """A page in the making, for which others wait."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.page: Page | None = None


class PageStore:
    """A WSGI application that keeps what views marked with `publishing.stored` answer.

    Everything else is `django`'s. A page is made from its address alone: what a client says of
    itself, a cookie above all, never reaches the view, so that it cannot end up in the page.
    """

    def __init__(
        self,
        django: Application,
        *,
        size: int,
        watch: Watch,
        public_url: str = "",
        is_proxy: Callable[[str], bool] = lambda address: False,
    ) -> None:
        """Hold about `size` bytes, for the site at `public_url` or, without one, for any host.

        `is_proxy` says whether an address may tell that its client used https.
        """
        self.django = django
        self.watch = watch
        self.memory = Memory(size)
        self.is_proxy = is_proxy
        self.sites: set[tuple[str, ...]] = set()
        self.asked = 0.0  # when the last request came, on the monotonic clock
        self.told_of_site: Callable[[], object] = lambda: None
        self._only: tuple[str, str] | None = None
        if public_url:
            self._only = (urlsplit(public_url).scheme, urlsplit(public_url).netloc)
            self.sites.add(self._only)
        self._making: dict[tuple[Address, Version], _Making] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: dict, start: Start) -> Iterable[bytes]:
        """Answer from memory, or make the page, or leave it to Django."""
        method = environ["REQUEST_METHOD"]
        if method != "GET" and method != "HEAD":
            return self.django(environ, start)
        path, host = environ["PATH_INFO"], environ.get("HTTP_HOST", "")
        scheme, query = self._scheme(environ), environ.get("QUERY_STRING", "")
        page = self.memory.pages.get((scheme, host, path, query))
        self.asked = now = time.monotonic()
        if page is not None and page.version is self.watch.version and now < self.watch.good_until:
            page.used = now
            return page.answer(environ, start)
        if environ.get("SCRIPT_NAME") or (self._only and (scheme, host) != self._only):
            return self.django(environ, start)
        version, asked = self.watch.current(), query_of(path, query)
        if version is None or asked is None:
            return self.django(environ, start)
        page, answer = self.get(Address(scheme, host, path, asked), version, environ)
        if page:
            page.used = now
            return (page.answer if asked == query else page.answer_unshared)(environ, start)
        if answer is None:
            return self.django(environ, start)
        start(answer.status, answer.headers)
        return [b""] if method == "HEAD" else [answer.body]

    def _scheme(self, environ: dict) -> str:
        if environ.get("HTTP_X_FORWARDED_PROTO") == "https" and self.is_proxy(
            environ.get("REMOTE_ADDR", "")
        ):
            return "https"
        return environ["wsgi.url_scheme"]

    def get(
        self, address: Address, version: Version, environ: dict
    ) -> tuple[Page | None, Answer | None]:
        """The page of this version; where none can be kept, what Django answered, or nothing if
        another request has waited for that. Simultaneous requests for a page make it once."""
        page = self.memory.pages.get(address)
        if page and page.version is version:
            return page, None
        key = (address, version)
        with self._lock:
            theirs = self._making.get(key)
            if theirs is None:
                mine = self._making[key] = _Making()
        if theirs:
            theirs.done.wait()
            return theirs.page, None
        try:
            mine.page, answer = self.make(address, version, environ)
            return mine.page, answer
        finally:
            with self._lock:
                del self._making[key]
            mine.done.set()

    def make(
        self, address: Address, version: Version, environ: dict | None = None
    ) -> tuple[Page | None, Answer]:
        """Ask Django for the page and keep it, if it may be kept."""
        answer = self.ask(address, environ)
        older = self.memory.pages.get(address)
        if not may_be_kept(answer):
            self.memory.drop(address)
            return None, answer
        page = Page.made(version, answer.headers, answer.body, older)
        page.used = older.used if older else 0.0
        # Made while a change came in, it may be from before: it serves who waits, and nobody else.
        if self.watch.current() is version and self._takes(address.scheme, address.host):
            self.memory.put(address, page)
        return page, answer

    def _takes(self, *site: str) -> bool:
        if site not in self.sites:
            if self._only or len(self.sites) >= MOST_SITES:
                return False
            self.sites.add(site)
            self.told_of_site()
        return True

    def ask(self, address: Address, environ: dict[str, Any] | None = None) -> Answer:
        """Django's answer to a plain GET of the address; `environ` lends what log lines need."""
        environ = environ or {}
        host = urlsplit(f"//{address.host}")
        asked = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": address.path,
            "QUERY_STRING": address.query,
            "SERVER_NAME": host.hostname or "localhost",
            "SERVER_PORT": str(environ.get("SERVER_PORT", 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": address.host,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": address.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": environ.get("wsgi.errors"),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for name in ("REMOTE_ADDR", "HTTP_X_REQUEST_ID"):
            if name in environ:
                asked[name] = environ[name]
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            told[:] = status, headers

        content = self.django(asked, start)
        try:
            body = b"".join(content)
        finally:
            close = getattr(content, "close", None)
            if close:
                close()
        return Answer(*told, body)


def may_be_kept(answer: Answer) -> bool:
    """Whether an answer is a page that is the same for everyone."""
    if not answer.status.startswith("200 "):
        return False
    for name, value in answer.headers:
        match name.lower():
            case "set-cookie":
                return False
            case "vary" if value.strip().lower() not in ("", "accept-encoding"):
                return False
            case "cache-control" if any(word in value.lower() for word in NEVER_KEPT):
                return False
    return True
