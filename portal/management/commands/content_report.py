from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.core.management.base import BaseCommand

from portal.content_gaps import Gap, GapKind, gaps_of
from portal.eligibility_report import clause_lines, count_lines
from publishing.dates import today
from publishing.documents.dump import Document, dump_all
from publishing.documents.registry import record_models

FOUND_BY = ("published_on", "url")


def published_documents() -> dict[str, list[Document]]:
    """The documents of every published record, by folder."""
    return {
        model.document.folder: dump_all(model.objects.published().order_by("slug"))
        for model in record_models()
    }


def find_gaps(documents: dict[str, list[Document]], on: date) -> list[Gap]:
    """The gaps of all those documents on the day `on`, by record."""
    sources = {document["slug"]: document for document in documents["sources"]}
    return [
        gap
        for folder, found in documents.items()
        for document in found
        for gap in gaps_of(folder, document, sources, on)
    ]


def count_rows(documents: dict[str, list[Document]]) -> Counter:
    """How many records, and how many rows under them, of each sort there are."""
    counts = Counter({folder: len(found) for folder, found in documents.items()})

    def count(document: Document) -> None:
        for name, rows in document.items():
            if isinstance(rows, list) and rows and isinstance(rows[0], dict):
                counts[name] += len(rows)
                counts[f"{name} with evidence date"] += sum("evidence_on" in row for row in rows)
                for row in rows:
                    count(row)

    for found in documents.values():
        for document in found:
            count(document)
    return +counts


class Command(BaseCommand):
    help = (
        "Tell, record by record, what published content lacks: missing, unknown, untranslated, "
        "unsourced, undated, older than 18 months, or resting on a minor site (grade C) alone. "
        "With --eligibility: which sentence and source each eligibility clause rests on, and how "
        "many clauses of each scheme say that a rule is not known."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--folder", help="only records of this folder")
        parser.add_argument("--kind", choices=[kind.value for kind in GapKind])
        parser.add_argument("--counts", action="store_true", help="only the counts at the end")
        parser.add_argument(
            "--eligibility", action="store_true", help="the eligibility clauses instead of the gaps"
        )
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day it is told for; default: today"
        )

    def handle(self, *args, folder, kind, counts, on, eligibility, **options) -> None:
        documents = published_documents()
        if eligibility:
            self.tell_eligibility(documents, counts)
            return
        gaps = [
            gap
            for gap in find_gaps(documents, on or today())
            if kind in (None, gap.kind) and (not folder or gap.record.startswith(f"{folder}/"))
        ]
        for line in () if counts else gaps:
            self.stdout.write(str(line))
        for line in _summary(documents, gaps):
            self.stdout.write(line)

    def tell_eligibility(self, documents: dict[str, list[Document]], counts: bool) -> None:
        """Every clause with what it rests on, unless only the counts are wanted; the counts."""
        sources = {document["slug"]: document for document in documents["sources"]}
        for document in () if counts else documents["schemes"]:
            for line in clause_lines(document, sources):
                self.stdout.write(line)
        for line in count_lines(documents["schemes"]):
            self.stdout.write(line)


def _summary(documents: dict[str, list[Document]], gaps: list[Gap]) -> Iterator[str]:
    yield "content: " + ", ".join(
        f"{name} {number}" for name, number in sorted(count_rows(documents).items())
    )
    yield "sources without a date of their own: {}, without a public address: {}".format(
        *(sum(name not in source for source in documents["sources"]) for name in FOUND_BY)
    )
    by_kind = Counter(gap.kind.value for gap in gaps)
    yield "gaps: " + (
        ", ".join(f"{kind} {number}" for kind, number in sorted(by_kind.items())) or "none"
    )
    yield f"records with a gap: {len({gap.record for gap in gaps})}"
