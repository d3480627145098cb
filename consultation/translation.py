from modeltranslation.translator import TranslationOptions, register

from consultation.models import (
    CannedReply,
    Parameter,
    ParameterValue,
    ParameterVersion,
    Project,
    ProjectNote,
    Response,
    Theme,
    TimelineEntry,
    Window,
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


@register(Window)
class WindowTranslation(TranslationOptions):
    fields = ("title", "authority")


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name", "hint")


@register(Response)
class ResponseTranslation(TranslationOptions):
    fields = ("said", "done")


@register(CannedReply)
class CannedReplyTranslation(TranslationOptions):
    fields = ("title", "text")
