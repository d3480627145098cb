"""One page as bytes, ready to be sent in each coding."""

import hashlib
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, Self

import brotli
from django.utils.http import parse_etags, parse_http_date_safe

from pages.version import Version

Headers = list[tuple[str, str]]
Start = Callable[..., object]

# A publish is seen within a second in every process, and within five through a cache in front: it
# may hold a page for a second and show it for two more while it asks for another, and nginx counts
# whole seconds begun. When the site fails, a cache may go on for half a minute: with the grace of
# a process (see `pages.version`) less than a minute in all.
SHARED = "public, max-age=0, s-maxage=1, stale-while-revalidate=2, stale-if-error=30"
# The same page at an address that is not spelled as we spell it: a cache in front must not be
# filled by parameters that mean nothing.
UNSHARED = "private, no-cache"

# What the store says itself; a request's id is that of one request.
_REPLACED = frozenset(
    {
        *("cache-control", "content-encoding", "content-length", "etag", "last-modified"),
        *("vary", "x-request-id"),
    }
)
_OF_CONTENT = frozenset({"Content-Encoding", "Content-Length", "Content-Type"})
CODINGS = ("br", "gzip", "")  # as preferred; the empty one is the page as it is
HEADERS_TAKE = 4000  # bytes, about, for one page


class _Form(NamedTuple):
    """A page in one coding."""

    headers: Headers
    unshared: Headers
    unchanged: Headers
    body: bytes


class Page:
    """A rendered page; nothing of it changes but `used`, when it was last asked for."""

    __slots__ = ("_modified", "etag", "forms", "headers", "is_squeezed", "size", "used", "version")

    def __init__(
        self,
        version: Version,
        headers: Headers,
        etag: str,
        bodies: dict[str, bytes],
        is_squeezed: bool = False,
    ) -> None:
        self.version, self.headers, self.etag = version, headers, etag
        self.is_squeezed = is_squeezed
        self.used = 0.0
        self._modified = int(version.since.timestamp())
        self.forms = {coding: self._form(coding, body) for coding, body in bodies.items()}
        self.size = sum(map(len, bodies.values())) + HEADERS_TAKE

    @classmethod
    def made(
        cls,
        version: Version,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        older: "Page | None" = None,
    ) -> Self:
        """A page just rendered; what `older` has compressed is used where nothing has changed."""
        own = [pair for pair in headers if pair[0].lower() not in _REPLACED]
        # A weak tag: it names what the page says, whichever way that is compressed.
        etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        if older and older.etag == etag:
            return cls(version, own, etag, older.bodies, older.is_squeezed)
        gzip = zlib.compressobj(6, wbits=31)
        bodies = {
            "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
            "gzip": gzip.compress(body) + gzip.flush(),
            "": body,
        }
        return cls(version, own, etag, bodies)

    @property
    def bodies(self) -> dict[str, bytes]:
        """The page in each coding."""
        return {coding: form.body for coding, form in self.forms.items()}

    def squeezed(self) -> "Page":
        """The same page, compressed as well as can be; takes a while."""
        best = brotli.compress(self.forms[""].body, mode=brotli.MODE_TEXT, quality=11)
        page = Page(self.version, self.headers, self.etag, self.bodies | {"br": best}, True)
        page.used = self.used
        return page

    def _form(self, coding: str, body: bytes) -> _Form:
        headers = [
            *self.headers,
            ("ETag", self.etag),
            ("Last-Modified", self.version.modified),
            ("Vary", "Accept-Encoding"),
            ("Content-Length", str(len(body))),
        ]
        if coding:
            headers.append(("Content-Encoding", coding))
        shared = [*headers, ("Cache-Control", SHARED)]
        return _Form(
            headers=shared,
            unshared=[*headers, ("Cache-Control", UNSHARED)],
            unchanged=[pair for pair in shared if pair[0] not in _OF_CONTENT],
            body=body,
        )

    def answer(self, environ: dict, start: Start) -> list[bytes]:
        """Answer a GET or HEAD for the page's own address, conditional or not."""
        form = self.forms[coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        if self._is_known(environ):
            start("304 Not Modified", form.unchanged[:])
            return []
        start("200 OK", form.headers[:])
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]

    def answer_unshared(self, environ: dict, start: Start) -> list[bytes]:
        """Answer whoever asked for the page by an address that is spelled otherwise."""
        form = self.forms[coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        start("200 OK", form.unshared[:])
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]

    def _is_known(self, environ: dict) -> bool:
        """Whether whoever asks has this page already (RFC 9110, section 13.2.2)."""
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is not None:
            if tags == self.etag or tags == "*":
                return True
            ours = self.etag.removeprefix("W/")
            return any(tag.removeprefix("W/") == ours for tag in parse_etags(tags))
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        known = parse_http_date_safe(since) if since else None
        return known is not None and self._modified <= known


@lru_cache(256)
def coding_for(accepted: str) -> str:
    """The best coding that an Accept-Encoding header allows (RFC 9110, section 12.5.3).

    Where it allows none of ours, the page is sent as it is.
    """
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    offered = {name: weights.get(name, weights.get("*", 0.0)) for name in ("br", "gzip")}
    # Not named, it is allowed, but what was named is preferred.
    offered[""] = weights.get("identity", 0.0)
    best = max(offered.values())
    return next(name for name in CODINGS if offered[name] == best) if best else ""


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
