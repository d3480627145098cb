from modeltranslation.translator import TranslationOptions, register

from publishing.models import Organisation, Source, Topic


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "publisher", "note")


@register([Organisation, Topic])
class NameTranslation(TranslationOptions):
    fields = ("name",)
