"""Gather Django's own Traditional Chinese into locale/django, in Hong Kong's wording.

Django ships zh_Hant and no zh_HK, and looks for nothing but the exact locale of `zh-hk`. What it
says in forms, dates and the admin is therefore copied, package by package, into a catalogue of
ours. Its wording is Taiwan's: `locale/django/hong_kong_<domain>.po`, kept by hand, replaces whole
messages, and WORDS replaces words in the rest. Our own catalogue in locale/zh_HK stands before
this one in LOCALE_PATHS.
"""

from pathlib import Path

import django
import polib

FOLDER = Path(__file__).resolve().parent.parent / "locale" / "django"
TARGET = FOLDER / "zh_HK" / "LC_MESSAGES"
DJANGO = Path(django.__file__).parent
PACKAGES = [
    DJANGO / "conf",
    *(
        DJANGO / "contrib" / name
        for name in ("admin", "auth", "contenttypes", "humanize", "sessions", "messages")
    ),
]
WORDS = {
    "使用者": "用戶",
    "資料庫": "數據庫",
    "網路": "網絡",
    "電子郵件": "電郵",
    "電子信箱": "電郵",
    "帳號": "帳戶",
    "欄位": "欄",
    "點選": "按",
    "檢視": "查看",
    "過濾器": "篩選",
    "群組": "組別",
    "工作人員": "職員",
    "表單": "表格",
    "上傳": "上載",
    "彈跳": "彈出",
    "重覆": "重複",
    "隱私": "私隱",
    "设": "設",
    "删": "刪",
    "您": "你",
}


def merge(domain: str) -> polib.POFile:
    """All of the packages' zh_Hant messages of one domain; the first package to say it wins."""
    replaced = {
        (entry.msgctxt, entry.msgid): entry
        for entry in polib.pofile(str(FOLDER / f"hong_kong_{domain}.po"))
    }
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
            if key in seen:
                continue
            seen.add(key)
            merged.append(replaced[key] if key in replaced else _reworded(entry))
    return merged


def _reworded(entry: polib.POEntry) -> polib.POEntry:
    """The entry with Hong Kong's words, and without notes on where Django keeps it."""
    entry.comment = entry.tcomment = ""
    entry.occurrences = []
    for taiwan, hong_kong in WORDS.items():
        entry.msgstr = entry.msgstr.replace(taiwan, hong_kong)
        entry.msgstr_plural = {
            form: text.replace(taiwan, hong_kong) for form, text in entry.msgstr_plural.items()
        }
    return entry


def main() -> None:
    """Write both domains, as .po for reading and .mo for running."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for domain in ("django", "djangojs"):
        catalogue = merge(domain)
        catalogue.save(str(TARGET / f"{domain}.po"))
        catalogue.save_as_mofile(str(TARGET / f"{domain}.mo"))


if __name__ == "__main__":
    main()
