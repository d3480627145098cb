"""Names offered while somebody types."""

import pytest

from tests.factories import add, empty_the_site, succession, t

pytestmark = pytest.mark.django_db


def offered(client, typed: str, language: str = "en") -> list[str]:
    """The names that are offered."""
    response = client.get(f"/{language}/search/suggest/", {"q": typed})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    return [one["text"] for one in response.json()["suggestions"]]


@pytest.fixture
def _zebras() -> None:
    empty_the_site()
    was = [succession("was", other_name=t("舊斑馬", "Zebra of Old"))]
    add("schemes", "a", name=t("斑馬計劃", "Zebra Scheme"), abbreviation="ZBR", successions=was)
    add("facilities", "b", name=t("條紋斑馬所", "Institute of Zebras"))
    add("sources", "c", title=t("斑馬報道", "Zebra report"))
    add("schemes", "d", name=t("斑馬草稿", "Zebra Draft"), state="draft")


@pytest.mark.usefixtures("_zebras")
@pytest.mark.parametrize(
    ("typed", "language", "expected"),
    [
        ("zeb", "en", ["Zebra Scheme", "Institute of Zebras"]),
        ("ZEBRA S", "en", ["Zebra Scheme"]),
        ("zbr", "en", ["ZBR"]),
        ("斑馬", "zh-hk", ["斑馬計劃", "條紋斑馬所"]),
        ("斑马", "zh-hk", ["斑馬計劃", "條紋斑馬所"]),
        ("斑", "zh-hk", ["斑馬計劃", "條紋斑馬所"]),
        ("舊", "zh-hk", ["舊斑馬"]),
        ("ebra", "en", []),
        ("z", "en", []),
        ("", "en", []),
        ("  ", "en", []),
    ],
)
def test_names_that_begin_so_come_first_and_hidden_ones_never(
    client, typed, language, expected
) -> None:
    assert offered(client, typed, language) == expected


def test_eight_at_most_with_their_kinds(client, language) -> None:
    response = client.get(
        f"/{language}/search/suggest/", {"q": {"zh-hk": "香", "en": "ho"}[language]}
    )
    found = response.json()["suggestions"]
    assert len(found) == 8
    assert all(one["kind"] for one in found)


def test_of_two_names_of_one_record_the_pages_own_is_offered(client) -> None:
    empty_the_site()
    add("schemes", "a", name=t("AI斑馬", "AI Zebra"))
    assert offered(client, "ai", "zh-hk") == ["AI斑馬"]
    assert offered(client, "ai", "en") == ["AI Zebra"]
