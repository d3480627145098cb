"""Where each eligibility clause comes from, and how many say that a rule is not known: told from
the schemes' documents alone, without the database."""

from collections.abc import Iterable, Iterator, Mapping

from publishing.documents.dump import Document

NOT_STATED = "not_stated"


def clause_lines(document: Document, sources: Mapping[str, Document]) -> Iterator[str]:
    """One line a clause: what it compares, the sentence it rests on, and that one's source."""
    sentences = {row["key"]: row for row in document.get("clauses", ())}
    for row in document.get("criteria", ()):
        sentence = sentences[row["sentence"]]
        where = " ".join(f"{name}={row[name]}" for name in ("track", "route") if name in row)
        compared = " ".join(filter(None, (row["attribute"], row["operator"], row.get("value"))))
        cited = ", ".join(
            _cited(sentence, name, place, sources)
            for name, place in (("source", "locator"), ("second_source", "second_locator"))
            if name in sentence
        )
        parts = (where, compared, row.get("strength", "hard"))
        yield (
            f"schemes/{document['slug']}  {row['key']}  {'  '.join(filter(None, parts))}"
            f"  <- {sentence['section']}-{sentence['key']}  <- {cited}"
        )


def _cited(sentence: Document, name: str, place: str, sources: Mapping[str, Document]) -> str:
    slug = sentence[name]
    grade = sources.get(slug, {}).get("grade", "not public")
    locator = f" {sentence[place]}" if place in sentence else ""
    return f"{slug}{locator} ({grade})"


def count_lines(documents: Iterable[Document]) -> Iterator[str]:
    """One line a scheme: how many clauses decide, weigh and explain, and how many are unknown."""
    total = dict.fromkeys(("hard", "soft", "info", NOT_STATED), 0)
    for document in documents:
        counts = dict.fromkeys(total, 0)
        for row in document.get("criteria", ()):
            unknown = row["operator"] == NOT_STATED
            counts[NOT_STATED if unknown else row.get("strength", "hard")] += 1
        total = {name: total[name] + number for name, number in counts.items()}
        yield f"schemes/{document['slug']}  {_told(counts)}"
    yield f"all  {_told(total)}"


def _told(counts: Mapping[str, int]) -> str:
    return (
        f"hard {counts['hard']}, soft {counts['soft']}, info {counts['info']}, "
        f"unknown {counts[NOT_STATED]}"
    )
