from pathlib import Path

from django.core.management.base import BaseCommand

from publishing.documents import files
from publishing.documents.dump import dump_all
from publishing.documents.registry import joined_content, record_models


class Command(BaseCommand):
    help = "Write every record as a content document, the same that load_content reads."

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options) -> None:
        count = 0
        for model in record_models():
            target = folder / model.document.folder
            for document in dump_all(model.objects.order_by("slug")):
                target.mkdir(parents=True, exist_ok=True)
                path = target / f"{document['slug']}.yaml"
                path.write_text(files.write(document), encoding="utf-8")
                count += 1
        count += sum(dump_joined(folder) for _load, dump_joined in joined_content())
        self.stdout.write(f"{count} documents written to {folder}.")
