"""What a save in the staff site leaves behind: one revision, and the way from an old address."""

from django.db import models

from publishing.documents.dump import Document, dump
from publishing.models import Revision, SlugRedirect


def stored_document(record: models.Model) -> Document:
    """The record's document as the database holds it now, the row locked for this transaction."""
    return dump(type(record)._base_manager.select_for_update().get(pk=record.pk))


def write_revision(
    record: models.Model, before: Document | None, *, user: models.Model, reason: str = ""
) -> None:
    """Keep the record's document when it differs from `before` (None: there was none)."""
    after = stored_document(record)
    if after != before:
        Revision.objects.create(
            kind=record.kind,
            slug=record.slug,
            document=after,
            origin=Revision.Origin.STAFF,
            user=user,
            reason=reason,
        )


def move_address(record: models.Model, old_slug: str) -> None:
    """Make every former address of the record, `old_slug` now among them, lead to its slug."""
    redirects = SlugRedirect.objects.filter(kind=record.kind)
    redirects.filter(old_slug=record.slug).delete()  # it may have gone back to a former one
    redirects.filter(slug=old_slug).update(slug=record.slug)
    redirects.create(kind=record.kind, old_slug=old_slug, slug=record.slug)
