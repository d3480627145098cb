"""The request id: made or taken over at the door, carried by every log line."""

import logging
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdFilter(logging.Filter):
    """Add the current request's id to each record, so that its lines can be found together.

    Django hangs the request on its error records; its text holds the query, so it is taken off.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        record.__dict__.pop("request", None)
        return True
