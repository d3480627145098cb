"""Reads for the site's own pages."""

from django.db.models import Q

from publishing.documents.values import LANGUAGES, localized
from publishing.models import Source


def sources_containing(words: str = "") -> list[Source]:
    """Published sources in whose title, publisher, address or reference every word stands.

    Newest first, the undated last. One query.
    """
    found = Source.objects.published()
    for word in words.split():
        match = Q(slug__icontains=word) | Q(url__icontains=word) | Q(reference__icontains=word)
        for code in LANGUAGES:
            for name in ("title", "publisher"):
                match |= Q(**{f"{localized(name, code)}__icontains": word})
        found = found.filter(match)
    return sorted(
        found.order_by("slug"),
        key=lambda source: source.published_on.stored if source.published_on else "",
        reverse=True,
    )
