"""Requests that no browser sends, byte for byte, and what the server makes of them."""

import re
import socket
from collections.abc import Iterator
from contextlib import suppress

# What lets a POST through to the form: any secret, sent twice.
TOKEN = b"k" * 32
SHORT = b"message=A+message+that+is+long+enough"
FORM = b"application/x-www-form-urlencoded"
PARTS = b"multipart/form-data; boundary=x"
MEGABYTE = 2**20
CUT = "half a body"  # after which the client hangs up
CHARSETS = ("utf-16", "utf-7", "base64", "undefined", "idna", "zlib", "none", "a'b")
METHODS = (b"PUT", b"DELETE", b"PATCH", b"OPTIONS", b"HEAD", b"TRACE", b"QUERY")


def requests(path: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each request to the form at `path`, in both languages."""
    for language in ("zh-hk", "en"):
        page = f"/{language}{path}".encode()
        yield from _bodies(page)
        for charset in CHARSETS:
            named = f"; charset={charset}".encode()
            yield f"form in {charset}", post(page, SHORT, FORM + named)
            yield f"parts in {charset}", post(page, _part(b"", b"%41" * 20), PARTS + named)
            yield f"query in {charset}", get(page + b"?window=%41", b"text/plain" + named)
        yield "parameter in no charset", get(page + b"?q=1", b"text/plain; x*=none''1")
        yield "parts without boundary", post(page, SHORT, b"multipart/form-data")
        yield "address that is no UTF-8", get(page + b"%ff%fe%00/?window=%ed%a0%80&a=%00")
        yield "odd cookies", get(page, cookie=b"csrftoken=\xff\xfe; =; ;;; $Version=1")
        for method in METHODS:
            yield method.decode(), post(page, SHORT).replace(b"POST", method, 1)


def _bodies(page: bytes) -> Iterator[tuple[str, bytes]]:
    for size in (MEGABYTE, 2 * MEGABYTE):
        yield f"body of {size}", post(page, b"message=" + b"a" * size)
        yield f"file of {size}", post(page, _part(b'; filename="a"', b"a" * size), PARTS)
    yield "thousands of fields", post(page, b"&".join(b"a%d=1" % n for n in range(6000)))
    yield "JSON", post(page, b'{"message": "A message that is long enough"}', b"application/json")
    yield "bytes that are no UTF-8", post(page, b"message=" + b"\xff\xfe\x00\x80" * 20)
    yield "surrogates", post(page, b"message=" + b"%ED%A0%80%ED%B0%80" * 20)
    yield "no body", post(page, b"")
    yield "control characters", post(page, b"message=" + bytes(range(32)) + b"&\x00=\x00")
    length = b"Content-Length: %d" % len(SHORT)
    yield "broken chunks", post(page, SHORT).replace(length, b"Transfer-Encoding: chunked")
    yield "no length", post(page, SHORT).replace(length, b"X-Nothing: 1")
    yield CUT, post(page, SHORT)[:-20]


def _part(more: bytes, content: bytes) -> bytes:
    head = b'--x\r\nContent-Disposition: form-data; name="message"' + more
    return head + b"\r\n\r\n" + content + b"\r\n--x--\r\n"


def get(address: bytes, kind: bytes = b"", cookie: bytes = b"csrftoken=" + TOKEN) -> bytes:
    """A GET with a header for the type of its (missing) body."""
    lines = [b"GET " + address + b" HTTP/1.1", b"Host: localhost", b"Connection: close"]
    lines += [b"X-CSRFToken: " + TOKEN, b"Cookie: " + cookie]
    lines += [b"Content-Type: " + kind] if kind else []
    return b"\r\n".join([*lines, b"", b""])


def post(address: bytes, body: bytes, kind: bytes = FORM) -> bytes:
    """A POST of these bytes."""
    head = get(address, kind).replace(b"GET", b"POST", 1).removesuffix(b"\r\n")
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def faults(port: int, path: str) -> Iterator[str]:
    """What was answered with an error of ours, taken as a comment, or left without an answer."""
    for name, sent in requests(path):
        status, page = answer(port, sent, hang_up=name == CUT)
        if status >= 500 or (status == 0 and name != CUT):
            yield f"{name}: answered with {status}"
        if b'class="facts receipt"' in page:
            yield f"{name}: answered with a receipt"


def answer(port: int, sent: bytes, *, hang_up: bool = False) -> tuple[int, bytes]:
    """Status and page; 0 where the connection was closed without an answer."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        # What is refused need not be read to its end, so that sending it can fail.
        with suppress(OSError):
            connection.sendall(sent)
        with suppress(OSError):
            if hang_up:
                connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                received += piece
    found = re.match(rb"HTTP/1\.[01] (\d{3})", received)
    return (int(found[1]) if found else 0), received
