"""Reads for the policy pages. Every one starts from `published()`."""

from django.db.models import Prefetch, Q, QuerySet

from policy.models import Measure, Outcome
from publishing.documents.values import LANGUAGES, localized
from publishing.models import Organisation, Topic


def _public(accessor: str, model, attribute: str) -> Prefetch:
    field = model._meta.get_field(accessor)
    return Prefetch(accessor, field.related_model.objects.published(), attribute)


def measures(words: str = "") -> QuerySet[Measure]:
    """Published measures in which every word stands, newest first, with what they led to.

    Three queries.
    """
    found = Measure.objects.published()
    for word in words.split():
        match = Q(slug__iexact=word)
        for code in LANGUAGES:
            for name in ("title", "text", "progress_text"):
                match |= Q(**{f"{localized(name, code)}__icontains": word})
        found = found.filter(match)
    return found.select_related(
        "announced_by", "progress_source", "source", "second_source"
    ).prefetch_related(
        _public("schemes", Measure, "page_schemes"),
        _public("facilities", Measure, "page_facilities"),
    )


def outcomes() -> QuerySet[Outcome]:
    """Published outcomes with their schemes and institutions. Three queries."""
    return (
        Outcome.objects.published()
        .select_related("scheme", "facility", "source", "second_source")
        .prefetch_related(
            Prefetch("organisations", Organisation.objects.published(), "page_organisations"),
            Prefetch("topics", Topic.objects.published(), "page_topics"),
        )
    )
