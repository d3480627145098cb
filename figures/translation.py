from modeltranslation.translator import TranslationOptions, register

from figures.models import Indicator, Point, Series


@register(Series)
class SeriesTranslation(TranslationOptions):
    fields = ("name", "measure", "unit_name")


@register(Point)
class PointTranslation(TranslationOptions):
    fields = ("edition", "note")


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("title", "note")
