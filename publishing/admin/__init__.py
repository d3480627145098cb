"""The base of the staff site's forms, and the admins of what every record shares."""

from publishing.admin import reference  # noqa: F401 - registers its models
from publishing.admin.inlines import ROW, SOURCED, GrandchildInline, RowInline, within
from publishing.admin.record import SOURCES, RecordAdmin, RevisedAdmin

__all__ = [
    "ROW",
    "SOURCED",
    "SOURCES",
    "GrandchildInline",
    "RecordAdmin",
    "RevisedAdmin",
    "RowInline",
    "within",
]
