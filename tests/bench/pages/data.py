"""Steps on the database of the site, each in a process of its own; tells as JSON what it found."""

import json
import logging
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from facilities.models import Facility  # noqa: E402
from schemes.models import Scheme  # noqa: E402
from tests.bench.copies import copy_records  # noqa: E402


def grow(size: str) -> dict:
    """Bring schemes and facilities to `size` each, at least."""
    for model in (Scheme, Facility):
        copy_records(model, max(int(size) - model.objects.count(), 0))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as its own daemon would, a little later
    return {
        "schemes": Scheme.objects.count(),
        "facilities": Facility.objects.count(),
        "queries": queries(json.dumps({"list": "/en/schemes/"}))["list"],
    }


def touch() -> dict:
    """Save a record as it is, which is a new version of the content."""
    Scheme.objects.order_by("pk").first().save()
    return {}


def queries(pages: str) -> dict:
    """How many queries each page takes that the site has, made anew."""
    logging.disable()
    client = Client(headers={"host": "localhost"})
    found = {}
    for name, path in json.loads(pages).items():
        if client.get(path).status_code == 200:  # what is kept between requests is kept now
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            found[name] = len(captured)
    return found


def details() -> dict:
    """The page of median length among those of all schemes and facilities, and the longest."""
    logging.disable()
    client = Client(headers={"host": "localhost"})
    found = sorted(
        (len(client.get(path).content), path)
        for model in (Scheme, Facility)
        for record in model.objects.published()
        for path in [f"/en{record.get_absolute_url().removeprefix('/zh-hk')}"]
    )
    return {"detail": found[len(found) // 2][1], "longest detail": found[-1][1]}


if __name__ == "__main__":
    _program, step, *arguments = sys.argv
    sys.stdout.write(json.dumps(globals()[step](*arguments)))
