"""What waits on the staff desk: conditions for its lists and counts, and how long it has waited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultation.enums import Disposition
from consultation.models import Comment, CommentTheme, DataRequest, Theme, Window
from consultation.models.care import REQUEST_DAYS
from publishing import clock
from publishing.dates import today
from publishing.documents.values import LANGUAGES, localized

Comments = QuerySet[Comment]

_IN_HAND = Q(disposition=Disposition.IN_HAND)
_HELD = _IN_HAND & ~Q(held_for="")
_WAITING = _IN_HAND & Q(persons_checked=True, redacted_by__isnull=False)
# Whoever sent one comment twice is answered once, and nobody answers advertising.
_UNANSWERED = Q(
    may_reply=True,
    answered_at=None,
    disposition__in=(Disposition.IN_HAND, Disposition.PUBLISHED, Disposition.WITHHELD),
)


def unanswered(comments: Comments) -> Comments:
    """Those whose writers asked for a reply and have not had one.

    Publishing a comment, or deciding not to, is no answer. Not counted: the same writer's second
    copy, advertising, and what the writer has withdrawn.
    """
    return comments.filter(_UNANSWERED)


def held(comments: Comments) -> Comments:
    """Those that something looks suspicious in, and nobody has looked at yet."""
    return comments.filter(_HELD)


def in_hand(comments: Comments) -> Comments:
    """Those of which nothing has become yet."""
    return comments.filter(_IN_HAND)


def waiting_for_check(comments: Comments) -> Comments:
    """Those with a text for publication that a second person has to check."""
    return comments.filter(_WAITING)


def _became(disposition: str) -> Callable[[Comments], Comments]:
    return lambda comments: comments.filter(disposition=disposition)


# The states of the queue: each disposition, and the two sorts of comments in hand that wait for
# somebody. By these the queue is narrowed, counted and summed up.
STATES: Mapping[str, Callable[[Comments], Comments]] = {
    "in_hand": in_hand,
    "held": held,
    "waiting": waiting_for_check,
    **{str(value): _became(value) for value in Disposition if value is not Disposition.IN_HAND},
}

STATE_NAMES = {
    "in_hand": Disposition.IN_HAND.label,
    "held": _("held"),
    "waiting": _("waiting for the second check"),
    **{str(value): value.label for value in Disposition if value is not Disposition.IN_HAND},
}


@dataclass(frozen=True)
class Standing:
    """How many comments are in each state, and since when the oldest ones wait."""

    counts: dict[str, int]
    unanswered: int
    oldest_unanswered: datetime | None
    oldest_in_hand: datetime | None

    @property
    def waited(self) -> str:
        """How long the oldest unanswered comment has waited, in words; empty where none waits."""
        return age(self.oldest_unanswered, clock.now()) if self.oldest_unanswered else ""

    @property
    def in_hand_for(self) -> str:
        """How long the oldest comment has been in hand, in words; empty where none is."""
        return age(self.oldest_in_hand, clock.now()) if self.oldest_in_hand else ""


def age(since: datetime, now: datetime) -> str:
    """The whole days from `since` to `now` in words."""
    days = (now - since).days
    if days < 1:
        return gettext("less than a day")
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def standing() -> Standing:
    """The state of the whole queue. One query, of columns that one index holds."""
    conditions = {
        "held": _HELD,
        "waiting": _WAITING,
        **{str(value): Q(disposition=value) for value in Disposition},
    }
    found = Comment.objects.order_by().aggregate(
        # Every comment has a disposition, and unlike the key it is in the index.
        **{
            f"n_{name}": Count("disposition", filter=condition)
            for name, condition in conditions.items()
        },
        unanswered=Count("disposition", filter=_UNANSWERED),
        oldest_unanswered=Min("received_at", filter=_UNANSWERED),
        oldest_in_hand=Min("received_at", filter=_IN_HAND),
    )
    counts = {name: found.pop(f"n_{name}") for name in conditions}
    return Standing({name: counts[name] for name in STATES}, **found)


# --- Data requests --------------------------------------------------------------------------


def open_requests(requests: QuerySet[DataRequest]) -> QuerySet[DataRequest]:
    """Requests that were not answered yet, the soonest limit first."""
    return requests.filter(answered_on=None).order_by("received_on", "pk")


def overdue_requests(
    requests: QuerySet[DataRequest], on: date | None = None
) -> QuerySet[DataRequest]:
    """Open requests whose last day for an answer lies before the day `on` (today)."""
    last = (on or today()) - timedelta(days=REQUEST_DAYS)
    return open_requests(requests).filter(received_on__lt=last)


# --- Names of windows and themes ------------------------------------------------------------


def _names(rows: QuerySet, name: str, used: QuerySet) -> dict[str, str]:
    """Key to name in the staff site's language, else in the other, else the key itself."""
    found = {key: key for key in used}
    for values in rows.values("key", *(localized(name, code) for code in LANGUAGES)):
        own = [values[localized(name, code)] for code in _own_first()]
        found[values["key"]] = own[0] or own[1] or values["key"]
    return found


def _own_first() -> tuple[str, ...]:
    own = get_language()
    return tuple(sorted(LANGUAGES, key=lambda code: code != own))


def theme_names() -> dict[str, str]:
    """Every theme, of a project or only of a comment, by its key. Two queries."""
    used = CommentTheme.objects.order_by().values_list("theme", flat=True).distinct()
    return _names(Theme.objects.order_by("project", "position"), "name", used)


def window_names() -> dict[str, str]:
    """Every window that a comment came through, or could have, by its key. Two queries."""
    used = Comment.objects.order_by().values_list("window", flat=True).distinct()
    return _names(Window.objects.order_by("project", "position"), "title", used)
