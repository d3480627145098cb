"""What was done to a record, revision by revision, with what each changed."""

from django.contrib.admin.utils import unquote
from django.db import models

from publishing.documents.compare import differences
from publishing.documents.wording import Told, in_words
from publishing.models import Record, Revision, SlugRedirect


def revisions_of(kind: str, slug: str) -> models.QuerySet[Revision]:
    """A record's revisions, those under former addresses too, newest first, without documents."""
    former = SlugRedirect.objects.filter(kind=kind, slug=slug)
    slugs = [slug, *former.values_list("old_slug", flat=True)]
    return Revision.objects.filter(kind=kind, slug__in=slugs).defer("document")


def changes_of(model: type[models.Model], revision: Revision) -> list[Told]:
    """What the revision changed against the one before it, in words."""
    before = (
        revisions_of(revision.kind, revision.slug)
        .filter(pk__lt=revision.pk)
        .order_by("-pk")
        .values_list("document", flat=True)
        .first()
    )
    if before is None:
        return []
    found = differences(model, before, revision.document)
    return in_words(model, found, revision.document, before)


def sent_back(record: Record) -> Revision | None:
    """The record's latest revision, if it tells that somebody sent it back, and why."""
    latest = revisions_of(record.kind, record.slug).select_related("user").first()
    return latest if latest and latest.action == Revision.Action.SENT_BACK else None


class HistoryAdmin:
    """The history of a record's admin."""

    object_history_template = "admin/record_history.html"

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        revisions = Revision.objects.none()
        if record:
            revisions = revisions_of(record.kind, record.slug).select_related("user")
        context = {"revisions": revisions[:200]}
        return super().history_view(request, object_id, context | (extra_context or {}))
