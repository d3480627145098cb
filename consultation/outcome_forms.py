"""What readers choose on the outcome page, and what they write about a published comment."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultation.forms import Words, theme_choices
from consultation.models import Theme

REPORT_MIN = 10
REPORT_MAX = 2000


class OutcomeForm(forms.Form):
    """Validates the page's GET parameters; themes are chosen by links and have no input."""

    theme = forms.ChoiceField(label=_("Theme"), required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(
        label=_("Page number"),
        required=False,
        min_value=1,
        max_value=10**6,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, themes: Iterable[Theme], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = theme_choices(themes)


class CommentReportForm(forms.Form):
    """Why a published comment should not stand as it does."""

    message = Words(
        label=_("What is wrong with it?"),
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": REPORT_MAX}),
        help_text=_(
            "10 to 2,000 characters. For example: it names a private person, it threatens or "
            "insults somebody, or it is not what its writer meant."
        ),
        error_messages={"required": _("Write what is wrong with it.")},
    )

    def clean_message(self) -> str:
        """A text of a length that is counted the same in both languages."""
        text = self.cleaned_data["message"]
        if not REPORT_MIN <= len(text) <= REPORT_MAX:
            raise ValidationError(
                ngettext(
                    "It has %(n)s character; it needs %(least)s to %(most)s.",
                    "It has %(n)s characters; it needs %(least)s to %(most)s.",
                    len(text),
                )
                % {"n": f"{len(text):,}", "least": REPORT_MIN, "most": f"{REPORT_MAX:,}"},
                code="length",
            )
        return text
