"""From text to tokens: what meets, and what never breaks an engine."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import LONGEST, encode, key, phrase, prepare, stem, tokens
from search.analysis import atoms as atoms_of
from search.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("衞生", "衛生"),
        ("衞生", "卫生"),
        ("創新科技", "创新科技"),
        ("綫", "線"),
        ("裏", "裡"),
        ("群", "羣"),
        ("台", "臺"),
        ("夥伴", "伙伴"),
        ("ＴＶＰ", "tvp"),
        ("Ｒ＆Ｄ", "r&d"),
        ("RAISe＋", "raise+"),
        ("D²4H", "d24h"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("company’s", "company's"),
    ],
)
def test_what_is_written_differently_and_means_the_same_is_folded_alike(one, other) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "held", "not_held"),
    [
        ("科技券", {"科", "技", "券", "科技", "技券"}, {"券科"}),
        ("R&D and I&T", {"r&d", "i&t"}, {"r", "d"}),
        ("RAISe+ 產學研1+計劃", {"raise+", "rais", "1+", "产学"}, {"研1"}),
        ("InnoHK", {"innohk"}, {"inno"}),
        ("vouchers, funded researchers", {"voucher", "fund", "research"}, {"vouchers"}),
        ("Re-industrialisation", {"re", "industrialis", "reindustrialis"}, set()),
        ("industrialization", {"industrialis"}, {"industrializ"}),
        ("centers and programmes", {"centr", "program"}, set()),
        ("the University of Hong Kong", {"hong&kong", "universiti&hong"}, {"of&hong"}),
        ("One. Two", {"one", "two"}, {"one&two"}),
        ("HK$5,000 萬", {"5000"}, {"000"}),
        ("科，技", {"科", "技"}, {"科技"}),
    ],
)
def test_tokens_of_a_text(text: str, held: set, not_held: set) -> None:
    found = tokens(text)
    assert held <= found
    assert not not_held & found


@pytest.mark.parametrize(
    "text", ["研究人才庫", "Technology Voucher Programme", "AI研發院", "R&D", "券", "start-up"]
)
def test_a_text_holds_every_token_by_which_it_is_asked_for(text: str) -> None:
    assert set(phrase(atoms_of(prepare(text)))) <= tokens(f"前文，{text}。後文 and more")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Start-up", "start up"),
        ("The University of Hong Kong", "university hong kong"),
        ("Technology Vouchers Program", "technology voucher programme"),
        ("Incu-Bio", "IncuBio"),
        ("科 技 券", "科技券"),
        ("Re-industrialisation Funding Scheme", "reindustrialization funding scheme"),
    ],
)
def test_a_name_is_known_however_it_is_spaced_and_spelled(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_abbreviations_are_not_stemmed() -> None:
    assert [stem(word) for word in ("its", "r&d", "d24h", "raise+")] == [
        "its",
        "r&d",
        "d24h",
        "raise+",
    ]


@given(st.text(max_size=300))
def test_any_text_gives_tokens_that_both_engines_take_as_they_are(text: str) -> None:
    for token in tokens(text):
        assert re.fullmatch(r"[a-z0-9&+\u3400-\u4db5\u4e00-\u9fa5]+", token)
        assert len(token.encode()) < 2047


def test_a_word_without_end_is_cut() -> None:
    assert max(map(len, tokens("a" * 10_000))) == LONGEST
    assert encode("\U00020000") == "x20000x"
