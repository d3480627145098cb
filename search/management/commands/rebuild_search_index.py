from django.core.management.base import BaseCommand, CommandError

from search import indexing


class Command(BaseCommand):
    help = (
        "Say where the search index is not what the records say, and write it anew there; searches "
        "go on meanwhile and find each record as it was or as it is."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="only say, write nothing")
        parser.add_argument("--all", action="store_true", help="write everything anew")

    def handle(self, *args, check: bool, all: bool, verbosity: int, **options) -> None:
        differing: list[int] = []
        report = indexing.drift(differing)
        for word, names in (
            ("missing", report.missing),
            ("stale", report.stale),
            ("orphaned", report.orphaned),
        ):
            for name in names if verbosity else ():
                self.stdout.write(f"{word}: {name}")
        number = len(differing)
        if check and report:
            raise CommandError(f"{number} of {report.number} differ; nothing was written.")
        if not check:
            indexing.refresh(indexing.every_key() + differing if all else differing)
            indexing.forget_words()
        written = "nothing was written" if check else "mended" if report else "nothing to mend"
        self.stdout.write(f"{report.number} records, {number} differ: {written}.")
