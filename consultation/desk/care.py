"""What belongs to the care for comments: campaigns, standard replies, reports, requests, logs."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultation import handling
from consultation.desk.filters import LimitFilter
from consultation.desk.forms import comment_by
from consultation.desk.summary import queue
from consultation.enums import Disposition, Handling
from consultation.models import (
    Campaign,
    CannedReply,
    Comment,
    CommentReport,
    DataRequest,
    Erasure,
    Export,
)
from consultation.moves import HandlingError
from publishing import clock
from publishing.admin.bilingual import BilingualAdmin, BilingualForm
from publishing.dates import today


class KeptAdmin(admin.ModelAdmin):
    """What nobody adds or deletes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadAdmin(KeptAdmin):
    """What is only read."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def comment_link(comment: Comment | None) -> str:
    """A comment's reference, leading to its page."""
    if comment is None:
        return "–"
    address = reverse("admin:consultation_comment_change", args=[comment.pk])
    return format_html('<a href="{}">{}</a>', address, comment.reference)


@admin.register(Campaign)
class CampaignAdmin(KeptAdmin):
    """A campaign is made on a comment's page; here it can be called something else."""

    list_display = ["title", "project", "writers", "created_at"]
    list_select_related = ["project"]
    search_fields = ["title"]
    fields = ["title", "project", "writers", "created_at"]
    readonly_fields = ["project", "writers", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count the comments with the campaigns."""
        return super().get_queryset(request).annotate(count=Count("comments"))

    @admin.display(description=_("comments"), ordering="count")
    def writers(self, campaign: Campaign) -> str:
        """How many comments it has, leading to them."""
        address = queue(campaign__id__exact=campaign.pk)
        return format_html('<a href="{}">{}</a>', address, campaign.count)


class CannedReplyForm(BilingualForm):
    """A standard reply, wanted in both languages."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


@admin.register(CannedReply)
class CannedReplyAdmin(BilingualAdmin, admin.ModelAdmin):
    """Every writer is answered in their own language, so both are wanted."""

    list_display = ["title_zh_hk", "title_en"]
    search_fields = ["title_zh_hk", "title_en", "text_zh_hk", "text_en"]
    fieldsets = [(None, {"fields": ["title", "text"]})]
    form = CannedReplyForm


@admin.register(CommentReport)
class CommentReportAdmin(KeptAdmin):
    """What a reader wrote about a published comment, and the decision upon it."""

    change_form_template = "admin/consultation/report.html"
    list_display = ["at", "comment", "excerpt", "handling", "language"]
    list_filter = ["handling", "language"]
    list_select_related = ["comment"]
    date_hierarchy = "at"
    fields = ["at", "about", "shown_text", "message", "language", "handling"]
    readonly_fields = fields

    @admin.display(description=_("what is wrong"))
    def excerpt(self, report: CommentReport) -> str:
        """How it begins."""
        return report.message[:60]

    @admin.display(description=_("comment"))
    def about(self, report: CommentReport) -> str:
        """The comment, leading to its page."""
        return comment_link(report.comment)

    @admin.display(description=_("text on the site"))
    def shown_text(self, report: CommentReport) -> str:
        """What readers see of it today."""
        if report.comment.disposition != Disposition.PUBLISHED:
            return gettext("It is not on the site.")
        return report.comment.published_text

    def get_urls(self) -> list:
        decide = self.admin_site.admin_view(self.decide)
        name = "consultation_commentreport_decide"
        return [path("<path:object_id>/decide/", decide, name=name), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id, form_url="", extra_context=None):
        """The report; the decision upon it is sent to its own address."""
        if request.method == "POST" and self.has_change_permission(request):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return super().change_view(request, object_id, form_url, extra_context)

    def decide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take the comment off the site, or keep it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        report = self.get_object(request, unquote(object_id))
        if report is None:
            raise Http404
        address = reverse("admin:consultation_commentreport_change", args=[report.pk])
        chosen = request.POST.get("decision")
        if request.method != "POST" or chosen not in (Handling.TAKEN_OFF, Handling.KEPT):
            return HttpResponseRedirect(address)
        try:
            handling.handle_report(
                report=report,
                take_off=chosen == Handling.TAKEN_OFF,
                by=request.user,
                now=clock.now(),
            )
        except HandlingError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, Handling(chosen).label, messages.SUCCESS)
        return HttpResponseRedirect(address)


