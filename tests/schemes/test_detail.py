"""One scheme's page: what it pays, until when, and what changed."""

from datetime import timedelta

import pytest

from publishing.dates import today
from schemes.models import Scheme
from tests.factories import (
    SOURCED,
    add,
    clause,
    empty_the_site,
    status,
    succession,
    t,
    terms,
    track,
)
from tests.markup import Markup, fact, read

pytestmark = pytest.mark.django_db
TODAY = today()
FRESH = {"evidence_on": TODAY.isoformat()}


@pytest.fixture(autouse=True)
def _empty() -> None:
    empty_the_site()


@pytest.fixture
def shown(client):
    """Write a scheme and read its page."""

    def write(language: str = "en", **fields) -> Markup:
        if not Scheme.objects.filter(slug="made").exists():
            add("schemes", "made", **fields)
        return read(client.get(f"/{language}/schemes/made/").content)

    return write


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (status("s", closes_on=TODAY.isoformat(), closes_at="18:00", **FRESH), "18:00"),
        (status("s", closes_on=TODAY.isoformat(), **FRESH), str(TODAY.year)),
        (status("s", intake="all_year", **FRESH), "No deadline stated; all year round"),
        (status("s", "closed"), "No longer taken"),
        (status("s", "no_call"), "No applications are called for"),
        (status("s", "planned"), "Not yet open"),
        (status("s", **FRESH), "Not known"),
        (
            status("s", intake="rounds", closes_on=(TODAY - timedelta(1)).isoformat(), **FRESH),
            "No later round is known",
        ),
    ],
)
def test_apply_by_tells_the_last_day_and_only_one_to_come(shown, row: dict, told: str) -> None:
    assert told in fact(shown(statuses=[row]), "Apply by")


def test_a_scheme_of_which_nothing_is_known_says_so(shown) -> None:
    found = shown()
    assert "No source says whether it takes applications." in fact(found, "Status")
    assert fact(found, "Apply by") == "Not known"
    assert "No official page is known here." in found.one("main").text


def test_a_fund_takes_no_applications_itself(shown) -> None:
    found = shown(scheme_kind="fund")
    assert "A fund takes no applications itself." in fact(found, "Status")
    assert fact(found, "Apply by") == "See its schemes"


def test_an_entry_route_pays_no_money(shown) -> None:
    row = {"key": "a", "terms_kind": "no_money"} | SOURCED
    found = shown(tracks=[track("main", row)])
    assert fact(found, "Pays") == "No money"
    assert "How it pays" not in found.one("main").text


def test_since_when_is_told_of_launch_and_terms(shown) -> None:
    rows = [terms("a", "2016"), terms("b", "2020-04-01")]
    found = shown(launched_on="2016-11-21", tracks=[track("main", *rows)])
    told = fact(found, "Since")
    assert "21 November 2016" in told
    assert "newest terms known: 1 April 2020" in told


def test_a_plan_of_years_ago_does_not_promise_an_opening(shown) -> None:
    row = status("s", "planned", evidence_on=(TODAY - timedelta(900)).isoformat())
    found = shown(statuses=[row])
    assert "whether it opened is not known" in fact(found, "Status")
    assert fact(found, "Apply by") == "Not known"


def test_a_ratio_that_is_only_the_most_says_so(shown) -> None:
    sides = {"government_share": 4, "other_share": 1, "other_side": "joint"}
    kind = {"terms_kind": "match", "ratio_qualifier": "up_to"}
    found = shown(tracks=[track("main", terms("a", 2024, **kind, **sides))])
    assert "up to Government 4 : Industry and university 1" in fact(found, "How it pays")


def test_a_sentence_leads_to_the_scheme_it_speaks_of(shown) -> None:
    add("schemes", "friend")
    found = shown(clauses=[clause("c", "combine", other="friend", combination="barred")])
    assert "/en/schemes/friend/" in found.links
    assert "may not be combined" in found.one("li", id="combine-c").text


def test_what_a_status_rests_on_is_told_whatever_it_is(shown) -> None:
    row = status("s", "unknown", note=t("備註", "Seen running, nothing more."), **FRESH)
    assert "Seen running, nothing more." in fact(shown(statuses=[row]), "Status")


def test_old_terms_stay_below_the_present_ones_each_with_an_address(shown) -> None:
    rows = [terms("then", 2016), terms("now", 2020, ceiling=3_000_000), terms("soon", 2099)]
    found = shown(tracks=[track("main", *rows)])
    shown_rows = [e for e in found.all("tr") if e.attributes.get("id", "").startswith("terms-")]
    assert [row.attributes["id"] for row in shown_rows] == [
        "terms-main-soon",
        "terms-main-now",
        "terms-main-then",
    ]
    assert [row.attributes.get("class") for row in shown_rows] == [None, "now", None]
    assert "HK$3 million" in fact(found, "Pays at most")


def test_each_track_shows_its_own_present_terms(shown) -> None:
    tracks = [track("a", terms("t", 2020, ceiling=5_000_000)), track("b", terms("t", 2020))]
    told = fact(shown(tracks=tracks), "Pays at most")
    assert "Track a HK$5 million" in told
    assert "Track b HK$1 million" in told


def test_the_trail_tells_each_change_newest_first_and_the_undated_nowhere(shown) -> None:
    found = shown(
        launched_on=2010,
        tracks=[track("main", terms("old", 2016), terms("new", 2024, ceiling=2_000_000))],
        statuses=[status("gone", "closed", 2025), status("undated", "planned")],
        successions=[succession("was", 2020)],
    )
    trail = found.one("section", **{"aria-labelledby": "trail"}).text
    told = ["Closed", "HK$1 million per project → HK$2 million per project", "Former name"]
    places = [trail.index(text) for text in [*told, "First terms known here", "Launched"]]
    assert places == sorted(places)
    assert "Planned" not in trail


def test_sentences_stand_under_the_question_they_answer(shown) -> None:
    found = shown(
        clauses=[
            clause("how", "how", text=t("網上。", "On line.")),
            clause("who", "who", text=t("公司。", "A company.")),
            clause("odds", "disagreement", text=t("不一。", "They differ."))
            | {"second_source": "made-second"},
        ]
    )
    sections = {e.attributes.get("aria-labelledby"): e.text for e in found.all("section")}
    assert sections["who"].startswith("Who may apply A company.")
    assert sections["how"].startswith("How to apply On line.")
    assert "They differ." in sections["disagreement"]


def test_sources_are_numbered_in_the_order_they_are_cited(shown) -> None:
    found = shown(clauses=[clause("who", second_source="made-second")])
    cited = [int(e.text.split()[1].rstrip(",")) for e in found.with_class("ref")]
    firsts = sorted(set(cited), key=cited.index)
    assert firsts == list(range(1, len(firsts) + 1))
    assert {f"s{number}" for number in firsts} <= set(found.ids)


def test_the_other_languages_name_is_shown_and_marked(shown, language) -> None:
    found = shown(language, name=t("某計劃", "Some Scheme"))
    (aka,) = found.with_class("aka")
    assert aka.text == ("Some Scheme" if language == "zh-hk" else "某計劃")
    other = "en" if language == "zh-hk" else "zh-HK"
    assert [e.text for e in found.all("span", lang=other)] == [aka.text]
