"""Decisions about a record that need no form of its own: send back, give up, withdraw."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from publishing import versions
from publishing.admin.forms import ReasonForm
from publishing.documents.values import LANGUAGES, localized
from publishing.enums import State
from publishing.models import NextVersion, Record
from publishing.telling import Telling


@dataclass(frozen=True)
class Decision:
    """One decision: what it is called, what it does, and who may take it."""

    name: str
    title: Any
    explanation: Any
    done: Any
    for_publishers: bool = True


DECISIONS = {
    decision.name: decision
    for decision in (
        Decision(
            "send-back",
            _("Send back to the author"),
            _("It is a draft again and no longer scheduled. Say why, so that the author knows."),
            _("Sent back."),
        ),
        Decision(
            "discard",
            _("Give up the next version"),
            _("What was prepared stays in the history and can be restored from there."),
            _("The next version was given up."),
            for_publishers=False,
        ),
        Decision(
            "withdraw",
            _("Withdraw from the public site"),
            _("Readers get “page not found” from now on. What was prepared for it is given up."),
            _("Withdrawn."),
        ),
    )
}


def possible(record: Record, prepared: NextVersion | None) -> list[Decision]:
    """The decisions that can be taken on the record as it stands."""
    names = []
    unseen = versions.waits_to_be_shown(record)
    in_hand = prepared.state != NextVersion.State.DRAFT if prepared else unseen
    if in_hand or record.state == State.REVIEW:
        names.append("send-back")
    if prepared:
        names.append("discard")
    if record.state == State.PUBLISHED and not unseen:
        names.append("withdraw")
    return [DECISIONS[name] for name in names]


class DecisionsAdmin:
    """Gives a record's admin a page for each decision; asked first, taken by POST."""

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            *(
                path(
                    f"<path:object_id>/{decision}/",
                    self.admin_site.admin_view(self.decide),
                    {"decision": decision},
                    name=f"{name}_{decision.replace('-', '_')}",
                )
                for decision in DECISIONS
            ),
            *super().get_urls(),
        ]

    def decisions(self, request: HttpRequest, record, prepared) -> list[Decision]:
        """Those that are possible, and open to this person."""
        publisher = self.has_publish_permission(request)
        held = prepared and prepared.state == NextVersion.State.SCHEDULED
        return [
            decision
            for decision in possible(record, prepared)
            if publisher or not (decision.for_publishers or held)
        ]

    def decide(self, request: HttpRequest, object_id: str, decision: str) -> HttpResponse:
        """Ask, or do what was decided."""
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            if not self.has_change_permission(request, record):
                raise PermissionDenied
            if record is None:
                raise Http404
            record = versions.lock(record)
            prepared = versions.next_version(record)
            chosen = DECISIONS[decision]
            if chosen not in possible(record, prepared):
                self.message_user(request, _("There is nothing to decide here."), messages.WARNING)
                return HttpResponseRedirect(self.form_address(record))
            if chosen not in self.decisions(request, record, prepared):
                raise PermissionDenied
            form = ReasonForm(request.POST if request.method == "POST" else None)
            if form.is_valid():
                self._take(chosen, record, form, request)
                self.message_user(request, chosen.done, messages.SUCCESS)
                return HttpResponseRedirect(self.form_address(record))
        context = {
            **self.admin_site.each_context(request),
            "title": chosen.title,
            "decision": chosen,
            "form": form,
            "original": record,
            "opts": self.opts,
            "form_address": self.form_address(record),
        }
        return TemplateResponse(request, "admin/record_decision.html", context)

    def _take(self, decision: Decision, record: models.Model, form, request: HttpRequest) -> None:
        reasons = {code: form.cleaned_data[localized("reason", code)] for code in LANGUAGES}
        by = Telling(request.user, reasons)
        match decision.name:
            case "send-back":
                versions.send_back(record, by)
            case "discard":
                versions.drop_next(record, by)
            case "withdraw":
                versions.withdraw(record, by)
