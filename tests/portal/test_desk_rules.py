"""What the desk counts by tells in SQL what the site's own rules tell of one record."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

import facilities.desk
import schemes.desk
from facilities.directory import present_state
from facilities.enums import FacilityStatus
from facilities.models import Facility, FacilityState
from publishing import gaps
from publishing.admin.bilingual import missing_languages
from publishing.dates import FuzzyDate
from publishing.documents.dump import dump_all
from publishing.documents.registry import record_models
from publishing.documents.values import LANGUAGES, is_translated, localized
from publishing.evidence import Evidence, evidence_of
from publishing.models import Source
from schemes.models import Scheme, Status
from schemes.standing import current_row, standing
from tests.factories import add

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
DAY = timedelta(days=1)
THEN = datetime(2024, 1, 1, tzinfo=timezone.get_default_timezone())


# --- Gaps -----------------------------------------------------------------------------------


def parts_of(instance):
    """A record and the rows under it, to any depth."""
    yield instance
    for rows in instance.document.rows:
        for row in getattr(instance, rows.name).all():
            yield from parts_of(row)


def table_of(part):
    """The one row of the database that `part` is, to be changed without its rules."""
    return type(part)._base_manager.filter(pk=part.pk)


def test_a_text_in_one_language_is_found_however_deep(made) -> None:
    for owner in made.values():
        found = gaps.untranslated(type(owner).objects.filter(pk=owner.pk))
        assert not found.exists()
        for part in parts_of(owner):
            for name in part.document.fields:
                if not is_translated(type(part), name):
                    continue
                columns = [localized(name, code) for code in LANGUAGES]
                before = {column: getattr(part, column) for column in columns}
                for texts in (("字", ""), ("", "Text"), ("字", None), (None, "Text")):
                    table_of(part).update(**dict(zip(columns, texts, strict=True)))
                    assert found.exists(), (part, name, texts)
                for texts in (("", ""), (None, None), (None, ""), ("字", "Text")):
                    table_of(part).update(**dict(zip(columns, texts, strict=True)))
                    assert not found.exists(), (part, name, texts)
                table_of(part).update(**before)


def test_the_real_content_lacks_what_its_documents_lack() -> None:
    for model in record_models():
        found = gaps.untranslated(model.objects.all()).values_list("slug", flat=True)
        documents = dump_all(model.objects.all())
        assert set(found) == {one["slug"] for one in documents if missing_languages(one)}


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": "draft"},
        {"state": "review", "publish_at": THEN},
        {"state": "published", "publish_at": timezone.now() + DAY},
        {"state": "published", "publish_at": THEN, "withdraw_at": THEN + DAY},
        {"state": "withdrawn", "publish_at": THEN},
    ],
)
def test_a_fact_without_a_public_source_is_found_however_deep(made, hidden) -> None:
    secret, other = (add("sources", slug, **hidden) for slug in ("secret", "other"))
    public = Source.objects.get(slug="sample-paper")
    for owner in made.values():
        found = gaps.unsourced(type(owner).objects.filter(pk=owner.pk))
        assert not found.exists()
        for part in parts_of(owner):
            names = [
                name
                for name in part.document.fields
                if part._meta.get_field(name).related_model is Source
            ]
            if "second_source" in names:
                for second, told in ((None, True), (other, True), (public, False)):
                    table_of(part).update(source=secret, second_source=second)
                    assert found.exists() == told, (part, second)
                table_of(part).update(source=public, second_source=secret)
                assert not found.exists()
                table_of(part).update(source=public, second_source=None)
            both = {"source", "second_source"}
            for name in set(names) - (both if both <= set(names) else set()):
                table_of(part).update(**{name: secret})
                assert found.exists(), (part, name)
                table_of(part).update(**{name: public})


def test_what_is_withdrawn_lacks_nothing() -> None:
    secret = add("sources", "secret", state="draft")
    add("schemes", "gone", source=secret.slug, name={"zh-hk": "字"})
    gone = Scheme.objects.filter(slug="gone")
    for state, until, told in (
        ("published", None, True),
        ("published", timezone.now() + DAY, True),
        ("published", THEN + DAY, False),
        ("draft", None, True),
        ("review", None, True),
        ("withdrawn", None, False),
    ):
        gone.update(state=state, withdraw_at=until)
        assert gaps.untranslated(gone).exists() == told, (state, until)
        assert gaps.unsourced(gone).exists() == told, (state, until)


# --- Evidence and last days -----------------------------------------------------------------

STARTS = [
    *(None, "0001", "2024", "2025", "2025/26", "2025-Q3", "2025-07", "2025-07-01", "2026"),
    *("2026-01", "2026-Q1", "2026-01-01", "2026-03", "2026-03-02", "2026-03-03", "2027"),
]
AGES = [None, "2023", "2025", "2025/26", "2025-08", "2025-Q3", "2026", "2026-03", "2027"]
# The 180th day before and the days beside it.
AGES += [str(ON - days * DAY) for days in (0, 179, 180, 181, 182)]


STATUSES = [
    {"status_state": "open"},
    *({"status_state": "open", "closes_on": ON + days * DAY} for days in (-1, 0, 30, 31)),
    {"status_state": "open", "opens_on": ON + DAY, "closes_on": ON + 20 * DAY},
    {"status_state": "open", "intake": "rounds", "closes_on": ON + 10 * DAY},
    *({"status_state": state} for state in ("planned", "closed", "no_call", "unknown")),
]


def with_trails(owners: list, row_model, owner_name: str, statuses: list[dict]) -> None:
    """Give each up to five entries: some begun at once, in the same place, or not begun yet."""
    rng = random.Random(2026)
    source = Source.objects.get(slug="made-source")
    rows = []
    for owner in owners:
        for number in range(rng.randrange(6)):
            since, age = rng.choice(STARTS), rng.choice(AGES)
            row = row_model(key=f"r{number}", position=rng.randrange(3), source=source)
            row.since = FuzzyDate.parse(since) if since else None
            row.evidence_on = FuzzyDate.parse(age) if age else None
            for name, value in {owner_name: owner, **rng.choice(statuses)}.items():
                setattr(row, name, value)
            rows.append(row)
    row_model.objects.bulk_create(rows)


def drawn(model, **fields) -> list:
    """Bare records, one in five a draft; a real one beside them, for its sources."""
    first = add(model.document.folder, "made")
    return model.objects.bulk_create(
        model(
            slug=f"drawn-{number}",
            state="published" if number % 5 else "draft",
            publish_at=THEN,
            source=first.source,
            **fields,
        )
        for number in range(500)
    )


def found(condition, model) -> set[str]:
    """The slugs of the drawn records that a condition finds."""
    records = condition(model.objects.filter(slug__startswith="drawn-"), ON)
    return set(records.values_list("slug", flat=True))


def test_schemes_are_found_by_the_rule_of_their_standing() -> None:
    with_trails(drawn(Scheme, category="research"), Status, "scheme", STATUSES)
    old, undated, closing = set(), set(), set()
    shown = Scheme.objects.published().filter(slug__startswith="drawn-")
    for scheme in shown.prefetch_related("statuses"):
        rows = list(scheme.statuses.all())
        row, told = current_row(rows, ON), standing(rows, ON)
        if row and row.status_state in ("open", "planned"):
            if told.evidence is Evidence.STALE:
                old.add(scheme.slug)
            elif told.evidence is Evidence.UNDATED:
                undated.add(scheme.slug)
        near = row and row.closes_on and row.closes_on - ON <= timedelta(days=30)
        if near and row.status_state == "open" and told.closed_since is None:
            closing.add(scheme.slug)
    assert min(len(old), len(undated), len(closing)) > 10
    assert found(schemes.desk.evidence_old, Scheme) == old
    assert found(schemes.desk.evidence_undated, Scheme) == undated
    assert found(schemes.desk.closing_soon, Scheme) == closing
    entries = list(schemes.desk.closing_entries(Scheme.objects.all(), ON))
    assert {entry.scheme.slug for entry in entries} >= closing
    assert [entry.closes_on for entry in entries] == sorted(entry.closes_on for entry in entries)


def test_facilities_are_found_by_the_rule_of_their_present_state() -> None:
    statuses = [{"facility_status": value} for value in FacilityStatus.values]
    with_trails(drawn(Facility, facility_kind="park"), FacilityState, "facility", statuses)
    old, undated = set(), set()
    shown = Facility.objects.published().filter(slug__startswith="drawn-")
    for facility in shown.prefetch_related("states"):
        row = present_state(facility.states.all(), ON)
        if row and row.facility_status != FacilityStatus.ENDED:
            age = evidence_of(row.evidence_on, ON)
            if age is not Evidence.FRESH:
                (old if age is Evidence.STALE else undated).add(facility.slug)
    assert min(len(old), len(undated)) > 10
    assert found(facilities.desk.evidence_old, Facility) == old
    assert found(facilities.desk.evidence_undated, Facility) == undated
