"""How a model becomes a document, or part of one."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rows:
    """Child rows kept under `name`, the related manager's name; `key` tells them apart."""

    name: str
    key: str = "key"


@dataclass(frozen=True)
class Spec:
    """The document of one model.

    fields: model fields in the order they are written; a translated one appears once and becomes
        a mapping of language to text.
    rows: child rows, each a list of documents of their own.
    folder: where a record's files lie under `content/`; empty for child rows.
    siblings: foreign keys to another child row of the same record, mapped to the name those
        rows have in the document; written as the row's key.
    told: fields that hold facts. Readers are told when one changes, and when a row that has any
        is added or taken away.
    """

    fields: tuple[str, ...]
    rows: tuple[Rows, ...] = ()
    folder: str = ""
    siblings: dict[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
