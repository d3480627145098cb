"""Policy measures and funded outcomes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from policy.models import Measure, Outcome
from publishing.admin import SOURCES, RecordAdmin


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    """What was announced, and what became of it."""

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "text",
                    ("announced_on", "announced_by"),
                    ("amount", "amount_qualifier", "amount_yearly"),
                    ("schemes", "facilities"),
                ]
            },
        ),
        (
            _("What became of it"),
            {"fields": ["progress", "progress_text", ("progress_on", "progress_source")]},
        ),
        SOURCES,
    ]
    columns = ("announced_on", "progress")
    list_filter = ("state", "progress")


@admin.register(Outcome)
class OutcomeAdmin(RecordAdmin):
    """What public money paid for."""

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "text",
                    "as_of",
                    ("scheme", "facility"),
                    ("organisations", "topics"),
                ]
            },
        ),
        SOURCES,
    ]
    columns = ("scheme", "as_of")
