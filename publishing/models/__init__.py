"""What every published record is made of."""

from publishing.models.record import Record, RecordQuerySet, Row, Sourced, Statement, in_sections
from publishing.models.reference import Organisation, Source, Topic
from publishing.models.revision import NextVersion, Revision, SlugRedirect

__all__ = [
    "NextVersion",
    "Organisation",
    "Record",
    "RecordQuerySet",
    "Revision",
    "Row",
    "SlugRedirect",
    "Source",
    "Sourced",
    "Statement",
    "Topic",
    "in_sections",
]
