from modeltranslation.translator import TranslationOptions, register

from schemes.models import Clause, Scheme, Status, Succession, Terms, Track


@register(Scheme)
class SchemeTranslation(TranslationOptions):
    fields = ("name", "summary", "description")


@register(Track)
class TrackTranslation(TranslationOptions):
    fields = ("name", "note")


@register([Terms, Status])
class NoteTranslation(TranslationOptions):
    fields = ("note",)


@register(Clause)
class ClauseTranslation(TranslationOptions):
    fields = ("text",)


@register(Succession)
class SuccessionTranslation(TranslationOptions):
    fields = ("other_name", "note")
