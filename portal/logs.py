"""The request id: made or taken over at the door, carried by every log line."""

import logging
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdFilter(logging.Filter):
    """Add the current request's id to each record, so that its lines can be found together.

    Django hangs the request on its error records, and its path stands in their text; both may hold
    what a person typed, so they are taken out.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        request = record.__dict__.pop("request", None)
        if request is not None and isinstance(record.args, tuple):
            path = getattr(request, "path", None)
            record.args = tuple("-" if arg == path else arg for arg in record.args)
        return True
