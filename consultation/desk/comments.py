"""The queue of comments, one comment's page, and the addresses at which something is done."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consultation import handling
from consultation.desk import filters, page
from consultation.desk.forms import MoveForm
from consultation.desk.queries import theme_names
from consultation.desk.views import MAY_EXPORT, EntryView, ExportView
from consultation.models import Comment
from consultation.moves import ChangedMeanwhileError, HandlingError, Move
from publishing import clock

DO = {
    Move.DUPLICATE: handling.mark_duplicate,
    Move.SPAM: handling.mark_spam,
    **{
        move: getattr(handling, move.value)
        for move in Move
        if move not in (Move.DUPLICATE, Move.SPAM)
    },
}


class Queue(ChangeList):
    """The comments of one page, each with its themes by name."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if self.query:
            # Its dates would take two more looks through every message.
            self.date_hierarchy = None
        names = theme_names()
        self.result_list = list(self.result_list.prefetch_related("themes"))
        for comment in self.result_list:
            tags = comment.themes.all()
            comment.theme_names = " · ".join(names.get(tag.theme, tag.theme) for tag in tags)


@admin.register(Comment)
class CommentAdmin(EntryView, ExportView, admin.ModelAdmin):
    """Comments are never edited or deleted: each step has an address of its own, and a rule."""

    list_display = [
        *("reference", "received_at", "state", "excerpt", "theme_list", "stance", "medium"),
        *("language", "assigned_to"),
    ]
    list_filter = [
        filters.StateFilter,
        filters.HeldFilter,
        filters.UnansweredFilter,
        filters.AssignedFilter,
        ("project", admin.RelatedOnlyFieldListFilter),
        filters.WindowFilter,
        filters.ThemeFilter,
        "stance",
        "language",
        "medium",
        "late",
        "demonstration",
        ("campaign", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["assigned_to"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["reference", "message", "name", "email"]
    date_hierarchy = "received_at"
    ordering = ["-received_at", "-pk"]
    change_list_template = "admin/consultation/queue.html"
    object_history_template = "admin/consultation/comment_history.html"
    actions = ["take"]

    # --- The queue --------------------------------------------------------------------------

    @admin.display(description=_("state"))
    def state(self, comment: Comment) -> str:
        """What became of it, or what it waits for."""
        return page.state_of(comment)

    @admin.display(description=pgettext_lazy("of a comment", "message"))
    def excerpt(self, comment: Comment) -> str:
        """How it begins."""
        return Truncator(" ".join(comment.message.split())).chars(60) or "–"

    @admin.display(description=_("themes"))
    def theme_list(self, comment: Comment) -> str:
        """Its themes by name."""
        return comment.theme_names or "–"

    @admin.action(description=_("Assign to me"), permissions=["change"])
    def take(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Give every chosen comment to oneself; what cannot be assigned is left as it is."""
        left = []
        for comment in queryset:
            try:
                DO[Move.ASSIGN](comment=comment, to=request.user, by=request.user, now=clock.now())
            except HandlingError:
                left.append(comment.reference)
        if left:
            said = gettext("Not assigned: %(references)s.") % {"references": ", ".join(left)}
            self.message_user(request, said, messages.WARNING)
        else:
            self.message_user(request, gettext("Assigned."), messages.SUCCESS)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Queue

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        context = {"may_export": request.user.has_perm(MAY_EXPORT), **(extra_context or {})}
        return super().changelist_view(request, context)

    # --- Who may ----------------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        # Figures that are to add up for ever need every row; the writer can have it emptied.
        return False

    def get_urls(self) -> list:
        def at(route: str, view, name: str):
            return path(
                route, self.admin_site.admin_view(view), name=f"consultation_comment_{name}"
            )

        def step(move: Move):
            def view(request: HttpRequest, object_id: str) -> HttpResponse:
                return self.do(request, object_id, move)

            return at(f"<path:object_id>/{move.value}/", view, move.value)

        return [
            at("export/", self.export_view, "export"),
            *(step(move) for move in Move),
            *super().get_urls(),
        ]

    # --- One comment ------------------------------------------------------------------------

    def _found(self, request: HttpRequest, object_id: str) -> Comment:
        comment = self.get_object(request, unquote(object_id))
        if comment is None:
            raise Http404
        return comment

    def change_view(self, request: HttpRequest, object_id, form_url="", extra_context=None):
        """The comment's page; what is done with it is sent to the address of each step."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self._page(request, self._found(request, object_id))

    def do(self, request: HttpRequest, object_id: str, move: Move) -> HttpResponse:
        """Take one step, or show the page again with everything that was typed, and say why."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        comment = self._found(request, object_id)
        address = reverse("admin:consultation_comment_change", args=[comment.pk])
        if request.method != "POST":
            return HttpResponseRedirect(address)
        seen = handling.last_act(comment)
        form = page.form_for(move, comment, seen, data=request.POST)
        if move is Move.REPLY and "fill" in request.POST:
            typed = {"text": form.filled(), "canned": request.POST.get(form.add_prefix("canned"))}
            form = page.form_for(move, comment, seen, initial=typed)
            return self._page(request, comment, sent=(move, form))
        since = None
        if form.is_valid():
            since = form.cleaned_data["seen"]
            given = {"seen": since, "by": request.user, "now": clock.now(), **form.given}
            try:
                DO[move](comment=comment, **given)
            except HandlingError as error:
                form.add_error(None, str(error))
                if isinstance(error, ChangedMeanwhileError):
                    form = self._renewed(form, move, request)
            else:
                self.message_user(request, page.STEPS[move].done, messages.SUCCESS)
                return HttpResponseRedirect(address)
        comment = self._found(request, object_id)
        return self._page(request, comment, sent=(move, form), since=since)

    def _renewed(self, form: MoveForm, move: Move, request: HttpRequest) -> MoveForm:
        """The same words in a form that stands on the comment as it is now."""
        errors, data = form.non_field_errors(), request.POST.copy()
        comment = Comment.objects.get(pk=form.comment.pk)
        data[form.add_prefix("seen")] = str(handling.last_act(comment))
        renewed = page.form_for(move, comment, 0, data=data)
        renewed.full_clean()
        renewed.add_error(None, list(errors))
        return renewed

    def _page(self, request: HttpRequest, comment: Comment, **options: Any) -> HttpResponse:
        may_change = self.has_change_permission(request)
        context = {
            **self.admin_site.each_context(request),
            "title": comment.reference,
            "opts": self.opts,
            "original": comment,
            "shown": page.shown(comment, request.user, may_change=may_change, **options),
        }
        return TemplateResponse(request, "admin/consultation/comment.html", context)

    def history_view(self, request: HttpRequest, object_id, extra_context=None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        comment = self._found(request, object_id)
        themes = theme_names()
        entries = comment.acts.select_related("by")
        trail = [page.Entry(act, page.note_of(act, themes)) for act in entries]
        return super().history_view(request, object_id, {"trail": trail, **(extra_context or {})})
