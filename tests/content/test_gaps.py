"""Every gap of the site's own content is known by name, with the reason it is accepted."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from portal.management.commands.content_report import find_gaps, published_documents

# The report is told for this day, so that it grows no older while the content stays the same.
ON = date(2026, 11, 21)
ACCEPTED = Path(__file__).with_name("accepted_gaps.yaml")


@pytest.mark.django_db
def test_every_gap_is_accepted_by_name_and_no_accepted_one_is_mended() -> None:
    groups = yaml.safe_load(ACCEPTED.read_text())
    assert all(group["reason"] and group["gaps"] for group in groups)
    accepted = [gap for group in groups for gap in group["gaps"]]
    assert len(accepted) == len(set(accepted))
    found = {str(gap) for gap in find_gaps(published_documents(), ON)}
    assert sorted(found - set(accepted)) == [], "gaps that nobody has accepted"
    assert sorted(set(accepted) - found) == [], "accepted gaps that are none any more"
