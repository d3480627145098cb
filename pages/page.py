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
HEADERS_TAKE = 3000  # bytes, about, for one page


class _Form(NamedTuple):
    """A page in one coding; without one its bytes are not held, but unpacked when asked for."""

    headers: Headers
    unshared: Headers
    unchanged: Headers
    body: bytes | None


class Page:
    """A rendered page; nothing of it changes but `used`, when it was last asked for."""

    __slots__ = (
        *("_modified", "etag", "forms", "headers", "is_squeezed", "length", "size", "used"),
        "version",
    )

    def __init__(
        self,
        version: Version,
        headers: Headers,
        etag: str,
        length: int,
        bodies: dict[str, bytes],
        is_squeezed: bool = False,
    ) -> None:
        """`bodies` are the page in Brotli and gzip, `length` its bytes as it is."""
        self.version, self.headers, self.etag = version, headers, etag
        self.length, self.is_squeezed = length, is_squeezed
        self.used = 0.0
        self._modified = int(version.since.timestamp())
        self.forms = {coding: self._form(coding, bodies.get(coding)) for coding in CODINGS}
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
        own = [_pair(*pair) for pair in headers if pair[0].lower() not in _REPLACED]
        # A weak tag: it names what the page says, whichever way that is compressed.
        etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        if older and older.etag == etag:
            return cls(version, own, etag, len(body), older.bodies, older.is_squeezed)
        gzip = zlib.compressobj(6, wbits=31)
        bodies = {
            "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
            "gzip": gzip.compress(body) + gzip.flush(),
        }
        return cls(version, own, etag, len(body), bodies)

    @property
    def bodies(self) -> dict[str, bytes]:
        """The page in each coding that is held."""
        return {coding: form.body for coding, form in self.forms.items() if form.body is not None}

    def _plain(self) -> bytes:
        """The page as it is: so few ask for it that it is not held."""
        return zlib.decompress(self.forms["gzip"].body, wbits=31)

    def squeezed(self) -> "Page":
        """The same page, compressed as well as can be; takes a while."""
        best = brotli.compress(self._plain(), mode=brotli.MODE_TEXT, quality=11)
        bodies = self.bodies | {"br": best}
        page = Page(self.version, self.headers, self.etag, self.length, bodies, True)
        page.used = self.used
        return page

    def _form(self, coding: str, body: bytes | None) -> _Form:
        length = self.length if body is None else len(body)
        headers = [
            *self.headers,
            ("ETag", self.etag),
            _pair("Last-Modified", self.version.modified),
            _pair("Vary", "Accept-Encoding"),
            ("Content-Length", str(length)),
        ]
        if coding:
            headers.append(_pair("Content-Encoding", coding))
        shared = [*headers, _pair("Cache-Control", SHARED)]
        return _Form(
            headers=shared,
            unshared=[*headers, _pair("Cache-Control", UNSHARED)],
            unchanged=[pair for pair in shared if pair[0] not in _OF_CONTENT],
            body=body,
        )

    def answer(self, environ: dict, start: Start) -> list[bytes]:
        """Answer a GET or HEAD for the page's own address, conditional or not."""
        form = self.forms[coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        if self._is_known(environ):
            start("304 Not Modified", form.unchanged[:])
            return []
        return self._send(form, form.headers, environ, start)

    def answer_unshared(self, environ: dict, start: Start) -> list[bytes]:
        """Answer whoever asked for the page by an address that is spelled otherwise."""
        form = self.forms[coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        return self._send(form, form.unshared, environ, start)

    def _send(self, form: _Form, headers: Headers, environ: dict, start: Start) -> list[bytes]:
        start("200 OK", headers[:])
        if environ["REQUEST_METHOD"] == "HEAD":
            return [b""]
        return [self._plain() if form.body is None else form.body]

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


@lru_cache(1024)
def _pair(name: str, value: str) -> tuple[str, str]:
    """A header, held once for all pages that have it."""
    return name, value


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
