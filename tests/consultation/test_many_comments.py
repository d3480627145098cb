"""What many comments cost: no page takes a query more, and no number is counted by reading them.

How long the pages take with 100,000 is what `make bench` measures.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.desk.queries import standing, waiting_for_check, window_names
from consultation.enums import Act, Disposition
from consultation.models import Comment, Project
from consultation.months import LocalTrunc
from consultation.moves import waits_for_check
from consultation.outcome_queries import figures
from tests.accounts.roles import superuser
from tests.bench.feedback import STATES, add_comments
from tests.consultation.comments import made_comment
from tests.consultation.conftest import THEMES, made_project
from tests.factories import t
from tests.portal.staff_records import page

pytestmark = pytest.mark.django_db
FEW, MANY = 20, 200


@pytest.fixture
def project() -> Project:
    return Project.objects.get(slug=settings.FEATURED_PROJECT)


@pytest.fixture
def officers() -> tuple:
    create = get_user_model().objects.create_user
    return create("prepares"), create("checks")


def test_pages_take_as_many_queries_with_many_comments(client, project, officers) -> None:
    client.force_login(superuser())
    add_comments(project, FEW, officers)
    queue, outcome = page(Comment, "changelist"), f"/en/consultation/{project.slug}/outcome/"
    theme = project.themes.first().key
    waiting = waiting_for_check(Comment.objects.all())[0]
    addresses = [
        *(queue, f"{queue}?state=published", f"{queue}?theme={theme}", f"{queue}?q=GIC"),
        *(page(Comment, "change", waiting.pk), page(Comment, "export"), reverse("admin:index")),
        *(outcome, f"{outcome}?theme={theme}"),
    ]

    def counted() -> dict[str, int]:
        found = {}
        for address in addresses:
            assert client.get(address).status_code == 200, address
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            found[address] = len(captured)
        return found

    before = counted()
    add_comments(project, MANY - FEW, officers)
    assert Comment.objects.count() == MANY
    assert counted() == before


def test_comments_in_bulk_are_in_every_state_with_their_trail(project, officers) -> None:
    add_comments(project, len(STATES), officers)
    counts = standing().counts
    assert {name for name, count in counts.items() if count} == set(STATES)
    comments = Comment.objects.prefetch_related("acts", "themes")
    last = {Disposition.WITHDRAWN: Act.WITHDRAWN, Disposition.DUPLICATE: Act.DUPLICATE}
    for comment in comments:
        acts = [act.act for act in comment.acts.all()]
        assert acts[0] in (Act.RECEIVED, Act.ENTERED)
        assert last.get(comment.disposition, acts[-1]) == acts[-1]
        assert (Act.CHECKED in acts) == (comment.disposition == Disposition.PUBLISHED)
        if waits_for_check(comment):
            assert Act.REDACTED in acts


@pytest.mark.parametrize("kind", ["year", "month", "day"])
def test_the_database_counts_days_in_hong_kong(kind) -> None:
    midnight = datetime(2026, 12, 31, 16, tzinfo=UTC)
    for at in (
        midnight,
        midnight - timedelta(microseconds=1),
        datetime(2026, 6, 30, 9, tzinfo=UTC),
    ):
        made_comment(received_at=at)
    known = QuerySet(Comment).datetimes("received_at", kind)
    assert list(Comment.objects.all().datetimes("received_at", kind)) == list(known)
    for comment in Comment.objects.annotate(
        month=LocalTrunc("received_at", "month"), known=TruncMonth("received_at")
    ):
        assert comment.month == comment.known


def plan_of(sql: str) -> str:
    """How the database would answer, if it may not simply read the whole of so small a table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE consultation_comment")  # as it does itself in time
            cursor.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
        cursor.execute(f"{connection.ops.explain_query_prefix()} {sql}")
        plan = " ".join(row[-1] for row in cursor.fetchall())
        if connection.vendor == "postgresql":
            cursor.execute("RESET enable_seqscan; RESET enable_bitmapscan")
    return plan


ALONE = {
    "sqlite": "consultation_comment USING COVERING INDEX",
    "postgresql": "Index Only Scan using consultation_comment",
}


@pytest.mark.django_db(transaction=True)  # or nothing could be vacuumed
def test_no_message_is_read_for_a_number(officers) -> None:
    noise = {"key": "noise", "name": t("噪音", "Noise")}
    project = made_project(themes=[*THEMES, noise])
    add_comments(project, MANY, officers)
    with CaptureQueriesContext(connection) as captured:
        standing()
        window_names()
        figures(project)
    table = '"consultation_comment"'
    asked = [query["sql"] for query in captured if f"FROM {table}" in query["sql"]]
    assert len(asked) == 3
    *across_projects, of_one = map(plan_of, asked)
    for plan in across_projects:
        assert ALONE[connection.vendor] in plan, plan
    # For one of few projects PostgreSQL takes the smaller index of projects.
    wanted = ALONE[connection.vendor] if connection.vendor == "sqlite" else "Index Scan using"
    assert wanted in of_one, of_one


def test_a_search_is_not_parted_by_dates(client, project, officers) -> None:
    """Each part would be one more look through every message."""
    client.force_login(superuser())
    add_comments(project, FEW, officers)
    queue = page(Comment, "changelist")
    assert client.get(queue).context["cl"].date_hierarchy == "received_at"
    assert client.get(f"{queue}?q=GIC").context["cl"].date_hierarchy is None
