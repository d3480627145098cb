"""The staff site's pages and the outcome page, timed and their queries counted, at the real size
and many times that.

Times are taken by a client of the production server; queries are counted in this process, on the
same database.
"""

import json
import logging
import os
import secrets
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import connection, reset_queries
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from consultation.desk.queries import waiting_for_check
from consultation.models import Comment, Project
from publishing.documents.dump import Document, dump
from publishing.documents.registry import record_models
from publishing.models import NextVersion, Record, Revision
from schemes.models import Scheme
from tests.bench.browser import SENT, body_of, fields_of
from tests.bench.copies import add_next_versions, add_revisions, copy_records, documents
from tests.bench.feedback import add_comments
from tests.bench.site import Server, Visitor, served

SCHEMES = int(os.environ.get("SCHEMES", "2000"))
REVISIONS = int(os.environ.get("REVISIONS", "100000"))
COMMENTS = int(os.environ.get("COMMENTS", "100000"))
SOME_COMMENTS = 100  # at the real size: more than a page of them
OFTEN = 300  # revisions of each record whose own pages are timed; its history shows 200
NEXT_VERSIONS = 100
TIMES, WARM_UP = 20, 5
TARGET = 400  # ms, for an edit page at full size
TARGET_FEEDBACK = 1000  # ms, for a page of comments
OPENED = "?rows=all"


@dataclass(frozen=True)
class Task:
    """One thing an editor does. `prepares` names a record that has a next version meanwhile."""

    name: str
    address: str
    sends: bool = False
    prepares: Record | None = None
    target: float | None = None


@dataclass(frozen=True)
class Measured:
    """What one task took: milliseconds by the clock and of the server's processor, and the size
    of the page shown or the form sent."""

    queries: int
    median: float
    p95: float
    cpu: float
    kilobytes: float


def tasks(scheme: Scheme, project: Project, comment: Comment) -> list[Task]:
    """What is measured: the worst of each sort."""
    edit, edit_project = _address(scheme, "change"), _address(project, "change")
    return [
        Task(f"edit page, longest scheme ({scheme.slug})", edit, target=TARGET),
        Task(f"edit page, project {project.slug}", edit_project, target=TARGET),
        Task("edit page, with a next version", edit, prepares=scheme, target=TARGET),
        Task("edit page, every row opened", edit + OPENED),
        Task("save a draft", edit, sends=True, prepares=scheme),
        Task("save a draft, every row opened", edit + OPENED, sends=True, prepares=scheme),
        Task("history", _address(scheme, "history")),
        Task("list of schemes", reverse("admin:schemes_scheme_changelist")),
        Task("desk", reverse("admin:index"), target=TARGET_FEEDBACK),
        *_feedback(project, comment),
    ]


def _feedback(project: Project, comment: Comment) -> Iterator[Task]:
    queue = _address(Comment, "changelist")
    with translation.override("en"):
        outcome = reverse("consultation:outcome", args=[project.slug])
    theme = project.themes.values_list("key", flat=True)[0]
    for name, address in {
        "feedback queue": queue,
        "feedback queue, of one theme": f"{queue}?theme={theme}",
        "feedback queue, published": f"{queue}?state=published",
        "feedback queue, a search": f"{queue}?q={comment.reference}",
        "a comment's page": _address(comment, "change"),
        "form for an export": _address(Comment, "export"),
        "outcome page": outcome,
        "outcome page, of one theme": f"{outcome}?theme={theme}",
    }.items():
        yield Task(name, address, target=TARGET_FEEDBACK)


def _by_length() -> list[Document]:
    """The documents of all schemes, the longest last."""
    return sorted(documents(Scheme, {}), key=lambda document: len(json.dumps(document)))


def _address(record: Model | type[Model], name: str) -> str:
    kind = f"{record._meta.app_label}_{record._meta.model_name}"
    return reverse(f"admin:{kind}_{name}", args=[] if isinstance(record, type) else [record.pk])


# --- Growing --------------------------------------------------------------------------------


