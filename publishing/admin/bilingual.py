"""Forms that show a translated field once a language, side by side, and say what is missing."""

from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from publishing.documents.values import LANGUAGES, is_translated, localized, plain_decimal

LANGUAGE_NAMES = {"zh-hk": _("Chinese"), "en": _("English")}
MISSING = {"zh-hk": _("Chinese missing"), "en": _("English missing")}
HTML_LANGUAGES = dict(settings.HTML_LANGUAGES)


def missing_languages(part: Any) -> set[str]:
    """The languages in which a document, or part of one, lacks a text that the other has."""
    if isinstance(part, dict):
        if set(part) == set(LANGUAGES):
            return {code for code, text in part.items() if not text}
        part = list(part.values())
    return set().union(*map(missing_languages, part)) if isinstance(part, list) else set()


@cache
def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The model's translated fields in the order of the model."""
    return tuple(field.name for field in model._meta.fields if is_translated(model, field.name))


class PlainTextField(forms.CharField):
    """Text with `\\n` line ends: browsers send `\\r\\n`, and an untouched text must not change."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if value else value)


class PlainDecimalField(forms.DecimalField):
    """A number shown without the zeros that the database keeps behind it."""

    def prepare_value(self, value: Any) -> Any:
        return plain_decimal(value) if isinstance(value, Decimal) else value


class BilingualForm(forms.ModelForm):
    """Wants a needed text in at least one language, and marks the language that lacks it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.translated:
            texts = self.both(name)
            for code in missing_languages(texts) if any(texts.values()) else ():
                field = self.fields[localized(name, code)]
                field.help_text = format_html(
                    '<strong class="missing">{}</strong> {}', MISSING[code], field.help_text
                )

    @cached_property
    def translated(self) -> list[str]:
        """The translated fields that are on this form, by the name they share."""
        model = self._meta.model
        return [
            name
            for name in translated_fields(model)
            if all(localized(name, code) in self.fields for code in LANGUAGES)
        ]

    def both(self, name: str) -> dict[str, str]:
        """A translated field's texts by language, as stored."""
        return {code: getattr(self.instance, localized(name, code)) for code in LANGUAGES}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.translated:
            fields = [localized(name, code) for code in LANGUAGES]
            needed = not self._meta.model._meta.get_field(name).blank
            if needed and not any(cleaned.get(field) or field in self.errors for field in fields):
                self.add_error(fields[0], _("Give this in both languages, or at least in one."))
        return cleaned


class BilingualAdmin:
    """For a ModelAdmin or an inline: name translated fields once, as the model does.

    Foreign keys to records are chosen by searching.
    """

    form = BilingualForm

    def get_fieldsets(self, request, obj=None):
        return [
            (title, {**options, "fields": self._side_by_side(options["fields"])})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def _side_by_side(self, names) -> list:
        return [
            tuple(localized(name, code) for code in LANGUAGES)
            if isinstance(name, str) and is_translated(self.model, name)
            else name
            for name in names
        ]

    def get_autocomplete_fields(self, request) -> list[str]:
        return [
            field.name
            for field in (*self.model._meta.fields, *self.model._meta.many_to_many)
            if getattr(getattr(field.related_model, "document", None), "folder", "")
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, TranslationField):
            kwargs["label"] = gettext("%(field)s (%(language)s)") % {
                "field": capfirst(db_field.translated_field.verbose_name),
                "language": LANGUAGE_NAMES[db_field.language],
            }
            kwargs["empty_value"] = ""
        if isinstance(db_field, models.TextField):
            kwargs["form_class"] = PlainTextField
        elif isinstance(db_field, models.DecimalField):
            kwargs["form_class"] = PlainDecimalField
        elif isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, TranslationField):
            field.widget.attrs["lang"] = HTML_LANGUAGES[db_field.language]
        if isinstance(db_field, models.TextField):
            field.widget.attrs["rows"] = 4  # grows with the text, see staff.css
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # Whatever a record points to is changed and deleted on its own page.
            field.widget.can_delete_related = field.widget.can_change_related = False
        return field
