"""The application that the server calls reads UTF-8, whatever a request claims to be written in."""

from io import BytesIO

import pytest
from django.http import HttpRequest

from portal.handler import Request

CHARSETS = ["base64", "undefined", "idna", "zlib", "rot13", "none", "utf-7", "utf-16", "utf-8"]
PART = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n字\r\n--x--\r\n'


def request(kind: str, body: bytes = b"") -> HttpRequest:
    """What the site is given for a request with this Content-Type."""
    return Request(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/en/",
            "QUERY_STRING": "a=%E5%AD%97",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
    )


@pytest.mark.parametrize("charset", CHARSETS)
def test_text_is_read_whatever_charset_is_named(charset: str) -> None:
    form = request(f"application/x-www-form-urlencoded; charset={charset}", b"a=%E5%AD%97")
    parts = request(f"multipart/form-data; boundary=x; charset={charset}", PART.encode())
    for found in (form, parts):
        assert (found.GET["a"], found.POST["a"]) == ("字", "字")


def test_a_parameter_in_no_charset_is_no_form() -> None:
    found = request("multipart/form-data; boundary=x; y*=none''1", PART.encode())
    assert (found.GET["a"], found.POST) == ("字", {})
