"""The finder: one question at a time, the answers in the address, four groups of results."""

import re

import pytest

from tests.markup import read

pytestmark = pytest.mark.django_db

FINDER = "/{}/schemes/finder/{}"


def page(client, language: str, query: str = "", status: int = 200) -> str:
    answer = client.get(FINDER.format(language, query))
    assert answer.status_code == status
    return answer.content.decode()


def asked(html: str) -> str | None:
    """The attribute the page asks for."""
    found = re.search(r'name="asked" value="(\w+)"', html)
    return found and found[1]


def test_it_leads_from_the_first_question_to_the_results(client, language) -> None:
    """Each question is sent as a form would; at most six are asked, and then come four groups."""
    pairs, steps = [("who", "company"), ("want", "rd_partner")], 0
    given = dict(pairs) | {"cost": "3,000,000", "subvented": "no", "itf_project": "none"}
    query = ""
    while code := asked(page(client, language, query)):
        steps += 1
        value = given.get(code)
        sent = f"{code}={value}" if value else f"skip={code}"
        joined = f"{query or '?'}&{sent}&asked={code}"
        moved = client.get(FINDER.format(language, joined))
        assert moved.status_code == 302
        query = moved.url.partition("/finder/")[2]
        assert "asked" not in query
    assert 3 <= steps <= 6
    html = page(client, language, query)
    for group in ("fits", "check", "closed", "no"):
        assert f'<h2 id="{group}">' in html
    assert "cost=3000000" in query


def test_only_the_first_question_is_asked_first(client, language) -> None:
    html = page(client, language)
    assert asked(html) == "who"
    assert html.count('<input type="radio"') == 19
    assert asked(page(client, language, "?who=company")) == "want"
    assert asked(page(client, language, "?skip=who")) == "want"
    assert asked(page(client, language, "?skip=who&skip=want")) == "cost"


def test_answers_can_be_changed_and_the_others_stay(client, language) -> None:
    html = page(client, language, "?who=company&want=rd_alone&ask=who")
    assert asked(html) == "who"
    assert '<input type="hidden" name="want" value="rd_alone">' in html
    assert 'value="company" id="who-company" checked' in html


def test_results_can_be_shown_at_any_time(client, language) -> None:
    html = page(client, language, "?who=company&show=1")
    assert asked(html) is None
    assert '<h2 id="fits">' in html


def test_an_empty_form_is_told_and_nothing_is_lost(client, language) -> None:
    html = page(client, language, "?who=company&asked=want", 400)
    assert 'role="alert"' in html
    assert asked(html) == "want"
    assert '<input type="hidden" name="who" value="company">' in html


@pytest.mark.parametrize(
    ("query", "code", "typed"),
    [
        ("?who=bogus", "who", None),
        ("?who=company&who=listed", "who", None),
        ("?cost=plenty", "cost", "plenty"),
        ("?cost=-5", "cost", "-5"),
        ("?cost=1.5", "cost", "1.5"),
        ("?cost=9999999999999", "cost", "9999999999999"),
        ("?years=two", "years", "two"),
        ("?sponsor_percent=101", "sponsor_percent", "101"),
        ("?partner=none&partner=overseas", "partner", None),
        ("?subvented=maybe", "subvented", None),
        ("?cost=%00", "cost", None),
        ("?cost=%D9%A3", "cost", "٣"),
    ],
)
def test_what_is_no_answer_is_a_clear_400(client, language, query, code, typed) -> None:
    html = page(client, language, query, 400)
    assert asked(html) == code
    assert 'role="alert"' in html
    if typed:
        assert f'value="{typed}"' in html


@pytest.mark.parametrize(
    "query", ["?who=", "?colour=red", "?skip=nothing", "?ask=nothing", "?who=company&page=9"]
)
def test_what_says_nothing_is_left_alone(client, language, query) -> None:
    assert page(client, language, query)


def test_a_result_tells_why_with_its_source_and_what_it_pays(client, language) -> None:
    query = "?who=company&want=new_line&cost=45000000&subvented=no&show=1"
    html = page(client, language, query)
    fits = html.partition('<h2 id="fits">')[2].partition("<section")[0]
    assert f"/{language}/schemes/nifs/" in fits
    assert {"en": "HK$15 million", "zh-hk": "1,500萬元"}[language] in fits
    assert f"/{language}/schemes/nifs/#who-company" in fits
    assert 'class="ref" href="#s1"' in html
    assert "<ol>" in html.partition('<section class="sources"')[2]


def test_a_closed_scheme_names_what_took_its_place(client, language) -> None:
    html = page(client, language, "?who=university&want=rd_alone&theme=yes&show=1")
    closed = html.partition('<h2 id="closed">')[2].partition("<section")[0]
    assert f"/{language}/schemes/mrp/" in closed
    assert f"/{language}/schemes/itsp/" in closed


def test_a_scheme_that_does_not_fit_names_the_clause(client, language) -> None:
    query = "?who=listed&want=adopt_technology&subvented=no&hk_operation=yes&show=1"
    html = page(client, language, query)
    no = html.partition('<h2 id="no">')[2].partition("<section")[0]
    entry = no.partition(f"/{language}/schemes/tvp/")[2].partition("</li>")[0]
    assert "#who-not-listed" in entry


def test_the_pages_are_found_from_home_lists_and_schemes(client, language) -> None:
    for path in ("", "schemes/", "schemes/nifs/"):
        html = client.get(f"/{language}/{path}").content.decode()
        assert f'href="/{language}/schemes/finder/"' in html
    assert read(client.get(f"/{language}/schemes/finder/").content)
