"""Where an old address leads."""

from publishing.models import SlugRedirect


def present_slug(kind: str, old_slug: str) -> str | None:
    """The present slug of the record of `kind` that once had `old_slug`, or None."""
    found = SlugRedirect.objects.filter(kind=kind, old_slug=old_slug)
    return found.values_list("slug", flat=True).first()
