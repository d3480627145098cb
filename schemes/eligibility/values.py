"""Reading values: what a clause compares with, and what an address answers."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schemes.eligibility.codes import Group, Operator
from schemes.eligibility.vocabulary import ATTRIBUTES, Attribute

# Operators of each sort of attribute; NOT_STATED and DESCRIBES go with any and take no value.
OPERATORS = {
    "choice": (Operator.IN, Operator.NOT_IN),
    "choices": (Operator.ANY_OF, Operator.ALL_OF),
    "yes_no": (Operator.EQ,),
    "number": (Operator.GTE, Operator.GT, Operator.LTE, Operator.LT),
}
WITHOUT_VALUE = (Operator.NOT_STATED, Operator.DESCRIBES)


def clause_codes(attribute: Attribute) -> dict[str, Any]:
    """The codes a clause on the attribute may name, with their words; who takes groups as well."""
    choices = dict(attribute.choices.choices) if attribute.choices else {}
    return choices | dict(Group.choices) if attribute.code == "who" else choices


def read_value(code: str, operator: str, text: str) -> frozenset[str] | Decimal | None:
    """A clause's value: a set of codes, a number, or None where the operator takes none.

    Raises ValidationError, in the active language, where the three do not go together.
    """
    attribute = ATTRIBUTES.get(code)
    if attribute is None:
        raise ValidationError({"attribute": _("There is no attribute “%s”.") % code})
    if operator in WITHOUT_VALUE:
        if text:
            raise ValidationError({"value": _("This comparison takes no value.")})
        return None
    if operator not in OPERATORS[attribute.kind]:
        words = ", ".join((*OPERATORS[attribute.kind], *WITHOUT_VALUE))
        message = _("“%(attribute)s” can be compared by: %(operators)s.")
        raise ValidationError({"operator": message % {"attribute": code, "operators": words}})
    if attribute.kind == "number":
        return _read_number(attribute, text)
    found = [part.strip() for part in text.split(",")]
    known = clause_codes(attribute)
    if wrong := [part for part in found if part not in known]:
        message = _("“%(value)s” is no code of “%(attribute)s”; the codes are: %(codes)s.")
        words = {"value": wrong[0], "attribute": code, "codes": ", ".join(known)}
        raise ValidationError({"value": message % words})
    if len(found) != len(set(found)):
        raise ValidationError({"value": _("A code stands twice.")})
    if operator == Operator.EQ and len(found) > 1:
        raise ValidationError({"value": _("Give either yes or no.")})
    return frozenset(found)


def _read_number(attribute: Attribute, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except ArithmeticError:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= attribute.most:
        message = _("Give a number from 0 to %s, without separators.")
        raise ValidationError({"value": message % attribute.most})
    return number


def read_answer(attribute: Attribute, texts: list[str]) -> frozenset[str] | Decimal:
    """An answer as an address holds it: codes, repeated or between commas, or a number.

    Raises ValidationError, in the active language, for what is no answer.
    """
    if attribute.kind == "number":
        return _answered_number(attribute, texts[-1])
    found = frozenset(part.strip() for text in texts for part in text.split(",") if part.strip())
    if not found or not found <= set(attribute.choices.values):
        message = _("Choose one of: %s.")
        raise ValidationError(message % ", ".join(attribute.choices.values), code="code")
    if attribute.kind != "choices" and len(found) > 1:
        raise ValidationError(_("Choose one answer only."), code="several")
    if "none" in found and len(found) > 1:
        raise ValidationError(_("“Nobody” cannot stand together with others."), code="none")
    return found


def _answered_number(attribute: Attribute, text: str) -> Decimal:
    plain = text.strip().upper().removeprefix("HK").removeprefix("$").replace(",", "").strip()
    whole = attribute.unit == "money"
    if not plain.isascii() or not plain.replace(".", "", 0 if whole else 1).isdigit():
        message = (
            _("Give a sum in whole dollars, such as 600000.")
            if whole
            else _("Give a number, such as 3.")
        )
        raise ValidationError(message, code="number")
    number = Decimal(plain)
    if number > attribute.most:
        raise ValidationError(_("Give at most %s.") % f"{attribute.most:,}", code="large")
    return number
