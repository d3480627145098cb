"""The three-valued judgement of clauses: what is not known is never yes."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from schemes.eligibility.codes import Who
from schemes.eligibility.finder import Group, Taking, group_of, next_question, open_questions
from schemes.eligibility.judge import Condition, Criterion, Verdict, judge, met
from schemes.eligibility.knowledge import IS, MAY_BE, TELLS
from schemes.eligibility.values import read_value
from schemes.eligibility.vocabulary import ATTRIBUTES, KINDS
from schemes.reading import read_finder
from tests.markup import HAN

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN


def answers(text: str) -> dict:
    asked = read_finder(QueryDict(text))
    assert asked.errors == {}
    return asked.answers


def clause(key: str, attribute: str, operator: str, value: str = "", **more) -> Criterion:
    if only := more.pop("only_if", None):
        more["only_if"] = Condition.read(*only)
    return Criterion(key, Condition.read(attribute, operator, value), **more)


@pytest.mark.parametrize(
    ("told", "attribute", "operator", "value", "verdict"),
    [
        ("", "who", "in", "company", UNKNOWN),
        ("who=company", "who", "in", "cap622", YES),
        ("who=company", "who", "in", "business", YES),
        ("who=company", "who", "in", "startup", NO),
        ("who=sole_proprietor", "who", "in", "cap622", NO),
        ("who=sole_proprietor", "who", "in", "business", YES),
        ("who=listed", "who", "in", "business", YES),
        ("who=listed", "who", "in", "cap622", UNKNOWN),
        ("who=listed&incorporated=yes", "who", "in", "cap622", YES),
        ("who=listed&incorporated=no", "who", "in", "cap622", NO),
        ("who=listed", "who", "not_in", "listed", NO),
        ("who=listed", "who", "not_in", "cap622", UNKNOWN),
        ("who=company", "who", "not_in", "listed", YES),
        ("who=university", "who", "in", "lpri", YES),
        ("who=rd_centre", "who", "in", "lpri", NO),
        ("who=research_institute", "who", "in", "rd_centre", NO),
        ("who=student", "who", "in", "person", YES),
        ("who=startup_early", "years", "lte", "2", YES),
        ("who=startup_early", "years", "lt", "2", UNKNOWN),
        ("who=startup_growth", "years", "lte", "2", NO),
        ("who=startup_growth", "years", "gt", "2", YES),
        ("who=startup_growth", "years", "lte", "7", YES),
        ("who=startup_growth", "years", "gte", "3", UNKNOWN),
        ("who=startup_growth&years=3", "years", "gte", "3", YES),
        ("years=2", "years", "lte", "2", YES),
        ("years=2.01", "years", "lte", "2", NO),
        ("years=2", "years", "lt", "2", NO),
        ("years=2", "years", "gte", "2", YES),
        ("years=2", "years", "gt", "2", NO),
        ("", "years", "gt", "2", UNKNOWN),
        ("subvented=no", "subvented", "eq", "no", YES),
        ("subvented=yes", "subvented", "eq", "no", NO),
        ("who=university", "subvented", "eq", "no", NO),
        ("", "subvented", "eq", "no", UNKNOWN),
        ("partner=guangdong", "partner", "any_of", "mainland", YES),
        ("partner=mainland", "partner", "any_of", "guangdong", NO),
        ("partner=none", "partner", "any_of", "mainland, overseas", NO),
        ("partner=hk_company&partner=overseas", "partner", "all_of", "hk_company, overseas", YES),
        ("partner=overseas", "partner", "all_of", "hk_company, overseas", NO),
        ("who=company", "who", "not_stated", "", UNKNOWN),
    ],
)
def test_one_clause(told, attribute, operator, value, verdict) -> None:
    assert met(clause("c", attribute, operator, value), answers(told)) is verdict


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("university=hku", YES),
        ("university=hkust&years=3", YES),
        ("university=hkust&years=1", NO),
        ("university=hkust", UNKNOWN),
        ("years=1", UNKNOWN),
        ("years=3", YES),
    ],
)
def test_a_clause_binds_only_if_its_condition_holds(told, verdict) -> None:
    bound = clause("c", "years", "gte", "2", only_if=("university", "in", "hkust"))
    assert met(bound, answers(told)) is verdict


def test_clauses_that_let_in_add_up_and_others_all_bind() -> None:
    criteria = [
        clause("a", "who", "in", "university"),
        clause("b", "who", "in", "cap622"),
        clause("c", "subvented", "eq", "no"),
    ]
    assert judge(criteria, [], answers("who=company&subvented=no")).verdict is YES
    assert judge(criteria, [], answers("who=company")).verdict is UNKNOWN
    refused = judge(criteria, [], answers("who=person&subvented=no"))
    assert refused.verdict is NO
    assert [one.key for one in refused.way.having(NO)[0].criteria] == ["a", "b"]


def test_tracks_and_routes_are_alternatives() -> None:
    criteria = [
        clause("a", "who", "in", "cap622", route="company"),
        clause("b", "who", "in", "person", route="person"),
        clause("c", "age", "gte", "18", route="person"),
        clause("d", "staff", "lt", "100", track="small"),
    ]
    tracks = ["large", "small"]
    assert judge(criteria, tracks, answers("who=company&age=3")).verdict is YES
    assert judge(criteria, tracks, answers("who=company&staff=500")).tracks == ("large",)
    assert judge(criteria, tracks, answers("who=company&staff=5")).tracks == ("large", "small")
    young = judge(criteria, tracks, answers("who=person&age=17"))
    assert [one.key for point in young.way.having(NO) for one in point.criteria] == ["c"]


def test_a_combination_that_lets_nobody_in_is_no_way() -> None:
    criteria = [
        clause("a", "who", "in", "university"),
        clause("b", "who", "in", "cap622", route="co-applicant", track="joint"),
    ]
    criteria[0] = clause("a", "who", "in", "university", route="lead")
    assert judge(criteria, ["alone", "joint"], answers("who=person")).verdict is NO
    assert judge(criteria, ["alone", "joint"], answers("who=company")).tracks == ("joint",)


def test_soft_clauses_decide_nothing_and_no_clause_is_no_yes() -> None:
    soft = clause("a", "years", "gte", "1", strength="soft")
    hard = clause("b", "who", "in", "cap622")
    judged = judge([soft, hard], [], answers("who=company&years=0"))
    assert judged.verdict is YES
    assert [point.verdict for point in judged.way.weighs] == [NO]
    assert judge([soft], [], answers("who=company&years=9")).verdict is UNKNOWN
    assert judge([], [], answers("who=company")).verdict is UNKNOWN


def test_what_the_sources_do_not_say_is_never_yes() -> None:
    criteria = [clause("a", "who", "in", "cap622"), clause("b", "staff", "not_stated")]
    told = "&".join(
        f"{code}={one.choices.values[0] if one.choices else 1}" for code, one in ATTRIBUTES.items()
    ).replace("who=sole_proprietor", "who=company")
    assert judge(criteria, [], answers(told)).verdict is UNKNOWN


@pytest.mark.parametrize(
    ("verdict", "taking", "group"),
    [
        (YES, Taking.YES, Group.FITS),
        (YES, Taking.NOT_SURE, Group.CHECK),
        (YES, Taking.NO, Group.CLOSED),
        (UNKNOWN, Taking.YES, Group.CHECK),
        (UNKNOWN, Taking.NOT_SURE, Group.CHECK),
        (UNKNOWN, Taking.NO, Group.CLOSED),
        (NO, Taking.YES, Group.NO),
        (NO, Taking.NO, Group.NO),
    ],
)
def test_the_four_groups(verdict, taking, group) -> None:
    assert group_of(verdict, taking) is group


def test_only_what_can_still_change_a_verdict_is_asked() -> None:
    criteria = [
        clause("a", "who", "in", "cap622"),
        clause("b", "want", "in", "rd_alone"),
        clause("c", "subvented", "eq", "no"),
    ]

    def asked(text: str) -> str | None:
        told = answers(text)
        return next_question([(judge(criteria, [], told), Taking.YES)], told)

    assert asked("") == "who"
    assert asked("who=company") == "want"
    assert asked("want=rd_alone") == "who"
    assert asked("who=listed&want=rd_alone") == "incorporated"
    assert asked("who=company&want=rd_alone") == "subvented"
    assert asked("who=person") is None
    assert asked("who=company&want=rd_alone&subvented=yes") is None
    assert open_questions(judge(criteria, [], answers("who=university")), {}) == set()


def test_no_more_than_six_questions_are_asked() -> None:
    criteria = [
        clause(code, code, "not_in", one.choices.values[0])
        for code, one in ATTRIBUTES.items()
        if one.kind == "choice"
    ]
    told, skipped = answers("who=company&want=premises"), ["area", "sector"]
    assert next_question([(judge(criteria, [], told), Taking.YES)], told, skipped)
    skipped += ["park", "level"]
    assert next_question([(judge(criteria, [], told), Taking.YES)], told, skipped) is None


def test_the_cost_is_asked_for_where_money_turns_on_it() -> None:
    criteria = [clause("a", "who", "in", "cap622")]
    told = answers("who=company")
    judged = [(judge(criteria, [], told), Taking.YES)]
    assert next_question(judged, told) is None
    assert next_question(judged, told, priced=True) == "cost"
    assert next_question(judged, told, ["cost"], priced=True) is None


@pytest.mark.parametrize(
    ("attribute", "operator", "value", "field"),
    [
        ("colour", "in", "red", "attribute"),
        ("who", "eq", "company", "operator"),
        ("staff", "in", "5", "operator"),
        ("who", "in", "firma", "value"),
        ("who", "in", "company,,listed", "value"),
        ("who", "in", "company, company", "value"),
        ("area", "in", "cap622", "value"),
        ("staff", "lt", "fifty", "value"),
        ("staff", "lt", "-1", "value"),
        ("staff", "lt", "NaN", "value"),
        ("sponsor_percent", "gte", "101", "value"),
        ("subvented", "eq", "yes, no", "value"),
        ("who", "not_stated", "company", "value"),
    ],
)
def test_a_malformed_clause_is_told_in_both_languages(
    language, attribute, operator, value, field
) -> None:
    with translation.override(language):
        with pytest.raises(ValidationError) as caught:
            read_value(attribute, operator, value)
        (message,) = caught.value.message_dict[field]
    assert bool(re.search(HAN, message)) == (language == "zh-hk")


def test_values_are_read() -> None:
    assert read_value("who", "in", "company, startup") == {"company", "startup"}
    assert read_value("staff", "lt", "50") == Decimal(50)
    assert read_value("who", "not_stated", "") is None


def test_the_tables_name_codes_only() -> None:
    assert set(TELLS) == set(Who.values)
    for table in (IS, MAY_BE):
        assert set(table) <= set(Who.values)
        assert all(kinds <= set(KINDS) for kinds in table.values())
    assert all(set(facts) <= set(ATTRIBUTES) for facts in TELLS.values())
    assert all(not (IS.get(who, frozenset()) & MAY_BE.get(who, frozenset())) for who in Who.values)
