"""Formatting in templates: every filter writes the page's language."""

import re

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join, linebreaks, urlize
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from publishing import formats
from publishing.documents.values import LANGUAGES, localized
from publishing.remembered import keep

register = template.Library()


@register.filter
def money(value):
    """Hong Kong dollars."""
    return "" if value is None else formats.money(value, get_language())


@register.filter
def number(value):
    """A plain number with thousands separated."""
    return "" if value is None else formats.number(value)


@register.filter
def fuzzy(value):
    """A fuzzy date."""
    return "" if value is None else formats.fuzzy(value, get_language())


@register.filter
def day(value):
    """A calendar day."""
    return "" if value is None else formats.day(value, get_language())


@register.filter
def moment(value):
    """An instant in Hong Kong time."""
    return "" if value is None else formats.moment(value, get_language())


@register.filter
def until(value):
    """The end of a half-open time, in Hong Kong time."""
    return "" if value is None else formats.until(value, get_language())


@register.filter
def qualified(text, qualifier):
    """A number's text with the source's hedge."""
    return formats.qualified(str(text), qualifier, get_language())


@register.filter
def locator(text):
    """A place in a source."""
    return formats.locator(text, get_language())


@register.simple_tag
def dated(value, basis=""):
    """A fuzzy date with its basis, or that no date is known."""
    return formats.dated(value, basis, get_language()) or gettext("date not known")


@register.simple_tag
def span(start, end):
    """A period of fuzzy dates."""
    return formats.span(start, end, get_language())


@register.simple_tag
def closing(last_day, at=None):
    """A deadline."""
    return formats.closing(last_day, at, get_language())


def _html(language: str) -> str:
    return "zh-HK" if language == formats.ZH else "en"


def _known(obj, name: str) -> tuple[str, str]:
    """`obj.name` in the page's language and ""; else in the other, and how HTML names that."""
    own = getattr(obj, localized(name, get_language()))
    if own:
        return own, ""
    for other in LANGUAGES:
        found = getattr(obj, localized(name, other))
        if found:
            return found, _html(other)
    return "", ""


# Four English words in a row within a Chinese text are a name that a screen reader would mangle.
_ENGLISH_NAME = re.compile(r"((?:[A-Za-z][A-Za-z'’&.-]*[,;:]? +){3,}[A-Za-z]{2,})")


def _with_names_marked(found: str) -> str:
    """A text of the page's own language, escaped; in Chinese, long English names are marked."""
    if get_language() != formats.ZH:
        return escape(found)
    # Every second part is what the pattern caught.
    parts = enumerate(_ENGLISH_NAME.split(found))
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span lang="en">{}</span>', part) if odd % 2 else part,)
            for odd, part in parts
        ),
    )


@register.simple_tag
def text(obj, name):
    """`obj.name` in the page's language; where only the other is known, that one, so marked."""
    found, marked = _known(obj, name)
    if marked:
        return format_html('<span lang="{}">{}</span>', marked, found)
    return _with_names_marked(found)


@register.simple_tag
def plain(obj, name):
    """The same where no mark can stand: titles, labels, descriptions."""
    return _known(obj, name)[0]


@register.simple_tag
def paragraphs(obj, name, links=False):
    """The same as paragraphs, a blank line between two; with `links`, addresses in it are links."""
    found, marked = _known(obj, name)
    own = escape(found) if marked else _with_names_marked(found)
    escaped = linebreaks(urlize(found, autoescape=True)) if links else linebreaks(own)
    html = mark_safe(escaped)  # noqa: S308 - every function has escaped the text
    return format_html('<div lang="{}">{}</div>', marked, html) if marked else html


@register.simple_tag
def other_name(obj, name="name"):
    """The name in the language the page is not in, for people who know it by that one."""
    language = get_language()
    for other in LANGUAGES:
        found = getattr(obj, localized(name, other))
        if other != language and found:
            return {"lang": _html(other), "text": found}
    return None


@register.simple_tag(takes_context=True)
def cite(context, fact):
    """The numbers of a fact's sources, leading to the list at the foot of the page."""
    citations = context["citations"]
    refs = [
        {"number": str(citations.number(source)), "grade": source.grade, "locator": place}
        for source, place in fact.citations
    ]
    key = ("cite", *(ref["number"] for ref in refs))
    return keep(fact, key, lambda: render_to_string("components/cite.html", {"refs": refs}))


@register.simple_tag
def source_language(source):
    """The language of a source's text in words, where a reader of this page may not expect it."""
    code = source.text_language
    expected = {"zh-hk": ("zh-hk", "both", ""), "en": ("en", "both", "")}[get_language()]
    return "" if code in expected else source.get_text_language_display()


@register.simple_tag
def measured(number_text, unit_text):
    """A number and its unit; Chinese puts nothing between them."""
    joint = "" if get_language() == formats.ZH else " "
    return format_html("{}{}{}", number_text, joint, unit_text) if unit_text else number_text
