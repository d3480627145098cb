"""What makes a comment worth a look before anything is done with it. No database.

Nothing here refuses or drops a comment: what is suspicious is held, and counted like any other.
"""

import re
import unicodedata
from datetime import timedelta

# Nobody reads the form and writes ten characters in less.
FASTEST = timedelta(seconds=4)
MANY_LINKS = 3

_HKID = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2})\s?([0-9]{6})\s?\(?([0-9A])\)?(?![A-Z0-9])")
# Hong Kong numbers have eight digits and begin with 2 to 9; a sum of money or a year does not
# look like one, for it is written with commas or without a gap in the middle.
_PHONE = re.compile(
    r"(?<![\d.,$-])(?:\+?852[\s-]?)?([2-9]\d{3}[\s-]?\d{4})(?!\d|[.,]\d|\s?[元萬億])"
)
_MONEY = re.compile(r"(?:HK\$|\$|港元|港幣)\s?$")
_LINK = re.compile(r"https?://|(?<!//)www\.", re.IGNORECASE)


def holds_identity_card(text: str) -> bool:
    """Whether the text holds a Hong Kong identity card number with a correct check digit.

    The digit makes the weighted sum of all characters divisible by eleven; letters count from ten
    (A) to thirty-five (Z), and a missing first letter as thirty-six.
    """
    for letters, digits, check in _HKID.findall(_plain(text).upper()):
        values = [ord(letter) - 55 for letter in letters.rjust(2)] if len(letters) == 2 else []
        values = values or [36, ord(letters) - 55]
        values += [int(digit) for digit in digits] + [10 if check == "A" else int(check)]
        if sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11:
            continue
        return True
    return False


def holds_phone_number(text: str) -> bool:
    """Whether the text holds what reads like a Hong Kong telephone number."""
    plain = _plain(text)
    return any(not _MONEY.search(plain[: found.start()]) for found in _PHONE.finditer(plain))


def holds_many_links(text: str) -> bool:
    """Whether the text holds as many links as advertising does."""
    return len(_LINK.findall(text)) >= MANY_LINKS


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


# Kept: line breaks and tabs. Everything else that steers instead of saying something goes,
# above all marks that turn the direction of the text around it.
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_STEERING = {"Cc", "Cs"}
_TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def cleaned(text: str) -> str:
    """What a person wrote, without control characters; line breaks are one character each."""
    text = unicodedata.normalize("NFC", _BREAK.sub("\n", text))
    return "".join(letter for letter in text if letter in "\n\t" or not _steers(letter)).strip()


def _steers(letter: str) -> bool:
    # The last two of every plane, and FDD0 to FDEF, are set aside as no characters at all.
    point = ord(letter)
    none = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return none or letter in _TURNING or unicodedata.category(letter) in _STEERING


def is_visible(text: str) -> bool:
    """Whether there is anything to see: a letter, a digit, a sign, a picture."""
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)


def likeness(text: str) -> str:
    """The text as it is compared with others: letters and digits only, in one case and width."""
    return "".join(letter for letter in _plain(text).casefold() if letter.isalnum())
