"""The forms of one comment's page. Each carries the entry of the trail that the page ended with."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultation import keys
from consultation.desk.queries import theme_names
from consultation.enums import WithheldFor
from consultation.forms import Address, Words
from consultation.models import Campaign, CannedReply, Comment
from consultation.suspicion import cleaned, holds_identity_card, holds_phone_number
from publishing.documents.values import localized

NOTE_MAX = 2000
TEXT_MAX = 6000


def officers() -> QuerySet[User]:
    """Whoever may be given a comment: active accounts that may handle comments."""
    may = {"content_type__app_label": "consultation", "codename": "change_comment"}
    grants = [
        Q(**{f"{path}__{name}": value for name, value in may.items()})
        for path in ("user_permissions", "groups__permissions")
    ]
    found = get_user_model().objects.filter(grants[0] | grants[1] | Q(is_superuser=True))
    return found.filter(is_active=True, is_staff=True).distinct().order_by("username")


class MoveForm(forms.Form):
    """A step that needs nothing but a press of its button."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, comment: Comment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.comment = comment

    @property
    def given(self) -> dict:
        """What was filled in, as the step in `consultation.handling` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def _lines(label, rows: int = 3, most: int = NOTE_MAX, **options) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": most})
    return forms.CharField(label=label, max_length=most, widget=widget, **options)


class AssignForm(MoveForm):
    """Who looks after it."""

    to = forms.ModelChoiceField(
        User.objects.none(), label=_("Assigned to"), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = officers()


class NoteForm(MoveForm):
    """A word to colleagues."""

    text = _lines(_("Internal note"))


class TagForm(MoveForm):
    """Themes beside those the writer chose."""

    themes = forms.MultipleChoiceField(
        label=_("Themes added by staff"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        names = theme_names()
        own = {tag.theme for tag in self.comment.themes.all() if not tag.by_staff}
        given = {tag.theme for tag in self.comment.themes.all() if tag.by_staff}
        known = [theme.key for theme in self.comment.project.themes.all()]
        offered = [key for key in dict.fromkeys([*known, *sorted(given)]) if key not in own]
        self.fields["themes"].choices = [(key, names.get(key, key)) for key in offered]
        self.initial.setdefault("themes", sorted(given))


class GroupForm(MoveForm):
    """Which comments are of one campaign, and what it is called."""

    others = forms.ModelMultipleChoiceField(
        Comment.objects.none(),
        label=_("Together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label=_("Campaign"), required=False, empty_label=_("a new one")
    )
    title = forms.CharField(
        label=_("Title of a new campaign"),
        required=False,
        max_length=120,
        help_text=_("Every writer still counts."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = self.comment.project.comments.all()
        self.fields["campaign"].queryset = self.comment.project.campaigns.all()

    def clean_title(self) -> str:
        """One line without control characters."""
        return " ".join(cleaned(self.cleaned_data["title"]).split())

    def clean(self) -> dict:
        """Want one of the two, or nobody could find the campaign again."""
        data = super().clean()
        if not data.get("campaign") and not data.get("title") and "title" not in self.errors:
            self.add_error("title", gettext("Choose a campaign, or give a new one its title."))
        return data


class PrepareForm(MoveForm):
    """The text that readers will see, prepared beside the original."""

    text = _lines(_("Text for publication"), 12, TEXT_MAX, strip=False)
    no_person_named = forms.BooleanField(
        label=_("No third person is named in it, or can be recognised from it"),
        error_messages={"required": _("Confirm that no third person is named in it.")},
    )
    sure = forms.BooleanField(
        label=_("I have looked at it again; it is no such number."), required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("text", self.comment.published_text or self.comment.message)
        html = {"zh-hk": "zh-HK"}.get(self.comment.language, self.comment.language)
        self.fields["text"].widget.attrs["lang"] = html
        text = self.data.get(self.add_prefix("text"), "")
        if not (holds_identity_card(text) or holds_phone_number(text)):
            del self.fields["sure"]

    def clean(self) -> dict:
        """Stop a number that would identify somebody, unless it is looked at once more."""
        data = super().clean()
        if "sure" in self.fields and not data.pop("sure", False):
            self.add_error(
                "text",
                gettext(
                    "It seems to hold an identity card or telephone number. Take it out; or, if it "
                    "is none, tick the box below the text."
                ),
            )
        return data


class SendBackForm(MoveForm):
    """Why the text has to be prepared again."""

    text = _lines(_("What has to be changed"))


class UnpublishForm(MoveForm):
    """Why readers may not see it any more."""

    text = _lines(_("Reason (for colleagues)"))


class WithholdForm(MoveForm):
    """Why readers will not see it; the writer is told."""

    reason = forms.ChoiceField(label=_("Reason (the writer is told)"), choices=WithheldFor.choices)


class DuplicateForm(MoveForm):
    """Which comment of the same writer it repeats."""

    of = forms.CharField(
        label=_("Reference of the first"),
        max_length=60,
        help_text=_("Only where the same person sent the same twice."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_of(self) -> Comment:
        """The comment itself."""
        return comment_by(self.cleaned_data["of"])


def comment_by(typed: str) -> Comment:
    """The comment with this reference, typed in any case; ValidationError where there is none."""
    found = Comment.objects.filter(reference=keys.tidy_reference(typed)).first()
    if found is None:
        raise ValidationError(gettext("No comment has this reference."), code="unknown")
    return found


class ReplyForm(MoveForm):
    """An answer, which may begin with a standard reply."""

    canned = forms.ModelChoiceField(
        CannedReply.objects.none(),
        label=_("Standard reply"),
        required=False,
        empty_label=_("choose one"),
    )
    text = _lines(_("Reply"), 8, 5000)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["canned"].queryset = CannedReply.objects.all()

    def filled(self) -> str:
        """What was typed with the chosen standard reply, in the writer's language, below it."""
        chosen = self.fields["canned"].to_python(self.data.get(self.add_prefix("canned")))
        typed = self.data.get(self.add_prefix("text"), "").rstrip()
        text = getattr(chosen, localized("text", self.comment.language), "") if chosen else ""
        return "\n\n".join(part for part in (typed, text) if part)

    @property
    def given(self) -> dict:
        """The standard reply it began with is of no account."""
        return {"text": self.cleaned_data["text"]}


class CorrectForm(MoveForm):
    """The writer's data, corrected because the writer asked for it."""

    name = Words(label=_("Name"), required=False, max_length=100)
    email = Address(label=_("E-mail"), required=False, max_length=254)
    may_publish = forms.BooleanField(label=_("May be published without the name"), required=False)
    may_reply = forms.BooleanField(label=_("Would like a reply"), required=False)
    text = _lines(_("What the writer asked for (for colleagues)"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "email", "may_publish", "may_reply"):
            self.initial.setdefault(name, getattr(self.comment, name))

    @property
    def given(self) -> dict:
        """The data apart from the note about them."""
        found = super().given
        return {"text": found.pop("text"), "data": found}
