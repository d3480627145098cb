"""Which terms hold on a day, and what changed from one row to the next. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils.translation import get_language, gettext

from publishing import formats
from publishing.enums import Qualifier
from publishing.fields import MoneyField
from schemes.enums import Per
from schemes.models import Terms, Track

# What a reader must be told when it changes, in the order it is told.
COMPARED = (
    "ratio",
    "percent",
    "amount",
    "supplement",
    "ceiling",
    "overall_ceiling",
    "max_projects",
    "min_project_cost",
    "min_contribution",
    "min_contribution_percent",
    "min_sponsor_percent",
    "min_grant",
    "max_months",
)


@dataclass(frozen=True)
class Difference:
    """One value that differs between two rows of terms; None where a row is silent."""

    name: str
    old: object
    new: object

    @property
    def text(self) -> str:
        """The whole difference in words: what, from, to."""
        return gettext("%(what)s: %(old)s → %(new)s") % {
            "what": self.label,
            "old": self.old_text,
            "new": self.new_text,
        }

    @property
    def label(self) -> str:
        """What differs, in words."""
        return (
            gettext("ratio")
            if self.name == "ratio"
            else Terms._meta.get_field(self.name).verbose_name
        )

    @property
    def old_text(self) -> str:
        """The value before, in the active language."""
        return _in_words(self.name, self.old)

    @property
    def new_text(self) -> str:
        """The value from now on, in the active language."""
        return _in_words(self.name, self.new)


@dataclass(frozen=True)
class TermsChange:
    """A row of terms and what it changed; `previous` is None for a track's first row."""

    terms: Terms
    previous: Terms | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class TrackTerms:
    """A track with its rows, newest first, and the one in force."""

    track: Track
    rows: tuple[TermsChange, ...]
    current: Terms | None


def _in_words(name: str, value: object) -> str:
    language = get_language()
    match value:
        case None:
            return gettext("not stated")
        case (int() as government, int() as other, str(), str() as qualifier):
            ratio = f"{government}:{other}"
            return f"{Qualifier(qualifier).label} {ratio}" if qualifier else ratio
        case (int() as amount, str() as per):
            words = (formats.money(amount, language), str(Per(per).label))
            # Chinese says first what the sum is counted for.
            return "".join(reversed(words)) if language == formats.ZH else " ".join(words)
        case Decimal():
            return f"{formats.number(value)}%"
        case _ if isinstance(Terms._meta.get_field(name), MoneyField):
            return formats.money(value, language)
        case _:
            return formats.number(value)


def started(terms: Terms, on: date) -> bool:
    """Whether a row's date has come on the day `on`; an undated row has always been there."""
    return terms.effective_from is None or terms.effective_from.start <= on


def _order(terms: Terms) -> tuple[date, int]:
    return (terms.effective_from.start if terms.effective_from else date.min, terms.position)


def in_force(rows: Iterable[Terms], on: date) -> Terms | None:
    """The row of one track that holds on the day `on`; the next row ends the one before."""
    return max((row for row in rows if started(row, on)), key=_order, default=None)


def value_of(terms: Terms, name: str) -> object:
    """A comparable value: a pair for the ratio, (amount, per) for money with a basis."""
    if name == "ratio":
        if terms.government_share is None:
            return None
        ratio = (terms.government_share, terms.other_share, terms.other_side)
        return (*ratio, terms.ratio_qualifier)
    value = getattr(terms, name)
    if value is None:
        return None
    per = getattr(terms, f"{name}_per", None)
    return (value, per) if per else value


def differences(previous: Terms, terms: Terms) -> tuple[Difference, ...]:
    """What `terms` changed against `previous`, in the order of COMPARED."""
    pairs = ((name, value_of(previous, name), value_of(terms, name)) for name in COMPARED)
    return tuple(Difference(name, old, new) for name, old, new in pairs if old != new)


# What the two lines at the top of a page tell of a row, and so what makes two rows alike there.
SUMS = ("ceiling", "overall_ceiling", "amount", "supplement")
WAYS = ("ratio", "percent", "amount", "supplement")


def alike(rows: Iterable[Terms], names: tuple[str, ...]) -> list[list[Terms]]:
    """Rows of several tracks that are of one kind and agree in `names`, together, in order."""
    groups: dict[tuple, list[Terms]] = {}
    for row in rows:
        values = (row.terms_kind, *(value_of(row, name) for name in names))
        if names is SUMS and row.ceiling is not None:
            values = values[1:]  # a ceiling reads the same, however the money is worked out
        groups.setdefault(values, []).append(row)
    return list(groups.values())


def newest(rows: Iterable[Terms]) -> Terms | None:
    """The row that came into force last; None where none of them is dated."""
    return max((row for row in rows if row.effective_from), key=_order, default=None)


def by_track(rows: Iterable[Terms], on: date) -> list[TrackTerms]:
    """Group rows by track, in the tracks' order, each newest first, with changes worked out."""
    result = []
    ordered = sorted(rows, key=lambda row: (row.track.position, row.track_id))
    for _track_id, group in groupby(ordered, key=lambda row: row.track_id):
        history = sorted(group, key=_order)
        changes = [
            TermsChange(row, before, differences(before, row) if before else ())
            for row, before in zip(history, [None, *history], strict=False)
        ]
        result.append(TrackTerms(history[0].track, tuple(reversed(changes)), in_force(history, on)))
    return result
