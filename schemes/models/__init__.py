"""Schemes with their tracks, terms, status trail, sentences and succession."""

from schemes.models.facts import Clause, Status, Succession
from schemes.models.scheme import Scheme
from schemes.models.terms import Terms, Track

__all__ = ["Clause", "Scheme", "Status", "Succession", "Terms", "Track"]
