"""Differences in words, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from consultation.models import Project
from facilities.models import Facility
from figures.models import Indicator
from publishing.documents.compare import Difference, differences, row_model
from publishing.documents.dump import dump_all
from publishing.documents.registry import record_models
from publishing.documents.values import LANGUAGES, is_translated
from publishing.documents.wording import Told, in_page_language, in_words
from publishing.models import Organisation, Topic
from schemes.models import Scheme
from tests.publishing.generated import documents, values
from tests.publishing.samples import make, scheme_document, texts

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine(0)]
every_kind = pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)
GENERATE = [Phase.generate]
TERMS = "Tracks: Main — terms: 2016"


def worded(model, old: dict, new: dict, language: str = "en") -> list[Told]:
    """What the change is called in one language."""
    with translation.override(language):
        return in_words(model, differences(model, old, new), new, old)


def changed(**fields: Any) -> dict[str, Any]:
    """The sample scheme with fields as given."""
    return scheme_document() | fields


def in_row(name: str, **fields: Any) -> dict[str, Any]:
    """The sample scheme with fields of the first of the rows `name` as given; None is none."""
    document = scheme_document()
    row = document["tracks"][0]["terms"][0] if name == "terms" else document[name][0]
    changed = {name: value for name, value in (row | fields).items() if value is not None}
    row.clear()
    row.update(changed)
    return document


# --- Places and values ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "place", "before", "after"),
    [
        (in_row("terms", amount=402_000_000), f"{TERMS} — amount", "HK$600,000", "HK$402 million"),
        (in_row("terms", amount=None), f"{TERMS} — amount", "HK$600,000", ""),
        (in_row("terms", amount_per="company"), f"{TERMS} — amount is", "per project",
         "per company, in all"),
        (in_row("terms", percent="66.67"), f"{TERMS} — per cent paid", "", "66.67%"),
        (in_row("terms", locator="page 3"), f"{TERMS} — place in the source", "para 6(i)",
         "page 3"),
        (in_row("statuses", closes_on="2025-07-31"),
         "Status trail: Open (last day 31 July 2025) — last day", "30 June 2025", "31 July 2025"),
        (in_row("statuses", closes_at="12:30"),
         "Status trail: Open (last day 30 June 2025) — closing time", "17:00", "12:30"),
        (in_row("statuses", since="2024/25"),
         "Status trail: Open (financial year 2024-25) — since", "", "financial year 2024-25"),
        (in_row("statuses", intake=None),
         "Status trail: Open (last day 30 June 2025) — applications taken", "in rounds",
         "not stated"),
        (in_row("clauses", track="other"),
         "Sentences: Who may apply: Companies. — track", "", "Other"),
        (in_row("series", comparable=False), "Series: Applications — points can be compared",
         "yes", "no"),
        (changed(scheme_kind="fund"), "Sort", "Funding scheme", "Fund"),
        (changed(publish_at="2026-01-01T01:00Z"), "Shown from", "", "1 January 2026, 09:00"),
        (changed(redirects_from=["a", "b"]), "Former addresses", "", "a, b"),
        (changed(tracks=scheme_document()["tracks"][::-1]), "Tracks — order", "Main, Other",
         "Other, Main"),
    ],
)  # fmt: skip
def test_a_change_in_words(new, place, before, after) -> None:
    assert worded(Scheme, scheme_document(), new) == [Told(place, "", before, after)]


@pytest.mark.parametrize(
    ("new", "before", "after"),
    [
        (in_row("terms", amount=402_000_000), "60萬元", "4億200萬元"),
        (in_row("statuses", closes_on="2025-07-31"), "2025年6月30日", "2025年7月31日"),
        (in_row("terms", terms_kind="grant"), "定額資助", "設上限資助"),
        (in_row("clauses", locator="page 3"), "第6(i)段", "第3頁"),
        (changed(publish_at="2026-01-01T01:00:00+00:00"), "", "2026年1月1日09:00"),
    ],
)
def test_a_change_in_chinese_words(new, before, after) -> None:
    (told,) = worded(Scheme, scheme_document(), new, "zh-hk")
    assert (told.old, told.new) == (before, after)


def test_a_text_is_that_of_the_language_that_changed(language) -> None:
    told = worded(Scheme, scheme_document(), changed(name=texts("新", "New")), language)
    assert [(one.language, one.old, one.new) for one in told] == [
        ("zh-hk", "測試計劃", "新"),
        ("en", "Test Scheme", "New"),
    ]


@pytest.mark.parametrize("unit", [*("hkd", "count", "percent", "times", "rank", "m2", "pflops")])
def test_a_figure_stands_in_its_series_unit(unit) -> None:
    def document(value, unit) -> dict:
        point = {"key": "2024", "as_of": 2024, "value": value}
        series = {"slug": "s", "unit": unit, "unit_name": texts("宗申請", "applications")}
        return {"slug": "i", "series": [series | {"points": [point]}]}

    wanted = {
        "hkd": ("HK$9,562", "9,562元"),
        "count": ("9,562 applications", "9,562宗申請"),
        "percent": ("9,562%", "9,562%"),
        "times": ("9,562 times", "9,562倍"),
        "rank": ("No. 9,562", "第9,562位"),
        "m2": ("9,562 m²", "9,562平方米"),
        "pflops": ("9,562 PFLOPS", "9,562 PFLOPS"),
    }
    pair = (document(5, "count"), document(9562, unit))
    english, chinese = (worded(Indicator, *pair, code)[-1] for code in ("en", "zh-hk"))
    assert (english.new, chinese.new) == wanted[unit]
    assert english.old == "5 applications"  # in the unit it had then


def test_a_value_of_a_plan_stands_in_its_parameter_s_unit() -> None:
    def document(value) -> dict:
        row = {"key": "area", "parameter": "area", "value": value}
        parameter = {"key": "area", "name": texts("面積", "Area"), "unit": texts("平方米", "m²")}
        version = {"key": "v", "name": texts("初稿", "Draft"), "dated": 2024, "values": [row]}
        return {"slug": "p", "parameters": [parameter], "versions": [version]}

    (told,) = worded(Project, document("4.5"), document(5))
    assert told == Told("Versions: Draft (2024) — values: Area — value", "", "4.5 m²", "5 m²")


# --- Whole rows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "name", "row", "place", "summary", "summary_zh"),
    [
        (Scheme, "statuses",
         {"status_state": "open", "since": "2024-05-01", "closes_on": "2024-12-31"},
         "Status trail: Open (1 May 2024)", "Open; since 1 May 2024; last day 31 December 2024",
         "接受申請；自2024年5月1日；截止日期2024年12月31日"),
        (Scheme, "statuses", {"status_state": "closed", "since": 2024, "since_basis": "by"},
         "Status trail: Closed (by 2024)", "Closed; since: by 2024",
         "已截止申請；自：不遲於2024年"),
        (Scheme, "tracks", {"name": texts("甲", "A"), "terms": [{"key": "t", "terms_kind": "grant",
         "ceiling": 30_000_000, "ceiling_per": "project", "note": texts("註", "Note")}]},
         "Tracks: A", "A; terms: kind: Grant up to a ceiling; ceiling HK$30 million per project",
         "甲；資助條款：類別：設上限資助；上限每個項目3,000萬元"),
        (Scheme, "tracks", {"name": texts("甲", "A"), "terms": [{"key": "t"},
         {"key": "u", "effective_from": "2024-06"}]},
         "Tracks: A", "A; terms: undated, June 2024", "甲；資助條款：沒有註明日期、2024年6月"),
        (Scheme, "clauses", {"section": "who", "text": texts("公\n司。", "Firms " * 20)},
         f"Sentences: Who may apply: {('Firms ' * 20)[:59]}…", f"Who may apply; {'Firms ' * 20}",
         "申請資格；公\n司。"),
        (Facility, "successions", {"relation": "renamed_from", "other": "no-such-place"},
         "Succession: renamed from: no-such-place", "renamed from; no-such-place",
         "前稱；no-such-place"),
        (Facility, "people", {"name": {"zh-hk": None, "en": "Chan"}, "as_of": 2024},
         "People: Chan (2024)", "Chan; as of 2024", "Chan；截至2024年"),
        (Facility, "series", {"unit": "hkd", "name": texts("款", "Money"), "points": [
         {"key": "a", "as_of": 2024, "value": 5, "qualifier": "over", "is_plan": True}]},
         "Series: Money", "Money; unit: Hong Kong dollars; points: as of 2024; value over HK$5; "
         "planned or estimated: yes", None),
    ],
)  # fmt: skip
def test_a_row_in_short(model, name, row, place, summary, summary_zh) -> None:
    row = {"slug" if name == "series" else "key": "r", **row}
    old, new = {"slug": "r"}, {"slug": "r", name: [row]}
    assert worded(model, old, new) == [Told(place, "", "", summary)]
    assert worded(model, new, old) == [Told(place, "", summary, "")]
    if summary_zh:
        assert [told.new for told in worded(model, old, new, "zh-hk")] == [summary_zh]


def test_a_row_that_no_document_has_any_more_is_called_by_its_key() -> None:
    path = ("tracks", "gone", "terms", "2016", "amount")
    with translation.override("en"):
        (told,) = in_words(Scheme, [Difference(path, "", 1, 2)], scheme_document())
    assert told.place == "Tracks: gone — terms: 2016 — amount"


@pytest.mark.parametrize(
    "path",
    [("gone",), ("gone", "a", "name"), ("tracks", "main", "gone"), ("tracks", "main", "slug")],
)
def test_what_the_model_has_no_field_for_any_more_is_left_out(path) -> None:
    assert in_words(Scheme, [Difference(path, "", 1, 2)], scheme_document()) == []


# --- Names of other records -----------------------------------------------------------------


def test_other_records_are_named_in_the_active_language_or_else_the_other(language) -> None:
    make(Topic, slug="both", name_zh_hk="晶片", name_en="Chips")
    make(Topic, slug="chinese", name_zh_hk="材料", name_en="")
    new = changed(topics=["both", "chinese", "none"])
    (told,) = worded(Scheme, scheme_document(), new, language)
    assert told.new == {"en": "Chips, 材料, none", "zh-hk": "晶片、材料、none"}[language]


def test_naming_takes_one_query_a_model(language) -> None:
    """However many records are named, in fields or in rows."""
    for number in range(6):
        make(Organisation, slug=f"o-{number}", name_en=f"Body {number}")
        make(Topic, slug=f"t-{number}")

    def taken(many: int) -> int:
        topics = [f"t-{number}" for number in range(many)]
        new = changed(administrator="o-0", secretariat="o-1", topics=topics)
        with CaptureQueriesContext(connection) as queries:
            worded(Scheme, scheme_document(), new, language)
        return len(queries)

    assert (taken(1), taken(6)) == (2, 2)


# --- Everything -----------------------------------------------------------------------------


def test_a_page_tells_what_concerns_its_language() -> None:
    new = changed(name=texts("新", "Test Scheme"), launched_on=2015)
    found = differences(Scheme, scheme_document(), new)
    told = in_words(Scheme, found, new)
    for items in (found, told):
        assert in_page_language(items, "zh-hk") == items
        assert in_page_language(items, "en") == [one for one in items if not one.language]
    assert len(in_page_language(told, "en")) == 1


def full(model, **more: st.SearchStrategy) -> st.SearchStrategy[dict]:
    """Documents that leave no field out and have one row of every sort, valid or not."""
    spec = model.document
    fields = {name: values(model, model._meta.get_field(name)) for name in spec.fields}
    fields |= dict.fromkeys(spec.siblings, st.just("r"))
    for rows in spec.rows:
        row = full(row_model(model, rows.name), **{rows.key: st.just("r")})
        fields[rows.name] = st.lists(row, min_size=1, max_size=1)
    return st.fixed_dictionaries(more | fields)


def every_difference(model, document: dict, path: tuple = ()) -> Iterator[Difference]:
    """Every field and row of a document as new, and every list of rows in another order."""
    keys = {rows.name: rows.key for rows in model.document.rows}
    for name, value in document.items():
        if name in keys:
            order = [row[keys[name]] for row in value]
            yield Difference((*path, name), "", order, order[::-1])
            for key, row in zip(order, value, strict=True):
                yield Difference((*path, name, key), "", None, row)
                below = {field: value for field, value in row.items() if field != keys[name]}
                yield from every_difference(row_model(model, name), below, (*path, name, key))
        else:
            by_language = value if is_translated(model, name) else {"": value}
            for language, one in by_language.items():
                yield Difference((*path, name), language, None, one)


@every_kind
def test_every_field_can_be_worded(model) -> None:
    @settings(deadline=None, derandomize=True, database=None, phases=GENERATE, max_examples=8)
    @given(full(model), documents(model), documents(model))
    def check(document, sparse, other) -> None:
        found = list(every_difference(model, document))
        found += [Difference(one.path, one.language, one.new, one.old) for one in found]
        found += differences(model, other, sparse)
        for code in LANGUAGES:
            with translation.override(code):
                told = in_words(model, found, document, sparse, other)
            for one, words in zip(found, told, strict=True):
                assert words.place
                assert words.language == one.language
                assert words.new or not one.new
                assert words.old or not one.old

    check()


@every_kind
def test_real_records_can_be_told_apart(model, language) -> None:
    """The two longest of each kind."""
    ordered = sorted(dump_all(model.objects.all()), key=lambda document: len(str(document)))
    *_others, old, new = [{"slug": "none"}, *ordered]
    told = worded(model, old, new, language)
    assert len(told) == len(differences(model, old, new)) > 2
    assert all(one.place and one.old != one.new for one in told)
