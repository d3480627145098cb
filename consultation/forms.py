"""What residents fill in. Nothing here needs a script, and nothing typed is thrown away."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultation.enums import Stance, Writer
from consultation.models import Theme
from consultation.models.comments import MESSAGE_MAX, MESSAGE_MIN
from consultation.suspicion import (
    cleaned,
    holds_identity_card,
    holds_phone_number,
    is_visible,
)
from publishing.documents.values import localized

# Without the value, which only a program can have sent.
NO_CHOICE = {"invalid_choice": _("Please choose from the list.")}


class Words(forms.CharField):
    """Text as people write it: what `cleaned` takes out is neither kept nor shown again."""

    def to_python(self, value: object) -> str:
        """The text without control characters."""
        return cleaned(super().to_python(value))

    def bound_data(self, data: str | None, initial: object) -> str | None:
        """What the field shows of what was sent."""
        return cleaned(data) if isinstance(data, str) else data


class Address(Words, forms.EmailField):
    """An e-mail address."""


def _readable(text: str) -> str:
    """The text; raises ValidationError where bytes came that are no text in UTF-8."""
    if "\ufffd" in text:
        raise ValidationError(
            gettext("Some characters could not be read and stand here as �. Please correct them."),
            code="unreadable",
        )
    return text


def theme_choices(themes: Iterable[Theme]) -> list[tuple[str, str]]:
    """Key and name of each theme, in the page's language where it has one."""
    own, other = localized("name", get_language()), localized("name", "en")
    return [(theme.key, getattr(theme, own) or getattr(theme, other)) for theme in themes]


class FeedbackForm(forms.Form):
    """A comment on a project. Only the message is obligatory."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    window = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    themes = forms.MultipleChoiceField(
        label=_("What is it about? Choose as many as you like."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NO_CHOICE,
    )
    stance = forms.ChoiceField(
        label=_("Where do you stand?"),
        required=False,
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages=NO_CHOICE,
    )
    writer = forms.ChoiceField(
        label=_("Who are you?"),
        required=False,
        choices=Writer.choices,
        widget=forms.RadioSelect,
        error_messages=NO_CHOICE,
    )
    message = Words(
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
    name = Words(
        label=_("Your name (optional)"),
        required=False,
        max_length=100,
        help_text=_("For staff only; never published."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = Address(
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
    website = Words(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, themes: Iterable[Theme], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = theme_choices(themes)
        self.asks_again = False

    def clean_message(self) -> str:
        """A text that can be read, of a length counted the same in both languages."""
        text = _readable(self.cleaned_data["message"])
        if not is_visible(text):
            raise ValidationError(self.fields["message"].error_messages["required"], "required")
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

    def clean_themes(self) -> list[str]:
        """Each theme once, however often it was sent."""
        return list(dict.fromkeys(self.cleaned_data["themes"]))

    def clean_name(self) -> str:
        """One line."""
        return " ".join(_readable(self.cleaned_data["name"]).split())

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

    reference = Words(
        label=_("Reference"),
        max_length=60,
        help_text=_("It looks like GIC-2026-7K3MQX."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = Words(
        label=_("Secret"),
        max_length=60,
        help_text=_("Sixteen letters and digits; capitals and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
