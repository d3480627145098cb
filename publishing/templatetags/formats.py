"""Formatting in templates: every filter writes the page's language."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from publishing import formats
from publishing.documents.values import LANGUAGES, localized

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


@register.simple_tag
def text(obj, name):
    """`obj.name` in the page's language; where only the other is known, that one, so marked."""
    language = get_language()
    own = getattr(obj, localized(name, language))
    if own:
        return own
    for other in LANGUAGES:
        found = getattr(obj, localized(name, other))
        if found and other != language:
            html_language = "zh-HK" if other == formats.ZH else "en"
            return format_html('<span lang="{}">{}</span>', html_language, found)
    return ""


@register.simple_tag
def other_name(obj, name="name"):
    """The name in the language the page is not in, for people who know it by that one."""
    language = get_language()
    for other in LANGUAGES:
        found = getattr(obj, localized(name, other))
        if other != language and found:
            return {"lang": "zh-HK" if other == formats.ZH else "en", "text": found}
    return None


@register.inclusion_tag("components/cite.html", takes_context=True)
def cite(context, fact):
    """The numbers of a fact's sources, leading to the list at the foot of the page."""
    citations = context["citations"]
    return {
        "refs": [
            {"number": citations.number(source), "grade": source.grade, "locator": place}
            for source, place in fact.citations
        ]
    }
