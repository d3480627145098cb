"""What a record's form asks beside the record itself: why, since when, and only words?"""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.admin.bilingual import HTML_LANGUAGES, LANGUAGE_NAMES, BilingualForm
from publishing.documents.values import LANGUAGES, localized
from publishing.models import Revision, SlugRedirect
from publishing.telling import Telling

REASONS = tuple(localized("reason", code) for code in LANGUAGES)


def reason_field(code: str) -> forms.CharField:
    """The reason for a change in one language; shown to readers where a fact changes."""
    widget = AdminTextInputWidget(attrs={"lang": HTML_LANGUAGES[code]})
    label = {"zh-hk": _("Reason for this change (Chinese)")}.get(
        code, _("Reason for this change (English)")
    )
    length = Revision._meta.get_field("reason").max_length
    return forms.CharField(
        label=label,
        max_length=length,
        required=False,
        widget=widget,
        help_text=_("Readers see it where a published fact changes."),
    )


class ReasonForm(forms.Form):
    """A decision about a record, and why."""

    reason_zh_hk = reason_field("zh-hk")
    reason_en = reason_field("en")


class RecordForm(BilingualForm):
    """A record with what is told of its change, and when it takes effect.

    `editing` is set by the admin: it says why a version could not be taken as it was sent.
    """

    editing = None
    reason_zh_hk = reason_field("zh-hk")
    reason_en = reason_field("en")
    editorial = forms.BooleanField(
        label=_("Wording only"),
        required=False,
        help_text=_("No fact is another than before, so readers are not told of the change."),
    )
    go_live_at = forms.SplitDateTimeField(
        label=_("Takes effect at"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=_("Hong Kong time. Empty: as soon as it is published."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.editing is None:
            return
        prepared = self.editing.prepared
        if prepared:
            for name in (*REASONS, "editorial", "go_live_at"):
                self.initial.setdefault(name, getattr(prepared, name))
        self.initial |= self.editing.typed

    def telling(self, user) -> Telling:
        """Who changes something, and what is to be told of it."""
        reasons = {code: self.cleaned_data[localized("reason", code)] for code in LANGUAGES}
        return Telling(user, reasons, self.cleaned_data["editorial"])

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        taken = SlugRedirect.objects.filter(kind=self.instance.kind, old_slug=slug)
        other = taken.exclude(slug=self.instance.slug).first()
        if other:
            raise ValidationError(
                _("“%(slug)s” is a former address of “%(other)s”; choose another."),
                params={"slug": slug, "other": other.slug},
                code="former",
            )
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        at = cleaned.get("go_live_at")
        if at and at <= timezone.now() and "_publish" in self.data:
            self.add_error("go_live_at", _("This time has passed. Leave it empty to publish now."))
        until, since = cleaned.get("withdraw_at"), self.instance.publish_at
        if until and since and until <= since:
            self.add_error("withdraw_at", _("“Shown until” must be after “shown from”."))
        if self.editing and self.editing.objection:
            self.add_error(None, self.editing.objection)
        return cleaned


REASON_NEEDED = {
    localized("reason", code): ValidationError(
        _("A published fact changes. Say why, in %(language)s too, or tick “wording only”."),
        params={"language": LANGUAGE_NAMES[code]},
        code="reason",
    )
    for code in LANGUAGES
}
