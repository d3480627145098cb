"""The message catalogues: every text of ours is there, translated, and compiled."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from tests.markup import HAN

OURS = settings.BASE_DIR / "locale/zh_HK/LC_MESSAGES/django.po"
CATALOGUES = sorted((settings.BASE_DIR / "locale").rglob("LC_MESSAGES/*.po"))
CODE = (
    "accounts",
    "api",
    "schemes",
    "facilities",
    "policy",
    "consultation",
    "figures",
    "mail",
    "search",
    "publishing",
    "portal",
)
CALLS = re.compile(
    r"\b(n?p?gettext|_)\(((?:\s*u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")\s*,?)+)"
)
Message = tuple[str | None, str]
names = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: f"{path.parts[-4]}-{path.name}"
)


def message(function: str, texts: list[str]) -> Message:
    """(context, text) of one call of gettext, pgettext, ngettext..."""
    return (texts[0], texts[1]) if "pgettext" in function else (None, texts[0])


def in_python(source: str) -> Iterator[Message]:
    """What a module marks for translation."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        if name == "_" or "gettext" in name:
            yield message(name, texts)


def in_template(source: str) -> Iterator[Message]:
    """What a template marks for translation."""
    for function, arguments in CALLS.findall(templatize(source)):
        yield message(function, list(ast.literal_eval(f"({arguments.rstrip(' ,')},)")))


def marked() -> dict[Message, Path]:
    """Every text of ours that is marked, and a file it stands in."""
    found = {}
    for folder in CODE:
        for path in (settings.BASE_DIR / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= dict.fromkeys(in_python(path.read_text()), path)
    for path in (settings.BASE_DIR / "templates").rglob("*.*"):
        found |= dict.fromkeys(in_template(path.read_text()), path)
    return found


def test_marked_texts_are_found() -> None:
    """The test below is only as good as this."""
    python = 'a = _("One"); pgettext_lazy("state", "Two"); ngettext("3", "4", n); other("x")'
    assert set(in_python(python)) == {(None, "One"), ("state", "Two"), (None, "3")}
    template = (
        "{% translate 'One\"s' %}{% translate ': ' context 'before' %}{{ _('Three') }}"
        "{% blocktranslate count n=n %}{{ n }} a{% plural %}{{ n }} b{% endblocktranslate %}"
    )
    assert set(in_template(template)) == {
        (None, 'One"s'),
        ("before", ": "),
        (None, "Three"),
        (None, "%(n)s a"),
    }
    assert len(marked()) > 300


def test_every_text_of_ours_is_in_the_catalogue() -> None:
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(OURS) if not entry.obsolete}
    missing = {text: path.name for text, path in marked().items() if text not in known}
    # What Django says itself is translated by Django, in the second catalogue.
    django = polib.pofile(settings.BASE_DIR / "locale/django/zh_HK/LC_MESSAGES/django.po")
    known_to_django = {(entry.msgctxt, entry.msgid) for entry in django}
    assert not {text: path for text, path in missing.items() if text not in known_to_django}


def test_every_text_of_ours_is_translated() -> None:
    catalogue = polib.pofile(OURS)
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_translations_keep_the_places_for_values() -> None:
    places = re.compile(r"%\((\w+)\)[sd]")
    for entry in polib.pofile(OURS):
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            wanted = set(places.findall(entry.msgid_plural or entry.msgid))
            assert set(places.findall(text)) == wanted, entry.msgid


def test_translations_are_chinese() -> None:
    """All but punctuation and a unit that is the same in both."""
    same = [
        entry.msgid
        for entry in polib.pofile(OURS)
        if not HAN.search("".join(entry.msgstr_plural.values()) or entry.msgstr)
        and re.search(r"[a-z]{3}", re.sub(r"%\(\w+\)s", "", entry.msgstr))
    ]
    assert same == ["petaFLOPS"]


@names
def test_the_compiled_catalogue_says_the_same(path: Path) -> None:
    """A machine without gettext uses the compiled one as it is."""

    def texts(entries) -> dict:
        return {(e.msgctxt, e.msgid): e.msgstr_plural or e.msgstr for e in entries if e.msgid}

    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert texts(compiled) == texts(polib.pofile(path).translated_entries())
