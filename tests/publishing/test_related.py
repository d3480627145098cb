"""Links between records of different apps."""

import pytest
from django.utils import translation

from publishing.related import Link
from schemes import queries
from schemes.models import Scheme

pytestmark = pytest.mark.django_db


def test_each_kind_is_linked_by_name_in_the_page_language(
    language, django_assert_num_queries
) -> None:
    """One query for all kinds; kinds whose names lie in other columns are not mixed up."""
    nifs = Scheme.objects.get(slug="nifs")
    names = {
        "zh-hk": ("先進製造", "五年內把資助的智能生產線增至逾130條"),
        "en": ("Advanced manufacturing", "More than 130 smart production lines in five years"),
    }[language]
    with translation.override(language), django_assert_num_queries(1):
        found = queries.related(nifs)
    assert Link("advanced-manufacturing", names[0]) in found["topic"]
    assert found["measure"] == [Link("smart-production-lines-2022", names[1])]
    assert found["outcome"][0].slug == "biochip-production-line"
