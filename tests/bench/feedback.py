"""Comments by the ten thousand, each with what the steps that led to its state leave behind.

As in `tests.bench.copies` nothing is validated but by the database. Nobody wrote these comments:
their words are those of the project's own page, in any order.
"""

import json
import random
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from consultation import keys
from consultation.actions import reference_prefix
from consultation.enums import Act, Disposition, Handling, Medium, Stance, Suspicion, WithheldFor
from consultation.enums import Writer as WhoWrites
from consultation.models import (
    Campaign,
    Comment,
    CommentAct,
    CommentReport,
    CommentTheme,
    DataRequest,
    Project,
    Reply,
)
from consultation.operator import PICS_VERSION, operator
from consultation.suspicion import likeness
from mail.actions import KEPT_FOR
from mail.models import Message
from publishing.documents.dump import dump

BATCH = 2000
# How many of a thousand comments are in each state.
STATES = {
    "published": 550,
    "withheld": 395,
    "duplicate": 20,
    "spam": 13,
    "withdrawn": 10,
    "in_hand": 5,
    "held": 4,
    "waiting": 3,
}
OPEN = ("in_hand", "held", "waiting")
RECENT, OLDEST = timedelta(days=14), timedelta(days=330)  # since they were received
STEP = timedelta(hours=1)  # from one step to the next
MEAN, LONGEST = 220, 4000  # characters of a message
CAMPAIGNS, IN_CAMPAIGN = 3, 0.05
HELD_FOR = [Suspicion.TOO_FAST, Suspicion.BUSY_NETWORK, Suspicion.LINKS]


@dataclass
class _Made:
    """A comment and its rows, which can point to it once it is stored."""

    state: str
    comment: Comment
    themes: dict[str, bool] = field(default_factory=dict)  # whether staff gave it
    acts: list[CommentAct] = field(default_factory=list)
    others: list = field(default_factory=list)

    def step(self, act: Act, by: User | None, note: str = "") -> None:
        at = self.comment.received_at + STEP * len(self.acts)
        self.acts.append(CommentAct(act=act, by=by, at=at, note=note))

    @property
    def last(self):
        """When the latest step was taken."""
        return self.acts[-1].at


def add_comments(project: Project, amount: int, officers: tuple[User, User]) -> None:
    """Add comments of the last year in every state, handled by two officers.

    The first ones are one in each state, so that a few are enough to see all of them.
    """
    maker = _Maker(project, officers)
    states = iter(list(STATES)[:amount])
    chosen = (next(states, None) or maker.state() for _ in range(amount))
    while batch := [maker.make(state) for state, _ in zip(chosen, range(BATCH), strict=False)]:
        _store(batch, maker)


@transaction.atomic
def _store(batch: list[_Made], maker: "_Maker") -> None:
    doubles = [made for made in batch if made.state == "duplicate"]
    Comment.objects.bulk_create(made.comment for made in batch if made.state != "duplicate")
    firsts = [made.comment for made in batch if made.state in ("published", "withheld")]
    for made in doubles:
        maker.repeat(made, firsts)
    Comment.objects.bulk_create(made.comment for made in doubles)
    CommentTheme.objects.bulk_create(
        CommentTheme(comment=made.comment, theme=theme, by_staff=by_staff)
        for made in batch
        for theme, by_staff in made.themes.items()
    )
    rows: dict[type, list] = {CommentAct: [], Reply: [], CommentReport: [], DataRequest: []}
    for made in batch:
        for row in (*made.acts, *made.others):
            row.comment = made.comment
            rows[type(row)].append(row)
    for model, found in rows.items():
        model.objects.bulk_create(found)
    Message.objects.bulk_create(letter for made in batch for letter in _letters(made, maker.now))


def _letters(made: _Made, now) -> Iterator[Message]:
    """The letters to the writer that are kept still: the receipt, and each answer."""
    one = made.comment
    sent = [("receipt", one.received_at)]
    sent += [(f"reply-{row.pk}", row.at) for row in made.others if isinstance(row, Reply)]
    for name, at in sent:
        if one.email and at > now - KEPT_FOR:
            yield Message(
                key=f"comment-{one.pk}-{name}",
                to=one.email,
                subject=one.reference,
                body=one.message,
                language=one.language,
                created_at=at,
                sent_at=at,
                attempts=1,
            )


