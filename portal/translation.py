from modeltranslation.translator import TranslationOptions, register

from portal.models import GlossaryTerm, Page, PagePart


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(PagePart)
class PartTranslation(TranslationOptions):
    fields = ("heading", "text")


@register(GlossaryTerm)
class TermTranslation(TranslationOptions):
    fields = ("term", "meaning")