def grow(user: User, colleague: User, timed: tuple[Scheme, Project]) -> None:
    """Bring the site to its full size; the records whose own pages are `timed` have the longest
    histories, and the project has all comments."""
    add_comments(timed[1], max(COMMENTS - Comment.objects.count(), 0), (user, colleague))
    made = copy_records(Scheme, max(SCHEMES - Scheme.objects.count(), 0))
    kinds = {model: documents(model, made if model is Scheme else {}) for model in record_models()}
    for record in timed:
        add_revisions(type(record), [dump(record)], OFTEN, user)
    waiting = sum(map(len, kinds.values()))
    left = max(REVISIONS - Revision.objects.count(), 0)
    for model, found in kinds.items():
        share = round(left * len(found) / waiting) if waiting else 0
        add_revisions(model, found, share, user)
        left, waiting = left - share, waiting - len(found)
    copies = [document for document in kinds[Scheme] if document["slug"] in made]
    add_next_versions(Scheme, copies[:: max(len(copies) // NEXT_VERSIONS, 1)], user)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as its own daemon would, a little later


def size() -> str:
    """How much there is, and how busy the machine is before it is measured."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        (octets,) = cursor.fetchone()
    return (
        f"{Scheme.objects.count():,} schemes, {Revision.objects.count():,} revisions, "
        f"{NextVersion.objects.count():,} next versions, {Comment.objects.count():,} comments, "
        f"{octets / 2**20:,.0f} MB; "
        f"load {os.getloadavg()[0]:.1f}"
    )


# --- Measuring ------------------------------------------------------------------------------


def measure(task: Task, server: Server, visitor: Visitor, user: User) -> Measured:
    """Count the task's queries, then time it; what it leaves behind is taken away again."""
    with _prepared(task.prepares, user):
        queries = _queries(task, user)
        visitor.connection.close()  # the server may have, meanwhile; the next request opens it
        runs = [_do(task, server, visitor, number) for number in range(WARM_UP + TIMES)]
    times, cpu, sizes = zip(*runs[WARM_UP:], strict=True)
    p95 = sorted(times)[round(0.95 * TIMES) - 1]
    return Measured(queries, statistics.median(times), p95, statistics.mean(cpu), sizes[0] / 1024)


@contextmanager
def _prepared(record: Record | None, user: User) -> Iterator[None]:
    if record is None:
        yield
        return
    last = Revision.objects.order_by("-pk").values_list("pk", flat=True).first()
    add_next_versions(type(record), [dump(record)], user)
    yield
    NextVersion.objects.filter(kind=record.kind, slug=record.slug).delete()
    Revision.objects.filter(pk__gt=last).delete()


def _do(task: Task, server: Server, visitor: Visitor, number: int) -> tuple[float, float, int]:
    """Do it once; return the milliseconds by the clock and of the processor, and the bytes."""
    before = server.cpu
    answer = visitor.get(task.address)
    _expect(200, answer.status, task)
    octets = len(answer.content)
    if task.sends:
        body = body_of(_edited(answer.text, number))
        octets, before = len(body), server.cpu
        answer = visitor.post(task.address, body)
        _expect(302, answer.status, task)
    return answer.ms, server.cpu - before, octets


def _queries(task: Task, user: User) -> int:
    client = Client(headers={"host": "localhost", "accept-language": "en"})
    client.force_login(user)
    reset_queries()  # only so many are kept, and of what no longer fits none would be counted
    for number in range(2):  # what is kept between requests is kept after the first
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(task.address)
        _expect(200, answer.status_code, task)
        if task.sends:
            body = body_of(_edited(answer.content.decode(), -number))
            with CaptureQueriesContext(connection) as captured:
                answer = client.post(task.address, body, content_type=SENT)
            _expect(302, answer.status_code, task)
    return len(captured)


def _edited(page: str, number: int) -> Iterable[tuple[str, str]]:
    """What is sent when a word is added to the description."""
    for name, value in fields_of(page, "_form"):
        yield name, f"{value} {number}" if name == "description_en" else value
    yield "_save", ""


def _expect(status: int, found: int, task: Task) -> None:
    if status != found:
        raise SystemExit(f"{task.name}: the answer was {found}, not {status}.")


# --- Telling --------------------------------------------------------------------------------


def main() -> int:
    """Measure at both sizes, print a table; 1 if queries grow or a page is too slow."""
    logging.disable(logging.INFO)  # of the requests that are made in this process
    with served(Path(settings.DATA_DIR) / "server.log") as server:
        password = secrets.token_urlsafe()
        user = get_user_model().objects.create_superuser("bench", password=password)
        colleague = get_user_model().objects.create_user("bench-2")
        visitor = Visitor(server.port)
        visitor.sign_in(reverse("admin:login"), user.username, password)
        *others, longest = _by_length()
        # Some of each already, so that both sizes are asked the same questions.
        add_next_versions(Scheme, others[:3], user)
        scheme = Scheme.objects.get(slug=longest["slug"])
        project = Project.objects.get(slug=settings.FEATURED_PROJECT)
        add_comments(project, SOME_COMMENTS, (colleague, user))
        comment = max(
            waiting_for_check(Comment.objects.filter(campaign=None)),
            key=lambda one: len(one.message),
        )
        asked = tasks(scheme, project, comment)
        sizes = [f"real size: {size()}"]
        say(f"{connection.display_name}, {sizes[0]}")
        real = [measure(task, server, visitor, user) for task in asked]
        began = time.monotonic()
        grow(user, colleague, (scheme, project))
        sizes.append(f"full size: {size()}")
        say(f"made in {time.monotonic() - began:.0f} s, {sizes[1]}")
        full = [measure(task, server, visitor, user) for task in asked]
    rows = list(zip(asked, real, full, strict=True))
    keep(sizes, rows)
    return tell(rows)


def keep(sizes: list[str], rows: list[tuple[Task, Measured, Measured]]) -> None:
    """Leave what was measured where RESULTS says, for the document that tells of the whole run."""
    if to := os.environ.get("RESULTS"):
        told = [
            {"name": task.name, "target": task.target, "real": asdict(real), "full": asdict(full)}
            for task, real, full in rows
        ]
        Path(to).write_text(json.dumps({"sizes": sizes, "rows": told}), encoding="utf-8")


COLUMNS = "{:<34}{:>6}{:>6}{:>7}{:>6}{:>10}{:>6}{:>6}{:>10}{:>6}{:>6}"


def tell(rows: list[tuple[Task, Measured, Measured]]) -> int:
    """Print what was measured, and what is not as it should be."""
    ms = ("median", "p95", "CPU")
    say("\n" + COLUMNS.format("", "KB", "", "queries", "", "ms, real", *"  ", "ms, full", *"  "))
    say(COLUMNS.format("", "real", "full", "real", "full", *ms, *ms))
    faults = []
    for task, *both in rows:
        real, full = both
        cells = [round(one.kilobytes) for one in both] + [one.queries for one in both]
        cells += [round(ms) for one in both for ms in (one.median, one.p95, one.cpu)]
        say(COLUMNS.format(task.name, *cells))
        if real.queries != full.queries:
            faults.append(f"{task.name}: {real.queries} queries became {full.queries}")
        if task.target and full.median >= task.target:
            faults.append(f"{task.name}: {full.median:.0f} ms, not under {task.target:.0f} ms")
    say("\n" + ("\n".join(faults) or "No more queries at full size, and every page in its time."))
    return 1 if faults else 0


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text.rstrip(" ") + "\n")
    sys.stdout.flush()
