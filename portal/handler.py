"""Django's handler, with requests that are read as this site's forms are sent."""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class Request(WSGIRequest):
    """A request whose text is UTF-8, as every form here sends it, whatever its header claims.

    Django takes the name of any codec that Python has. Some of them read no text (`base64`), and a
    request that names one would fail before there is anything to answer with.
    """

    def _set_content_type_params(self, meta: dict) -> None:
        try:
            found = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            found = "", {}
        self.content_type, self.content_params = found


class Handler(WSGIHandler):
    """The site, with requests of our kind."""

    request_class = Request
