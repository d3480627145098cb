"""What breaks searches elsewhere: signs of query languages, of markup and of nothing at all."""

import random

# One a word: signs and operators of both engines, markup, templates, letters that fold oddly.
_WORDS = """
' " '' "" \\ \\' % _ * ( ) () - -- + & && | || ! !! : :: :* ^ ~ NEAR AND OR NOT a* a:b tokens:a "a
a" <script>alert(1)</script> <b> &amp; %s %(x)s $1 ${x} 1 0 -1 1e999 NaN null None 's s's's the
的 有什麼 😀 👨‍👩‍👧‍👦 🇭🇰 𠮷 𪚥 ｔｖｐ Ⅳ ㍿ ㈱ ﬁ ß İ ı Ǆ ſ 한국 かな ไทย عربى
"""
_UNSEEN = ("\u200b", "\u200d", "\u202e", "\ufeff", "\ufffd", "\u0301", "e\u0301", "\U00030000")
_SPACED = (
    *("NEAR(a b)", "'a' & 'b'", "a & !b", "a <-> b", "'; DROP TABLE x; --", "{{ q }}", "{% x %}"),
    *("\n", "\t", "\r\n", "a\nb", " ", "\u3000", "of the"),
)
_LONG = (
    *("a" * 200, "研" * 200, "券" * 199, "a " * 100, "a-" * 100, "+" * 200, "R&D" * 60),
    *("--" * 100, "科 " * 100, "x&" * 100, "re-" * 60, "ab-ab-ab-ab-ab"),
)
ODD = [*_WORDS.split(), *_UNSEEN, *_SPACED, *_LONG]


def hostile(number: int, seed: int = 5) -> list[str]:
    """Random mixtures of everything odd."""
    chance = random.Random(seed)
    signs = [sign for text in ODD for sign in text] + list("科技券研究TVP voucher 資助&+-'\"*():")
    return ["".join(chance.choices(signs, k=chance.randint(1, 60))) for _ in range(number)]
