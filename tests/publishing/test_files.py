"""Content files: one way to write a document, text that stays text, and faults with their line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.documents import files

thorough = settings(deadline=None, derandomize=True, max_examples=200)
# Signs that mean something to YAML, and those that texts are made of.
SIGNS = "創科「資助」，。—é🧪 aZ09:-#'\"{}[]&*!|>%@`,?=~<\\/\n"
WORDS = [
    *("no", "yes", "on", "null", "Null", "~", "true", "True", "2024-12-31", "2024", "007", "1.50"),
    *("1_000", "0x1F", "12:30", "-", "---", "- a", "a: b", "# a", "&a", "*a", " a ", "<<", "=", ""),
]
names = st.text("abnoy_-", min_size=1, max_size=9)
texts = st.text(SIGNS, max_size=60) | st.sampled_from(WORDS)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**13), 10**13) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def read(folder: Path, text: str | bytes, name: str = "chips") -> files.ContentFile:
    """Read a file that holds `text`."""
    path = folder / f"{name}.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return files.read(path)


@thorough
@given(st.dictionaries(names, values, max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory, body: dict) -> None:
    document = {"slug": "chips"} | body
    text = files.write(document)
    found = read(tmp_path_factory.getbasetemp(), text)
    assert found.document == document
    assert files.write(found.document) == text


def test_fields_keep_their_order_and_text_its_letters(tmp_path: Path) -> None:
    document = {"slug": "chips", "name": {"zh-hk": "晶片", "en": "Chips"}, "about": "一\n二\n"}
    text = files.write(document)
    assert text == ("slug: chips\nname:\n  zh-hk: 晶片\n  en: Chips\nabout: |\n  一\n  二\n")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2024-12-31", "2024-12-31"),
        ("2024-12", "2024-12"),
        ("2024/25", "2024/25"),
        ("2026-11-21T00:00:00+08:00", "2026-11-21T00:00:00+08:00"),
        ("no", "no"),
        ("off", "off"),
        ("Yes", "Yes"),
        ("True", "True"),
        ("NULL", "NULL"),
        ("~", "~"),
        ("1.50", "1.50"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("17:30", "17:30"),
        ("2024", 2024),
        ("-5", -5),
        ("0", 0),
        ("'2024'", "2024"),
        ('"true"', "true"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("''", ""),
        ("[no, 1, '']", ["no", 1, ""]),
    ],
)
def test_only_numbers_truth_and_null_are_not_text(tmp_path: Path, written: str, value) -> None:
    found = read(tmp_path, f"slug: chips\nvalue: {written}\n").document["value"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("slug: chips\nname: 1\nname: 2\n", 3, "“name” stands twice"),
        ("slug: chips\nname:\n  en: a\n  zh-hk: b\n  en: c\n", 5, "“en” stands twice"),
        ("slug: chips\nrows:\n- key: a\n  on: 1\n  on: 2\n", 5, "“on” stands twice"),
        ("slug: chips\nname:\n\ten: a\n", 3, "'\\t'"),
        ("slug: chips\nname: 'a\nmore: b\n", 4, "end of stream"),
        ("slug: chips\nnames: [a\nmore: b\n", 3, "expected ',' or ']'"),
        ("slug: chips\nname: a: b\n", 2, "mapping values are not allowed"),
        ("slug: chips\nname: b\n---\nslug: chips\n", 3, "another document"),
        ("slug: chips\nname: *other\n", 2, "undefined alias"),
        ("slug: chips\n{a: 1}: b\n", 2, "plain text"),
        ("slug: chips\nname: a\n晶片: \x07\n", 3, "not allowed"),
        ("slug: chips\n晶片: 一\n".encode() + b"name: \xff\n", 3, "UTF-8"),
        ("slug: chips\nname: 晶片\n".encode("big5"), 2, "UTF-8"),
        ("", 1, "must be a mapping"),
        ("# nothing yet\n", 1, "must be a mapping"),
        ("- slug: chips\n", 1, "must be a mapping"),
        ("chips\n", 1, "must be a mapping"),
        ("# a remark\nname: a\nslug: crisps\n", 3, "slug must be chips, as the file is named"),
        ("name: a\n", 1, "slug must be chips"),
        ("name: a\nslug: true\n", 2, "slug must be chips"),
    ],
)
def test_a_file_that_is_no_document_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, reason: str
) -> None:
    with pytest.raises(files.ReadError) as refused:
        read(tmp_path, text)
    assert refused.value.line == line
    assert reason in str(refused.value)


def test_every_part_knows_its_line(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "slug: chips\n"  # 1
        "name:\n"  # 2
        "  zh-hk: 晶片\n"  # 3
        "  en: |-\n"  # 4
        "    One\n"  # 5
        "    Two\n"  # 6
        "rows:\n"  # 7
        "- key: a\n"  # 8
        "  terms: [x, y]\n"  # 9
        "- key: b\n"  # 10
        "  note:\n"  # 11
        "    en: c\n",  # 12
    )
    lines = {
        (): 1,
        ("slug",): 1,
        ("name",): 2,
        ("name", "zh-hk"): 3,
        ("name", "en"): 4,
        ("rows",): 7,
        ("rows", 0): 8,
        ("rows", 0, "terms", 1): 9,
        ("rows", 1): 10,
        ("rows", 1, "note", "en"): 12,
    }
    assert {path: found.line(path) for path in lines} == lines


def test_a_part_that_is_not_there_has_the_line_of_what_it_is_missing_from(tmp_path: Path) -> None:
    found = read(tmp_path, "slug: chips\nrows:\n- key: a\n- key: b\n")
    assert found.line(("rows", 1, "source")) == 4
    assert found.line(("rows", 7, "source")) == 2
    assert found.line(("source",)) == 1


def test_windows_line_ends_and_a_byte_order_mark_are_forgiven(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeffslug: chips\r\nname: |-\r\n  a\r\n  b\r\n")
    assert found.document == {"slug": "chips", "name": "a\nb"}
    assert found.line(("name",)) == 2
