"""Report a mistake on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.actions import TooManyReportsError, receive_report
from portal.forms import MistakeForm
from publishing.network import network_hash


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; a report that cannot be taken now keeps every word in it."""
    if request.method != "POST":
        form = MistakeForm(initial={"about": request.GET.get("about", "")[:300]})
        return render(request, "report.html", {"form": form})
    form = MistakeForm(request.POST)
    if not form.is_valid():
        return render(request, "report.html", {"form": form}, status=400)
    form.instance.language = get_language()
    try:
        receive_report(report=form.instance, network=network_hash(request))
    except TooManyReportsError:
        form.add_error(
            None,
            gettext(
                "Many reports have come from your network in the last hour. Nothing you typed is "
                "lost: please keep this page and send it again in an hour."
            ),
        )
        return render(request, "report.html", {"form": form}, status=429)
    return redirect("report-thanks")


@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """The report has been kept."""
    return render(request, "report_thanks.html")
