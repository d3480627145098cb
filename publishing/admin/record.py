"""The admin of a record: two languages, a next version beside what is published, one history."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing import preview, versions
from publishing.admin.bilingual import LANGUAGE_NAMES, BilingualAdmin
from publishing.admin.change_list import ListAdmin
from publishing.admin.collisions import collide
from publishing.admin.decisions import DecisionsAdmin
from publishing.admin.editing import Editing
from publishing.admin.forms import REASON_NEEDED, REASONS, RecordForm
from publishing.admin.history import HistoryAdmin, sent_back
from publishing.admin.inlines import SOURCED, GrandchildInline
from publishing.documents.compare import row_model
from publishing.documents.dump import dump
from publishing.documents.problems import DocumentError
from publishing.documents.values import LANGUAGES, localized
from publishing.enums import State
from publishing.going_live import in_short
from publishing.models import Record
from publishing.telling import ReasonNeededError
from publishing.versions import Action

SOURCES = (_("Where this comes from"), {"fields": SOURCED})
ONLY_AT_ONCE = _(
    "A next version is prepared already. The published one can only be changed at once: publish "
    "without a time, or go to the next version."
)
MAY_PUBLISH = "publishing.publish_records"
PREVIEW = {code: f"_preview_{code}" for code in LANGUAGES}


class RecordAdmin(DecisionsAdmin, HistoryAdmin, ListAdmin, BilingualAdmin, admin.ModelAdmin):
    """A record with its rows. Subclasses name `fieldsets`, and `columns` to add to the list."""

    form = RecordForm
    change_form_template = "admin/record_change_form.html"

    # --- Who may ----------------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether this person may publish, schedule, send back and withdraw."""
        return request.user.has_perm(MAY_PUBLISH)

    def has_change_permission(self, request, obj=None) -> bool:
        # What is scheduled goes live as it was reviewed: only a publisher may still touch it.
        editing = getattr(request, "editing", None)
        held = editing and editing.prepared and editing.prepared.state == "scheduled"
        if held and not self.has_publish_permission(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        # What readers have seen is withdrawn, not deleted, so that its history stays.
        if obj is not None and obj.publish_at is not None:
            return False
        return super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        # Rows go with their record: nobody has to be allowed to delete them by themselves.
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        rows = (row_model(self.model, rows.name) for rows in self.model.document.rows)
        return deleted, counts, lacking - {row._meta.verbose_name for row in rows}, protected

    # --- The form ---------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        publication = (
            ("slug", "withdraw_at"),
            REASONS,
            "editorial",
            *(["go_live_at"] if self.has_publish_permission(request) else []),
        )
        return [
            *super().get_fieldsets(request, obj),
            (_("Publication"), {"fields": publication, "classes": ["publication"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        own = () if self.has_publish_permission(request) else ("withdraw_at",)
        return (*super().get_readonly_fields(request, obj), *own)

    def get_prepopulated_fields(self, request, obj=None) -> dict:
        return {} if obj else {"slug": (localized(self.name_field, "en"),)}

    def get_inlines(self, request, obj) -> list:
        # Nothing can hang on rows that are not there yet.
        return [
            inline for inline in self.inlines if obj or not issubclass(inline, GrandchildInline)
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.editing = getattr(request, "editing", None)
        return form

    def get_view_on_site_url(self, obj=None) -> str | None:
        shown = obj is not None and obj.is_public and hasattr(obj, "get_absolute_url")
        return obj.get_absolute_url() if shown else None

    def save_related(self, request, form, formsets, change) -> None:
        # Rows that others point to are saved last: one deleted here takes along, or lets go of,
        # those that point to it, and nothing is saved afterwards that still names it.
        pointed_to = {
            field.related_model for formset in formsets for field in formset.model._meta.fields
        }
        formsets = sorted(formsets, key=lambda formset: formset.model in pointed_to)
        super().save_related(request, form, formsets, change)

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            obj.state = State.DRAFT
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            versions.move_address(obj, form.initial["slug"])
        request.sent_form = form

    def log_change(self, request, obj, message) -> None:
        """Revisions tell more; Django's own log would be undone with the form's transaction."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form stands on whatever version is worked on, which is put into the database for as
        long as the form needs it, and taken back. What the form makes of it is then kept as a
        document: as a draft, for review, or as what readers see."""
        if object_id is None:
            with transaction.atomic():
                return super().changeform_view(request, None, form_url, extra_context)
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        sent = request.method == "POST"
        allowed = self.has_change_permission if sent else self.has_view_or_change_permission
        if not allowed(request, record):
            raise PermissionDenied
        if not sent:
            request.editing = editing = Editing(request, record)
            if editing.start == editing.live:  # what is stored is shown: nobody is kept waiting
                context = self._context(request, editing)
                return super().changeform_view(request, object_id, form_url, context)
        with transaction.atomic():
            editing = Editing(request, versions.lock(record))
            response = self._form_on(request, editing, object_id, form_url)
            if editing.mine is None:
                return response
            return self._conclude(request, editing, object_id, form_url)

    def _form_on(self, request, editing: Editing, object_id, form_url) -> HttpResponse:
        """Django's form, rendered, on the version that is worked on."""
        request.editing = editing
        try:
            with transaction.atomic():
                editing.begin()
                context = self._context(request, editing)
                response = super().changeform_view(request, object_id, form_url, context)
                if hasattr(response, "render"):
                    response.render()
                transaction.set_rollback(True)
        except DocumentError as error:
            text = gettext("This version no longer fits what it refers to: %(problems)s")
            message = text % {"problems": in_short(error)}
            self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(request.path + "?live=1")
        finally:
            editing.record = versions.lock(editing.record)  # as stored again
        return response

    def _context(self, request, editing: Editing) -> dict[str, Any]:
        """What the form's page tells of the versions, and where they can be previewed."""
        record = editing.record
        return {
            "editing": editing,
            "rows_wanted": "rows" in request.GET or bool(editing.joined),
            "rows_all": request.GET.get("rows") == "all" or bool(editing.joined),
            "may_publish": self.has_publish_permission(request),
            "is_protected": versions.is_protected(record),
            "sent_back": sent_back(record),
            "decisions": self.decisions(request, record, editing.waiting),
            "preview_links": preview.addresses(record),
            "preview_days": preview.DAYS,
            "previews": [(PREVIEW[code], LANGUAGE_NAMES[code]) for code in LANGUAGES],
        }

    def response_change(self, request, obj):
        request.editing.mine = dump(obj)
        request.editing.form = request.sent_form
        return HttpResponse()

    def _conclude(self, request, editing: Editing, object_id, form_url) -> HttpResponse:
        """Do with the sent form what was asked, or show it again and say why not."""
        wanted = [code for code, name in PREVIEW.items() if name in request.POST]
        if editing.collided and not wanted:
            return self._join(request, editing, object_id, form_url)
        try:
            for code in wanted:
                return preview.page_of(request, editing.record, editing.mine, code)
            return self._act(request, editing.record, editing.mine, editing)
        except ReasonNeededError:
            by = editing.form.telling(None)
            missing = [localized("reason", code) for code, text in by.reasons.items() if not text]
            wanted = {name: REASON_NEEDED[name] for name in missing}
            editing.objection = ValidationError(wanted)
        except ValidationError as error:
            editing.objection = error
        except DocumentError as error:
            editing.objection = ValidationError(in_short(error))
        editing.mine = None
        return self._form_on(request, editing, object_id, form_url)

    def _act(self, request, record, document, editing: Editing | None = None) -> HttpResponse:
        form = request.sent_form
        if editing and editing.on_live and editing.waiting:
            later = form.cleaned_data.get("go_live_at") or "_publish" not in request.POST
            if later:
                raise ValidationError(ONLY_AT_ONCE)
        by = form.telling(request.user)
        if "_publish" in request.POST:
            if not self.has_publish_permission(request):
                raise PermissionDenied
            at = form.cleaned_data.get("go_live_at")
            beside = bool(editing and editing.on_live)
            at = versions.publish(record, document, by, at, beside_next=beside)
            said = gettext("Published.")
            if at:
                said = gettext("Scheduled for %(time)s.") % {
                    "time": localize(timezone.localtime(at))
                }
        elif "_review" in request.POST:
            versions.save(record, document, by, Action.SENT)
            said = gettext("Sent for review.")
        elif editing and document == editing.current and not editing.restored:
            versions.save(record, document, by)
            said = gettext("Nothing was changed.")
        else:
            versions.save(record, document, by, created=editing is None)
            said = gettext("Draft saved.")
            if versions.is_protected(record):
                said = gettext("Saved as the next version. Readers still see the present one.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(self.form_address(record))

    def form_address(self, record: Record) -> str:
        """Where the record is edited."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[record.pk], current_app=self.admin_site.name)

    def _join(self, request, editing: Editing, object_id, form_url) -> HttpResponse:
        """Somebody else was quicker: show both changes, joined, and keep nothing yet."""
        collision = collide(editing.record, editing.base, editing.mine, editing.current)
        cleaned = editing.form.cleaned_data
        editing.typed = {
            name: cleaned[name] for name in (*REASONS, "editorial", "go_live_at") if name in cleaned
        }
        editing.join(collision)
        request.method = "GET"  # the form is shown anew, on the joined version
        try:
            return self._form_on(request, editing, object_id, form_url)
        finally:
            request.method = "POST"

    def response_add(self, request, obj, post_url_continue=None):
        try:
            response = self._act(request, obj, dump(obj))
        except DocumentError as error:
            self.message_user(request, in_short(error), messages.ERROR)
            return HttpResponseRedirect(self.form_address(obj))
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return response
