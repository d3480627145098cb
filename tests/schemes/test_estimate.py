"""What a scheme pays: the sources' own examples to the dollar, and what holds for any terms."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.candidates import candidates
from schemes.estimate import Inputs, Lacking, Step, best, by_track, estimate, priced, share_of
from schemes.models import Terms

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def terms(django_db_setup, django_db_blocker) -> dict[str, tuple[Terms, ...]]:
    """Every scheme's rows of terms."""
    with django_db_blocker.unblock():
        return {one.scheme.slug: one.terms for one in candidates(TODAY)}


def paid(rows, on: date = TODAY, track: str = "", **stated) -> tuple[int | None, int | None]:
    """(the Government, the other side) by the terms of a day."""
    found = best(by_track(rows, on, Inputs(**stated)), [track] if track else [])
    return (found.estimate.pays, found.estimate.rest) if found else (None, None)


D = date.fromisoformat


@pytest.mark.parametrize(
    ("slug", "track", "on", "stated", "expected"),
    [
        # The Technology Voucher: 3:1 to HK$600,000 at the end, 2:1 to HK$200,000 at the start.
        ("tvp", "", "2024-12-31", {"cost": 800_000}, (600_000, 200_000)),
        ("tvp", "", "2024-12-31", {"cost": 1_000_000}, (600_000, 400_000)),
        ("tvp", "", "2024-12-31", {"cost": 100_000}, (75_000, 25_000)),
        ("tvp", "", "2020-03-31", {"cost": 600_000}, (400_000, 200_000)),
        ("tvp", "", "2019-02-26", {"cost": 600_000}, (200_000, 400_000)),
        ("tvp", "", "2016-11-21", {"cost": 300_000}, (200_000, 100_000)),
        ("tvp", "", "2016-11-20", {"cost": 300_000}, (None, None)),
        # NIFS: a third, to HK$15 million; HK$2.8 million by the streamlined procedure.
        ("nifs", "standard", "2026-11-21", {"cost": 45_000_000}, (15_000_000, 30_000_000)),
        ("nifs", "standard", "2026-11-21", {"cost": 60_000_000}, (15_000_000, 45_000_000)),
        ("nifs", "standard", "2026-11-21", {"cost": 10_000_000}, (3_333_333, 6_666_667)),
        ("nifs", "streamlined", "2026-11-21", {"cost": 9_000_000}, (2_800_000, 6_200_000)),
        # NIAS: a third, to HK$200 million; from HK$150 million since 18 November 2025, before 300.
        ("nias", "", "2026-11-21", {"cost": 150_000_000}, (50_000_000, 100_000_000)),
        ("nias", "", "2026-11-21", {"cost": 149_999_999}, (0, 149_999_999)),
        ("nias", "", "2026-11-21", {"cost": 900_000_000}, (200_000_000, 700_000_000)),
        ("nias", "", "2025-11-17", {"cost": 150_000_000}, (0, 150_000_000)),
        ("nias", "", "2025-11-17", {"cost": 300_000_000}, (100_000_000, 200_000_000)),
        # NITTP: 2:1 to HK$500,000 before its change, 1:1 to HK$250,000 after.
        ("nittp", "", "2026-01-08", {"cost": 600_000}, (400_000, 200_000)),
        ("nittp", "", "2026-01-08", {"cost": 900_000}, (500_000, 400_000)),
        ("nittp", "", "2026-01-09", {"cost": 600_000}, (250_000, 350_000)),
        ("nittp", "", "2026-01-09", {"cost": 60_000}, (30_000, 30_000)),
        # RTH: HK$20,000, 23,000 and 35,000 a month, doctors 10,000 more, for up to 36 months.
        ("rth", "bachelor", "2026-11-21", {"months": 12}, (240_000, None)),
        ("rth", "master", "2026-11-21", {"months": 36, "staff": 2}, (1_656_000, None)),
        ("rth", "doctor", "2026-11-21", {}, (1_620_000, None)),
        ("rth", "doctor", "2026-11-21", {"months": 48}, (1_620_000, None)),
        ("rth", "bachelor", "2023-03-31", {"months": 12}, (216_000, None)),
        ("rth", "nias-extra", "2026-11-21", {"cost": 480_000, "months": 12}, (210_000, 270_000)),
        ("rth", "nias-extra", "2026-11-21", {"cost": 360_000, "months": 12}, (180_000, 180_000)),
        # Manufacturing+: 1:2 to HK$250,000.
        ("manufacturing-plus", "", "2026-11-21", {"cost": 750_000}, (250_000, 500_000)),
        ("manufacturing-plus", "", "2026-11-21", {"cost": 600_000}, (200_000, 400_000)),
        ("manufacturing-plus", "", "2026-11-21", {"cost": 3_000_000}, (250_000, 2_750_000)),
        # Others that the sources spell out.
        ("accelerator-pilot", "", "2026-03-01", {"cost": 90_000_000}, (30_000_000, 60_000_000)),
        ("pag", "", "2026-11-21", {"cost": 300_000}, (250_000, 50_000)),
        ("pag", "", "2026-11-21", {"cost": 200_000}, (180_000, 20_000)),
        ("crs", "", "2026-11-21", {"cost": 1_000_000}, (400_000, 600_000)),
        ("crs", "", "2016-02-23", {"cost": 1_000_000}, (300_000, 700_000)),
        ("ess", "normal", "2026-11-21", {"cost": 30_000_000}, (10_000_000, 20_000_000)),
        ("fbl", "", "2026-11-21", {"cost": 10_000_000}, (5_000_000, 5_000_000)),
        ("stem-internship", "", "2026-11-21", {}, (33_570, None)),
        ("raise-plus", "first-stage", "2026-11-21", {"cost": 14_000_000}, (0, 14_000_000)),
        ("raise-plus", "first-stage", "2026-11-21", {"cost": 15_000_000}, (10_000_000, 5_000_000)),
        (
            "tsssu",
            "plus",
            "2026-11-21",
            {"cost": 4_000_000, "private": 900_000},
            (900_000, 3_100_000),
        ),
        ("ai-science-edu", "", "2026-11-21", {}, (100_000, None)),
        ("gba-youth", "", "2026-11-21", {"cost": 400_000, "months": 12}, (144_000, 256_000)),
    ],
)
def test_what_the_sources_imply_is_paid_to_the_dollar(
    terms, slug, track, on, stated, expected
) -> None:
    assert paid(terms[slug], D(on), track, **stated) == expected


