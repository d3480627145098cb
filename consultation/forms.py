"""What residents fill in. Nothing here needs a script, and nothing typed is thrown away."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultation.enums import Stance, Writer
from consultation.models import Theme
from consultation.models.comments import MESSAGE_MAX, MESSAGE_MIN
from consultation.suspicion import cleaned, holds_identity_card, holds_phone_number
from publishing.documents.values import localized


class FeedbackForm(forms.Form):
    """A comment on a project. Only the message is obligatory."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    window = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    themes = forms.MultipleChoiceField(
        label=_("What is it about? Choose as many as you like."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    stance = forms.ChoiceField(
        label=_("Where do you stand?"),
        required=False,
        choices=Stance.choices,
        widget=forms.RadioSelect,
    )
    writer = forms.ChoiceField(
        label=_("Who are you?"), required=False, choices=Writer.choices, widget=forms.RadioSelect
    )
    message = forms.CharField(
        label=_("Your message"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": MESSAGE_MAX}),
        help_text=_(
            "10 to 5,000 characters; a Chinese character, a letter, a space and a line break "
            "count one each. Please give no identity card number, telephone number or exact "
            "address, your own or anybody else’s."
        ),
        error_messages={"required": _("Write what you would like to say.")},
    )
    sure = forms.BooleanField(
        label=_("I have looked at it again; take it as it is."), required=False
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        required=False,
        max_length=100,
        help_text=_("For staff only; never published."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail (optional)"),
        required=False,
        max_length=254,
        help_text=_("For the receipt and a reply only; never published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    may_publish = forms.BooleanField(
        label=_("My comment may be published here, without my name"), required=False
    )
    may_reply = forms.BooleanField(label=_("I would like a reply"), required=False)
    # Hidden from people by the style sheet, and named to be tempting for programs.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, themes: Iterable[Theme], **kwargs):
        super().__init__(*args, **kwargs)
        own, other = localized("name", get_language()), localized("name", "en")
        self.fields["themes"].choices = [
            (theme.key, getattr(theme, own) or getattr(theme, other)) for theme in themes
        ]
        self.asks_again = False

    def clean_message(self) -> str:
        """The text without control characters, of a length counted the same in both languages."""
        text = cleaned(self.cleaned_data["message"])
        if len(text) < MESSAGE_MIN:
            raise ValidationError(
                ngettext(
                    "It has %(n)s character; it needs at least %(least)s.",
                    "It has %(n)s characters; it needs at least %(least)s.",
                    len(text),
                )
                % {"n": len(text), "least": MESSAGE_MIN},
                code="short",
            )
        if len(text) > MESSAGE_MAX:
            raise ValidationError(
                gettext(
                    "It has %(n)s characters, %(over)s more than can be taken. Nothing is lost: "
                    "please shorten it, or send it in two parts."
                )
                % {"n": f"{len(text):,}", "over": f"{len(text) - MESSAGE_MAX:,}"},
                code="long",
            )
        return text

    def clean_name(self) -> str:
        """One line without control characters."""
        return " ".join(cleaned(self.cleaned_data["name"]).split())

    def clean(self) -> dict:
        """Say so before a message is taken that seems to hold what must not be in it."""
        data = super().clean()
        message = data.get("message", "")
        found = [
            words
            for words, holds in (
                (gettext("an identity card number"), holds_identity_card),
                (gettext("a telephone number"), holds_phone_number),
            )
            if holds(message)
        ]
        self.asks_again = bool(found)
        if found and not data.get("sure"):
            self.add_error(
                "message",
                gettext(
                    "It seems to hold %(what)s. Please take it out. If it is none, tick “I have "
                    "looked at it again” below the message and send the form again."
                )
                % {"what": gettext(" and ").join(found)},
            )
        return data


class ReceiptForm(forms.Form):
    """What stands on a receipt: the reference and its secret."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=60,
        help_text=_("It looks like GIC-2026-7K3MQX."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("Secret"),
        max_length=60,
        help_text=_("Sixteen letters and digits; capitals and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
