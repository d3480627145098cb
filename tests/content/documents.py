"""The real content documents, opened up for the rules that hold for all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import models

from publishing.documents import files
from publishing.documents.registry import model_for_folder
from publishing.documents.values import is_translated

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


@dataclass(frozen=True)
class Part:
    """A record or a row of one: where it stands, what it is, and what its file says of it."""

    place: str
    model: type[models.Model]
    document: dict


@cache
def parts() -> tuple[Part, ...]:
    """Every published record and every row below one, in the order of the files."""
    found: list[Part] = []
    for path in sorted(settings.CONTENT_DIR.glob("*/*.yaml")):
        document = files.read(path).document
        if document.get("state") == "published":
            place = f"{path.parent.name}/{path.stem}"
            found += _open(Part(place, model_for_folder(path.parent.name), document))
    return tuple(found)


def _open(part: Part) -> Iterator[Part]:
    yield part
    for rows in part.model.document.rows:
        model = part.model._meta.get_field(rows.name).related_model
        for row in part.document.get(rows.name, []):
            yield from _open(Part(f"{part.place} {rows.name} {row[rows.key]}", model, row))


@cache
def texts(language: str) -> dict[str, str | None]:
    """Every text in one language by its place, such as `schemes/nifs clauses who text`."""
    return {
        f"{part.place} {name}": part.document[name][language]
        for part in parts()
        for name in part.model.document.fields
        if is_translated(part.model, name) and name in part.document
    }


def of(model: type[models.Model]) -> list[Part]:
    """The records or rows of one model."""
    return [part for part in parts() if issubclass(part.model, model)]
