"""The working of an estimate, and what a clause compares, in words of the active language."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing import formats
from schemes.eligibility.codes import Operator
from schemes.eligibility.judge import Condition
from schemes.eligibility.values import clause_codes
from schemes.eligibility.vocabulary import ATTRIBUTES
from schemes.enums import Per, Side
from schemes.estimate import Estimate, Lacking, Line, Step


def _money(amount: int) -> str:
    return formats.money(amount, get_language())


def line_words(line: Line, estimate: Estimate) -> str:
    """What one line of the working does."""
    match line.step:
        case Step.COST:
            return _("Project cost")
        case Step.SHARE if line.ratio:
            words = {"part": line.ratio[0], "whole": sum(line.ratio)}
            return _("Government’s part, %(part)s of %(whole)s") % words
        case Step.SHARE:
            return _("Government’s part, %(percent)s%%") % {"percent": formats.number(line.percent)}
        case Step.MONTHS:
            words = {
                "sum": _money(line.sum),
                "persons": formats.number(line.persons),
                "months": formats.number(line.months),
            }
            return _("%(sum)s per person a month (people: %(persons)s, months: %(months)s)") % words
        case Step.SUM if line.persons and line.persons > 1:
            words = {"sum": _money(line.sum), "persons": formats.number(line.persons)}
            return _("%(sum)s per person (people: %(persons)s)") % words
        case Step.SUM:
            return _("Fixed sum, %(per)s") % {"per": Per(line.per).label}
        case Step.UP_TO_COST:
            return _("No more than the project cost")
        case Step.PRIVATE:
            words = {
                "sum": _money(line.sum),
                "government": line.ratio[0],
                "other": line.ratio[1],
            }
            return _("Private money of %(sum)s is matched %(government)s to %(other)s") % words
        case Step.OWN_SUM:
            return _("Own contribution of at least %(sum)s") % {"sum": _money(line.sum)}
        case Step.OWN_PERCENT:
            words = {"percent": formats.number(line.percent)}
            return _("Own contribution of at least %(percent)s%%") % words
        case Step.SPONSOR:
            words = {"percent": formats.number(line.percent)}
            return _("Industry pays at least %(percent)s%%") % words
        case Step.CEILING | Step.SECOND_CEILING:
            return _ceiling(line)
        case Step.LEAST_COST:
            words = {"sum": _money(line.sum)}
            return _("The project cost is below the least of %(sum)s; nothing is paid") % words
        case Step.LEAST_GRANT:
            words = {"sum": _money(line.sum)}
            return _("The sum is below the least grant of %(sum)s; nothing is paid") % words
        case Step.PAYS:
            return _("The most the Government pays")
        case _:
            side = estimate.terms.other_side
            if side:
                return _("The least the other side pays (%(side)s)") % {"side": Side(side).label}
            return _("The least the applicant pays")


def _ceiling(line: Line) -> str:
    words = {"sum": _money(line.sum), "per": Per(line.per).label}
    if line.months:
        words |= {
            "persons": formats.number(line.persons),
            "months": formats.number(line.months),
        }
        return _("Ceiling of %(sum)s %(per)s (people: %(persons)s, months: %(months)s)") % words
    return _("Ceiling of %(sum)s %(per)s") % words


def lacking_words(lacking: Lacking) -> str:
    """Why there is no sum."""
    return {
        Lacking.NO_FORMULA: _(
            "The sources give no formula, so nothing is worked out here; what is paid is decided "
            "case by case or not published."
        ),
        Lacking.NO_MONEY: _("It pays no money."),
        Lacking.INVESTMENT: _("It invests for a stake; nothing is worked out here."),
        Lacking.NO_TERMS: _("No terms are known for that day."),
        Lacking.COST: _("State the project cost to see what it would pay."),
    }[lacking]


def answer_words(code: str, answer) -> str:
    """An answer as a reader knows it."""
    attribute = ATTRIBUTES[code]
    if attribute.kind != "number":
        words = dict(attribute.choices.choices)
        picked = [str(words[one]) for one in attribute.choices.values if one in answer]
        return _joined(picked)
    if attribute.unit == "money":
        return _money(int(answer))
    number = formats.number(answer)
    return f"{number}%" if attribute.unit == "percent" else number


def _joined(words: list[str]) -> str:
    return ("、" if get_language() == formats.ZH else "; ").join(words)


def condition_words(condition: Condition) -> str:
    """What a clause compares, as “Staff: less than 50”."""
    attribute = ATTRIBUTES[condition.attribute]
    operator = Operator(condition.operator)
    colon = "：" if get_language() == formats.ZH else ": "
    if condition.value is None:
        return f"{attribute.label}{colon}{operator.label}"
    if attribute.kind == "number":
        value = answer_words(condition.attribute, condition.value)
        gap = "" if get_language() == formats.ZH else " "
        return f"{attribute.label}{colon}{operator.label}{gap}{value}"
    known = clause_codes(attribute)
    picked = _joined([str(known[one]) for one in known if one in condition.value])
    if operator in (Operator.IN, Operator.EQ, Operator.ANY_OF):
        return f"{attribute.label}{colon}{picked}"
    return f"{attribute.label}{colon}{operator.label}{colon}{picked}"
