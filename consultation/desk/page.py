"""One comment's page: what can be done with it, each step with its form, and what was done."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from consultation.desk import forms
from consultation.desk.alike import alike
from consultation.desk.queries import STATE_NAMES, theme_names, window_names
from consultation.desk.summary import queue
from consultation.enums import Act, Disposition, Suspicion, WithheldFor
from consultation.handling import last_act
from consultation.models import Comment, CommentAct
from consultation.moves import Move, moves, waits_for_check


@dataclass(frozen=True)
class Step:
    """What a move is called, what its button and its success say, and the form it needs."""

    title: Any
    button: Any
    done: Any
    form: type[forms.MoveForm] = forms.MoveForm
    explanation: Any = ""


STEPS = {
    Move.RELEASE: Step(
        _("Looked at: is it a comment like any other?"), _("Release"), _("Released.")
    ),
    Move.ASSIGN: Step(_("Assignment"), _("Assign"), _("Assigned."), forms.AssignForm),
    Move.NOTE: Step(
        _("Internal note"),
        _("Keep the note"),
        _("The note is kept."),
        forms.NoteForm,
        _("For colleagues only; it is erased with the comment if the writer withdraws it."),
    ),
    Move.TAG: Step(_("Themes"), _("Set the themes"), _("The themes are set."), forms.TagForm),
    Move.GROUP: Step(
        _("Nearly the same words"), _("Put into the campaign"), _("Grouped."), forms.GroupForm
    ),
    Move.UNGROUP: Step(
        _("Campaign"), _("Take out of the campaign"), _("Taken out of the campaign.")
    ),
    Move.PREPARE: Step(
        _("Prepare for publication"),
        _("Send for the second check"),
        _("Prepared; a second person has to check it."),
        forms.PrepareForm,
        _("Take out whatever points to a person. The original stays as it is."),
    ),
    Move.CHECK: Step(
        _("Second check"),
        _("Checked: publish"),
        _("Published."),
        explanation=_("Compare both texts. No third person may be named or recognisable."),
    ),
    Move.SEND_BACK: Step(_("Send back"), _("Send back"), _("Sent back."), forms.SendBackForm),
    Move.UNPUBLISH: Step(
        _("Take it off the site"),
        _("Take it off the site"),
        _("Taken off the site."),
        forms.UnpublishForm,
    ),
    Move.WITHHOLD: Step(
        _("Do not publish"), _("Do not publish"), _("It will not be published."), forms.WithholdForm
    ),
    Move.DUPLICATE: Step(
        _("Sent twice by the same writer"),
        _("Mark as sent twice"),
        _("Marked as sent twice."),
        forms.DuplicateForm,
    ),
    Move.SPAM: Step(
        _("Advertising or nonsense"),
        _("Mark as advertising or nonsense"),
        _("Marked as advertising or nonsense."),
    ),
    Move.REOPEN: Step(
        _("Take it in hand again"), _("Take it in hand again"), _("It is in hand again.")
    ),
    Move.REPLY: Step(_("Reply"), _("Send the reply"), _("The reply is kept."), forms.ReplyForm),
    Move.CORRECT: Step(
        _("Correct the writer’s data"),
        _("Correct"),
        _("Corrected."),
        forms.CorrectForm,
        _("Only at the writer’s request. The message itself is never changed."),
    ),
}


@dataclass(frozen=True)
class Panel:
    """One step on the page."""

    move: Move
    step: Step
    form: forms.MoveForm
    wrong: bool = False


@dataclass(frozen=True)
class Entry:
    """One line of the trail in words; `new` where it came after the page was opened."""

    act: CommentAct
    note: str
    new: bool = False


@dataclass
class Shown:
    """Everything on the page of one comment."""

    comment: Comment
    state: str
    suspicions: list[str]
    themes: list[tuple[str, bool]]
    window: str
    trail: list[Entry]
    campaign: str = ""
    alike: list = field(default_factory=list)
    panels: dict[str, Panel] = field(default_factory=dict)
    own_text: bool = False
    errors: list[str] = field(default_factory=list)
    typed: list[tuple[str, str]] = field(default_factory=list)


def state_of(comment: Comment) -> str:
    """What became of the comment, or what it waits for, in words."""
    words = [str(comment.get_disposition_display())]
    if comment.disposition == Disposition.IN_HAND and comment.held_for:
        words.append(str(STATE_NAMES["held"]))
    if waits_for_check(comment):
        words.append(str(STATE_NAMES["waiting"]))
    if comment.disposition == Disposition.WITHHELD:
        words.append(str(comment.get_withheld_for_display()))
    if comment.late:
        words.append(gettext("late"))
    if comment.demonstration:
        words.append(gettext("demonstration"))
    return pgettext("between items", ", ").join(words)


def suspicions_of(comment: Comment) -> list[str]:
    """Why it is held, in words."""
    return [str(Suspicion(value).label) for value in comment.suspicions if value in Suspicion]


def note_of(act: CommentAct, themes: dict[str, str]) -> str:
    """The note of an entry of the trail; what is kept as a code is told in words."""
    joint = pgettext("between items", ", ")
    match act.act:
        case Act.RELEASED:
            known = (value for value in act.note.split() if value in Suspicion)
            return joint.join(str(Suspicion(value).label) for value in known)
        case Act.WITHHELD if act.note in WithheldFor:
            return str(WithheldFor(act.note).label)
        case Act.TAGGED:
            return joint.join(themes.get(key, key) for key in act.note.split())
        case _:
            return act.note


def form_for(move: Move, comment: Comment, seen: int, **options) -> forms.MoveForm:
    """The form of a step, unfilled unless `options` bring data."""
    options.setdefault("initial", {})["seen"] = seen
    return STEPS[move].form(
        prefix=move.value, comment=comment, auto_id="id_%s", label_suffix="", **options
    )


def shown(
    comment: Comment,
    by: User,
    *,
    may_change: bool,
    sent: tuple[Move, forms.MoveForm] | None = None,
    since: int | None = None,
) -> Shown:
    """The page of `comment` for `by`; with a form that was `sent` and not done, as it was typed."""
    themes, seen = theme_names(), last_act(comment)
    tags = comment.themes.all()
    page = Shown(
        comment=comment,
        state=state_of(comment),
        suspicions=suspicions_of(comment),
        themes=[(themes.get(tag.theme, tag.theme), tag.by_staff) for tag in tags],
        window=window_names().get(comment.window, comment.window),
        trail=[
            Entry(act, note_of(act, themes), since is not None and act.pk > since)
            for act in comment.acts.select_related("by")
        ],
        own_text=comment.redacted_by_id == by.pk,
    )
    if comment.campaign_id:
        page.campaign = queue(campaign__id__exact=str(comment.campaign_id))
    if comment.disposition != Disposition.WITHDRAWN:
        page.alike = alike(comment)
    possible = moves(comment) if may_change else frozenset()
    for move in possible:
        if sent and sent[0] is move:
            page.panels[move.value] = Panel(move, STEPS[move], sent[1], wrong=True)
        else:
            page.panels[move.value] = Panel(move, STEPS[move], form_for(move, comment, seen))
    if sent and sent[1].is_bound:
        page.errors = [str(error) for errors in sent[1].errors.values() for error in errors]
        if sent[0] is Move.GROUP:
            ticked = sent[1].data.getlist(sent[1].add_prefix("others"))
            page.alike = [one._replace(chosen=str(one.comment.pk) in ticked) for one in page.alike]
    if sent and sent[0] not in possible:
        # There is no place for it any more, and still nothing typed is lost.
        page.typed = [
            (str(bound.label), str(bound.value()))
            for bound in sent[1].visible_fields()
            if bound.value()
        ]
    return page
