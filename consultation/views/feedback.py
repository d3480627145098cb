"""The form for comments, its receipt, and the same form on paper."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultation import actions, keys, queries
from consultation.actions import Receipt
from consultation.forms import FeedbackForm
from consultation.models import Project
from consultation.models.comments import MESSAGE_MAX
from consultation.operator import PICS_VERSION, operator
from consultation.timeline import last_of
from consultation.windows import Door, door_for, doors
from publishing import clock
from publishing.citations import Citations
from publishing.network import network_hash
from publishing.trail import corrections_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """The form while comments are taken; a comment that is kept is answered with its receipt.

    The receipt is the answer to the POST itself: loading it anew sends the same form again, which
    leads to the same receipt, and no secret ever stands in an address.
    """
    project = queries.feedback_project(slug)
    if project is None:
        raise Http404
    now = clock.now()
    asked = request.POST if request.method == "POST" else request.GET
    door = door_for(project.windows.all(), now, asked.get("window", ""))
    if request.method != "POST":
        if door is None or not door.takes:
            return _closed(request, project, door, now)
        form = FeedbackForm(
            themes=project.themes.all(),
            initial={"key": keys.new_key(slug, now), "window": door.window.key},
        )
        return _form(request, project, door, form)
    form = FeedbackForm(request.POST, themes=project.themes.all())
    sent = _sent_before(project, form)
    if sent:
        return _receipt(request, project, sent)
    if door is None:
        open_now = door_for(project.windows.all(), now)
        if open_now:  # the form named no window of this project
            return _incomplete(request, project, open_now, form, now)
    if door is None or not door.takes:
        return _closed(request, project, door, now, form)
    return _taken(request, project, door, form, now)


def _sent_before(project: Project, form: FeedbackForm) -> Receipt | None:
    """The receipt of what is merely sent once more: a comment that was taken stays taken, though
    the window has closed since, or the key has grown old."""
    try:
        key = keys.signed_key(form.data.get("key", ""), project.slug)
    except keys.BadKeyError:
        return None
    receipt = actions.receipt_again(key=key, data=form.cleaned_data) if form.is_valid() else None
    return None if receipt is None or receipt.changed else receipt


def _taken(
    request: HttpRequest, project: Project, door: Door, form: FeedbackForm, now: datetime
) -> HttpResponse:
    """What was sent, kept and acknowledged; or the form again with every word in it."""
    try:
        key = keys.read_key(request.POST.get("key", ""), project.slug, now)
    except keys.BadKeyError:
        return _incomplete(request, project, door, form, now)
    if not form.is_valid():
        return _form(request, project, door, form, 400)
    receipt = actions.receive_comment(
        project=project,
        door=door,
        key=key,
        data=form.cleaned_data,
        network=network_hash(request),
        now=now,
    )
    if receipt.changed:
        form = _renewed(form, project, door, now)
        return _form(request, project, door, form, 409, receipt=receipt)
    return _receipt(request, project, receipt)


def _receipt(request: HttpRequest, project: Project, receipt: Receipt) -> HttpResponse:
    return render(
        request,
        "consultation/receipt.html",
        {
            "project": project,
            "receipt": receipt,
            "comment": receipt.comment,
            "themes": queries.theme_names(receipt.comment, project),
            **_whose(),
        },
    )


def _incomplete(
    request: HttpRequest, project: Project, door: Door, form: FeedbackForm, now: datetime
) -> HttpResponse:
    """The same words in a form that has what this one lacks."""
    problem = gettext(
        "The form had been open for too long, or was incomplete. Nothing was sent and nothing "
        "you typed is lost: please send it again."
    )
    return _form(request, project, door, _renewed(form, project, door, now, problem), 400)


def _renewed(
    form: FeedbackForm, project: Project, door: Door, now: datetime, problem: str = ""
) -> FeedbackForm:
    """The same words in a form with a key of its own, which can be sent."""
    data = form.data.copy()
    data["key"], data["window"] = keys.new_key(project.slug, now), door.window.key
    renewed = FeedbackForm(data, themes=project.themes.all())
    if problem:
        renewed.add_error(None, problem)
    return renewed


def _form(
    request: HttpRequest,
    project: Project,
    door: Door,
    form: FeedbackForm,
    status: int = 200,
    **more,
) -> HttpResponse:
    context = {
        "project": project,
        "door": door,
        "form": form,
        "window_changes": corrections_of(project, "windows"),
        **_whose(),
        **more,
    }
    return render(request, "consultation/feedback.html", context, status=status)


def _closed(
    request: HttpRequest,
    project: Project,
    door: Door | None,
    now: datetime,
    form: FeedbackForm | None = None,
) -> HttpResponse:
    """No comment is taken through this window: why, what happened last, and where else to go.

    What was typed is given back, in the form of another window where one is open.
    """
    windows = project.windows.all()
    other = door_for(windows, now)
    context = {
        "project": project,
        "closed": door,
        "doors": doors(windows, now),
        "last": last_of(project.entries.all(), now),
        "window_changes": corrections_of(project, "windows"),
        "citations": Citations(),
    }
    status = 409 if form is not None else 200
    if form is not None and other:
        form = _renewed(form, project, other, now)
        return _form(request, project, other, form, status, closed=door)
    context |= {"form": form, "other": other, **_whose()}
    return render(request, "consultation/closed.html", context, status=status)


@require_safe
def paper_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form to print and fill in by hand."""
    project = queries.feedback_project(slug)
    if project is None:
        raise Http404
    form = FeedbackForm(themes=project.themes.all())
    context = {
        "project": project,
        "form": form,
        "choices": [form[name] for name in ("themes", "stance", "writer")],
        "most": MESSAGE_MAX,
        **_whose(),
    }
    return render(request, "consultation/paper_form.html", context)


def _whose() -> dict:
    return {
        "operator": operator(),
        "pics_version": PICS_VERSION,
        "feedback_months": settings.FEEDBACK_MONTHS,
    }
