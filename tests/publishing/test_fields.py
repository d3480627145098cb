"""Fuzzy dates in forms and in the database, and money that is never negative."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import translation

from policy.models import Measure
from publishing.dates import FuzzyDate
from publishing.fields import FuzzyDateField, FuzzyDateFormField
from publishing.models import Source
from tests.publishing.samples import build, make

parse = FuzzyDate.parse
SPANS = ["2024-06-30", "2024-07", "2024-Q3", "2024-07-01", "2024-07-02", "2024", "2024/25"]


@pytest.fixture
def measures(db) -> None:
    """One measure announced on each of SPANS."""
    for text in SPANS:
        make(Measure, announced_on=parse(text), slug="m" + text.replace("/", "-"))


def announced(**lookup) -> set[str]:
    """The dates of the sample measures that a lookup finds."""
    found = Measure.objects.filter(slug__startswith="m20", **lookup)
    return {str(measure.announced_on) for measure in found}


# --- Database -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", SPANS)
def test_a_date_comes_back_from_the_database_as_it_was(db, text: str) -> None:
    made = make(Measure, announced_on=parse(text))
    made.refresh_from_db()
    assert made.announced_on == parse(text)
    for same in (parse(text), text):
        assert Measure.objects.filter(announced_on=same, pk=made.pk).exists()


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 12, 31), set()),
        (date(2024, 1, 1), {"2024"}),
        (date(2024, 4, 1), {"2024", "2024/25"}),
        (date(2024, 6, 30), {"2024", "2024/25", "2024-06-30"}),
        (date(2024, 7, 1), set(SPANS) - {"2024-07-02"}),
        (date(2024, 7, 2), set(SPANS)),
    ],
)
def test_a_plain_day_finds_every_span_that_has_begun(measures, day: date, found: set[str]) -> None:
    assert announced(announced_on__lte=day) == found
    assert announced(announced_on__gt=day) == set(SPANS) - found


def test_the_database_sorts_as_python_does(measures) -> None:
    found = Measure.objects.filter(slug__startswith="m20").order_by("announced_on")
    assert [measure.announced_on for measure in found] == sorted(map(parse, SPANS))


def test_no_date_is_null(db) -> None:
    source = make(Source, published_on=None)
    assert Source.objects.get(published_on__isnull=True, pk=source.pk).published_on is None


def test_a_plain_day_is_saved_as_that_day(db) -> None:
    made = make(Measure, announced_on=date(2024, 7, 1))
    made.refresh_from_db()
    assert made.announced_on == parse("2024-07-01")
    Measure.objects.filter(pk=made.pk).update(announced_on=date(2024, 7, 2))
    made.refresh_from_db()
    assert made.announced_on == parse("2024-07-02")


def test_a_column_can_be_copied_from_another(db) -> None:
    made = make(Measure, announced_on=parse("2024-Q3"))
    Measure.objects.filter(pk=made.pk).update(progress_on=F("announced_on"))
    made.refresh_from_db()
    assert made.progress_on == parse("2024-Q3")


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("2024/25", "2024/25"),
        (2024, "2024"),
        (date(2024, 7, 1), "2024-07-01"),
        (parse("2024-Q3"), "2024-Q3"),
        ("", None),
        (None, None),
    ],
)
def test_what_a_field_takes(value, meant: str | None) -> None:
    assert FuzzyDateField().to_python(value) == (parse(meant) if meant else None)


def test_a_bad_date_on_a_model_is_a_validation_error(db) -> None:
    made = build(Measure, announced_on="next year")
    with pytest.raises(ValidationError) as refused:
        made.full_clean()
    assert set(refused.value.message_dict) == {"announced_on"}


def test_migrations_are_told_no_length() -> None:
    """The length is the field's own business, not a setting."""
    _name, path, args, kwargs = FuzzyDateField(null=True).deconstruct()
    assert (path, args, kwargs) == ("publishing.fields.FuzzyDateField", [], {"null": True})


# --- Forms ----------------------------------------------------------------------------------


class MeasureForm(forms.ModelForm):
    class Meta:
        model = Measure
        fields = ("announced_on", "progress_on", "amount")


def test_a_form_takes_every_precision_and_shows_it_again(db) -> None:
    for text in SPANS:
        form = MeasureForm({"announced_on": f" {text} ", "progress_on": ""})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["announced_on"] == parse(text)
        assert form.cleaned_data["progress_on"] is None
        assert f'value="{text}"' in str(MeasureForm(instance=form.instance)["announced_on"])


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(language: str) -> None:
    words = {"zh-hk": "請輸入日期", "en": "Enter a date as"}
    with translation.override(language):
        form = MeasureForm({"announced_on": "soon"})
        assert words[language] in form.errors["announced_on"][0]
        assert 'value="soon"' in str(form["announced_on"])


def test_a_form_says_that_a_needed_date_is_missing() -> None:
    assert MeasureForm({"announced_on": " "}).has_error("announced_on", "required")


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (parse("2024-07"), "2024-07", False),
        (parse("2024-07"), " 2024-07 ", False),
        (parse("2024-07"), "2024-07-01", True),
        (parse("2024-07"), "", True),
        (None, "", False),
        (None, None, False),
        (None, "2024", True),
    ],
)
def test_a_form_knows_whether_a_date_changed(initial, data, changed: bool) -> None:
    assert FuzzyDateFormField(required=False).has_changed(initial, data) is changed


def test_an_amount_is_whole_and_not_negative(language: str) -> None:
    words = {"zh-hk": "負", "en": "cannot be negative"}
    with translation.override(language):
        errors = MeasureForm({"announced_on": "2024", "amount": "-1"}).errors
        assert words[language] in errors["amount"][0]
        assert "amount" in MeasureForm({"announced_on": "2024", "amount": "1.5"}).errors
        assert not MeasureForm({"announced_on": "2024", "amount": "0"}).errors
