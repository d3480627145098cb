"""Two languages, equal: nothing of one stands unmarked in the other's pages."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation
from modeltranslation.translator import translator

from publishing.documents.values import LANGUAGES, localized
from tests.factories import add, t
from tests.grown import grow
from tests.markup import HAN, read

# Four English words in a row are a sentence or a name that a screen reader would mangle.
SENTENCE = re.compile(r"(?:[A-Za-z][A-Za-z'’&.-]*[,;:]? +){3,}[A-Za-z]{2,}")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


def strays(runs: list[tuple[str, str]]) -> list[str]:
    """The texts that are not in the language they are marked with."""
    wrong = {"en": HAN, "zh-HK": SENTENCE}
    return [text for language, text in runs if wrong[language].search(ADDRESS.sub("", text))]


# --- Pages ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_page_holds_a_text_of_the_other_language_unmarked(site_pages) -> None:
    found = {address: strays(markup.texts) for address, (_, markup) in site_pages.items()}
    assert not {address: texts for address, texts in found.items() if texts}


@pytest.mark.django_db
def test_no_title_or_label_is_in_the_other_language(site_pages) -> None:
    found = {address: strays(markup.labels) for address, (_, markup) in site_pages.items()}
    assert not {address: texts for address, texts in found.items() if texts}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<html lang="en"><p>Fund 基金</p>', ["Fund 基金"]),
        ('<html lang="en"><p>Fund <i lang="zh-HK">基金</i></p>', []),
        ('<html lang="en"><p>Fund <i lang="zh-HK">A fund of ours</i></p>', ["A fund of ours"]),
        ('<html lang="zh-HK"><p>見 One of Our Funds</p>', ["見 One of Our Funds"]),
        ('<html lang="zh-HK"><p>見 R&amp;D Cash Rebate</p>', []),
        ('<html lang="zh-HK"><p>https://a.example/one-two/three 或 a@b.example</p>', []),
    ],
)
def test_strays_are_noticed(html: str, expected: list[str]) -> None:
    """The test above is only as good as this."""
    assert strays(read(html).texts) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *("", "schemes/", "schemes/?q=a", "schemes/?category=x", "facilities/?q=zz", "nowhere/"),
        *("schemes/scheme-0/", "schemes/fund/", "facilities/", "facilities/facility-0/"),
        *("consultation/", "consultation/project-0/", "policy/", "outcomes/", "sources/"),
        *("figures/", "figures/s0-series-0/", "changes/", "glossary/", "about/", "report/"),
    ],
)
def test_what_only_the_other_language_says_is_marked_so(client, language, path: str) -> None:
    """Of titles and labels, which hold no mark, only that no markup gets into them."""
    grow(1)
    for model in translator.get_registered_models(abstract=False):
        names = translator.get_options_for_model(model).all_fields
        model.objects.update(**{localized(name, language): "" for name in names})
    found = read(client.get(f"/{language}/{path}").content)
    assert not found.problems
    assert not strays(found.texts)
    assert not [text for _, text in found.labels if "<" in text or "lang=" in text]
    assert all(child.tag != "span" for child in found.all("title"))


# --- Texts in templates ---------------------------------------------------------------------


def rendered(source: str, language: str, **texts: str | None) -> str:
    """A template with a glossary term whose meaning is `texts`."""
    term = add("glossary", "made", meaning=t(texts.get("zh"), texts.get("en")))
    with translation.override(language):
        return Template(source).render(Context({"term": term}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tag", "language", "texts", "expected"),
    [
        ("text", "en", {"en": "a<b", "zh": "甲"}, "a&lt;b"),
        ("text", "en", {"zh": "甲<"}, '<span lang="zh-HK">甲&lt;</span>'),
        ("text", "zh-hk", {"en": "a"}, '<span lang="en">a</span>'),
        ("text", "en", {}, ""),
        ("plain", "en", {"zh": '甲"<'}, "甲&quot;&lt;"),
        ("plain", "zh-hk", {"en": "a", "zh": "甲"}, "甲"),
        ("paragraphs", "en", {"en": "a<\n\nb\nc"}, "<p>a&lt;</p>\n\n<p>b<br>c</p>"),
        ("paragraphs", "en", {"zh": "甲\n\n乙"}, '<div lang="zh-HK"><p>甲</p>\n\n<p>乙</p></div>'),
    ],
)
def test_a_text_in_a_template(tag: str, language: str, texts: dict, expected: str) -> None:
    assert rendered(f"{{% {tag} term 'meaning' %}}", language, **texts) == expected


@pytest.mark.django_db
def test_addresses_in_paragraphs_become_links_where_asked() -> None:
    text = {"en": "See https://a.example/?a=1&b=<x>"}
    with_links = rendered("{% paragraphs term 'meaning' links=True %}", "en", **text)
    assert 'href="https://a.example/?a=1&amp;b=' in with_links
    assert "<x>" not in with_links


def test_both_languages_are_known_by_name(settings) -> None:
    assert set(LANGUAGES) == {code for code, _ in settings.LANGUAGES}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            assert len({str(name) for _, name in settings.LANGUAGES}) == len(LANGUAGES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("found", "html"),
    [
        ("《Parts and Accessory Systems Centre》等", True),
        ("見R&D Cash Rebate Scheme <b>，", True),
        ("見InnoHK Fund", False),
        ("只有中文", False),
    ],
)
def test_a_long_english_name_within_chinese_is_marked(found: str, html: bool) -> None:
    topic = add("topics", "made", name=t(found, "Name"))
    template = Template('{% text topic "name" %}|{% paragraphs topic "name" %}')
    with translation.override("zh-hk"):
        written = template.render(Context({"topic": topic}))
    assert (written.count('<span lang="en">') == 2) == html
    assert "<b>" not in written
    assert strays(read(f'<html lang="zh-HK"><p>{written}</p>').texts) == []
