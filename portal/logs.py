"""How logs are written, and the request id that every line carries."""

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


def config(level: str) -> dict:
    """Django's LOGGING: one JSON object a line on standard error, from `level` up.

    No address, query string or form data is logged.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "portal.logs.RequestIdFilter"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": "{asctime}{levelname}{name}{message}{request_id}",
                "style": "{",
            }
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["request_id"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Its messages carry whole paths; our own line per request says what is needed.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
        },
    }
