"""Asking a WSGI application as a server does."""

from io import BytesIO
from typing import NamedTuple


class Asked(NamedTuple):
    """What it answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(application, target: str, method: str = "GET", **environ) -> Asked:
    """Send a request; capitals name what the environment holds besides, or instead."""
    path, _, query = target.partition("?")
    told = []
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    } | environ
    content = application(environ, lambda status, headers: told.extend((status, headers)))
    body = b"".join(content)
    status, headers = told
    names = [name for name, _value in headers]
    assert len(names) == len(set(names)), names
    return Asked(int(status.split()[0]), dict(headers), body)