@pytest.mark.parametrize(
    ("slug", "lacking"),
    [
        ("gsp", Lacking.NO_FORMULA),
        ("mhkjfs", Lacking.NO_FORMULA),
        ("cmf", Lacking.INVESTMENT),
        ("techtas", Lacking.NO_MONEY),
    ],
)
def test_what_has_no_formula_says_so(terms, slug, lacking) -> None:
    found = by_track(terms[slug], TODAY, Inputs(cost=1_000_000))
    assert {one.estimate.lacking for one in found} == {lacking}
    assert best(found) is None


def test_the_cost_has_to_be_stated_where_it_decides(terms) -> None:
    (one,) = by_track(terms["tvp"], TODAY, Inputs())
    assert one.estimate.lacking is Lacking.COST
    assert priced(terms["tvp"])
    assert not priced(terms["techtas"])


def test_the_working_is_told_line_by_line(terms) -> None:
    (one,) = by_track(terms["tvp"], TODAY, Inputs(cost=1_000_000))
    assert [(line.step, line.result) for line in one.estimate.lines] == [
        (Step.COST, 1_000_000),
        (Step.SHARE, 750_000),
        (Step.CEILING, 600_000),
        (Step.PAYS, 600_000),
        (Step.REST, 400_000),
    ]
    assert one.estimate.lines[1].ratio == (3, 1)
    assert (one.estimate.lines[2].sum, one.estimate.lines[2].per) == (600_000, "applicant")


# --- What holds for any terms ----------------------------------------------------------------

DOLLARS = st.integers(0, 10**11)
PERCENT = st.decimals(Decimal("0.01"), 100, places=2)


