"""The sitemap: every published page in both languages, each naming its twin."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from consultation.models import Project
from facilities.models import Facility
from figures.models import Series
from policy.models import Measure
from portal.models import Page
from schemes.models import Scheme

PAGES = (
    "home",
    "schemes:list",
    "schemes:finder",
    "schemes:compare",
    "facilities:list",
    "facilities:laboratories",
    "policy:measures",
    "policy:outcomes",
    "consultation:list",
    "figures:list",
    "changes",
    "sources",
    "glossary",
)


class _Bilingual(Sitemap):
    i18n = True
    alternates = True


class RecordSitemap(_Bilingual):
    """One kind of record; `updated_at` is when it was last saved."""

    def __init__(self, model) -> None:
        self.model = model
        names = {field.name for field in model._meta.fields}
        self.read = [name for name in ("slug", "updated_at") if name in names]

    def items(self):
        return self.model.objects.published().only(*self.read)

    def lastmod(self, item):
        return getattr(item, "updated_at", None)


class PageSitemap(_Bilingual):
    """Lists and the site's own pages."""

    def items(self):
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class ProjectPartSitemap(_Bilingual):
    """One page beside each project's own, by the name of its view."""

    def __init__(self, view: str) -> None:
        self.view = view

    def items(self):
        return Project.objects.published()

    def location(self, item: Project) -> str:
        return reverse(self.view, args=[item.slug])


SITEMAPS = {
    "pages": PageSitemap(),
    "schemes": RecordSitemap(Scheme),
    "facilities": RecordSitemap(Facility),
    "projects": RecordSitemap(Project),
    "plans": ProjectPartSitemap("consultation:plan"),
    "outcomes": ProjectPartSitemap("consultation:outcome"),
    "measures": RecordSitemap(Measure),
    "site": RecordSitemap(Page),
    "figures": RecordSitemap(Series),
}
