from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from consultation.views import status
from portal.sitemaps import SITEMAPS
from portal.views import errors, machine, report, search, site
from publishing import preview
from publishing.stored import stored

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", site.door, name="door"),
    path("staff/", admin.site.urls),
    path("healthz", machine.healthz),
    path("readyz", machine.readyz),
    path("robots.txt", machine.robots),
    path(".well-known/security.txt", machine.security_txt),
    path("api/", include("api.urls")),
    path("sitemap.xml", stored()(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    *i18n_patterns(
        path("", site.home, name="home"),
        path("schemes/", include("schemes.urls")),
        path("facilities/", include("facilities.urls")),
        path("consultation/", include("consultation.urls")),
        path("consultation-status/", status.status, name="consultation-status"),
        path("figures/", include("figures.urls")),
        path("search/", search.search, name="search"),
        path("search/suggest/", search.suggestions, name="search-suggest"),
        path("changes/", site.changes, name="changes"),
        path("sources/", site.sources, name="sources"),
        path("glossary/", site.glossary, name="glossary"),
        path("preview/<str:token>/", preview.shared, name="preview"),
        path("report/", report.report, name="report"),
        path("report/thanks/", report.thanks, name="report-thanks"),
        path("", include("policy.urls")),
        path("<slug:slug>/", site.page, name="page"),
    ),
]
