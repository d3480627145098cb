"""Forms of the site as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.models import MistakeReport


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
