"""Content files: YAML with exactly one way to write each document, and a line for every value."""

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from publishing.documents.dump import Document
from publishing.documents.problems import DocumentError, Path, Problem


class _Loader(yaml.SafeLoader):
    """YAML without surprises: text stays text; a date or `no` never turns into something else."""

    yaml_implicit_resolvers: dict = {}


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """The same by libyaml, where it is there; its errors name lines less exactly."""

    yaml_implicit_resolvers: dict = {}


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers: dict = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _class in (_Loader, _FastLoader, _Dumper):
    _class.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|)$"), ["n", ""])
    _class.add_implicit_resolver(
        "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"]
    )
    _class.add_implicit_resolver(
        "tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]*)$"), list("-0123456789")
    )


def _represent_text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


_Dumper.add_representer(str, _represent_text)


@dataclass(frozen=True)
class ContentFile:
    """One document as read, with the line on which each part of it begins (from 1)."""

    path: FilePath
    document: Document
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of the part at `path`, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def write(document: Document) -> str:
    """The document's one written form."""
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def read(path: FilePath) -> ContentFile:
    """Read one content file. Raises DocumentError (problem paths hold the line) when it is no
    well-formed document, or its slug is not the file's name."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
        node = _compose(text)
    except UnicodeDecodeError as error:
        raise ReadError(raw[: error.start].count(b"\n") + 1, "is not UTF-8 text") from error
    except yaml.reader.ReaderError as error:
        raise ReadError(text[: error.position].count("\n") + 1, error.reason) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ReadError(mark.line + 1 if mark else 1, error.problem or str(error)) from error
    lines: dict[Path, int] = {}
    document = _construct(node, (), lines) if node is not None else None
    if not isinstance(document, dict):
        raise ReadError(1, "must be a mapping with a slug")
    if document.get("slug") != path.stem:
        raise ReadError(lines.get(("slug",), 1), f"slug must be {path.stem}, as the file is named")
    return ContentFile(path, document, lines)


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_FastLoader)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=_Loader)  # raises as well, with the exact line


class ReadError(DocumentError):
    """A file that is no document at all; `line` is where reading stopped making sense."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__([Problem((), reason)])
        self.line = line


def _construct(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise ReadError(key_node.start_mark.line + 1, "a field's name must be plain text")
            if key in result:
                raise ReadError(key_node.start_mark.line + 1, f"“{key}” stands twice")
            result[key] = _construct(value_node, (*path, key), lines)
            lines[(*path, key)] = key_node.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*path, index), lines) for index, item in enumerate(node.value)]
    text = node.value
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return text == "true"
    if node.tag == "tag:yaml.org,2002:int":
        return int(text)
    return text
