"""What search would be without ours: a plain substring match, and the engine's own text search."""

from django.db import connection
from django.db.models import Case, IntegerField, Q, Value, When

from search.engines import is_postgresql
from search.models import SearchDocument
from tests.search.asked import LOOKED_AT, names_of

COLUMNS = (
    *("abbreviation", "name_zh_hk", "name_en"),
    *("summary_zh_hk", "summary_en", "body_zh_hk", "body_en"),
)
NAMES = COLUMNS[:3]
WEIGHTS = (10.0, 10.0, 10.0, 4.0, 4.0, 1.0, 1.0)


def icontains(words: str) -> list[str]:
    """Records in which every word stands, those with all of them in the name first."""
    found, named = SearchDocument.objects.all(), Q()
    for word in words.split():
        anywhere, in_name = Q(), Q()
        for column in COLUMNS:
            anywhere |= Q(**{f"{column}__icontains": word})
            if column in NAMES:
                in_name |= Q(**{f"{column}__icontains": word})
        found, named = found.filter(anywhere), named & in_name
    order = Case(When(named, then=Value(0)), default=Value(1), output_field=IntegerField())
    return names_of(list(found.order_by(order, "pk").values_list("pk", flat=True)[:LOOKED_AT]))


def prepare_engine() -> None:
    """Let the engine index the same texts as it does out of the box, names weighing most."""
    columns = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain_search")
        if is_postgresql():
            vector = " || ".join(
                f"setweight(to_tsvector('english', {column}), '{weight}')"
                for column, weight in zip(COLUMNS, "AAABBDD", strict=True)
            )
            cursor.execute(
                f"CREATE TABLE plain_search AS SELECT id, {vector} AS v FROM search_searchdocument"
            )
            cursor.execute("CREATE INDEX plain_search_v ON plain_search USING gin (v)")
        else:
            cursor.execute(f"CREATE VIRTUAL TABLE plain_search USING fts5 ({columns})")
            cursor.execute(
                f"INSERT INTO plain_search (rowid, {columns}) "
                f"SELECT id, {columns} FROM search_searchdocument"
            )


def engines_own(words: str) -> list[str]:
    """The engine's default: its own tokens, all words wanted, its own rank."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(
                "SELECT id FROM plain_search, plainto_tsquery('english', %s) AS q WHERE v @@ q "
                "ORDER BY ts_rank(v, q) DESC, id LIMIT %s",
                [words, LOOKED_AT],
            )
        else:
            quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
            weights = ", ".join(map(str, WEIGHTS))
            cursor.execute(
                "SELECT rowid FROM plain_search WHERE plain_search MATCH %s "
                f"ORDER BY bm25(plain_search, {weights}), rowid LIMIT %s",
                [quoted, LOOKED_AT],
            )
        return names_of([row[0] for row in cursor.fetchall()])
