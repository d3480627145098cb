"""Two pages of the queue: to enter what came another way, and to take comments out as a file."""

from urllib.parse import parse_qsl

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext

from consultation import keys
from consultation.desk import export
from consultation.desk.entry import EntryForm, enter_comment
from consultation.models import Project
from publishing import clock

MAY_EXPORT = "consultation.add_export"
MAY_TAKE_CONTACTS = "consultation.export_contacts"


class EntryView:
    """For the admin of comments: the form for what came another way."""

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        """Enter a comment; the answer to the form is the receipt, so that a reload repeats it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        projects = Project.objects.published().prefetch_related("windows", "themes")
        projects = [one for one in projects if any(w.is_ours for w in one.windows.all())]
        asked = request.GET.get("project", "")
        named = [one for one in projects if one.slug == asked]
        project = next(iter(named or (projects if len(projects) == 1 else [])), None)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Enter a comment"),
            "opts": self.opts,
            "projects": projects,
            "project": project,
        }
        if project is None:
            return TemplateResponse(request, "admin/consultation/entry.html", context)
        now = clock.now()
        fresh = keys.new_key(project.slug, now)
        initial = {"key": fresh, "language": get_language()}
        form = EntryForm(
            request.POST if request.method == "POST" else None,
            project=project,
            initial=initial,
            label_suffix="",
        )
        if request.method == "POST" and form.is_valid():
            try:
                key = keys.read_key(form.cleaned_data["key"], project.slug, now)
            except keys.BadKeyError:
                form.data = form.data.copy()
                form.data["key"] = fresh
                said = gettext("The form had been open for too long. Please send it again.")
                form.add_error(None, said)
            else:
                receipt = enter_comment(
                    project=project, key=key, data=form.cleaned_data, by=request.user, now=now
                )
                with translation.override(receipt.comment.language):
                    address = request.build_absolute_uri(reverse("consultation-status"))
                context |= {"receipt": receipt, "comment": receipt.comment}
                context["status_address"] = address
                context["title"] = gettext("Receipt")
                return TemplateResponse(request, "admin/consultation/receipt.html", context)
        context["form"] = form
        return TemplateResponse(request, "admin/consultation/entry.html", context)


class ExportView:
    """For the admin of comments: the form for a file."""

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for format and purpose, then send what the queue was narrowed to as a file."""
        if not (self.has_view_permission(request) and request.user.has_perm(MAY_EXPORT)):
            raise PermissionDenied
        try:
            comments = export.exported(self.get_changelist_instance(request).queryset)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:consultation_comment_changelist"))
        form = export.ExportForm(
            request.POST if request.method == "POST" else None,
            may_take_contacts=request.user.has_perm(MAY_TAKE_CONTACTS),
            label_suffix="",
        )
        if form.is_valid():
            data = {"with_contacts": False, **form.cleaned_data}
            selection = _selection(request.META.get("QUERY_STRING", ""))
            file = export.export(comments=comments, selection=selection, by=request.user, **data)
            kind = data["file_format"]
            name = f"comments-{clock.now():%Y%m%d-%H%M}.{kind}"
            return FileResponse(
                file,
                as_attachment=True,
                filename=name,
                content_type=export.CONTENT_TYPES[kind],
                headers={"Cache-Control": "no-store"},
            )
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Export comments"),
            "opts": self.opts,
            "form": form,
            "count": comments.count(),
        }
        return TemplateResponse(request, "admin/consultation/export.html", context)


def _selection(query: str) -> str:
    """What the queue was narrowed by, without what was searched for: it may be a name."""
    parts = [(name, "…" if name == "q" else value) for name, value in parse_qsl(query)]
    return " · ".join(f"{name}={value}" for name, value in parts)