@st.composite
def any_terms(draw) -> Terms:
    """Terms as the database would take them, with any of the limits."""
    kind = draw(st.sampled_from(["match", "reimburse", "grant", "allowance", "fixed"]))
    row = Terms(key="r", terms_kind=kind, other_side="")
    if kind == "match" or (kind == "grant" and draw(st.booleans())):
        row.government_share, row.other_share = draw(st.integers(1, 9)), draw(st.integers(1, 9))
        row.other_side = "company"
    if kind == "reimburse":
        row.percent = draw(PERCENT)
    if kind in ("allowance", "fixed"):
        row.amount = draw(DOLLARS)
        row.amount_per = draw(st.sampled_from(["person_month", "person", "school"]))
        row.supplement = draw(st.none() | DOLLARS)
    if kind == "grant" or draw(st.booleans()):
        row.ceiling = draw(DOLLARS)
        row.ceiling_per = draw(st.sampled_from(["project", "person_month", "person", "scheme"]))
        row.overall_ceiling = draw(st.none() | DOLLARS)
        row.overall_ceiling_per = "company"
    for name in ("min_project_cost", "min_contribution", "min_grant"):
        setattr(row, name, draw(st.none() | DOLLARS))
    for name in ("min_contribution_percent", "min_sponsor_percent"):
        setattr(row, name, draw(st.none() | PERCENT))
    row.max_months = draw(st.none() | st.integers(1, 60))
    return row


INPUTS = st.builds(
    Inputs,
    cost=DOLLARS,
    private=st.none() | DOLLARS,
    staff=st.none() | st.integers(1, 50),
    months=st.none() | st.integers(1, 60),
)


@given(any_terms(), INPUTS)
def test_the_payment_never_passes_a_ceiling_or_the_share(row, inputs) -> None:
    found = estimate(row, inputs)
    persons = inputs.staff or 1
    months = min(inputs.months or row.max_months or 12, row.max_months or 600)
    for limit, per in (
        (row.ceiling, row.ceiling_per),
        (row.overall_ceiling, row.overall_ceiling_per),
    ):
        if limit is not None:
            times = {"person_month": persons * months, "person": persons}.get(per, 1)
            assert 0 <= found.pays <= limit * times
    share = share_of(row)
    if share is not None and row.terms_kind not in ("allowance", "fixed"):
        assert found.pays <= share * inputs.cost
        if inputs.private is not None and row.government_share:
            assert found.pays * row.other_share <= inputs.private * row.government_share


@given(any_terms(), INPUTS)
def test_the_shares_add_up_to_the_cost(row, inputs) -> None:
    found = estimate(row, inputs)
    assert found.pays >= 0
    assert found.rest >= 0
    assert found.pays + found.rest == max(inputs.cost, found.pays)
    if row.terms_kind != "fixed":
        assert found.pays <= inputs.cost
    assert isinstance(found.pays, int)
    assert isinstance(found.rest, int)


@given(any_terms(), INPUTS, DOLLARS)
def test_a_larger_cost_never_pays_less(row, inputs, more) -> None:
    larger = Inputs(inputs.cost + more, inputs.private, inputs.staff, inputs.months)
    assert estimate(row, inputs).pays <= estimate(row, larger).pays


@given(any_terms(), INPUTS, DOLLARS)
def test_more_private_money_never_pays_less(row, inputs, more) -> None:
    private = inputs.private or 0
    less = Inputs(inputs.cost, private, inputs.staff, inputs.months)
    larger = Inputs(inputs.cost, private + more, inputs.staff, inputs.months)
    assert estimate(row, less).pays <= estimate(row, larger).pays


@given(any_terms(), INPUTS)
def test_every_line_takes_the_sum_on_and_the_last_ones_are_the_answer(row, inputs) -> None:
    found = estimate(row, inputs)
    ends = {Step.PAYS, Step.REST}
    results = [line.result for line in found.lines if line.step not in ends]
    assert results[-1] == found.pays
    assert all(later <= earlier for earlier, later in pairwise(results))
    assert {line.step: line.result for line in found.lines if line.step in ends} == {
        Step.PAYS: found.pays,
        Step.REST: found.rest,
    }
