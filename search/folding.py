"""Making signs alike that are written differently and mean the same."""

import unicodedata
from functools import cache

import opencc

# Signs that OpenCC leaves apart, and the apostrophes and hyphens that people type.
_ALIKE = str.maketrans("祇巿濶硏’‘ʼ‐‑–", "只市阔研'''---")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("hk2s")


class _Folding(dict):
    """Code point to what stands for it; filled as signs are met."""

    def __missing__(self, code: int) -> str:
        plain = "".join(
            sign
            for sign in unicodedata.normalize("NFKD", chr(code))
            if not unicodedata.combining(sign)
        )
        plain = unicodedata.normalize("NFKC", plain).casefold()
        plain = "".join(_converter().convert(sign) for sign in plain).translate(_ALIKE)
        self[code] = plain
        return plain


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` without differences of width, case, accent and kind of Chinese: each sign by itself,
    Traditional, Hong Kong and Simplified ones alike (OpenCC's `hk2s`)."""
    return text.translate(_FOLDING)
