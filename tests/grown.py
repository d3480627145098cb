"""A site of its own with as many records and rows of every kind as asked for."""

from datetime import UTC, datetime

from consultation.models import Campaign, Project
from portal.models import Page
from tests.consultation.outcome_comments import made_comment
from tests.factories import (
    SOURCED,
    add,
    clause,
    criterion,
    empty_the_site,
    entry,
    series,
    state,
    status,
    succession,
    t,
    terms,
    track,
)

TWO = {"second_source": "made-second"}
NOTE = {"zh-hk": "備註。", "en": "A note."}


def grow(n: int) -> None:
    """Leave `n` records of every kind alone on the site, each with `n` rows of every kind, and
    each linked to all it can be linked to."""
    empty_the_site()
    numbers = range(n)
    for i in numbers:
        add("topics", f"topic-{i}", name=t(f"主題{i}", f"Topic {i}"))
        add("organisations", f"body-{i}", name=t(f"機構{i}", f"Body {i}"))
        add("glossary", f"term-{i}", **TWO)
    Page.objects.filter(slug="about").delete()
    add("pages", "about", parts=_texts(n, "heading", "text"))
    topics, bodies = _slugs("topic", n), _slugs("body", n)
    add("schemes", "fund", scheme_kind="fund")
    add("facilities", "whole")
    for i in numbers:
        linked = {"fund": "fund", "topics": topics}
        scheme = add("schemes", f"scheme-{i}", **linked, **_scheme_rows(i, n), **TWO)
        scheme.clauses.update(track=scheme.tracks.first())
    schemes = _slugs("scheme", n)
    for i in numbers:
        linked = {"hosts": bodies, "topics": topics, "schemes": schemes, "parent": "whole"}
        kind = {"facility_kind": "state_key_laboratory"}
        add("facilities", f"facility-{i}", **kind, **linked, **_facility_rows(i, n), **TWO)
        add("indicators", f"indicator-{i}", note=NOTE, series=_series(f"i{i}", n), **TWO)
    facilities = _slugs("facility", n)
    for i in numbers:
        both = {"schemes": schemes, "facilities": facilities}
        add("measures", f"measure-{i}", progress_source="made-second", **both, **TWO)
        one = {"scheme": f"scheme-{i}", "facility": f"facility-{i}"}
        add("outcomes", f"outcome-{i}", organisations=bodies, topics=topics, **one, **TWO)
        _project(i, n)


def _slugs(kind: str, n: int) -> list[str]:
    return [f"{kind}-{i}" for i in range(n)]


def _texts(n: int, *names: str) -> list[dict]:
    return [{"key": f"r{i}"} | {name: t("文字", "Text") for name in names} for i in range(n)]


def _series(owner: str, n: int) -> list[dict]:
    return [series(f"{owner}-series-{i}", n) for i in range(n)]


def _scheme_rows(i: int, n: int) -> dict:
    money = {"second_source": "made-second", "max_months": 24}
    return {
        "administrator": "made-body",
        "secretariat": "made-body",
        "launched_on": 2016,
        "tracks": [
            track(f"t{j}", *(terms(f"r{k}", 2016 + k, **money, ceiling=k + 1) for k in range(n)))
            for j in range(n)
        ],
        "statuses": [status(f"r{j}", since=2016 + j, **TWO) for j in range(n)],
        "clauses": [clause(f"r{j}", applicant="company", **TWO) for j in range(n)],
        "criteria": [
            criterion(f"r{j}", f"r{j}", "who in company", track=f"t{j}") for j in range(n)
        ],
        "successions": [succession(f"r{j}", 2016 + j, other="fund", **TWO) for j in range(n)],
        "series": _series(f"s{i}", n),
    }


def _facility_rows(i: int, n: int) -> dict:
    person = {"name": t("某人", "Somebody"), "role": t("主任", "Director"), "as_of": 2024}
    return {
        "states": [state(f"r{j}", since=2016 + j, **TWO) for j in range(n)],
        "people": [{"key": f"r{j}"} | person | SOURCED | TWO for j in range(n)],
        "notes": [clause(f"r{j}", "focus", **TWO) for j in range(n)],
        "successions": [succession(f"r{j}", 2016 + j, other="whole", **TWO) for j in range(n)],
        "series": _series(f"f{i}", n),
    }


def _project(i: int, n: int) -> None:
    project = add(
        "projects",
        f"project-{i}",
        parameters=_texts(n, "name", "unit"),
        entries=[entry(f"r{j}", 2016 + j, **TWO) for j in range(n)],
        notes=[clause(f"r{j}", "purpose", said_by=t("某方", "They"), **TWO) for j in range(n)],
        themes=_texts(n, "name", "hint"),
        **TWO,
    )
    _consultation(project, n)
    parameters = list(project.parameters.all())
    for j in range(n):
        version = project.versions.create(
            key=f"v{j}", name_en="Version", name_zh_hk="版本", dated="2024", source=project.source
        )
        for parameter in parameters:
            version.values.create(
                key=parameter.key, parameter=parameter, value=j, source=project.source
            )


def _consultation(project: Project, n: int) -> None:
    """Windows, responses, and comments of which some are published, on all themes."""
    for j in range(n):
        project.windows.create(
            key=f"w{j}",
            title_en="Any time",
            title_zh_hk="隨時",
            channel="informal",
            opens_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        project.responses.create(
            key=f"r{j}",
            theme=project.themes.all()[j],
            said_en="Said.",
            said_zh_hk="有人說。",
            done_en="Done.",
            done_zh_hk="已做。",
            entry=project.entries.all()[j],
            source=project.source,
        )
        campaign = Campaign.objects.create(project=project, title="The same words")
        for disposition in ("published", "in_hand"):
            for _ in range(5):
                themes = [theme.key for theme in project.themes.all()]
                made_comment(project, disposition, campaign=campaign, themes=themes)
