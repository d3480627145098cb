"""The staff site: Django's admin under the site's name, in the editor's choice of language."""

from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from consultation.desk.summary import comments_standing
from portal.language import CODES, STAFF_LANGUAGE_KEY
from portal.views.errors import can_be_sent_again, signed_out


class StaffCatalog(JavaScriptCatalog):
    """The admin's script texts: Django's package has no zh_HK, so ours are put on top."""

    def get_paths(self, packages: list[str]) -> list:
        return [*super().get_paths(packages), *reversed(settings.LOCALE_PATHS)]


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the editor's language in the session and go back to the page it was chosen on."""
    if request.POST.get("language") in CODES:
        request.session[STAFF_LANGUAGE_KEY] = request.POST["language"]
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(target if safe else reverse("admin:index"))


class StaffSite(admin.AdminSite):
    """The admin under /staff/."""

    index_title = _("Staff site")

    @property
    def site_header(self) -> str:
        return settings.SITE_NAME[get_language()]

    @property
    def site_title(self) -> str:
        return settings.SITE_NAME[get_language()]

    @property
    def site_url(self) -> str:
        """The site's home in the editor's language."""
        return f"/{get_language()}/"

    def index(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The desk, and beside it every list."""
        # It counts by what the admins' lists show, and they are registered on this site.
        from portal.desk import desk

        return super().index(request, {"desk": desk(request, self), **(extra_context or {})})

    def each_context(self, request: HttpRequest) -> dict:
        """Beside Django's: how the comments stand, for whoever handles them, on every page of their
        desk. Counted only where it is shown."""
        context = super().each_context(request)
        desk_page = request.resolver_match and request.resolver_match.url_name
        watches = str(desk_page).startswith("consultation_") or desk_page == "index"
        if watches and request.user.has_perm("consultation.view_comment"):
            context["comments_standing"] = comments_standing
        return context

    def admin_view(self, view, cacheable: bool = False):
        """A view for staff. A form sent after its session had ended is kept, to be sent again."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def kept(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.user.is_anonymous and can_be_sent_again(request):
                return signed_out(request)
            return guarded(request, *args, **kwargs)

        return kept

    def get_urls(self) -> list:
        return [path("language/", choose_language, name="language"), *super().get_urls()]

    def i18n_javascript(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return StaffCatalog.as_view(packages=["django.contrib.admin"])(request)
