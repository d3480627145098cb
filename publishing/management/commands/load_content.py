from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publishing.documents.load import load


class Command(BaseCommand):
    help = (
        "Load the content documents. All of them are checked first and loaded together or not at "
        "all; a record that an editor has changed since is left as it is and named."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.CONTENT_DIR, help="default: content/"
        )
        parser.add_argument("--check", action="store_true", help="check everything, write nothing")

    def handle(self, *args, folder: Path, check: bool, **options) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        report = load(folder, check=check, progress=self.progress(options["verbosity"]))
        for line in report.errors:
            self.stderr.write(line)
        if report.errors:
            raise CommandError(f"{len(report.errors)} faults; nothing was written.")
        for name in report.kept:
            self.stdout.write(f"kept the editor's version: {name}")
        for name in report.orphaned:
            self.stdout.write(f"no longer in the files, left as it is: {name}")
        verb = "would be " if check else ""
        self.stdout.write(
            f"{verb}created {len(report.created)}, {verb}updated {len(report.updated)}, "
            f"unchanged {report.unchanged}, kept {len(report.kept)}."
        )

    def progress(self, verbosity: int):
        def show(text: str) -> None:
            if verbosity > 0:
                self.stdout.write(f"  {text}")
                self.stdout.flush()

        return show
