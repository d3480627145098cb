from modeltranslation.translator import TranslationOptions, register

from consultation.models import (
    Parameter,
    ParameterValue,
    ParameterVersion,
    Project,
    ProjectNote,
    TimelineEntry,
)


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = ("name", "short_name", "summary", "place", "standing")


@register(TimelineEntry)
class EntryTranslation(TranslationOptions):
    fields = ("title", "text", "said_by")


@register(ProjectNote)
class NoteTranslation(TranslationOptions):
    fields = ("text", "said_by")


@register(Parameter)
class ParameterTranslation(TranslationOptions):
    fields = ("name", "unit")


@register(ParameterVersion)
class VersionTranslation(TranslationOptions):
    fields = ("name", "note")


@register(ParameterValue)
class ValueTranslation(TranslationOptions):
    fields = ("text",)
