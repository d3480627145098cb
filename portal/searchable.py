"""What search finds of the site's own pages and of what no single part of it owns: figures,
sources and organisations."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from figures.models import Indicator, Point, Series
from policy.models import Measure
from portal.models import GlossaryTerm, Page, PagePart
from publishing.models import Organisation, Source
from schemes.models import Scheme
from search.registry import Entry, Kind, Naming, Text, register

# --- Figures --------------------------------------------------------------------------------


def series() -> QuerySet[Series]:
    """All series with their owners."""
    owners = [model.objects.all() for model in (Scheme, Facility, Indicator)]
    return Series.objects.prefetch_related(GenericPrefetch("owner", owners), "points")


def series_entry(one: Series) -> Entry:
    """One series: what is counted, and of which record."""
    owner = one.owner
    named = "title" if isinstance(owner, Indicator) else "name"
    return Entry(
        slug=one.slug,
        address=one.get_absolute_url(),
        name=Text.of(one, "name"),
        summary=Text.of(one, "measure"),
        also=(Text.of(owner, named), Text.both(getattr(owner, "abbreviation", ""))),
        body=tuple(Text.of(point, "note") for point in one.points.all()),
        linked=(Text.of(one, "unit_name"),),
    )


def _series_of(owner) -> QuerySet:
    of_type = ContentType.objects.get_for_model(owner)
    return Series.objects.filter(owner_type=of_type, owner_id=owner.pk).values_list("pk", flat=True)


# --- Pages ----------------------------------------------------------------------------------


def term_entry(term: GlossaryTerm) -> Entry:
    """One term of the glossary."""
    return Entry(
        slug=term.slug,
        address=term.get_absolute_url(),
        name=Text.of(term, "term"),
        abbreviation=term.abbreviation,
        summary=Text.of(term, "meaning"),
    )


def page_entry(page: Page) -> Entry:
    """One page of the site's own words."""
    parts = [Text.of(part, name) for part in page.parts.all() for name in ("heading", "text")]
    return Entry(
        slug=page.slug,
        address=page.get_absolute_url(),
        name=Text.of(page, "title"),
        summary=Text.of(page, "summary"),
        body=tuple(parts),
    )


# --- What every record points to ------------------------------------------------------------


def source_entry(source: Source) -> Entry:
    """One source, at its place in the list of sources."""
    query = urlencode({"q": source.slug})
    return Entry(
        slug=source.slug,
        address=f"{reverse('sources')}?{query}#{source.slug}",
        name=Text.of(source, "title"),
        summary=Text.of(source, "publisher"),
        body=(Text.of(source, "note"),),
        linked=(Text.both(source.reference), Text.both(source.url)),
        dated=source.published_on.stored if source.published_on else "",
    )


def organisation_entry(body: Organisation) -> Entry:
    """One organisation; a result leads to what the site has of it (`organisation_links`)."""
    return Entry(
        slug=body.slug,
        address=f"{reverse('search')}?{urlencode({'q': body.name_en or body.name_zh_hk})}",
        name=Text.of(body, "name"),
        abbreviation=body.abbreviation,
        summary=Text(),
    )


def organisation_links(pks: Iterable[int]) -> dict[int, dict]:
    """Where an organisation's own page, facilities and measures are. Three queries."""
    bodies = Organisation.objects.published().in_bulk(list(pks))
    hosts = _that_have(Facility, "hosts", bodies)
    speakers = _that_have(Measure, "announced_by", bodies)
    return {
        pk: {
            "body": body,
            "hosted": f"{reverse('facilities:list')}?host={body.slug}" if pk in hosts else "",
            "announced": f"{reverse('policy:measures')}?by={body.slug}" if pk in speakers else "",
        }
        for pk, body in bodies.items()
    }


def _that_have(model, field: str, bodies: Iterable[int]) -> set[int]:
    shown = model.objects.published().filter(**{f"{field}__in": list(bodies)})
    return set(shown.order_by().values_list(field, flat=True).distinct())


register(
    Kind(
        number=7,
        code="figure",
        label=_("Figures"),
        model=Series,
        naming=Naming.TITLE,
        weight=0.65,
        cues=(
            "數目",
            "宗數",
            "數字",
            "統計",
            "比率",
            "比例",
            "百分比",
            "排名",
            "人數",
            "成功率",
            "使用率",
            "入住率",
            "覆蓋率",
            *(f"{many}{of}" for many in ("幾多", "多少") for of in "間宗人個家項份"),
            "number",
            "how many",
            "statistics",
            "percentage",
            "share",
            "ranking",
            "rate",
            "figures",
        ),
        records=series,
        public=lambda: Series.objects.published(),
        entry=series_entry,
        rows={
            Point: "series",
            Scheme: _series_of,
            Facility: _series_of,
            Indicator: _series_of,
        },
    )
)
register(
    Kind(
        number=8,
        code="term",
        label=_("Glossary"),
        model=GlossaryTerm,
        weight=0.7,
        cues=(
            "意思",
            "定義",
            "解釋",
            "meaning",
            "definition",
            "define",
        ),
        records=lambda: GlossaryTerm.objects.all(),
        public=lambda: GlossaryTerm.objects.published(),
        entry=term_entry,
    )
)
register(
    Kind(
        number=9,
        code="page",
        label=_("This site"),
        model=Page,
        weight=0.85,
        records=lambda: Page.objects.prefetch_related("parts"),
        public=lambda: Page.objects.published(),
        entry=page_entry,
        rows={PagePart: "page"},
    )
)
register(
    Kind(
        number=10,
        code="organisation",
        label=_("Organisations"),
        model=Organisation,
        weight=0.95,
        records=lambda: Organisation.objects.all(),
        public=lambda: Organisation.objects.published(),
        entry=organisation_entry,
        extras=organisation_links,
        template="search/organisation.html",
    )
)
register(
    Kind(
        number=11,
        code="source",
        label=_("Sources"),
        model=Source,
        naming=Naming.ELSEWHERE,
        weight=0.5,
        cues=("來源", "出處", "source"),
        records=lambda: Source.objects.all(),
        public=lambda: Source.objects.published(),
        entry=source_entry,
    )
)