class DataRequestForm(forms.ModelForm):
    """A request, with the comment named by its reference."""

    about = forms.CharField(
        label=_("Reference of the comment"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = DataRequest
        fields = ["kind", "received_on", "requester", "details", "answered_on"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.comment_id:
            self.initial["about"] = self.instance.comment.reference

    def clean_about(self) -> Comment | None:
        """The comment itself."""
        typed = self.cleaned_data["about"]
        return comment_by(typed) if typed else None

    def _past(self, name: str) -> date | None:
        day = self.cleaned_data[name]
        if day and day > today():
            raise ValidationError(gettext("This day lies in the future."), code="future")
        return day

    def clean_received_on(self) -> date | None:
        """A day that has come."""
        return self._past("received_on")

    def clean_answered_on(self) -> date | None:
        """A day that has come."""
        return self._past("answered_on")

    def save(self, commit: bool = True) -> DataRequest:
        """Keep the comment with the request."""
        self.instance.comment = self.cleaned_data.get("about")
        return super().save(commit)


def limit_of(request: DataRequest, on: date) -> str:
    """Where a request stands against its limit on the day `on`, in words."""
    if request.answered_on:
        late = (request.answered_on - request.due_on).days
        if late <= 0:
            return gettext("answered in time")
        return ngettext("answered %(n)s day late", "answered %(n)s days late", late) % {"n": late}
    left = (request.due_on - on).days
    if left < 0:
        return ngettext("overdue by %(n)s day", "overdue by %(n)s days", -left) % {"n": -left}
    if left == 0:
        return gettext("due today")
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


@admin.register(DataRequest)
class DataRequestAdmin(admin.ModelAdmin):
    """Requests for access and correction, each with its last day."""

    form = DataRequestForm
    list_display = ["received_on", "kind", "due", "standing", "comment_named", "logged_by"]
    list_filter = [LimitFilter, "kind"]
    list_select_related = ["comment", "logged_by"]
    search_fields = ["requester", "details", "comment__reference"]
    date_hierarchy = "received_on"
    fields = [
        *("kind", "received_on", "about", "requester", "details", "answered_on"),
        *("due", "standing", "logged_by"),
    ]
    readonly_fields = ["due", "standing", "logged_by"]

    @admin.display(description=_("last day for an answer"), ordering="received_on")
    def due(self, request: DataRequest) -> date | str:
        """Forty days after it was received."""
        return request.due_on if request.received_on else "–"

    @admin.display(description=_("limit"))
    def standing(self, request: DataRequest) -> str:
        """The limit in words; overdue is marked."""
        if not request.received_on:
            return "–"
        words = limit_of(request, today())
        overdue = not request.answered_on and request.due_on < today()
        return format_html('<strong class="missing">{}</strong>', words) if overdue else words

    @admin.display(description=_("comment"))
    def comment_named(self, request: DataRequest) -> str:
        """The comment, leading to its page."""
        return comment_link(request.comment)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # That a request was made, and answered in time, has to be shown for years.
        return False

    def save_model(self, request: HttpRequest, obj: DataRequest, form: Any, change: bool) -> None:
        """Keep who wrote it down."""
        if not change:
            obj.logged_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Export)
class ExportAdmin(ReadAdmin):
    """Which comments left the site as files."""

    list_display = ["at", "by", "file_format", "rows", "with_contacts", "purpose"]
    list_filter = ["with_contacts", "file_format"]
    list_select_related = ["by"]
    date_hierarchy = "at"


@admin.register(Erasure)
class ErasureAdmin(ReadAdmin):
    """When contact data was erased, and how much."""

    list_display = ["at", "before", "comments", "letters"]
    date_hierarchy = "at"
