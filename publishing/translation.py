from modeltranslation.translator import TranslationOptions, register

from publishing.models import NextVersion, Organisation, Revision, Source, Topic


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "publisher", "note")


@register([Organisation, Topic])
class NameTranslation(TranslationOptions):
    fields = ("name",)


@register([Revision, NextVersion])
class ReasonTranslation(TranslationOptions):
    fields = ("reason",)
