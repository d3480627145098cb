"""Two to four schemes side by side: rows of cells in words, and which rows differ. No database."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from publishing import formats
from schemes.candidates import Candidate
from schemes.eligibility.codes import Want
from schemes.eligibility.judge import Criterion
from schemes.enums import Section, applicant_labels
from schemes.estimate import Inputs, by_track
from schemes.matching import hard
from schemes.models import Clause, Terms
from schemes.terms import in_force
from schemes.wording import condition_words, lacking_words

LEAST, MOST = 2, 4


@dataclass(frozen=True)
class Cell:
    """What one scheme says in one row: its lines, and the facts that carry their sources."""

    lines: tuple[str, ...]
    facts: tuple[Any, ...] = ()

    @property
    def cited(self) -> list[Any]:
        """The facts whose sources have to be shown: of several from one source, the first."""
        found: dict[tuple, Any] = {}
        for fact in self.facts:
            found.setdefault(tuple(source.pk for source, _locator in fact.citations), fact)
        return list(found.values())


@dataclass(frozen=True)
class CompareRow:
    """One row; `differs` where not all schemes say the same."""

    key: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether any cell reads otherwise than the first."""
        return len({cell.lines for cell in self.cells}) > 1


@dataclass(frozen=True)
class Column:
    """One scheme as it is compared: its terms in force on the day, and its sentences."""

    candidate: Candidate
    terms: tuple[Terms, ...]
    sentences: tuple[Clause, ...]


def column(candidate: Candidate, sentences: Sequence[Clause], on: date) -> Column:
    """A scheme's column as of the day `on`."""
    tracks = [
        in_force([row for row in candidate.terms if row.track_id == track.pk], on)
        for track in candidate.tracks
    ]
    return Column(candidate, tuple(row for row in tracks if row), tuple(sentences))


def _money(amount: int, per: str = "") -> str:
    words = formats.money(amount, get_language())
    if not per:
        return words
    return f"{per}{words}" if get_language() == formats.ZH else f"{words} {per}"


def _by_track(found: Column, tell: Callable[[Terms], str]) -> Cell:
    """One line a track; where all tracks say the same, one line without their names."""
    told = [(row, tell(row)) for row in found.terms]
    said = {words for _row, words in told if words}
    if not said:
        return Cell((gettext("not stated"),))
    facts = tuple(row for row, words in told if words)
    if len(told) == 1 or (len(said) == 1 and len(facts) == len(told)):
        return Cell((next(iter(said)),), facts)
    colon = pgettext("before a value", ": ")
    silent = gettext("not stated")
    return Cell(tuple(f"{row.track}{colon}{words or silent}" for row, words in told), facts)


def _pays(row: Terms) -> str:
    if row.government_share:
        return gettext("%(kind)s, Government %(part)s : %(side)s %(other)s") % {
            "kind": row.get_terms_kind_display(),
            "part": row.government_share,
            "side": row.get_other_side_display(),
            "other": row.other_share,
        }
    if row.percent is not None:
        return gettext("%(kind)s, %(percent)s%% of the cost") % {
            "kind": row.get_terms_kind_display(),
            "percent": formats.number(row.percent),
        }
    return str(row.get_terms_kind_display())


def _most(row: Terms) -> str:
    if row.ceiling is not None:
        return _money(row.ceiling, str(row.get_ceiling_per_display()))
    if row.amount is not None:
        return _money(row.amount + (row.supplement or 0), str(row.get_amount_per_display()))
    return ""


def _second(row: Terms) -> str:
    if row.overall_ceiling is None:
        return ""
    return _money(row.overall_ceiling, str(row.get_overall_ceiling_per_display()))


def _limits(row: Terms) -> str:
    found = []
    if row.min_project_cost is not None:
        found.append(
            gettext("project cost at least %(sum)s") % {"sum": _money(row.min_project_cost)}
        )
    if row.min_contribution is not None:
        found.append(
            gettext("own contribution at least %(sum)s") % {"sum": _money(row.min_contribution)}
        )
    for percent, words in (
        (row.min_contribution_percent, gettext("own contribution at least %(percent)s%%")),
        (row.min_sponsor_percent, gettext("industry pays at least %(percent)s%%")),
    ):
        if percent is not None:
            found.append(words % {"percent": formats.number(percent)})
    if row.min_grant is not None:
        found.append(gettext("at least %(sum)s") % {"sum": _money(row.min_grant)})
    if row.max_projects is not None:
        found.append(gettext("%(n)s projects at most") % {"n": row.max_projects})
    return pgettext("between clauses", "; ").join(found)


def _months(row: Terms) -> str:
    return gettext("%(n)s months") % {"n": row.max_months} if row.max_months else ""


def _since(row: Terms) -> str:
    return formats.dated(row.effective_from, row.effective_basis, get_language())


def _status(found: Column) -> Cell:
    standing = found.candidate.standing
    lines = [str(standing.label)]
    if standing.row and standing.row.evidence_on:
        day = formats.fuzzy(standing.row.evidence_on, get_language())
        lines.append(gettext("evidence of %(day)s") % {"day": day})
    elif standing.row:
        lines.append(gettext("the evidence carries no date"))
    return Cell(tuple(lines), (standing.row,) if standing.row else ())


