from modeltranslation.translator import TranslationOptions, register

from policy.models import Measure, Outcome


@register(Measure)
class MeasureTranslation(TranslationOptions):
    fields = ("title", "text", "progress_text")


@register(Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("title", "text")
