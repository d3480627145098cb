"""Schemes with their tracks, terms, status trail, sentences, eligibility and succession."""

from schemes.models.criteria import Criterion
from schemes.models.facts import Clause, Status, Succession
from schemes.models.scheme import Scheme
from schemes.models.terms import Terms, Track

__all__ = ["Clause", "Criterion", "Scheme", "Status", "Succession", "Terms", "Track"]
