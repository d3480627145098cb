"""Written applicants against every scheme: the group, and the clauses that decide, exactly."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.http import QueryDict

from schemes.candidates import candidates
from schemes.eligibility.codes import Want, Who
from schemes.matching import matches
from schemes.reading import read_finder

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)
PROFILES = yaml.safe_load(Path(__file__).with_name("profiles.yaml").read_text())


def answers(profile: dict) -> dict:
    """A profile's answers as an address gives them."""
    query = QueryDict(mutable=True)
    for code, value in profile["answers"].items():
        query.setlist(code, value if isinstance(value, list) else [str(value)])
    asked = read_finder(query)
    assert asked.errors == {}
    return asked.answers


@pytest.fixture(scope="module")
def judged(django_db_setup, django_db_blocker) -> dict[str, dict]:
    """Each profile's four groups, by its name."""
    with django_db_blocker.unblock():
        schemes = candidates(ON)
        return {one["name"]: matches(schemes, answers(one), ON) for one in PROFILES}


def keys(reasons) -> list[str]:
    return [criterion.key for reason in reasons for criterion in reason.criteria]


@pytest.mark.parametrize("profile", PROFILES, ids=[one["name"] for one in PROFILES])
def test_every_scheme_answers_a_profile_as_written(judged, profile: dict) -> None:
    groups = judged[profile["name"]]
    found = {
        "fits": sorted(one.scheme.slug for one in groups["fits"]),
        "check": {one.scheme.slug: keys(one.to_check) for one in groups["check"]},
        "closed": {one.scheme.slug: keys(one.to_check) for one in groups["closed"]},
        "no": {one.scheme.slug: keys(one.against) for one in groups["no"]},
    }
    assert found == {name: profile[name] for name in found}


@pytest.mark.parametrize("profile", PROFILES, ids=[one["name"] for one in PROFILES])
def test_a_near_miss_is_ruled_out_by_one_clause_alone(judged, profile: dict) -> None:
    no = {one.scheme.slug: keys(one.against) for one in judged[profile["name"]]["no"]}
    assert {slug: no.get(slug) for slug in profile["near"]} == {
        slug: [key] for slug, key in profile["near"].items()
    }


@pytest.mark.parametrize("profile", PROFILES, ids=[one["name"] for one in PROFILES])
def test_no_scheme_is_left_out_and_every_reason_cites_its_source(judged, profile: dict) -> None:
    groups = judged[profile["name"]]
    assert sum(map(len, groups.values())) == 65
    for group, found in groups.items():
        for one in found:
            reasons = {"fits": one.met, "no": one.against}.get(group, [*one.to_check, *one.met])
            assert reasons
            assert all(reason.sentence.citations for reason in reasons)


def test_there_are_enough_profiles_of_every_kind() -> None:
    assert len(PROFILES) >= 60
    assert 3 * sum(bool(one["near"]) for one in PROFILES) >= len(PROFILES)
    for code, choices in (("who", Who), ("want", Want)):
        counted = Counter(one["answers"][code] for one in PROFILES)
        assert [value for value in choices.values if counted[value] < 2] == []
