"""Whether a scheme's clauses are met: yes, no or unknown, and by which clauses. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import product
from typing import Any

from schemes.eligibility.codes import Operator, Strength
from schemes.eligibility.knowledge import SETTLED_BY, Range, kinds, known
from schemes.eligibility.values import read_value
from schemes.eligibility.vocabulary import Answers


class Verdict(StrEnum):
    """Three-valued: what is not known never counts as yes."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Condition:
    """One comparison of an attribute with a value; `value` as `read_value` reads it."""

    attribute: str
    operator: str
    value: frozenset[str] | Decimal | None = None

    @classmethod
    def read(cls, attribute: str, operator: str, text: str) -> "Condition":
        """The comparison as a clause writes it. Raises ValidationError where it is none."""
        return cls(attribute, operator, read_value(attribute, operator, text))


@dataclass(frozen=True)
class Criterion:
    """One eligibility clause.

    track, route: the stream and the way in it belongs to; empty: it holds for all.
    only_if: binds only where this holds.
    row: whatever carries the sentence and its source; no rule looks at it.
    """

    key: str
    condition: Condition
    strength: str = Strength.HARD
    track: str = ""
    route: str = ""
    only_if: Condition | None = None
    row: Any = field(default=None, compare=False, hash=False)

    @property
    def adds_up(self) -> bool:
        """Whether clauses like it let in one kind each, so that one met is enough."""
        lets_in = self.condition.attribute in ("who", "want")
        return lets_in and self.condition.operator == Operator.IN and self.only_if is None


@dataclass(frozen=True)
class Point:
    """One thing that has to be so: a clause, or several of which one is enough.

    criteria: those that make the verdict; where none of several is met, all of them.
    """

    verdict: Verdict
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Way:
    """One way into a scheme, judged: a track, a route through it, or the scheme as a whole."""

    verdict: Verdict
    track: str
    points: tuple[Point, ...]
    weighs: tuple[Point, ...]  # soft clauses, which decide nothing
    explains: tuple[Criterion, ...]

    def having(self, verdict: Verdict) -> tuple[Point, ...]:
        """Its points with that verdict."""
        return tuple(point for point in self.points if point.verdict is verdict)


@dataclass(frozen=True)
class Judgement:
    """What comes out for one scheme.

    way: the best way in, whose points are the reasons. open_ways: all that are not ruled out.
    tracks: the keys of the tracks that the best verdict holds for; empty: every track.
    """

    verdict: Verdict
    way: Way | None
    open_ways: tuple[Way, ...] = ()
    tracks: tuple[str, ...] = ()


def holds(condition: Condition, answers: Answers) -> Verdict:
    """One comparison against what is known."""
    if condition.operator in (Operator.NOT_STATED, Operator.DESCRIBES):
        return Verdict.UNKNOWN
    if condition.attribute == "who":
        return _of_kind(condition, answers)
    found = known(answers, condition.attribute)
    if found is None:
        return Verdict.UNKNOWN
    if isinstance(found, Range):
        return _of_number(condition, found)
    wanted = condition.value
    match condition.operator:
        case Operator.NOT_IN:
            fulfilled = not found & wanted
        case Operator.ALL_OF:
            fulfilled = wanted <= found
        case _:
            fulfilled = bool(found & wanted)
    return Verdict.YES if fulfilled else Verdict.NO


def _of_kind(condition: Condition, answers: Answers) -> Verdict:
    certain, possible = kinds(answers)
    among, outside = Verdict.YES, Verdict.NO
    if condition.operator == Operator.NOT_IN:
        among, outside = outside, among
    if condition.value & certain:
        return among
    return Verdict.UNKNOWN if condition.value & possible else outside


def _of_number(condition: Condition, found: Range) -> Verdict:
    limit = condition.value
    match condition.operator:
        case Operator.GTE:
            always, never = found.low >= limit, found.high < limit
        case Operator.GT:
            always = found.low > limit or (found.above and found.low == limit)
            never = found.high <= limit
        case Operator.LTE:
            always = found.high <= limit
            never = found.low > limit or (found.above and found.low == limit)
        case _:
            always, never = found.high < limit, found.low >= limit
    return Verdict.YES if always else Verdict.NO if never else Verdict.UNKNOWN


def met(criterion: Criterion, answers: Answers) -> Verdict:
    """One clause; where its `only_if` does not hold, it binds nobody and is met."""
    if criterion.only_if is None:
        return holds(criterion.condition, answers)
    binds = holds(criterion.only_if, answers)
    found = holds(criterion.condition, answers)
    if binds is Verdict.NO or found is Verdict.YES:
        return Verdict.YES
    return found if binds is Verdict.YES else Verdict.UNKNOWN


