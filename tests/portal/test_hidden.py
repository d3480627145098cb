"""Only what is published is shown, on every page that could show it, in both languages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import Page
from publishing.dates import today
from tests.factories import (
    add,
    clause,
    empty_the_site,
    entry,
    series,
    state,
    status,
    succession,
    t,
    track,
)
from tests.factories import terms as row

pytestmark = pytest.mark.django_db

# What each kind is called; a page shows a record when it shows this.
NAMES = {
    "topics": ("斑馬主題", "Zebra topic"),
    "organisations": ("斑馬機構", "Zebra body"),
    "sources": ("斑馬來源", "Zebra source"),
    "schemes": ("斑馬計劃", "Zebra scheme"),
    "facilities": ("斑馬設施", "Zebra facility"),
    "measures": ("斑馬措施", "Zebra measure"),
    "outcomes": ("斑馬成果", "Zebra outcome"),
    "projects": ("斑馬項目", "Zebra project"),
    "indicators": ("斑馬數字", "Zebra figure"),
    "pages": ("斑馬頁面", "Zebra page"),
    "glossary": ("斑馬詞語", "Zebra term"),
}
# What each page shows once all of them are published.
SHOWN = {
    "": {"schemes", "facilities", "projects"},
    "schemes/": {"schemes"},
    "schemes/?q=zebra": {"schemes"},
    "schemes/hidden/": {"schemes", "organisations", "topics", "measures", "outcomes"}
    | {"facilities", "indicators"},
    "schemes/host/": {"schemes", "organisations", "topics", "measures", "outcomes"},
    "schemes/host-fund/": {"schemes"},
    "schemes/finder/?show=1": {"schemes"},
    "schemes/compare/": {"schemes"},
    "schemes/compare/?s=host&s=host-fund": {"schemes"},
    "facilities/": {"facilities", "organisations", "topics"},
    "facilities/?q=zebra": {"facilities", "organisations", "topics"},
    "facilities/hidden/": {"facilities", "organisations", "topics", "outcomes", "schemes"}
    | {"measures", "indicators"},
    "facilities/host/": {"facilities", "organisations", "topics", "outcomes", "schemes"}
    | {"measures"},
    "consultation/": {"projects"},
    "consultation/hidden/": {"projects"},
    "consultation/hidden/outcome/": {"projects"},
    "policy/": {"measures", "schemes", "facilities"},
    "policy/hidden/": {"measures", "schemes", "facilities"},
    "policy/host/": {"schemes", "facilities"},
    "outcomes/": {"outcomes", "schemes", "facilities", "organisations"},
    "figures/": {"indicators", "schemes", "facilities"},
    "figures/hidden-s/": {"indicators", "schemes"},
    "figures/hidden-f/": {"indicators", "facilities"},
    "figures/hidden-i/": {"indicators"},
    "changes/": {"schemes", "facilities", "projects"},
    "sources/": {"sources"},
    "glossary/": {"glossary"},
    "about/": {"pages"},
}
OWN = [
    *("schemes/hidden/", "facilities/hidden/", "consultation/hidden/", "about/"),
    "consultation/hidden/outcome/",
    *("figures/hidden-s/", "figures/hidden-f/", "figures/hidden-i/", "policy/hidden/"),
]
HOUR = timedelta(hours=1)
NOW = timezone.now()
STATES = {
    "draft": {"state": "draft"},
    "review": {"state": "review", "publish_at": NOW - HOUR},
    "scheduled": {"publish_at": NOW + HOUR},
    "published": {},
    "withdrawn": {"state": "withdrawn"},
    "withdrawn by time": {"withdraw_at": NOW - HOUR},
}


def write(**publication) -> None:
    """One record of every kind in one state, among published ones that are linked to them all."""
    empty_the_site()
    Page.objects.filter(slug="about").delete()

    def hidden(folder: str, slug: str = "hidden", **fields) -> None:
        name = {"glossary": "term", "topics": "name", "organisations": "name"} | dict.fromkeys(
            ["schemes", "facilities", "projects"], "name"
        )
        fields |= {name.get(folder, "title"): t(*NAMES[folder])}
        add(folder, slug, **fields, **publication)

    figure = {"name": t(*NAMES["indicators"])}
    for folder in ("topics", "organisations", "sources", "glossary"):
        hidden(folder)
    hidden("pages", "about")
    add("schemes", "host-fund", scheme_kind="fund")
    linked = {"topics": ["hidden"], "administrator": "hidden", "secretariat": "hidden"}
    soon = (today() + timedelta(days=3)).isoformat()
    hidden(
        "schemes",
        fund="host-fund",
        tracks=[track("a", row("old", 2016), row("new", "2026-01", ceiling=9))],
        statuses=[status("s", since="2026-01", closes_on=soon)],
        series=[series("hidden-s", **figure)],
        **linked,
    )
    other = [succession("s", "2026-01", other="hidden")]
    together = [clause("with", "combine", other="hidden")]
    add("schemes", "host", fund="hidden", successions=other, clauses=together, **linked)
    linked = {"hosts": ["hidden"], "topics": ["hidden"], "schemes": ["hidden"]}
    add("facilities", "whole")
    hidden(
        "facilities",
        parent="whole",
        states=[state("s", since="2026-01")],
        series=[series("hidden-f", **figure)],
        **linked,
    )
    add("facilities", "host", parent="hidden", successions=other, **linked)
    hidden("indicators", series=[series("hidden-i", **figure)])
    hidden("projects", entries=[entry("e", "2026-01")])
    both = {"schemes": ["host", "hidden"], "facilities": ["host", "hidden"]}
    hidden("measures", **both)
    add("measures", "host", **both)
    for place in ("host", "hidden"):
        one = {"scheme": place, "facility": place, "organisations": ["hidden"]}
        hidden("outcomes", f"{place}-outcome", topics=["hidden"], **one)
        add("outcomes", f"{place}-shown", topics=["hidden"], **one)


@pytest.mark.parametrize("given", STATES)
def test_a_record_is_shown_where_it_belongs_once_published_and_nowhere_else(
    client, language, given: str
) -> None:
    write(**STATES[given])
    number = 0 if language == "zh-hk" else 1
    shown, answers = {}, {}
    for page in SHOWN:
        response = client.get(f"/{language}/{page}")
        text = response.content.decode()
        shown[page] = {kind for kind, names in NAMES.items() if names[number] in text}
        answers[page] = response.status_code
    public = given == "published"
    assert shown == (SHOWN if public else {page: set() for page in SHOWN})
    assert {page: code for page, code in answers.items() if code != 200} == (
        {} if public else dict.fromkeys(OWN, 404)
    )


@pytest.mark.parametrize("given", STATES)
def test_the_sitemap_names_only_what_is_published(client, given: str) -> None:
    write(**STATES[given])
    sitemap = client.get("/sitemap.xml").content.decode()
    named = {page for page in OWN if f"/en/{page}</loc>" in sitemap}
    assert named == (set(OWN) if given == "published" else set())


@pytest.mark.parametrize("given", STATES)
def test_counts_are_of_what_is_published(client, given: str) -> None:
    """On the home page and above the lists: two schemes and two facilities are always there."""
    write(**STATES[given])
    number = 3 if given == "published" else 2
    home = client.get("/en/").content.decode()
    assert f"{number} schemes" in home
    assert f"{number} facilities" in home
    assert f"{number} schemes" in client.get("/en/schemes/").content.decode()
    assert f"{number} facilities" in client.get("/en/facilities/").content.decode()


@pytest.mark.parametrize("given", STATES)
def test_facets_offer_only_what_is_published(client, given: str) -> None:
    write(**STATES[given])
    offered = (
        "fund=hidden" in client.get("/en/schemes/").content.decode(),
        "host=hidden" in client.get("/en/facilities/").content.decode(),
        "topic=hidden" in client.get("/en/facilities/").content.decode(),
    )
    assert offered == (given == "published",) * 3