def _deadline(found: Column) -> Cell:
    row, closed = found.candidate.standing.row, found.candidate.standing.closed_since
    if row and row.closes_on and not closed:
        return Cell((formats.closing(row.closes_on, row.closes_at, get_language()),), (row,))
    if row and row.intake and not closed:
        return Cell((str(row.get_intake_display()),), (row,))
    return Cell((gettext("not stated"),))


def _who(found: Column) -> Cell:
    kinds = {row.applicant for row in found.sentences}
    words = tuple(map(str, applicant_labels(kinds)))
    facts = tuple(row for row in found.sentences if row.applicant)
    return Cell(words or (gettext("not stated"),), facts)


def _purposes(found: Column) -> Cell:
    clauses = [one for one in hard(found.candidate.clauses) if one.condition.attribute == "want"]
    codes = {code for one in clauses for code in one.condition.value or ()}
    lines = tuple(str(want.label) for want in Want if want in codes)
    return Cell(lines or (gettext("not stated"),), _sentences(clauses))


def _condition(clause: Criterion) -> str:
    words = condition_words(clause.condition)
    if clause.track or clause.route or clause.only_if:
        return gettext("%(condition)s (in some cases)") % {"condition": words}
    return words


def _conditions(found: Column) -> Cell:
    clauses = [
        one
        for one in hard(found.candidate.clauses)
        if one.condition.attribute not in ("who", "want")
    ]
    lines = tuple(dict.fromkeys(_condition(one) for one in clauses))
    return Cell(lines or (gettext("none stated"),), _sentences(clauses))


def _sentences(clauses) -> tuple:
    return tuple({one.row.sentence_id: one.row.sentence for one in clauses}.values())


def _combine(found: Column) -> Cell:
    rows = tuple(row for row in found.sentences if row.section == Section.COMBINE)
    colon = pgettext("before a value", ": ")
    lines = []
    for row in rows:
        words = [str(row.get_combination_display())] if row.combination else []
        if row.other and row.other.is_public:
            words.append(row.other.abbreviation or str(row.other))
        if words:
            lines.append(colon.join(words))
    if not rows:
        return Cell((gettext("not stated"),))
    return Cell(tuple(dict.fromkeys(lines)) or (gettext("see the scheme’s page"),), rows)


def _estimates(found: Column, on: date, inputs: Inputs) -> Cell:
    lines, facts = [], []
    estimates = by_track(found.candidate.terms, on, inputs)
    colon = pgettext("before a value", ": ")
    for one in estimates:
        if one.estimate.pays is not None:
            words = _money(one.estimate.pays)
            facts.append(one.estimate.terms)
        else:
            words = lacking_words(one.estimate.lacking)
        lines.append(f"{one.track}{colon}{words}" if len(estimates) > 1 else words)
    return Cell(
        tuple(dict.fromkeys(lines)) or (gettext("No terms are known for that day."),), tuple(facts)
    )


def compare(columns: Sequence[Column], on: date, inputs: Inputs) -> list[CompareRow]:
    """The rows, in the order a reader decides; the money for a cost only where one is stated."""
    told: list[tuple[str, str, Callable[[Column], Cell]]] = [
        ("status", gettext("Status"), _status),
        ("deadline", gettext("Apply by"), _deadline),
        ("who", gettext("Who may apply"), _who),
        ("purposes", gettext("What for"), _purposes),
        ("pays", gettext("How it pays"), lambda found: _by_track(found, _pays)),
        ("most", gettext("Pays at most"), lambda found: _by_track(found, _most)),
        ("second", gettext("Second ceiling"), lambda found: _by_track(found, _second)),
    ]
    if inputs.cost is not None:
        label = gettext("For a cost of %(sum)s") % {"sum": _money(inputs.cost)}
        told.append(("estimate", label, lambda found: _estimates(found, on, inputs)))
    told += [
        ("limits", gettext("Limits"), lambda found: _by_track(found, _limits)),
        ("months", gettext("Longest"), lambda found: _by_track(found, _months)),
        ("conditions", gettext("Conditions that decide"), _conditions),
        ("combine", gettext("With other funding"), _combine),
        ("since", gettext("Terms from"), lambda found: _by_track(found, _since)),
    ]
    return [
        CompareRow(key, label, tuple(tell(found) for found in columns)) for key, label, tell in told
    ]


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    starts = text.lstrip().startswith(("=", "+", "-", "@"))
    return f"'{text}" if starts or text.startswith(("\t", "\r")) else text


def as_csv(columns: Sequence[Column], rows: Sequence[CompareRow], on: date) -> str:
    """The comparison as CSV with a byte order mark, so that spreadsheets read the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = [str(found.candidate.scheme) for found in columns]
    writer.writerow([gettext("As of"), *(on.isoformat() for _found in columns), ""])
    writer.writerow(["", *map(safe, names), gettext("Differs")])
    for row in rows:
        cells = [safe("\n".join(cell.lines)) for cell in row.cells]
        writer.writerow([safe(row.label), *cells, gettext("yes") if row.differs else gettext("no")])
    return "\ufeff" + out.getvalue()
