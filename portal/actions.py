"""Writes of the site as a whole."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from mail.actions import queue_mail
from portal.models import MistakeReport


class TooManyReportsError(Exception):
    """One network has sent as many reports this hour as it may."""


@transaction.atomic
def receive_report(*, report: MistakeReport, network: str) -> MistakeReport:
    """Keep a reader's report and tell the editors.

    Raises TooManyReportsError, and keeps nothing, when the network has sent enough for an hour.
    """
    since = timezone.now() - timedelta(hours=1)
    sent = MistakeReport.objects.filter(network=network, created_at__gte=since).count()
    if sent >= settings.REPORTS_PER_HOUR:
        raise TooManyReportsError
    report.network = network
    report.save()
    for address in settings.EDITORS_EMAIL:
        _tell_editor(report, address)
    return report


def _tell_editor(report: MistakeReport, address: str) -> None:
    """Queue one message, in both languages: an editor's own is not known here."""
    parts = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            parts.append(render_to_string("mail/report.txt", {"report": report}).strip())
    with translation.override(report.language):
        subject = render_to_string("mail/report_subject.txt", {"report": report}).strip()
    queue_mail(
        to=address,
        subject=subject,
        body="\n\n".join(parts),
        language=report.language,
        key=f"report-{report.pk}-{address}",
    )
