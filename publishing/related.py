"""Links between records of different apps, without an app importing another."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Value
from django.utils.translation import get_language

from publishing.documents.values import LANGUAGES, localized


@dataclass(frozen=True)
class Link:
    """Another record: its slug and its name in the page's language.

    Where only the other language has a name, that one, and `language` says which as HTML does.
    """

    slug: str
    name: str
    language: str = ""


Links = dict[str, list[Link]]
_HTML = tuple(dict(settings.HTML_LANGUAGES)[code] for code in LANGUAGES)


def related_links(record: models.Model, *relations: tuple[str, str, str]) -> Links:
    """Published records linked to `record`, by kind, sorted by name. One query for all kinds.

    Each relation is (kind, related manager's name, name field). A record without a name in the
    active language is linked by the other.
    """
    parts = []
    for kind, accessor, name in relations:
        # Every part needs the same column names: a union reorders columns that differ.
        columns = {
            f"link_{index}": F(localized(name, code)) for index, code in enumerate(LANGUAGES)
        }
        records = getattr(record, accessor).published().order_by()
        records = records.annotate(link_kind=Value(kind), **columns)
        parts.append(records.values_list("link_kind", "slug", *columns))
    found: Links = defaultdict(list)
    own = LANGUAGES.index(get_language())
    for kind, slug, *names in parts[0].union(*parts[1:], all=True):
        other = "" if names[own] or not names[1 - own] else _HTML[1 - own]
        found[kind].append(Link(slug, names[own] or names[1 - own] or slug, other))
    return {kind: sorted(links, key=lambda link: link.name) for kind, links in found.items()}
