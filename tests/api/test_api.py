"""The finder and the estimate as JSON, and their description."""

import json

import pytest

from schemes.eligibility.vocabulary import ATTRIBUTES
from tests.markup import HAN

pytestmark = pytest.mark.django_db


def get(client, path: str, status: int = 200) -> dict:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(answer.content)


def test_the_finder_answers_in_four_groups_with_reasons(client) -> None:
    told = get(client, "finder?who=company&want=new_line&cost=45000000&subvented=no&lang=en")
    assert [one["slug"] for one in told["fits"]] == ["nifs"]
    (fit,) = told["fits"]
    assert fit["pays"] == 15_000_000
    assert next(one["sentence"] for one in fit["reasons"]).startswith("A company incorporated")
    assert all(one["sources"] and one["clauses"] for one in fit["reasons"])
    groups = ("fits", "check", "closed", "no")
    assert sum(len(told[group]) for group in groups) == 65
    reasons = [one["reasons"] for one in told["no"]]
    assert all(reasons)
    assert {reason["verdict"] for found in reasons for reason in found} == {"no"}
    assert told["answers"]["cost"] == ["45000000"]


def test_the_finder_says_what_the_page_says(client) -> None:
    query = "who=university&want=rd_alone&theme=yes"
    told = get(client, f"finder?{query}&lang=en")
    html = client.get(f"/en/schemes/finder/?{query}&show=1").content.decode()
    for group in ("fits", "check", "closed"):
        part = html.partition(f'<h2 id="{group}">')[2].partition("<section")[0]
        places = [part.index(f'<h3><a href="{one["url"]}"') for one in told[group]]
        assert places == sorted(places)
        assert part.count("<h3>") == len(told[group])
    assert told["closed"][0]["slug"] == "mrp"
    assert told["closed"][0]["replaced_by"] == ["itsp"]


def test_it_asks_what_the_page_asks(client) -> None:
    assert get(client, "finder")["next"] == "who"
    assert get(client, "finder?who=company")["next"] == "want"
    assert get(client, "finder?skip=who&skip=want")["next"] == "cost"


def test_the_answer_is_in_the_language_asked_for(client) -> None:
    for code, is_han in (("zh-hk", True), ("en", False)):
        told = get(client, f"finder?who=company&want=new_line&lang={code}")
        assert bool(HAN.search(told["fits"][0]["name"])) is is_han
        assert bool(HAN.search(told["fits"][0]["reasons"][0]["sentence"])) is is_han
        wrong = get(client, f"finder?who=bogus&lang={code}", 400)
        assert bool(HAN.search(wrong["errors"]["who"])) is is_han
    assert client.get("/api/v1/finder?who=company&lang=en")["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("finder?who=bogus", "who"),
        ("finder?cost=plenty", "cost"),
        ("finder?partner=none&partner=mainland", "partner"),
        ("finder?lang=fr", "lang"),
        ("estimate", "scheme"),
        ("estimate?scheme=bogus", "scheme"),
        ("estimate?scheme=nifs&cost=-1", "cost"),
        ("estimate?scheme=nifs&cost=0", "cost"),
        ("estimate?scheme=nifs&cost=1&on=soon", "on"),
        ("estimate?scheme=nifs&cost=1&on=2999-01-01", "on"),
        ("estimate?scheme=nifs&track=bogus", "track"),
        ("estimate?scheme=rth&degree=bogus", "degree"),
        ("estimate?scheme=rth&staff=0", "staff"),
        ("estimate?scheme=rth&months=1000", "months"),
    ],
)
def test_what_makes_no_sense_is_a_clear_400(client, path, name) -> None:
    told = get(client, path, 400)
    assert list(told["errors"]) == [name]
    assert told["errors"][name] in told["error"]


def test_the_estimate_tells_the_working(client) -> None:
    told = get(client, "estimate?scheme=tvp&cost=1000000&on=2024-12-31&lang=en")
    assert (told["pays"], told["applicant_pays"]) == (600_000, 400_000)
    (one,) = told["estimates"]
    steps = [(line["step"], line["result"]) for line in one["working"]]
    assert steps[:3] == [("cost", 1_000_000), ("share", 750_000), ("ceiling", 600_000)]
    assert one["sources"]
    assert told["status"]["code"] == "open"


def test_a_degree_picks_the_track(client) -> None:
    told = get(client, "estimate?scheme=rth&degree=doctor&months=12&staff=2")
    assert told["pays"] == 1_080_000
    assert [one["track"] for one in told["estimates"]] == ["doctor"]


def test_a_scheme_without_a_formula_says_so(client, language) -> None:
    told = get(client, f"estimate?scheme=gsp&cost=1000000&lang={language}")
    assert told["pays"] is None
    assert {one["no_sum"] for one in told["estimates"]} == {"no_formula"}
    assert all(one["why"] for one in told["estimates"])


def test_it_is_described_for_machines_and_people(client, language) -> None:
    told = get(client, f"openapi.json?lang={language}")
    assert set(told["paths"]) == {"/api/v1/finder", "/api/v1/estimate"}
    named = {one["name"] for one in told["paths"]["/api/v1/finder"]["get"]["parameters"]}
    assert named == {*ATTRIBUTES, "skip", "lang"}
    page = client.get(f"/api/v1/docs?lang={language}")
    html = page.content.decode()
    assert page.status_code == 200
    assert "<script" not in html
    assert "default-src 'self';" in page["Content-Security-Policy"]
    assert all(f"<code>{code}</code>" in html for code in ATTRIBUTES)


@pytest.mark.parametrize("path", ["finder", "estimate", "openapi.json", "docs"])
def test_the_api_is_read_only(client, path) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"/api/v1/{path}").status_code == 405
