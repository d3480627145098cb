"""A hidden number stays hidden: from one table, from all of them, and from the list below them."""

from collections import Counter
from datetime import date
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.enums import Disposition, Stance
from consultation.outcome import (
    FOLDED_AFTER,
    LEAST,
    LEAST_REST,
    MOST_BARS,
    UNPUBLISHED,
    Tally,
    by,
    fold,
    month_of,
    months,
    reconciliation,
    shown,
    table,
)

JANUARY = month_of(date(2026, 1, 9))
FEBRUARY = month_of(date(2026, 2, 28))

# --- One column -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], []),
        ([5, 9], [5, 9]),
        ([4, 9], [None, None]),
        ([0, 6, 9], [None, None, 9]),
        ([4, 5, 5, 9], [None, None, None, 9]),
        ([1, 2, 8, 30], [None, None, None, 30]),
        ([4, 4], [None, None]),
        ([0, 0, 0], [None, None, None]),
    ],
)
def test_small_numbers_and_the_next_larger_one_are_hidden(counts, expected) -> None:
    assert shown(counts) == expected


@given(st.lists(st.integers(0, 40), max_size=8))
def test_no_number_under_five_is_ever_shown_and_none_is_hidden_for_nothing(counts) -> None:
    found = shown(counts)
    assert all(number is None or number >= LEAST for number in found)
    assert [n for n in found if n is not None] == [
        n for n, m in zip(counts, found, strict=True) if m is not None
    ]
    if min(counts, default=LEAST) >= LEAST:
        assert None not in found


def columns_like(counts: list[int]) -> list[tuple[int, ...]]:
    """Every column with the same total that looks the same when shown."""
    page = shown(counts)
    places = [place for place, number in enumerate(page) if number is None]
    total = sum(counts[place] for place in places)
    alike = []
    for values in product(range(total + 1), repeat=len(places) - 1):
        if sum(values) <= total:
            column = list(counts)
            for place, value in zip(places, (*values, total - sum(values)), strict=True):
                column[place] = value
            if shown(column) == page:
                alike.append(tuple(column))
    return alike


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4).filter(lambda found: sum(found) > 0))
def test_whoever_knows_rule_and_total_cannot_work_out_a_hidden_number(counts) -> None:
    """Among all columns that could stand behind the page, each hidden number has several values;
    and where any number can be as large as five, it may be small and may be large."""
    page = shown(counts)
    if None not in page:
        return
    alike = columns_like(counts)
    for place, number in enumerate(page):
        if number is None:
            possible = {column[place] for column in alike}
            assert len(possible) > 1
            if max(counts) >= LEAST:
                assert min(possible) < LEAST <= max(possible)


def test_leaving_out_only_the_small_numbers_would_not_do() -> None:
    """The test above finds what it is there to find: one hidden number follows from the total."""
    total, page = 32, [30, None]
    assert total - sum(number or 0 for number in page) == 2


# --- All tables of a page, and the comments below them ---------------------------------------

THEMES = ("trees", "roads", "views")
KEYS = {
    "stance": [*Stance.values, ""],
    "language": ["zh-hk", "en"],
    "month": [JANUARY, FEBRUARY],
}
comment = st.fixed_dictionaries(
    {
        "disposition": st.sampled_from(
            [Disposition.PUBLISHED, Disposition.WITHHELD, Disposition.IN_HAND]
        ),
        "stance": st.sampled_from(["support", "oppose", ""]),
        "language": st.sampled_from(KEYS["language"]),
        "month": st.sampled_from(KEYS["month"]),
        "themes": st.frozensets(st.sampled_from(THEMES), max_size=3),
    }
)


def theme_counts(comments: list[dict], unpublished: bool) -> Counter:
    return Counter(
        theme
        for one in comments
        if (one["disposition"] in UNPUBLISHED) == unpublished
        for theme in one["themes"]
    )


def tables(comments: list[dict]) -> dict:
    """Every table of the page."""
    tallies = [
        Tally(one["disposition"], one["stance"], one["language"], one["month"], 1)
        for one in comments
    ]
    found = {feature: table(keys, *by(feature, tallies)) for feature, keys in KEYS.items()}
    sums = reconciliation(tallies)
    found["themes"] = table(
        THEMES,
        theme_counts(comments, False),
        theme_counts(comments, True),
        (sums.published, sums.unpublished),
    )
    return found


def page(comments: list[dict]) -> tuple:
    """All a reader can see: the tables, the reconciliation, and every published comment."""
    tallies = [
        Tally(one["disposition"], one["stance"], one["language"], one["month"], 1)
        for one in comments
    ]
    published = [one for one in comments if one["disposition"] == Disposition.PUBLISHED]
    return tables(comments), reconciliation(tallies), published


def unpublished_count(comments: list[dict], feature: str, key) -> int:
    others = [one for one in comments if one["disposition"] in UNPUBLISHED]
    if feature == "themes":
        return sum(key in one["themes"] for one in others)
    return sum(one[feature] == key for one in others)


def changed(comments: list[dict], feature: str, change) -> list[dict]:
    """The comments with `change` made to one feature of those that are not published."""
    return [
        one | {feature: change(one[feature])} if one["disposition"] in UNPUBLISHED else one
        for one in comments
    ]


def other_worlds(comments: list[dict], feature: str, key, hidden: list):
    """Comments that could have been sent instead, as far as the page tells."""
    for other in hidden:
        swap = {key: other, other: key}
        if feature == "themes":
            yield changed(comments, feature, lambda had, swap=swap: {swap.get(x, x) for x in had})
        else:
            yield changed(comments, feature, lambda had, swap=swap: swap.get(had, had))
    # Or one writer had said something else.
    for place, one in enumerate(comments):
        if one["disposition"] in UNPUBLISHED:
            for first, second in permutations([key, *hidden], 2):
                if feature == "themes":
                    yield _with(comments, place, feature, one["themes"] ^ {key})
                elif one[feature] == first:
                    yield _with(comments, place, feature, second)