def _all_of(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    for verdict in (Verdict.NO, Verdict.UNKNOWN):
        if verdict in found:
            return verdict
    return Verdict.YES


def _any_of(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    for verdict in (Verdict.YES, Verdict.UNKNOWN):
        if verdict in found:
            return verdict
    return Verdict.NO


def _points(criteria: Sequence[Criterion], answers: Answers) -> tuple[Point, ...]:
    together: dict[object, list[Criterion]] = {}
    for criterion in criteria:
        key = criterion.condition.attribute if criterion.adds_up else criterion
        together.setdefault(key, []).append(criterion)
    points = []
    for members in together.values():
        tested = [(criterion, met(criterion, answers)) for criterion in members]
        verdict = _any_of(found for _criterion, found in tested)
        shown = tuple(criterion for criterion, found in tested if found is verdict)
        points.append(Point(verdict, shown))
    return tuple(points)


def ways(criteria: Sequence[Criterion], tracks: Sequence[str]) -> list[tuple[str, list[Criterion]]]:
    """The ways into a scheme, each with its track and the clauses that bind there.

    tracks: the keys of all the scheme's tracks. They are told apart only where a clause that
    decides names one; routes likewise. A combination of the two that lets nobody in, while
    another does, is no way in.
    """
    deciding = [one for one in criteria if one.strength == Strength.HARD]
    streams = list(tracks) if any(one.track for one in deciding) else [""]
    routes = list(dict.fromkeys(one.route for one in deciding if one.route)) or [""]
    found: dict[tuple, tuple[str, list[Criterion]]] = {}
    for track, route in product(streams, routes):
        bound = [one for one in criteria if one.track in ("", track) and one.route in ("", route)]
        found.setdefault((track, tuple(one.key for one in bound)), (track, bound))
    letting = [(track, bound) for track, bound in found.values() if any(map(_lets_in, bound))]
    return letting or list(found.values())


def _lets_in(criterion: Criterion) -> bool:
    return criterion.adds_up and criterion.condition.attribute == "who"


def _way(track: str, criteria: Sequence[Criterion], answers: Answers) -> Way:
    def of(strength: Strength) -> list[Criterion]:
        return [one for one in criteria if one.strength == strength]

    points = _points(of(Strength.HARD), answers)
    # Where the sources give no condition at all, nobody can be told yes.
    verdict = _all_of(point.verdict for point in points) if points else Verdict.UNKNOWN
    soft = tuple(Point(met(one, answers), (one,)) for one in of(Strength.SOFT))
    return Way(verdict, track, points, soft, tuple(of(Strength.INFO)))


_BEST = (Verdict.YES, Verdict.UNKNOWN, Verdict.NO)


def _shuts_out(way: Way) -> Point | None:
    """The point by which a way lets in other kinds of applicant only, if that is so."""
    return next((point for point in way.having(Verdict.NO) if _lets_in(point.criteria[0])), None)


def _merit(way: Way) -> tuple[int, bool, int, int]:
    return (
        _BEST.index(way.verdict),
        _shuts_out(way) is not None,
        len(way.having(Verdict.NO)),
        len(way.having(Verdict.UNKNOWN)),
    )


def judge(criteria: Sequence[Criterion], tracks: Sequence[str], answers: Answers) -> Judgement:
    """Hold a scheme's clauses against the answers.

    A scheme is open to whom one of its ways is open; of several the one with the best verdict is
    told, then one that is for this kind of applicant, then the one with the fewest clauses
    against, then the one with the fewest open points. Where no way is for this kind of applicant,
    the reason is all the clauses that let others in.
    """
    judged = [_way(track, bound, answers) for track, bound in ways(criteria, tracks)]
    best = min(judged, key=_merit)
    if shut := _shuts_out(best):
        letting = {one.key: one for way in judged for one in _shuts_out(way).criteria}
        points = (
            replace(point, criteria=tuple(letting.values())) if point is shut else point
            for point in best.points
        )
        best = replace(best, points=tuple(points))
    found = {way.track for way in judged if way.verdict is best.verdict}
    return Judgement(
        verdict=best.verdict,
        way=best,
        open_ways=tuple(way for way in judged if way.verdict is not Verdict.NO),
        tracks=tuple(key for key in tracks if key in found),
    )


def asks(criterion: Criterion, answers: Answers) -> set[str]:
    """The attributes whose answers can still decide a clause that is unknown."""
    found = set()
    for condition in filter(None, (criterion.condition, criterion.only_if)):
        if holds(condition, answers) is not Verdict.UNKNOWN:
            continue
        if condition.operator in (Operator.NOT_STATED, Operator.DESCRIBES):
            continue
        if condition.attribute == "who" and "who" in answers:
            possible = kinds(answers)[1]
            found |= {
                question
                for kind, question in SETTLED_BY.items()
                if kind in condition.value & possible
            }
        elif condition.attribute not in answers:
            found.add(condition.attribute)
    return found
