from modeltranslation.translator import TranslationOptions, register

from facilities.models import Facility, FacilityNote, FacilityState, FacilitySuccession, Person


@register(Facility)
class FacilityTranslation(TranslationOptions):
    fields = ("name", "summary", "description", "address", "floor_area_scope")


@register(FacilityState)
class StateTranslation(TranslationOptions):
    fields = ("note",)


@register(Person)
class PersonTranslation(TranslationOptions):
    fields = ("name", "role")


@register(FacilityNote)
class NoteTranslation(TranslationOptions):
    fields = ("text",)


@register(FacilitySuccession)
class SuccessionTranslation(TranslationOptions):
    fields = ("other_name", "note")
