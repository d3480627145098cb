"""Whether what is kept after a storm is what was acknowledged. No database, no network."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.drill.clients import Submission


@dataclass(frozen=True)
class Kept:
    """One comment as the database has it when all is over."""

    reference: str
    number: int | None
    """Which submission's one-time key it carries; None for a key that nobody was given."""
    secret_hash: str
    words: Mapping
    acts: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    """Address and text of each letter about it."""


def faults(
    submissions: Iterable[Submission], kept: Iterable[Kept], letters: int, hashed
) -> Iterator[str]:
    """What is not as it has to be, one sentence each; nothing when all is well.

    `letters` counts the whole outbox; `hashed` is what the site keeps of a secret.
    """
    rows: dict[int | None, list[Kept]] = {}
    references = Counter()
    for row in kept:
        rows.setdefault(row.number, []).append(row)
        references[row.reference] += 1
    yield from (f"{ref} is stored {n} times" for ref, n in references.items() if n > 1)
    for row in rows.pop(None, ()):
        yield f"{row.reference} carries a key that was never given out"
    wanted = 0
    for submission in submissions:
        own = rows.pop(submission.number, [])
        wanted += bool(submission.fields["email"])
        for what in _faults_of(submission, own, references, hashed):
            yield f"submission {submission.number}: {what}"
    yield from (f"a comment of submission {number} that was never sent" for number in rows)
    if letters != wanted:
        yield f"{letters} letters in the outbox, where {wanted} gave an address"


def _faults_of(
    submission: Submission, own: list[Kept], references: Counter, hashed
) -> Iterator[str]:
    if not submission.receipts:
        yield "never acknowledged"
    if len({(receipt.reference, receipt.secret) for receipt in submission.receipts}) > 1:
        yield "its receipts differ"
    if sum(not receipt.again for receipt in submission.receipts) > 1:
        yield "was received as new more than once"
    for receipt in submission.receipts:
        if references[receipt.reference] != 1:
            yield f"{receipt.reference} was acknowledged and is stored not exactly once"
    if len(own) != 1:
        yield f"{len(own)} rows for its key"
    for row in own:
        if any(receipt.reference != row.reference for receipt in submission.receipts):
            yield f"{row.reference} is not the reference of its receipt"
        if any(hashed(receipt.secret) != row.secret_hash for receipt in submission.receipts):
            yield f"{row.reference} does not answer to the secret of its receipt"
        if row.words != _words(submission):
            yield f"{row.reference} holds other words than were sent"
        if row.acts != ("received",):
            yield f"the trail of {row.reference} is {row.acts}"
        yield from _letter_faults(submission, row)


def _letter_faults(submission: Submission, row: Kept) -> Iterator[str]:
    address = submission.fields["email"]
    if len(row.letters) != bool(address):
        yield f"{len(row.letters)} letters about {row.reference}"
    for to, text in row.letters:
        secrets = [receipt.secret for receipt in submission.receipts]
        if to != address or row.reference not in text or any(s not in text for s in secrets):
            yield f"the letter about {row.reference} is not its receipt"


def _words(submission: Submission) -> dict:
    """What is to be kept of a submission."""
    fields = submission.fields
    told = {name: fields[name] for name in ("message", "stance", "writer", "name", "email")}
    return told | {
        "themes": frozenset(fields["themes"]),
        "may_publish": "may_publish" in fields,
        "language": submission.language,
    }
