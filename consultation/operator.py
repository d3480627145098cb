"""Who answers for the form: the data user under Cap. 486, as the settings name it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

# The version of the privacy statement (PICS) in templates/consultation/pics.html, stored with each
# comment. A test holds text and version together.
PICS_VERSION = "2026-11"


@dataclass(frozen=True)
class Operator:
    """The data user in the page's language; without a name the form is a demonstration."""

    name: str
    officer: str
    contact: str
    passes_on: bool

    @property
    def is_set(self) -> bool:
        """Whether somebody answers for what is sent."""
        return bool(self.name)


def operator() -> Operator:
    """The operator named in the settings, in the active language."""
    named = settings.OPERATOR
    language = get_language() or settings.LANGUAGE_CODE
    return Operator(
        name=named["name"][language],
        officer=named["officer"][language],
        contact=named["contact"],
        passes_on=named["passes_on"],
    )
