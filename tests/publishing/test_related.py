"""Links between records of different apps."""

import pytest
from django.utils import translation

from schemes import queries
from schemes.models import Scheme

pytestmark = pytest.mark.django_db


def test_each_kind_is_linked_by_name_in_the_page_language(
    language, django_assert_num_queries
) -> None:
    """One query for all kinds; kinds whose names lie in other columns are not mixed up."""
    nifs = Scheme.objects.get(slug="nifs")
    suffix = language.replace("-", "_")
    with translation.override(language), django_assert_num_queries(1):
        found = queries.related(nifs)
    assert set(found) == {"topic", "measure", "outcome"}
    for kind, records, name in (
        ("topic", nifs.topics, "name"),
        ("measure", nifs.measures, "title"),
        ("outcome", nifs.outcomes, "title"),
    ):
        names = {record.slug: getattr(record, f"{name}_{suffix}") for record in records.all()}
        assert {link.slug: link.name for link in found[kind]} == names
