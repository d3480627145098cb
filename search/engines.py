"""The two engines' own indexes: writing tokens to them, and asking which places hold one.

A place is one field of one document in one language: `document * 8 + field * 2 + language`. Both
engines answer with the same places, and nothing else is taken from them.
"""

import json
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import QuerySet

PLACES = 8
# A tsvector holds at most a megabyte; so many tokens of at most 160 bytes stay well below it.
TOKENS_A_PART = 5_000
WEIGHTS = "ABCD"


def is_postgresql() -> bool:
    """Which of the two engines is used."""
    return connection.vendor == "postgresql"


def place_of(document: int, field: int, language: int) -> int:
    """The place of a field (0 to 3) in a language (0 Chinese, 1 English)."""
    return document * PLACES + field * 2 + language


def _vector(tokens: Iterable[str], weight: str) -> str:
    """A tsvector literal: each token once, with its field's weight.

    The position says nothing, but a weight needs one; so neither the number of a token's
    positions nor their greatest value can be passed. Tokens hold no quote and no backslash.
    """
    return " ".join(f"'{token}':1{weight}" for token in tokens)


def write(documents: Iterable[int], places: Mapping[int, Iterable[str]]) -> None:
    """Replace all tokens of `documents` by those of `places`."""
    numbers = [document * PLACES + offset for document in documents for offset in range(PLACES)]
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute("DELETE FROM search_posting WHERE rowid = ANY(%s)", [numbers])
            rows = []
            for place, found in places.items():
                tokens, weight = sorted(found), WEIGHTS[place % PLACES // 2]
                for part in range(0, len(tokens), TOKENS_A_PART):
                    vector = _vector(tokens[part : part + TOKENS_A_PART], weight)
                    rows.append((place, part // TOKENS_A_PART, vector))
            cursor.executemany(
                "INSERT INTO search_posting (rowid, part, tokens) VALUES (%s, %s, %s::tsvector)",
                rows,
            )
        else:
            cursor.execute(
                "DELETE FROM search_posting WHERE rowid IN (SELECT value FROM json_each(%s))",
                [json.dumps(numbers)],
            )
            cursor.executemany(
                "INSERT INTO search_posting (rowid, tokens) VALUES (%s, %s)",
                [(place, " ".join(sorted(found))) for place, found in places.items() if found],
            )


def places_of(tokens: Iterable[str]) -> dict[str, list[int]]:
    """Token to the places that hold it; one that none holds is left out. One query."""
    tokens = sorted(set(tokens))
    if not tokens:
        return {}
    with connection.cursor() as cursor:
        if is_postgresql():
            # Each token is a query of its own, answered by the GIN index.
            cursor.execute(
                "SELECT asked.token, array_agg(posting.rowid) FROM unnest(%s::text[]) "
                "AS asked (token) CROSS JOIN LATERAL (SELECT rowid FROM search_posting "
                "WHERE tokens @@ ('''' || asked.token || '''')::tsquery) AS posting "
                "GROUP BY asked.token",
                [tokens],
            )
            return dict(cursor.fetchall())
        cursor.execute(
            "SELECT asked.value, json_group_array(posting.rowid) FROM json_each(%s) AS asked "
            "CROSS JOIN search_posting AS posting "
            "WHERE posting.search_posting MATCH '\"' || asked.value || '\"' GROUP BY asked.value",
            [json.dumps(tokens)],
        )
        return {token: json.loads(found) for token, found in cursor.fetchall()}


def stored(documents: Iterable[int]) -> dict[int, int]:
    """Place to the number of tokens the engine holds there, to find drift by."""
    first_last = [(number * PLACES, number * PLACES + PLACES - 1) for number in documents]
    numbers = [place for first, last in first_last for place in range(first, last + 1)]
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(
                "SELECT rowid, sum(length(tokens)) FROM search_posting WHERE rowid = ANY(%s) "
                "GROUP BY rowid",
                [numbers],
            )
        else:
            cursor.execute(
                "SELECT rowid, length(tokens) - length(replace(tokens, ' ', '')) + 1 "
                "FROM search_posting WHERE rowid IN (SELECT value FROM json_each(%s))",
                [json.dumps(numbers)],
            )
        return {place: int(number) for place, number in cursor.fetchall()}


def keys_of(querysets: Mapping[int, QuerySet]) -> dict[int, list[int]]:
    """The primary keys of several querysets of one column, by their number.

    One query, with one row a queryset: there may be thousands of keys.
    """
    parts, parameters = [], []
    gathered = "array_agg(found.pk)" if is_postgresql() else "json_group_array(found.pk)"
    for number, queryset in querysets.items():
        sql, own = queryset.query.sql_with_params()
        found = f"(WITH part (pk) AS ({sql}) SELECT pk FROM part) found"  # noqa: S608 - Django's
        parts.append(f"SELECT {number:d}, {gathered} FROM {found}")  # noqa: S608 - own SQL
        parameters += own
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        rows = cursor.fetchall()
    return {
        number: (json.loads(found) if isinstance(found, str) else found) or []
        for number, found in rows
    }


def among(column: str, numbers: Iterable[int]) -> tuple[str, list]:
    """SQL and parameters of "`column` is one of `numbers`", however many they are."""
    if is_postgresql():
        return f"{column} = ANY(%s)", [list(numbers)]
    listed = json.dumps(list(numbers))
    return column + " IN (SELECT value FROM json_each(%s))", [listed]  # noqa: S608 - no input in it
