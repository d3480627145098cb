"""Made records in any number, of real words: for measuring how search grows, and random queries."""

import random
from datetime import UTC, datetime

from facilities.enums import FacilityKind
from facilities.models import Facility
from policy.models import Measure
from publishing.models import Organisation, Source
from schemes.enums import Category
from schemes.models import Scheme
from search import indexing
from search.models import SearchDocument
from search.registry import kind_named

SHOWN = {"state": "published", "publish_at": datetime(2024, 1, 1, tzinfo=UTC)}


def _material() -> tuple[list, list]:
    documents = SearchDocument.objects.exclude(body_en="").order_by("pk")
    lines = [
        (zh, en)
        for document in documents
        for zh, en in zip(
            document.body_zh_hk.splitlines(), document.body_en.splitlines(), strict=False
        )
    ]
    names = list(SearchDocument.objects.order_by("pk").values_list("name_zh_hk", "name_en"))
    return names, lines


def crowd(number: int, seed: int = 7) -> None:
    """Add `number` records: names put together of real ones, and as much text as real ones have."""
    chance = random.Random(seed)
    names, lines = _material()
    source, body = Source.objects.first(), Organisation.objects.first()
    made: dict[type, list] = {Scheme: [], Facility: [], Measure: []}
    for i in range(number):
        (zh, en), (other_zh, other_en) = chance.choices(names, k=2)
        texts = chance.choices(lines, k=chance.randint(3, 20))
        named = {
            "zh_hk": f"{zh[: len(zh) // 2 + 1]}{other_zh[len(other_zh) // 2 :]}"[:150],
            "en": " ".join([*en.split()[:4], *other_en.split()[-3:], str(i)])[:150],
        }
        summary = {"zh_hk": texts[0][0][:190], "en": texts[0][1][:190]}
        text = {code: "\n".join(pair[at] for pair in texts) for at, code in enumerate(summary)}
        own = {"slug": f"made-{seed}-{i}", "source": source, **SHOWN}
        model = (Scheme, Facility, Measure)[i % 3]
        if model is Measure:
            fields = {"title": named, "text": text}
            own |= {"announced_on": "2024", "announced_by": body}
        else:
            fields = {"name": named, "summary": summary, "description": text}
            kinds = {Scheme: ("category", Category), Facility: ("facility_kind", FacilityKind)}
            field, values = kinds[model]
            own[field] = chance.choice(values.values)
        for name, by_language in fields.items():
            own |= {f"{name}_{code}": value for code, value in by_language.items()}
        made[model].append(model(**own))
    codes = {Scheme: "scheme", Facility: "facility", Measure: "measure"}
    for model, records in made.items():
        model.objects.bulk_create(records)
        slugs = [record.slug for record in records]
        pks = model.objects.filter(slug__startswith=f"made-{seed}-").values_list("pk", flat=True)
        indexing.refresh(kind_named(codes[model]).pk_of(pk) for pk in pks if slugs)


def random_queries(number: int, seed: int = 11) -> list[str]:
    """Queries of real words and parts of sentences, whole and with slips, in both languages."""
    chance = random.Random(seed)
    names, lines = _material()
    texts = [text for pair in (*names, *lines) for text in pair if text]
    found = []
    for _ in range(number):
        text = chance.choice(texts)
        if text.isascii() or chance.random() < 0.3:
            words = text.split()
            start = chance.randrange(len(words))
            query = " ".join(words[start : start + chance.randint(1, 5)])
        else:
            start = chance.randrange(len(text))
            query = text[start : start + chance.randint(1, 12)]
        if query and chance.random() < 0.3:  # a slip: a sign lost, doubled or changed
            at = chance.randrange(len(query))
            put = chance.choice(["", query[at] * 2, chance.choice(chance.choice(texts))])
            query = query[:at] + put + query[at + 1 :]
        found.append(query[:200])
    return found
