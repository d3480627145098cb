"""How the queue stands, as every page of the desk shows it: each count leads to its list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from consultation.desk.queries import STATE_NAMES, Standing, standing


@dataclass(frozen=True)
class Part:
    """One state of the queue: its name, how many comments are in it, and the list of them."""

    name: str
    count: int
    address: str


@dataclass(frozen=True)
class Summary:
    """The standing with the lists that it counts."""

    standing: Standing
    parts: list[Part]
    unanswered: str


def comments_standing() -> Summary:
    """The whole queue. One query."""
    found = standing()
    return Summary(
        found,
        [Part(STATE_NAMES[name], count, queue(state=name)) for name, count in found.counts.items()],
        queue(unanswered="yes"),
    )


def queue(**filters: str) -> str:
    """The address of the queue, narrowed."""
    return f"{reverse('admin:consultation_comment_changelist')}?{urlencode(filters)}"
