"""The rules in the database hold for every writer, and forms explain them to people."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import translation

from publishing.models import Source
from tests.publishing.constraint_cases import ALLOWED, BROKEN, FILLED, ONCE, named_constraints
from tests.publishing.samples import make

pytestmark = pytest.mark.django_db
NAMED = named_constraints()


def cases(table: dict[str, list]):
    """One parameter a change, named after the constraint."""
    return pytest.mark.parametrize(
        ("name", "change"),
        [
            pytest.param(name, change, id=f"{name}-{number}")
            for name, changes in table.items()
            for number, change in enumerate(changes)
        ],
    )


def changed(row: models.Model, change) -> dict:
    """The fields to change, where need be made for this row."""
    return change(row) if callable(change) else change


def write(row: models.Model, fields: dict) -> None:
    """Write past all validation, as an import or a bulk update would."""
    with transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**fields)


def broken_rules(row: models.Model) -> list[str]:
    """The names of the constraints that the row in memory breaks."""
    broken = []
    for constraint in row._meta.constraints:
        try:
            constraint.validate(type(row), row)
        except ValidationError:
            broken.append(constraint.name)
    return broken


def assert_refused(row: models.Model, name: str, fields: dict) -> None:
    """The database refuses the change, and no other rule than `name` is broken by it."""
    assert broken_rules(row) == []
    with pytest.raises(IntegrityError):
        write(row, fields)
    for field, value in fields.items():
        setattr(row, field, value)
    assert broken_rules(row) == [name]


def messages(row: models.Model) -> list[str]:
    """What a form would say of the row."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.messages


def test_every_named_constraint_has_a_case() -> None:
    """A rule is added to the tables of constraint_cases.py with the model."""
    assert set(NAMED) - set(BROKEN) - ONCE == set()
    assert (set(BROKEN) | ONCE | set(ALLOWED) | set(FILLED)) - set(NAMED) == set()


@cases(BROKEN)
def test_the_database_refuses(name: str, change) -> None:
    row = make(NAMED[name][0])
    assert_refused(row, name, changed(row, change))


@pytest.mark.parametrize("name", sorted(ONCE))
def test_the_database_refuses_a_second(name: str) -> None:
    model, constraint = NAMED[name]
    first, second = make(model, **FILLED.get(name, {})), make(model)
    assert_refused(second, name, {field: getattr(first, field) for field in constraint.fields})


@cases(ALLOWED)
def test_the_database_allows(name: str, change) -> None:
    row = make(NAMED[name][0])
    fields = changed(row, change)
    write(row, fields)
    row.refresh_from_db()
    assert {field: getattr(row, field) for field in fields} == fields


@pytest.mark.parametrize("name", sorted(set(FILLED)))
def test_what_is_left_empty_may_repeat(name: str) -> None:
    model, constraint = NAMED[name]
    first = make(model)
    kept = {field: getattr(first, field) for field in constraint.fields}
    make(model, **kept)
    assert model._base_manager.filter(**kept).count() >= 2


@pytest.mark.parametrize(
    "name", [name for name in BROKEN if "%(name)s" not in NAMED[name][1].violation_error_message]
)
def test_a_broken_rule_is_explained_in_the_readers_language(name: str, language: str) -> None:
    model, constraint = NAMED[name]
    row = make(model)
    for field, value in changed(row, BROKEN[name][0]).items():
        setattr(row, field, value)
    with translation.override(language):
        said = messages(row)
        assert said == [str(constraint.violation_error_message)]
        assert any("\u4e00" <= sign <= "\u9fff" for sign in said[0]) is (language == "zh-hk")


def test_terms_of_one_date_are_explained(language: str) -> None:
    name = "schemes_terms_date_once"
    model, _constraint = NAMED[name]
    first, second = make(model, **FILLED[name]), make(model)
    second.track, second.effective_from = first.track, first.effective_from
    words = {"zh-hk": "此分項已有", "en": "This track already has terms from that date."}
    with translation.override(language):
        assert words[language] in messages(second)[0]


def test_valid_rows_are_valid() -> None:
    """Otherwise the cases above would fail for another reason than theirs."""
    for model in {model for model, _constraint in NAMED.values()}:
        make(model).full_clean()


def test_a_slug_is_not_one_the_site_uses_itself(language: str) -> None:
    words = {"zh-hk": "是網站本身使用的網址", "en": "an address of the site itself"}
    with translation.override(language):
        for slug in ("finder", "compare", "feed", "feedback", "outcome", "paper-form"):
            assert words[language] in messages(make(Source, slug=slug))[0]


def test_a_place_in_a_source_is_one_both_languages_can_write(language: str) -> None:
    words = {"zh-hk": "「somewhere」並非", "en": "“somewhere” is not a place such as"}
    row = make(NAMED["figures_point_key_once"][0], locator="para 6; somewhere")
    with translation.override(language):
        assert words[language] in messages(row)[0]
