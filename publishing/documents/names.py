"""Names of the records that a document points to by slug."""

from django.db import models
from django.utils.translation import get_language, gettext

from publishing.documents.values import LANGUAGES, localized


def own_first() -> list[str]:
    """The languages, the active one first."""
    return sorted(LANGUAGES, key=lambda code: code != get_language())


class Names:
    """Names of other records, looked up together."""

    def __init__(self, public: bool) -> None:
        self.public = public
        self.known: dict[tuple[type[models.Model], str], str] = {}
        self.wanted: dict[type[models.Model], set[str]] = {}

    def of(self, model: type[models.Model], slug: str) -> str:
        """The name in the active language, or in the other; the slug until it is looked up."""
        self.wanted.setdefault(model, set()).add(slug)
        return self.known.get((model, slug), slug)

    def look_up(self) -> bool:
        """Look up what was asked for; False where that is nothing. One query a model."""
        for model, slugs in self.wanted.items():
            columns = [localized(model.document.fields[0], code) for code in own_first()]
            records = model.objects.published() if self.public else model._default_manager
            if self.public:
                hidden = gettext("a record that is not shown")
                self.known |= {(model, slug): hidden for slug in slugs}
            found = records.filter(slug__in=slugs).values_list("slug", *columns)
            for slug, *names in found:
                self.known[model, slug] = next(filter(None, names), slug)
        return bool(self.wanted)
