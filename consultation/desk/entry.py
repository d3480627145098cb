"""Comments that came on paper, by e-mail, by telephone or at a meeting, entered by an officer."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from consultation import keys
from consultation.actions import WRITTEN, Receipt, keep_once, reference_prefix
from consultation.enums import Medium, Suspicion
from consultation.forms import Address, FeedbackForm, Words
from consultation.keys import FormKey
from consultation.models import Comment, Project, Window
from consultation.models.comments import MESSAGE_MAX
from consultation.operator import PICS_VERSION, operator
from consultation.suspicion import holds_identity_card, holds_phone_number, likeness
from consultation.windows import Door, WindowState, state_of
from publishing import formats
from publishing.dates import today


def door_on(window: Window, day: date) -> Door:
    """The window as it stood for what was written on `day`, of which the hour is not known.

    The day counts as in time when the window was open at any moment of it.
    """
    starts = timezone.make_aware(datetime.combine(day, time.min))
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    at = max(starts, window.opens_at) if window.opens_at < ends else starts
    return Door(window, state_of(window, at))


class EntryForm(FeedbackForm):
    """What the writer gave another way; the wording is the writer's, word for word."""

    website = None
    window = forms.ChoiceField(label=_("Window"))
    medium = forms.ChoiceField(
        label=_("How it came"),
        choices=[choice for choice in Medium.choices if choice[0] != Medium.WEB],
    )
    made_on = forms.DateField(
        label=_("Original date"),
        help_text=_("The day on which it was written or said; it decides whether it is in time."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=_("Language of the comment"), choices=settings.LANGUAGES)
    stance = forms.ChoiceField(label=_("Stance"), required=False)
    writer = forms.ChoiceField(label=_("Who writes"), required=False)
    message = Words(
        label=_("What was written or said"),
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": MESSAGE_MAX}),
        help_text=_(
            "Word for word, 10 to 5,000 characters, without identity card numbers, telephone "
            "numbers and addresses."
        ),
    )
    name = Words(label=_("Name of the writer"), required=False, max_length=100)
    email = Address(
        label=_("E-mail of the writer"),
        required=False,
        max_length=254,
        help_text=_("The receipt is sent there as well."),
    )
    may_publish = forms.BooleanField(
        label=_("The writer agreed to publication without the name"), required=False
    )
    may_reply = forms.BooleanField(label=_("The writer would like a reply"), required=False)
    sure = forms.BooleanField(
        label=_("I have looked at it again; take it as it is."), required=False
    )

    field_order = [
        *("key", "medium", "made_on", "window", "language", "message", "sure", "themes"),
        *("stance", "writer", "may_publish", "may_reply", "name", "email"),
    ]

    def __init__(self, *args, project: Project, **kwargs) -> None:
        super().__init__(*args, themes=project.themes.all(), **kwargs)
        self.windows = {window.key: window for window in project.windows.all() if window.is_ours}
        self.fields["window"].choices = [(key, str(one)) for key, one in self.windows.items()]
        for name in ("stance", "writer"):
            choices = Comment._meta.get_field(name).choices
            self.fields[name].choices = [("", _("not said")), *choices]
        self.fields["themes"].label = _("Themes")
        if not self.asks(self.data.get(self.add_prefix("message"), "")):
            self.fields["sure"].widget = forms.HiddenInput()

    @staticmethod
    def asks(message: str) -> bool:
        """Whether the message holds what it must not, and has to be looked at again."""
        return holds_identity_card(message) or holds_phone_number(message)

    def clean_made_on(self) -> date:
        """A day that has come."""
        day = self.cleaned_data["made_on"]
        if day > today():
            raise ValidationError(gettext("The original date lies in the future."), code="future")
        return day

    def clean(self) -> dict:
        """Ask the window whether it takes what was written on that day."""
        data = super().clean()
        if "window" in data and "made_on" in data:
            data["door"] = door = door_on(self.windows[data["window"]], data["made_on"])
            if not door.takes:
                self.add_error("made_on", _not_taken(door))
        return data


def _not_taken(door: Door) -> str:
    language = get_language()
    if door.state is WindowState.NOT_YET:
        opens = formats.moment(door.window.opens_at, language)
        return gettext("The window opened only later: %(when)s.") % {"when": opens}
    closed = formats.moment(door.window.closes_at - timedelta(minutes=1), language)
    return gettext("The window had closed, and takes nothing late: its end was %(when)s.") % {
        "when": closed
    }


def enter_comment(
    *, project: Project, key: FormKey, data: dict, by: User, now: datetime
) -> Receipt:
    """Keep what an officer entered, once for each key of the form, and return its receipt.

    `data` is what `EntryForm` holds. A message that seems to hold a number it must not is held.
    """
    found = Suspicion.PERSONAL.value if EntryForm.asks(data["message"]) else ""

    def make() -> Comment:
        return Comment(
            project=project,
            reference=keys.new_reference(reference_prefix(project), timezone.localtime(now).year),
            key_hash=keys.hashed(key.nonce),
            secret_hash=keys.hashed(keys.secret_of(key.nonce)),
            window=data["door"].window.key,
            late=data["door"].late,
            demonstration=not operator().is_set,
            medium=data["medium"],
            made_on=data["made_on"],
            entered_by=by,
            received_at=now,
            language=data["language"],
            pics_version=PICS_VERSION,
            text_hash=keys.hashed(likeness(data["message"])),
            held_for=found,
            **{name: data[name] for name in WRITTEN},
        )

    return keep_once(key=key, data=data, make=make)
