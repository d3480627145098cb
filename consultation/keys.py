"""The one-time key of a form, and the reference and secret of its receipt.

The key holds 128 random bits under the site's signature. The secret is a one-way function of the
same bits, so a form that is sent again leads to the same secret, and the site keeps hashes only.
"""

import hashlib
import re
import secrets
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core import signing

# No letter that is taken for another when it is read aloud or copied by hand: no 0 O 1 I L U.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# A form may lie open for a month; then its words are asked to be sent once more.
KEY_LIVES = timedelta(days=30)
_SALT = "consultation.feedback"


class FormKey(NamedTuple):
    """What a valid key says."""

    nonce: str
    made_at: datetime


class BadKeyError(Exception):
    """The key is missing, forged, of another project, or older than `KEY_LIVES`."""


def new_key(project: str, now: datetime) -> str:
    """A key for one form of the project with this slug, rendered at `now`."""
    value = {"p": project, "n": secrets.token_hex(16), "t": int(now.timestamp() * 1000)}
    return signing.dumps(value, salt=_SALT)


def signed_key(text: str, project: str) -> FormKey:
    """What the key says, whatever its age; raises BadKeyError for none of this project's forms."""
    try:
        value = signing.loads(text, salt=_SALT)
    except signing.BadSignature as error:
        raise BadKeyError from error
    if value["p"] != project:
        raise BadKeyError
    return FormKey(value["n"], datetime.fromtimestamp(value["t"] / 1000, tz=UTC))


def read_key(text: str, project: str, now: datetime) -> FormKey:
    """What a key says that can bring a comment at the instant `now`; raises BadKeyError."""
    key = signed_key(text, project)
    if not timedelta(0) <= now - key.made_at <= KEY_LIVES:
        raise BadKeyError
    return key


def hashed(text: str) -> str:
    """What is kept of a nonce or a secret: SHA-256; both have too many bits to be guessed."""
    return hashlib.sha256(text.encode()).hexdigest()


def secret_of(nonce: str) -> str:
    """The receipt's secret: four groups of four letters and digits, about 78 bits."""
    number = int.from_bytes(hashlib.sha256(f"receipt {nonce}".encode()).digest())
    letters = []
    for _ in range(16):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))


def new_reference(prefix: str, year: int) -> str:
    """A reference such as GIC-2026-7K3MQX; its last part is random."""
    return f"{prefix}-{year}-{''.join(secrets.choice(ALPHABET) for _ in range(6))}"


def new_public_id() -> str:
    """What a published comment is called in addresses; random, and tells nothing of its reference.

    The reference is half of what opens the status page, so it is never public.
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(10)).lower()


def tidy_reference(typed: str) -> str:
    """A reference as people type it, in any case, width and spacing: `gic 2026 7k3mqx`."""
    letters = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", typed).upper())
    return re.sub(r"^(.+)(\d{4})(.{6})$", r"\1-\2-\3", letters)


def same_secret(typed: str, kept: str) -> bool:
    """Whether the hash `kept` is that of the secret typed; how long it takes tells nothing."""
    letters = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", typed).upper())
    secret = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    return secrets.compare_digest(hashed(secret), kept)
