"""Forms of the site as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.models import MistakeReport
from publishing.enums import Grade, SourceKind
from publishing.listing import ListForm, Vocabularies, choice_facet
from publishing.models import Source
from search.registry import kind_of, kinds


class SourceListForm(ListForm):
    """The filters of the list of sources."""

    FACETS = ("kind", "grade", "year")

    kind = choice_facet(_("Who speaks"), SourceKind.choices)
    grade = choice_facet(_("Grade"), Grade.choices)
    year = forms.RegexField(
        r"^(\d{4}|undated)$", label=_("Year of the page"), required=False, widget=forms.HiddenInput
    )


def source_values(source: Source, facet: str) -> list[str]:
    """What a source counts as under a facet."""
    match facet:
        case "kind":
            return [source.source_kind]
        case "grade":
            return [source.grade]
        case _:
            return [str(source.published_on.start.year) if source.published_on else "undated"]


def _kind_choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.label) for kind in kinds()]


class SearchForm(ListForm):
    """The search page's parameters; `exact` takes the words as they were typed."""

    FACETS = ("kind",)

    kind = choice_facet(_("Kind of result"), _kind_choices)
    exact = forms.BooleanField(
        label=_("Exactly as typed"), required=False, widget=forms.HiddenInput
    )

    @property
    def vocabularies(self) -> Vocabularies:
        """The kinds in words."""
        return self.labelled({"kind": dict(_kind_choices())})


def kind_value(pk: int, facet: str) -> tuple[str]:
    """What a result counts as under the only facet: its kind's code."""
    return (kind_of(pk).code,)


class MistakeForm(forms.ModelForm):
    """Report a mistake on a page."""

    class Meta:
        model = MistakeReport
        fields = ["about", "message", "evidence", "email"]
        labels = {
            "about": _("Which page"),
            "message": _("What is wrong, and what would be right?"),
            "evidence": _("Where can that be seen? (optional)"),
            "email": _("Your e-mail, if you would like a reply (optional)"),
        }
        help_texts = {
            "evidence": _("A web address or a document helps us to check."),
            "email": _("Used for the reply only, and deleted with the report."),
        }
        widgets = {
            "message": forms.Textarea(attrs={"rows": 6, "maxlength": 3000}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
