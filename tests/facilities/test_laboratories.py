"""The State Key Laboratories before and after the reorganisation."""

import pytest

from facilities.laboratories import Fate, then_and_now
from facilities.queries import state_key_laboratories
from tests.factories import add, empty_the_site, state, succession, t
from tests.markup import read

pytestmark = pytest.mark.django_db
OLD = state("old", since="2009")
RUNS = state("runs", since="2025-07-01")


@pytest.fixture(autouse=True)
def _laboratories() -> None:
    empty_the_site()

    def laboratory(slug: str, *states: dict, **fields) -> None:
        name = t(f"{slug}實驗室", f"Laboratory of {slug}")
        kind = {"facility_kind": "state_key_laboratory"}
        add("facilities", slug, **{"name": name} | kind | fields, states=list(states))

    def renamed(slug: str) -> list:
        former = t("舊名實驗室", f"Laboratory of {slug}")
        return [succession("was", "2025-07-01", other_name=former)]

    laboratory("kept", OLD, RUNS, successions=renamed("kept"))
    laboratory("moved", OLD, RUNS, successions=renamed("elsewhere"))
    laboratory("fresh", RUNS)
    laboratory("gone", OLD, state("gone", "unknown", "2025-07-01"))
    laboratory("later", state("planned", "planned", "2026-01"))
    laboratory("other", OLD, RUNS, facility_kind="rd_centre")


def test_each_laboratory_of_either_day_has_one_fate() -> None:
    rows = then_and_now(state_key_laboratories())
    assert [(row.facility.slug, row.fate) for row in rows] == [
        ("kept", Fate.KEPT),
        ("moved", Fate.RENAMED),
        ("fresh", Fate.NEW),
        ("gone", Fate.MISSING),
    ]


def test_the_page_counts_and_names_them(client, language) -> None:
    found = read(client.get(f"/{language}/facilities/state-key-laboratories/").content)
    counted = [element.text for element in found.all("dd")][:6]
    assert counted == ["3", "3", "1", "1", "1", "1"]
    assert {"kept", "moved", "fresh", "gone"} <= set(found.ids)
    assert "later" not in found.ids
    assert (
        "Laboratory of elsewhere"
        in read(client.get("/en/facilities/state-key-laboratories/").content)
        .one("tr", id="moved")
        .text
    )
