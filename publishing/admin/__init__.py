"""The base of the staff site's forms, and the admins of what every record shares."""

from publishing.admin import reference, versions  # noqa: F401 - they register their models
from publishing.admin.inlines import ROW, SOURCED, GrandchildInline, RowInline, within
from publishing.admin.record import SOURCES, RecordAdmin

__all__ = [
    "ROW",
    "SOURCED",
    "SOURCES",
    "GrandchildInline",
    "RecordAdmin",
    "RowInline",
    "within",
]
