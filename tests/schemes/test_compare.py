"""Schemes side by side: the page, the CSV, and the way to it."""

import csv
import io
import re

import pytest

from schemes.comparison import safe
from tests.factories import add, clause, empty_the_site, status, t, terms, track

pytestmark = pytest.mark.django_db


def get(client, language: str, query: str, status: int = 200) -> str:
    answer = client.get(f"/{language}/schemes/compare/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def rows(html: str) -> dict[str, tuple[bool, str]]:
    """Row key to (whether marked as different, its HTML)."""
    found = re.findall(r'<tr id="row-(\w+)"( class="differs")?>(.*?)</tr>', html, re.S)
    return {key: (bool(mark), body) for key, mark, body in found}


def test_rows_that_differ_are_marked_by_a_sign_and_a_word(client, language) -> None:
    found = rows(get(client, language, "?s=nifs&s=nias"))
    marked, body = found["most"]
    assert marked
    assert "≠" in body
    assert {"en": "differs", "zh-hk": "不同"}[language] in body
    same, body = found["purposes"]
    assert not same
    assert "≠" not in body


def test_the_terms_are_those_of_the_day(client) -> None:
    before = rows(get(client, "en", "?s=nias&s=nifs&on=2025-11-17"))["limits"][1]
    after = rows(get(client, "en", "?s=nias&s=nifs&on=2025-11-18"))["limits"][1]
    assert "HK$300 million" in before
    assert "HK$150 million" in after


def test_a_cost_is_worked_out_for_each(client) -> None:
    body = rows(get(client, "en", "?s=nifs&s=tvp&cost=1000000"))["estimate"][1]
    assert "HK$333,333" in body
    assert "HK$600,000" in body


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?s=nifs&s=bogus", "bogus"),
        ("?s=nifs&s=nias&s=tvp&s=rth&s=ess", "4"),
        ("?s=nifs&s=nias&on=soon", "2026-11-21"),
        ("?s=nifs&s=nias&on=2999-01-01", "2999-01-01"),
        ("?s=nifs&s=nias&cost=plenty", "600000"),
        ("?s=nifs&s=nias&cost=0", "1,000,000,000,000"),
    ],
)
def test_what_cannot_be_compared_is_a_clear_400(client, language, query, words) -> None:
    html = get(client, language, query, 400)
    assert 'role="alert"' in html
    assert words in html


@pytest.mark.parametrize("query", ["", "?s=nifs", "?s=", "?s=nifs&s=nifs"])
def test_with_fewer_than_two_it_asks_for_more(client, language, query) -> None:
    html = get(client, language, query)
    assert "<select" in html
    assert "<table" not in html


def test_several_may_stand_between_commas_and_one_can_be_taken_away(client) -> None:
    html = get(client, "en", "?s=nifs,nias,tvp")
    assert html.count('<th scope="col">') == 3
    assert "?s=nifs&amp;s=nias" in html


def test_a_list_carries_what_is_to_be_compared(client, language) -> None:
    html = client.get(f"/{language}/schemes/?s=nifs&q=NIAS").content.decode()
    assert f'href="/{language}/schemes/compare/?s=nifs&amp;s=nias"' in html
    assert '<input type="hidden" name="s" value="nifs">' in html
    page = client.get(f"/{language}/schemes/tvp/").content.decode()
    assert f'href="/{language}/schemes/compare/?s=tvp"' in page


def test_the_csv_says_what_the_page_says(client, language) -> None:
    answer = client.get(f"/{language}/schemes/compare/?s=nifs&s=nias&format=csv&on=2025-12-01")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    table = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert table[0][1:3] == ["2025-12-01", "2025-12-01"]
    assert {len(row) for row in table} == {4}
    assert len(table) == 2 + len(rows(get(client, language, "?s=nifs&s=nias&on=2025-12-01")))


def test_no_cell_of_the_csv_is_a_formula(client) -> None:
    """Names and sentences come from editors; a spreadsheet must not run them."""
    empty_the_site()
    for slug, name in (("one", '=HYPERLINK("http://evil")'), ("two", "+1"), ("three", "@SUM(A1)")):
        add(
            "schemes",
            slug,
            name=t(name, name),
            clauses=[clause("c", applicant="company")],
            statuses=[status("s", evidence_on="2026-01")],
            tracks=[track("t", terms("r", 2016), terms("q", 2015, ceiling=7))],
        )
    text = client.get("/en/schemes/compare/?s=one&s=two&s=three&format=csv").content.decode()
    cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
    assert '\'=HYPERLINK("http://evil")' in cells
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\r1"])
def test_a_formula_is_made_text(text) -> None:
    assert safe(text) == f"'{text}"


def test_other_text_is_left_alone() -> None:
    assert safe("HK$1 million") == "HK$1 million"
    assert safe("") == ""
