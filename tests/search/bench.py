"""Measures search on one engine: how well it answers, against two baselines, how fast, and that
neither hostile input nor a rebuild stops it.

`make bench-search` runs it on both. Prints its figures, and writes what was found for every
question and for 2,000 random queries to a file, so that the engines can be compared.
"""

import argparse
import json
import logging
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread

import django

LANGUAGES = ("zh-hk", "en")


def report(text: str = "") -> None:
    """Print one line at once."""
    print(text, flush=True)  # noqa: T201 - this is what the command is for


def timed(requests: Iterable[Callable[[], object]], times: int = 3) -> list[float]:
    """The milliseconds that each request takes, sorted: the least of some rounds, for what else
    the machine does is not what is measured."""
    requests = list(requests)
    least = [float("inf")] * len(requests)
    for _ in range(times):
        for place, request in enumerate(requests):
            began = time.perf_counter()
            request()
            least[place] = min(least[place], (time.perf_counter() - began) * 1000)
    return sorted(least)


def percentile(taken: list[float], share: int) -> float:
    """The time that `share` per cent of all requests stay within."""
    return statistics.quantiles(taken, n=100, method="inclusive")[share - 1]


def quality() -> None:
    """Success at 1 and at 3, and mean reciprocal rank, by set and language."""
    from tests.search.asked import SETS, ours, questions, score
    from tests.search.baselines import engines_own, icontains, prepare_engine

    prepare_engine()
    report(f"{'':38}success@1  @3     MRR")
    for name in SETS:
        for language in LANGUAGES:
            asked = [one for one in questions(name) if one.language == language]
            for label, search in (
                ("ours", ours),
                ("icontains", icontains),
                ("engine's own", engines_own),
            ):
                heading = f"{name} {language} ({len(asked)}) {label}"
                report(f"{heading:45} {score(asked, search)}")


def speed(label: str) -> float:
    """Times of search pages and suggestions; returns the pages' 95th percentile."""
    from django.test import Client

    from search.models import SearchDocument
    from tests.search.asked import SETS, questions

    client = Client()
    asked = [question for name in SETS for question in questions(name)]

    def page(question):
        address = f"/{question.language}/search/"
        return lambda: client.get(address, {"q": question.words})

    def suggestion(question, length: int):
        address = f"/{question.language}/search/suggest/"
        return lambda: client.get(address, {"q": question.words[:length]})

    pages = [page(question) for question in asked]
    pages = timed(pages)
    offered = timed(suggestion(question, length) for question in asked for length in (1, 2, 3, 5))
    worst = percentile(pages, 95)
    report(
        f"{label:22} {SearchDocument.objects.count():6} documents   page p50 "
        f"{percentile(pages, 50):6.1f}  p95 {worst:6.1f}   suggestions p50 "
        f"{percentile(offered, 50):5.1f}  p95 {percentile(offered, 95):5.1f}  "
        f"max {offered[-1]:5.1f} ms"
    )
    return worst


def everything_found(number: int) -> dict[str, list[str]]:
    """What is found for every question and `number` random queries, by language and words."""
    from django.utils import translation

    from search.queries import find
    from tests.search.asked import SETS, names_of, questions
    from tests.search.crowd import random_queries

    words = [question.words for name in SETS for question in questions(name)]
    found = {}
    for place, query in enumerate([*words, *random_queries(number)]):
        language = LANGUAGES[place % 2]
        with translation.override(language):
            found[f"{language} {query}"] = names_of(find(query).pks)
    return found


def hostile_answered(number: int) -> bool:
    """Whether the search page answers `number` hostile inputs."""
    from django.test import Client

    from tests.search.hostile import hostile

    client = Client(raise_request_exception=False)
    answers = Counter(
        client.get(f"/{LANGUAGES[place % 2]}/search/", {"q": words}).status_code
        for place, words in enumerate(hostile(number, seed=6))
    )
    told = ", ".join(f"{times} × {status}" for status, times in sorted(answers.items()))
    report(f"{number} hostile inputs: {told}")
    return max(answers) < 500


def found_while_rebuilt() -> bool:
    """Whether a reader finds the same all the while the whole index is written anew."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import translation

    from search.queries import find
    from tests.search.asked import names_of

    done, answers = Event(), Counter()

    def read() -> None:
        translation.activate("en")
        while not done.is_set():
            try:
                answers[" ".join(names_of(find("TVP").pks[:1]))] += 1
            except Exception as error:  # whatever it is, it is a gap
                answers[repr(error)] += 1
        connection.close()

    reader = Thread(target=read)
    reader.start()
    began = time.perf_counter()
    call_command("rebuild_search_index", "--all", verbosity=0)
    took = time.perf_counter() - began
    done.set()
    reader.join()
    report(f"{took:.1f} s to write the index anew; searches meanwhile found: {dict(answers)}")
    return set(answers) == {"scheme/tvp"}


def main() -> None:
    """Measure on the database of DATABASE_URL, which must be empty."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--found", type=Path, required=True, help="where to write what was found")
    parser.add_argument("--random", type=int, default=2000, help="how many random queries")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    logging.disable(logging.INFO)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from tests.search.crowd import crowd

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    report(f"\n===== {connection.vendor} =====")
    quality()
    found = everything_found(options.random)
    options.found.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    report()
    safe = hostile_answered(500)
    whole = found_while_rebuilt()
    report()
    real = speed("real content")
    crowd(2_000)
    speed("and 2,000 made ones")
    crowd(8_000, seed=8)
    many = speed("and 10,000 made ones")
    report(f"p95 of a page at 10,000 more is {many / real:.2f} times that at the real size")
    if not safe or not whole:
        raise SystemExit("A search failed; see above.")


if __name__ == "__main__":
    main()
