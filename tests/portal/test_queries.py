"""How many queries a page takes: as many for one row of everything as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.grown import grow

QUERIES = {
    "/en/": 14,
    "/en/schemes/": 5,
    "/en/schemes/?q=scheme&status=unknown&sort=most": 11,
    "/en/schemes/scheme-0/": 7,
    "/en/schemes/fund/": 7,
    "/en/facilities/": 4,
    "/en/facilities/?q=facility&host=body-0&topic=topic-0": 10,
    "/en/search/": 0,
    "/en/search/?q=topic+facility+scheme": 8,
    "/en/search/suggest/?q=mad": 2,
    "/en/facilities/facility-0/": 8,
    "/en/facilities/whole/": 8,
    "/en/facilities/state-key-laboratories/": 4,
    "/en/consultation/": 1,
    "/en/consultation/project-0/": 6,
    "/en/policy/": 3,
    "/en/policy/measure-0/": 3,
    "/en/outcomes/": 3,
    "/en/figures/": 7,
    "/en/figures/s0-series-0/": 2,
    "/en/changes/": 7,
    "/en/sources/": 1,
    "/en/glossary/": 1,
    "/en/about/": 2,
    "/sitemap.xml": 6,
    # Forms and machines' answers need none, but the probe of the database.
    "/en/report/": 0,
    "/robots.txt": 0,
    "/healthz": 0,
    "/readyz": 1,
}


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(client, rows: int) -> None:
    grow(rows)
    counted = {}
    for address in QUERIES:
        assert client.get(address).status_code == 200  # what is kept between requests is kept now
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted[address] = len(queries)
    assert counted == QUERIES
