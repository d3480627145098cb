"""Where a comment stands, for whoever has its receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation import actions, queries
from consultation.forms import ReceiptForm
from consultation.operator import operator
from publishing import clock
from publishing.network import network_hash


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Look a comment up by its reference and secret, and withdraw it if asked to.

    Both come by POST, so that no secret stands in an address or a log.
    """
    if request.method != "POST":
        return _ask(request, ReceiptForm())
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, 400)
    now = clock.now()
    try:
        comment = actions.find_comment(**form.cleaned_data, network=network_hash(request), now=now)
    except actions.TooManyLookupsError:
        form.add_error(
            None,
            gettext(
                "Too many wrong pairs have come from your network. Please wait a quarter of an "
                "hour and send it again; what you typed is still here."
            ),
        )
        response = _ask(request, form, 429)
        response["Retry-After"] = str(int(actions.LOOKUPS_WITHIN.total_seconds()))
        return response
    if comment is None:
        form.add_error(
            None,
            gettext(
                "No comment has this reference and this secret. Please compare both with the "
                "receipt."
            ),
        )
        return _ask(request, form, 400)
    asked = "withdraw" in request.POST
    if asked and "sure" in request.POST:
        comment = actions.withdraw(comment=comment, now=now)
    context = {
        "comment": comment,
        "project": comment.project,
        "themes": queries.theme_names(comment, comment.project),
        "standing": capfirst(comment.get_disposition_display()),
        "form": form,
        "not_sure": asked and "sure" not in request.POST,
        "operator": operator(),
    }
    return render(request, "consultation/status.html", context)


def _ask(request: HttpRequest, form: ReceiptForm, code: int = 200) -> HttpResponse:
    return render(request, "consultation/status_ask.html", {"form": form}, status=code)