class _Maker:
    """Draws comments, the same ones in every run but for their keys and references."""

    def __init__(self, project: Project, officers: tuple[User, User]) -> None:
        self.project, (self.first, self.second) = project, officers
        self.random = random.Random(1)
        self.now = timezone.now()
        self.numbers = count()
        self.themes = list(project.themes.values_list("key", flat=True))
        self.window = project.windows.values_list("key", flat=True)[0]
        self.prefix = reference_prefix(project)
        self.references = set(Comment.objects.values_list("reference", flat=True))
        text = json.dumps(dump(project), ensure_ascii=False)
        self.words = {
            "en": (re.findall(r"\b[a-z]{2,}\b", text), " "),
            "zh-hk": (re.findall(r"[\u4e00-\u9fff]{2}", text), ""),
        }
        self.campaigns = []
        for number in range(CAMPAIGNS):
            title = f"Letter {number + 1}"
            campaign = Campaign.objects.create(project=project, title=title)
            self.campaigns.append((campaign, "zh-hk", self.text("zh-hk")))

    def state(self) -> str:
        """One of the states, each as often as it is found."""
        return self.random.choices(list(STATES), STATES.values())[0]

    def often(self, share: float) -> bool:
        """True in this share of all cases."""
        return self.random.random() < share

    def text(self, language: str) -> str:
        """Some words in a language: many short texts, and a few long ones."""
        words, space = self.words[language]
        length = min(20 + self.random.expovariate(1 / MEAN), LONGEST)
        return space.join(self.random.choices(words, k=round(length / (2 if space == "" else 6))))

    def reference(self, year: int) -> str:
        """A reference that no comment has; of so many at random, a few come twice."""
        while (found := keys.new_reference(self.prefix, year)) in self.references:
            pass
        self.references.add(found)
        return found

    def make(self, state: str) -> _Made:
        """A comment that has come to `state`, and its rows."""
        made = _Made(state, self._received(state))
        one = made.comment
        made.step(Act.ENTERED if one.entered_by else Act.RECEIVED, one.entered_by)
        if state == "withdrawn":
            _erase(one, made.acts[0].at + STEP)
            made.step(Act.WITHDRAWN, None)
            return made
        made.themes = dict.fromkeys(
            self.random.sample(self.themes, self.random.randint(0, 3)), False
        )
        if state in ("held", "spam"):
            one.held_for = self.random.choice(HELD_FOR)
        elif self.often(0.03):
            made.step(Act.RELEASED, self.first, self.random.choice(HELD_FOR))
        if self.often(0.3):
            one.assigned_to = self.first
            made.step(Act.ASSIGNED, self.first, self.first.get_username())
        if self.often(0.2):
            self._tag(made)
        if state not in ("held", "spam", "duplicate") and self.often(IN_CAMPAIGN):
            one.campaign, one.language, one.message = self.random.choice(self.campaigns)
            made.step(Act.GROUPED, self.first, one.campaign.title)
        one.text_hash = keys.hashed(likeness(one.message))
        self._become(made)
        self._follow(made)
        return made

    def repeat(self, made: _Made, firsts: list[Comment]) -> None:
        """Mark it as one of the others sent again."""
        one = made.comment
        one.duplicate_of = other = self.random.choice(firsts)
        one.message, one.language, one.text_hash = other.message, other.language, other.text_hash
        one.name, one.email = other.name, other.email
        made.step(Act.DUPLICATE, self.first, other.reference)

    def _received(self, state: str) -> Comment:
        number, nonce = next(self.numbers), secrets.token_hex(16)
        earliest = RECENT if state in OPEN else OLDEST
        at = self.now - self.random.uniform(1, earliest.days) * timedelta(days=1)
        language = "zh-hk" if self.often(0.7) else "en"
        entered = self.often(0.1)
        reaches = self.often(0.4)
        return Comment(
            project=self.project,
            reference=self.reference(timezone.localtime(at).year),
            key_hash=keys.hashed(nonce),
            secret_hash=keys.hashed(keys.secret_of(nonce)),
            window=self.window,
            demonstration=not operator().is_set,
            medium=self.random.choice(Medium.values[1:]) if entered else Medium.WEB,
            made_on=timezone.localtime(at).date() if entered else None,
            entered_by=self.first if entered else None,
            received_at=at,
            language=language,
            stance=self.random.choice([*Stance.values, ""]),
            writer=self.random.choice([*WhoWrites.values, ""]),
            message=self.text(language),
            name=f"Writer {number}" if self.often(0.5) else "",
            email=f"writer-{number}@example.org" if reaches else "",
            may_publish=state in ("published", "waiting") or self.often(0.2),
            may_reply=reaches and self.often(0.5),
            pics_version=PICS_VERSION,
            network="" if entered else keys.hashed(f"network {self.random.randrange(30_000)}"),
        )

    def _tag(self, made: _Made) -> None:
        if others := [theme for theme in self.themes if theme not in made.themes]:
            theme = self.random.choice(others)
            made.themes[theme] = True
            made.step(Act.TAGGED, self.first, theme)

    def _become(self, made: _Made) -> None:
        one = made.comment
        if made.state not in OPEN:
            one.disposition = Disposition(made.state)
        match made.state:
            case "published" | "waiting":
                one.published_text, one.redacted_by = one.message, self.first
                one.persons_checked = True
                made.step(Act.REDACTED, self.first)
                if made.state == "published":
                    one.checked_by = self.second
                    made.step(Act.CHECKED, self.second)
                    one.published_at = made.last
            case "withheld":
                reasons = WithheldFor.values[1:] if one.may_publish else [WithheldFor.NOT_ALLOWED]
                one.withheld_for = self.random.choice(reasons)
                made.step(Act.WITHHELD, self.first, one.withheld_for)
            case "spam":
                made.step(Act.SPAM, self.first)

    def _follow(self, made: _Made) -> None:
        """Answers, what readers report, and what the writers ask for."""
        one = made.comment
        if one.may_reply and made.state in ("published", "withheld") and self.often(0.95):
            made.step(Act.REPLIED, self.second)
            one.answered_at = made.last
            made.others.append(Reply(text=self.text(one.language), by=self.second, at=made.last))
        if made.state == "published" and self.often(0.004):
            report = CommentReport(message=self.text("en"), language="en", at=made.last)
            if self.often(0.9):
                report.handling = Handling.KEPT
                made.step(Act.KEPT, self.first)
            made.others.append(report)
        if one.email and self.often(0.002):
            day = timezone.localtime(made.last).date()
            request = DataRequest(kind="access", received_on=day, requester=one.email)
            request.answered_on = day if self.often(0.9) else None
            made.others.append(request)


def _erase(comment: Comment, at) -> None:
    """As the writer's withdrawal leaves it."""
    for name in ("message", "name", "email", "network", "stance", "writer"):
        setattr(comment, name, "")
    comment.may_publish = comment.may_reply = False
    comment.made_on = None
    comment.disposition, comment.contact_erased_at = Disposition.WITHDRAWN, at