def _with(comments, place, feature, value) -> list[dict]:
    return [*comments[:place], comments[place] | {feature: value}, *comments[place + 1 :]]


@settings(max_examples=150, deadline=None)
@given(st.lists(comment, max_size=40))
def test_all_that_is_shown_together_does_not_tell_what_the_unpublished_said(comments) -> None:
    """For every hidden number there are other comments with which the whole page, the published
    comments included, would be the same and that number another."""
    seen = page(comments)
    if not seen[1].unpublished:
        return
    for feature, found in seen[0].items():
        assert found.has_unpublished
        hidden = [line.key for line in found.lines if line.unpublished is None]
        for key in hidden:
            number = unpublished_count(comments, feature, key)
            others = [other for other in hidden if other != key]
            assert any(
                unpublished_count(world, feature, key) != number and page(world) == seen
                for world in other_worlds(comments, feature, key, others)
            ), (feature, key)


@given(st.lists(comment, max_size=60))
def test_the_tables_and_the_reconciliation_agree(comments) -> None:
    for feature, found in tables(comments).items():
        for line in found.lines if found else ():
            if line.unpublished is not None:
                assert line.unpublished == unpublished_count(comments, feature, line.key)


# --- Reconciliation -------------------------------------------------------------------------

tallies = st.builds(
    Tally,
    st.sampled_from(Disposition),
    st.sampled_from(KEYS["stance"]),
    st.sampled_from(KEYS["language"]),
    st.sampled_from(KEYS["month"]),
    st.integers(1, 500),
)


@given(st.lists(tallies))
def test_the_reconciliation_always_adds_up(found) -> None:
    sums = reconciliation(found)
    assert sums.received == sum(tally.count for tally in found)
    assert sums.received == sum(count for _disposition, count in sums.parts)
    assert [disposition for disposition, _count in sums.parts] == list(Disposition)
    parts = dict(sums.parts)
    left_out = parts["duplicate"] + parts["spam"] + parts["withdrawn"]
    assert sums.counted == sums.received - left_out == sums.published + sums.unpublished


@given(st.lists(tallies))
def test_spam_duplicates_and_withdrawn_comments_are_in_no_figure(found) -> None:
    for feature in KEYS:
        published, unpublished = by(feature, found)
        assert sum(published.values()) == reconciliation(found).published
        assert sum(unpublished.values()) == reconciliation(found).unpublished


# --- Rows and bars --------------------------------------------------------------------------


def test_months_follow_the_calendar_and_not_the_comments() -> None:
    wanted = [month_of(date(2025, 11 + number, 1)) for number in (0, 1)] + [JANUARY, FEBRUARY]
    assert months(date(2025, 11, 30), date(2026, 2, 1), []) == wanted
    late = [Tally("in_hand", "", "en", FEBRUARY, 1)]
    assert months(date(2025, 11, 30), date(2026, 2, 1), late) == wanted
    early = [Tally("in_hand", "", "en", month_of(date(2025, 11, 5)), 1)]
    assert months(date(2025, 12, 1), date(2026, 2, 1), early) == wanted


def test_one_row_and_no_comment_make_no_table() -> None:
    assert table(["en"], {"en": 9}, {}) is None
    assert table(["en", "zh-hk"], {}, {}) is None


def test_a_column_without_comments_is_left_out_and_hides_nothing() -> None:
    found = table(["a", "b"], {"a": 9, "b": 8}, {})
    assert (found.has_published, found.has_unpublished, found.hides) == (True, False, False)


@given(st.lists(st.tuples(st.integers(5, 90), st.integers(5, 90)), min_size=2, max_size=9))
def test_bars_are_on_one_scale_and_stay_in_the_drawing(rows) -> None:
    left, right = ({number: row[side] for number, row in enumerate(rows)} for side in (0, 1))
    found = table(list(range(len(rows))), left, right)
    longest = max(map(sum, rows))
    for line, row in zip(found.lines, rows, strict=True):
        assert line.bar.published == pytest.approx(row[0] / longest * 100, abs=0.01)
        assert line.bar.published + line.bar.unpublished <= 100.02
        assert 0 < line.bar.name_y < line.bar.value_y < line.bar.y < found.height


def test_a_chart_needs_two_bars_and_stays_a_picture() -> None:
    assert table(["a", "b"], {"a": 9, "b": 8}, {}).drawn
    assert not table(["a", "b"], {"a": 90, "b": 3}, {}).drawn
    many = dict.fromkeys(range(MOST_BARS + 1), 9)
    assert not table(list(many), many, {}).drawn


# --- Folding --------------------------------------------------------------------------------


@given(st.text(alphabet="ab 。\n", max_size=2000))
def test_folding_keeps_every_word(text) -> None:
    start, rest = fold(text)
    assert "".join((start + rest).split()) == "".join(text.split())
    assert len(start) <= FOLDED_AFTER or not rest


@pytest.mark.parametrize("length", [10, FOLDED_AFTER + LEAST_REST - 1])
def test_a_short_text_is_not_folded(length: int) -> None:
    assert fold("x" * length) == ("x" * length, "")


def test_a_long_text_is_cut_where_a_sentence_ends() -> None:
    text = ("句" * 400) + "。" + ("子" * 600)
    assert fold(text) == ("句" * 400 + "。", "子" * 600)
    assert fold("x" * 1000) == ("x" * FOLDED_AFTER, "x" * 400)
