"""Words for the same thing: loaded from their file, edited in the staff site, used at once."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from publishing.dates import today
from publishing.documents.load import LoadReport, load
from search import synonyms
from search.analysis import key
from search.models import MissedQuery, SynonymGroup, lines
from search.queries import find
from search.synonyms import write
from tests.content.test_words import is_simplified
from tests.search.asked import names_of

pytestmark = pytest.mark.django_db


def first(words: str, language: str = "en") -> str:
    """The best find."""
    with translation.override(language):
        return (names_of(find(words).pks) or [""])[0]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder of content with synonyms of its own; the others are gone."""
    SynonymGroup.objects.all().delete()
    return tmp_path


def put(folder: Path, text: str) -> LoadReport:
    """Load the file with this text, and no other content."""
    (folder / "synonyms.yaml").write_text(text, encoding="utf-8")
    report = LoadReport()
    with translation.override("en"):
        synonyms.load(folder, report)
    return report


GROUP = "- key: zebra\n  is_name: true\n  zh-hk: [斑馬]\n  en: [Zebra]\n  spoken: [間條馬]\n"


def test_the_file_is_in_its_one_written_form() -> None:
    text = (settings.CONTENT_DIR / "synonyms.yaml").read_text(encoding="utf-8")
    assert write(SynonymGroup.objects.order_by("key")) == text
    assert text.count("- key: ") > 250


def test_every_group_says_something_and_in_hong_kong_characters() -> None:
    for group in SynonymGroup.objects.all():
        group.full_clean()
        terms = [term for name in SynonymGroup.TERMS for term in lines(getattr(group, name))]
        assert len({key(term) for term in terms}) == len(terms), group
        assert not [term for term in terms if any(map(is_simplified, term))], group


def test_a_new_group_counts_from_the_next_search_on(client) -> None:
    assert first("zzqq money") != "scheme/tvp"
    SynonymGroup.objects.create(key="zzqq", is_name=True, zh_hk="科技券", spoken="zzqq money")
    assert first("zzqq money") == "scheme/tvp"
    group = SynonymGroup.objects.get(key="zzqq")
    group.spoken = "wwqq money"
    group.save()
    assert first("wwqq money") == "scheme/tvp"
    assert first("zzqq money") != "scheme/tvp"
    group.delete()
    assert first("wwqq money") != "scheme/tvp"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("access", "facility/innohk-access"), ("ACCESS chips", "facility/innohk-access")],
)
def test_an_abbreviation_that_is_a_word_counts_alone_or_in_capitals(words, expected) -> None:
    assert first(words) == expected
    assert first("access to incubation") != "facility/innohk-access"


def test_a_load_keeps_what_an_editor_has_changed(folder) -> None:
    assert put(folder, GROUP).created == ["synonyms/zebra"]
    assert put(folder, GROUP).unchanged == 1
    assert put(folder, GROUP.replace("Zebra", "Zebras")).updated == ["synonyms/zebra"]
    SynonymGroup.objects.update(spoken="花馬")
    assert put(folder, GROUP).kept == ["synonyms/zebra"]
    assert SynonymGroup.objects.get().spoken == "花馬"
    assert synonyms.dump(folder) == 1
    assert put(folder, (folder / "synonyms.yaml").read_text(encoding="utf-8")).kept == []
    assert SynonymGroup.objects.get().loaded["spoken"] == ["花馬"]
    assert put(folder, "[]\n").orphaned[-1] == "synonyms/zebra"


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("- zh-hk: [a]\n", 1, "needs a “key”"),
        (GROUP + GROUP, 6, "stands twice"),
        (GROUP + "- key: b\n  colour: red\n", 6, "unknown field “colour”"),
        ("- key: b\n  en: [a]\n", 1, "two words at least"),
        ("- key: b\n  en: a\n", 1, "must be a list"),
        ("- key: b\n  en: [1, 2]\n", 1, "must be a list of texts"),
        ("- key: b\n  is_name: 3\n  en: [a, b]\n", 1, "must be true or false"),
        ("- key: b b\n  en: [a, b]\n", 1, "slug"),
        ("key: b\n", 1, "must be a list of groups"),
        ("- key: [\n", 1, "while parsing"),
    ],
)
def test_a_fault_is_named_with_its_line(folder, text, place, reason) -> None:
    report = put(folder, text)
    assert report.errors[0].startswith(f"{folder.name}/synonyms.yaml:{place}: ")
    assert reason in report.errors[0]


def test_of_a_file_with_a_fault_nothing_is_loaded(folder) -> None:
    (folder / "synonyms.yaml").write_text(GROUP + GROUP, encoding="utf-8")
    assert load(folder).errors
    assert not SynonymGroup.objects.exists()
    with pytest.raises(CommandError):
        call_command("load_content", str(folder), stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"zh_hk": "一詞"}, {"zh-hk": "最少要有兩個詞", "en": "two words at least"}),
        ({"en": "a" * 121 + "\nb"}, {"zh-hk": "太長", "en": "too long"}),
    ],
)
def test_a_group_that_says_nothing_is_refused_in_words(language, fields, words) -> None:
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            SynonymGroup(key="x", **fields).full_clean()
        assert words[language] in " ".join(refused.value.messages)


def test_editors_edit_them(client, language) -> None:
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    client.post("/staff/language/", {"language": language})
    group = SynonymGroup.objects.get(key="tvp")
    shown = client.get(f"/staff/search/synonymgroup/{group.pk}/change/").content.decode()
    assert {"zh-hk": "口語和俗稱", "en": "As people say it"}[language] in shown
    fields = {"key": "tvp", "is_name": "on", "zh_hk": "科技券", "en": "", "abbreviations": "TVP"}
    answer = client.post(
        f"/staff/search/synonymgroup/{group.pk}/change/", fields | {"spoken": "zzqqticket"}
    )
    assert answer.status_code == 302
    assert first("zzqqticket", language) == "scheme/tvp"


def test_words_of_one_day_are_counted_in_one_row() -> None:
    MissedQuery.objects.create(day=today(), text="zebra")
    with pytest.raises(IntegrityError), transaction.atomic():
        MissedQuery.objects.create(day=today(), text="zebra")
