"""Gather Django's own Traditional Chinese into locale/django/zh_HK.

Django ships zh_Hant and no zh_HK, and looks for nothing but the exact locale of `zh-hk`. What it
says in forms, dates and the admin is therefore copied, package by package, into a catalogue of
ours. Our own catalogue in locale/zh_HK stands before it in LOCALE_PATHS, so a string translated
there wins: that is how a Taiwanese wording is replaced by a Hong Kong one.
"""

from pathlib import Path

import django
import modeltranslation
import polib

TARGET = Path(__file__).resolve().parent.parent / "locale" / "django" / "zh_HK" / "LC_MESSAGES"
DJANGO = Path(django.__file__).parent
PACKAGES = [
    DJANGO / "conf",
    *(
        DJANGO / "contrib" / name
        for name in ("admin", "auth", "contenttypes", "humanize", "sessions", "messages")
    ),
    Path(modeltranslation.__file__).parent,
]


def merge(domain: str) -> polib.POFile:
    """All of the packages' zh_Hant messages of one domain; the first package to say it wins."""
    merged = polib.POFile()
    merged.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "zh_HK",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    seen = set()
    for package in PACKAGES:
        path = package / "locale" / "zh_Hant" / "LC_MESSAGES" / f"{domain}.po"
        if not path.exists():
            continue
        for entry in polib.pofile(str(path)).translated_entries():
            key = (entry.msgctxt, entry.msgid)
            if key not in seen:
                seen.add(key)
                entry.comment = entry.tcomment = ""
                entry.occurrences = []
                merged.append(entry)
    return merged


def main() -> None:
    """Write both domains, as .po for reading and .mo for running."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for domain in ("django", "djangojs"):
        catalogue = merge(domain)
        catalogue.save(str(TARGET / f"{domain}.po"))
        catalogue.save_as_mofile(str(TARGET / f"{domain}.mo"))


if __name__ == "__main__":
    main()
