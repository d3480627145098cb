"""How many queries a page takes: as many for one row of everything as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.grown import grow

QUERIES = {
    "/en/": 15,
    "/en/schemes/": 6,
    "/en/schemes/?q=scheme&status=unknown&sort=most": 12,
    "/en/schemes/scheme-0/": 11,
    "/en/schemes/fund/": 10,
    "/en/schemes/?s=scheme-0": 7,
    "/en/schemes/scheme-0/?cost=1000000": 11,
    "/en/schemes/finder/": 7,
    "/en/schemes/finder/?who=company&show=1": 7,
    "/en/schemes/compare/?s=scheme-0": 9,
    "/en/schemes/compare/?s=scheme-0&s=fund&cost=1000000": 9,
    "/api/v1/finder?who=company": 7,
    "/api/v1/estimate?scheme=scheme-0&cost=1000000": 7,
    "/api/v1/docs": 1,
    "/en/facilities/": 5,
    "/en/facilities/?q=facility&host=body-0&topic=topic-0": 11,
    "/en/search/": 1,
    "/en/search/?q=topic+facility+scheme": 12,
    "/en/search/suggest/?q=mad": 3,
    "/en/facilities/facility-0/": 12,
    "/en/facilities/whole/": 11,
    "/en/facilities/state-key-laboratories/": 5,
    "/en/consultation/": 2,
    "/en/consultation/project-0/": 11,
    # Project, themes, windows, responses; three for the figures; count, comments, their themes.
    "/en/consultation/project-0/outcome/": 11,
    "/en/consultation/project-0/outcome/?theme=r0": 11,
    "/en/consultation/project-0/plan/": 9,
    "/en/policy/": 4,
    "/en/policy/measure-0/": 5,
    "/en/outcomes/": 4,
    "/en/figures/": 9,
    "/en/figures/s0-series-0/": 4,
    "/en/changes/": 9,
    "/en/sources/": 2,
    "/en/glossary/": 2,
    "/en/about/": 3,
    "/sitemap.xml": 9,
    # Each page of records asks first whether a version is due; machines' answers need nothing,
    # but the probe of the database.
    "/en/report/": 1,
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
