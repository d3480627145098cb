"""One-time keys, references and secrets."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation import keys
from tests.consultation.conftest import NOON

NONCE = "0123456789abcdef0123456789abcdef"


def test_a_key_tells_when_it_was_made() -> None:
    made = keys.read_key(keys.new_key("gic", NOON), "gic", NOON + timedelta(seconds=5))
    assert made.made_at == NOON
    assert len(made.nonce) == 32


def test_no_two_keys_are_alike() -> None:
    found = {keys.read_key(keys.new_key("gic", NOON), "gic", NOON).nonce for _ in range(1000)}
    assert len(found) == 1000


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", NOON),
        ("made-up", NOON),
        (keys.new_key("other", NOON), NOON),
        (keys.new_key("gic", NOON)[:-1] + "_", NOON),
        (keys.new_key("gic", NOON), NOON - timedelta(seconds=1)),
        (keys.new_key("gic", NOON), NOON + keys.KEY_LIVES + timedelta(seconds=1)),
    ],
)
def test_other_keys_are_refused(text, at) -> None:
    with pytest.raises(keys.BadKeyError):
        keys.read_key(text, "gic", at)


def test_a_key_signed_with_another_secret_is_refused(settings) -> None:
    text = keys.new_key("gic", NOON)
    settings.SECRET_KEY = "another secret of the site, long enough to be one"
    with pytest.raises(keys.BadKeyError):
        keys.read_key(text, "gic", NOON)


def test_the_secret_follows_from_the_key_and_does_not_tell_it() -> None:
    secret = keys.secret_of(NONCE)
    assert secret == keys.secret_of(NONCE) != keys.secret_of(NONCE[::-1])
    assert [len(part) for part in secret.split("-")] == [4, 4, 4, 4]
    assert set(secret) <= {*keys.ALPHABET, "-"}


@pytest.mark.parametrize("typed", [str.lower, lambda s: s.replace("-", " "), lambda s: f" {s}\n"])
def test_a_secret_is_known_however_it_is_typed(typed) -> None:
    secret = keys.secret_of(NONCE)
    assert keys.same_secret(typed(secret), keys.hashed(secret))
    assert not keys.same_secret(secret[:-1], keys.hashed(secret))


@pytest.mark.parametrize(
    "typed",
    [
        "GIC-2026-7K3MQX",
        "gic 2026 7k3mqx",
        "GIC20267K3MQX",
        "ＧＩＣ－２０２６－７Ｋ３ＭＱＸ",
        " gic-2026-7k3mqx\n",
    ],
)
def test_a_reference_is_known_however_it_is_typed(typed) -> None:
    assert keys.tidy_reference(typed) == "GIC-2026-7K3MQX"


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed) -> None:
    keys.tidy_reference(typed)
    assert not keys.same_secret(typed, keys.hashed(keys.secret_of(NONCE)))


def test_references_are_not_guessed_from_each_other() -> None:
    found = [keys.new_reference("GIC", 2026) for _ in range(500)]
    assert len(set(found)) == 500
    assert all(len(set(letters)) > 5 for letters in zip(*(r[-6:] for r in found), strict=True))
    assert datetime.strptime(found[0][4:8], "%Y").year == 2026
