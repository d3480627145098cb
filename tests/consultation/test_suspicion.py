"""What is held for a look: identity cards, telephone numbers, links; and what is cleaned away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.suspicion import (
    cleaned,
    holds_identity_card,
    holds_many_links,
    holds_phone_number,
    likeness,
)


@pytest.mark.parametrize(
    "text",
    [
        "A123456(3)",
        "my card is a123456(3), thanks",
        "身份證號碼Ａ１２３４５６（３）",
        "A1234563",
        "C668668(9)",
        "AB987654(3)",
        "A 123456 (3)",
    ],
)
def test_identity_card_numbers_are_seen(text) -> None:
    assert holds_identity_card(text)


@pytest.mark.parametrize(
    "text",
    ["A123456(4)", "S/H10/22", "GIC-2026-7K3MQX", "Plan A1234567890", "route A12", "", "2026年3月"],
)
def test_other_numbers_are_no_identity_card(text) -> None:
    assert not holds_identity_card(text)


@given(st.from_regex(r"\A[A-Z]{1,2}[0-9]{6}\Z"))
def test_one_check_digit_in_eleven_is_right(stem) -> None:
    digits = "0123456789A"
    assert sum(holds_identity_card(f"{stem}({digit})") for digit in digits) == 1


@pytest.mark.parametrize(
    "text",
    ["call 9123 4567", "致電２８１９３３３３", "+852 2819 3333", "852-2819-3333", "tel:98765432."],
)
def test_telephone_numbers_are_seen(text) -> None:
    assert holds_phone_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "HK$50000000",
        "2,000,000",
        "22000000元",
        "1234567",
        "220 000 m²",
        "2026-03-28",
        "3.14159265",
        "Cap. 131",
        "20260328123456",
    ],
)
def test_sums_dates_and_areas_are_no_telephone_number(text) -> None:
    assert not holds_phone_number(text)


def test_advertising_has_many_links() -> None:
    assert holds_many_links("http://a http://b www.c.com")
    assert not holds_many_links("see https://gic.hku.hk/ and https://www.tpb.gov.hk/")


def test_steering_characters_go_and_line_breaks_are_one_character() -> None:
    assert cleaned(" a\r\nb\rc\x00\x1b[31m\u202egnp\u2066\tend \n") == "a\nb\nc[31mgnp\tend"
    assert cleaned("👩‍👩‍👧 e\u0301") == "👩‍👩‍👧 é"


@given(st.text())
def test_what_is_clean_stays_as_it_is(text) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert "\x00" not in once
    assert "\r" not in once


def test_likeness_does_not_see_case_width_or_punctuation() -> None:
    assert likeness("Keep the ＴＲＥＥＳ！") == likeness("keep, the trees")
