"""Five schemes that differ in everything the list is filtered by, and reading the list."""

from datetime import timedelta

from publishing.dates import today
from tests.factories import add, clause, empty_the_site, status, succession, t, terms, track
from tests.markup import Markup, read

TODAY = today()
FRESH = {"evidence_on": TODAY.isoformat()}
ALLOWANCE = {"terms_kind": "allowance", "amount": 32_000, "amount_per": "person_month"}
GRANT = {"terms_kind": "grant", "ceiling_per": "project"}


def write_schemes() -> None:
    """Leave these five schemes alone on the site."""
    empty_the_site()
    add("schemes", "ground", name=t("地基基金", "Ground Fund"), scheme_kind="fund")
    add(
        "schemes",
        "anchor",
        name=t("錨定計劃", "Anchor Scheme"),
        abbreviation="AN&S",
        fund="ground",
        clauses=[
            clause("c", applicant="company", text=t("只限租戶。", "Tenants only.")),
            clause("p", applicant="person"),
        ],
        statuses=[status("s", intake="all_year", **FRESH)],
        tracks=[track("a", terms("t", 2016)), track("b", terms("t", 2016, ceiling=5))],
    )
    add(
        "schemes",
        "beacon",
        name=t("燈塔計劃", "Beacon Scheme"),
        category="talent",
        fund="ground",
        clauses=[clause("u", applicant="university")],
        statuses=[status("o", since=2018, **FRESH), status("s", "closed", since="2024-12-31")],
        tracks=[
            track(
                "a",
                terms("old", 2018, **ALLOWANCE),
                terms("new", "2024-05-20", **ALLOWANCE) | {"amount": 38_000},
            )
        ],
        successions=[
            succession("was", other_name=t("舊火炬", "Old Torch"), other_abbreviation="OTS")
        ],
    )
    add(
        "schemes",
        "canopy",
        name=t("天幕計劃", "Canopy Scheme"),
        summary=t("資助100%的費用。", "Pays 100% of costs."),
        category="talent",
        clauses=[clause("c", applicant="company")],
        statuses=[status("s", closes_on=(TODAY + timedelta(3)).isoformat())],
        tracks=[track("a", terms("t", 2020, ceiling=2_000_000, **GRANT))],
    )
    add("schemes", "drift", name=t("漂流計劃", "Drift Scheme"), category="startups")


def page(client, language: str = "en", expect: int = 200, **query) -> Markup:
    """One page of the list."""
    response = client.get(f"/{language}/schemes/", query)
    assert response.status_code == expect
    return read(response.content)


def slugs(markup: Markup) -> list[str]:
    """The schemes of a page, in order."""
    (rows,) = markup.with_class("rows") or [None]
    if rows is None:
        return []
    addresses = [link.split("/") for link in markup.links]
    found = [parts[3] for parts in addresses if parts[2:3] == ["schemes"] and len(parts) == 5]
    return [slug for slug in found if slug not in ("", "finder", "compare")]


def count(markup: Markup) -> str:
    """The line that says how many there are."""
    return markup.one("p", role="status").text


def chips(markup: Markup) -> dict[str, str]:
    """The links that take a choice away: their words and where they lead."""
    (row,) = markup.with_class("chosen")
    return {
        link.text.removesuffix(" ×Remove").removesuffix(" ×移除"): link.attributes["href"]
        for link in markup.all("a", rel="nofollow")
        if link.text in row.text and "×" in link.text
    }


EVERY = ["anchor", "beacon", "canopy", "drift", "ground"]
