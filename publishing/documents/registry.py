"""Which models have documents, found from the models themselves."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

# Records that others point to come first, so that a load meets them before it needs them.
FIRST = ("topics", "organisations", "sources")


@cache
def record_models() -> tuple[type[models.Model], ...]:
    """Every model with a folder of documents, in the order a load takes them."""
    found = [
        model
        for model in apps.get_models()
        if getattr(getattr(model, "document", None), "folder", "")
    ]

    def order(model: type[models.Model]) -> tuple[int, str]:
        folder = model.document.folder
        return (FIRST.index(folder) if folder in FIRST else len(FIRST), folder)

    return tuple(sorted(found, key=order))


def model_for_folder(folder: str) -> type[models.Model] | None:
    """The model whose documents lie in `content/<folder>/`, or None."""
    return next((model for model in record_models() if model.document.folder == folder), None)


# What an app keeps in a content file of its own beside the folders: how it is loaded, given the
# folder and the load's report, and how it is written, which returns the number of files.
Joined = tuple[Callable[[Path, Any], None], Callable[[Path], int]]
_joined: list[Joined] = []


def join_content(load: Callable[[Path, Any], None], dump: Callable[[Path], int]) -> None:
    """Have `load` called within every load of content, and `dump` with every dump."""
    if (load, dump) not in _joined:
        _joined.append((load, dump))


def joined_content() -> tuple[Joined, ...]:
    """Everything that has joined."""
    return tuple(_joined)
