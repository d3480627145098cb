"""What was said, in figures and in the writers' words, and what was done."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultation import outcome_queries as queries
from consultation.models import Comment, Project
from consultation.operator import operator
from consultation.outcome import LEAST
from consultation.outcome_forms import CommentReportForm, OutcomeForm
from consultation.reports import COUNTED_WITHIN, TooManyReportsError, report_comment
from consultation.windows import door_for
from publishing import clock
from publishing.citations import Citations
from publishing.network import network_hash
from publishing.paging import PER_PAGE, address_with, page_of
from publishing.redirects import present_slug


@require_safe
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """The outcome of a project's consultation; the same for every reader, without a cookie."""
    project = queries.outcome_project(slug)
    if project is None:
        if new := present_slug("consultation.project", slug):
            return redirect("consultation:outcome", new, permanent=True)
        raise Http404
    form = OutcomeForm(request.GET, themes=project.themes.all())
    valid = form.is_valid()
    theme = form.cleaned_data.get("theme", "")
    comments = queries.published_comments(project, theme)
    page = page_of(comments, form.cleaned_data.get("page"))
    context = {
        "project": project,
        "form": form,
        "figures": queries.figures(project),
        "least": LEAST,
        "said_and_done": queries.said_and_done(project),
        "theme": next((row for row in project.themes.all() if row.key == theme), None),
        "page": page,
        "comments": queries.as_shown(page, project),
        "kept": address_with(request.GET),
        "takes_comments": door_for(project.windows.all(), clock.now()) is not None,
        "operator": operator(),
        "citations": Citations(),
    }
    response = render(request, "consultation/outcome.html", context, status=200 if valid else 400)
    if valid:
        # Each comment that comes in changes the figures, so no process keeps the page; a cache in
        # front may, for a second, so that a crowd is answered once.
        patch_cache_control(response, public=True, max_age=0, s_maxage=1)
    return response


@require_safe
def comment(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """A published comment's own address: leads to its place in the list, whichever page that is."""
    found = _published(slug, public_id)
    number = queries.place_of(found) // PER_PAGE + 1
    page = f"?page={number}" if number > 1 else ""
    return redirect(f"{reverse('consultation:outcome', args=[slug])}{page}#comment-{public_id}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """The form to report a published comment; a report not taken now keeps every word in it."""
    found = _published(slug, public_id)
    if request.method != "POST":
        return _report_form(request, found, CommentReportForm())
    form = CommentReportForm(request.POST)
    if not form.is_valid():
        return _report_form(request, found, form, 400)
    try:
        report_comment(
            comment=found,
            message=form.cleaned_data["message"],
            language=get_language(),
            network=network_hash(request),
            now=clock.now(),
        )
    except TooManyReportsError:
        form.add_error(
            None,
            gettext(
                "Many reports have come from your network in the last hour. Nothing you typed is "
                "lost: please keep this page and send it again in an hour."
            ),
        )
        response = _report_form(request, found, form, 429)
        response["Retry-After"] = str(int(COUNTED_WITHIN.total_seconds()))
        return response
    return redirect("consultation:comment-reported", slug)


@never_cache
@require_safe
def reported(request: HttpRequest, slug: str) -> HttpResponse:
    """The report has been kept."""
    project = Project.objects.published().filter(slug=slug).first()
    if project is None:
        raise Http404
    return render(request, "consultation/comment_reported.html", {"project": project})


def _published(slug: str, public_id: str) -> Comment:
    found = queries.published_comment(slug, public_id)
    if found is None:
        raise Http404
    return found


def _report_form(
    request: HttpRequest, comment: Comment, form: CommentReportForm, code: int = 200
) -> HttpResponse:
    context = {"comment": comment, "project": comment.project, "form": form}
    return render(request, "consultation/comment_report.html", context, status=code)
