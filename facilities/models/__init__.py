"""Facilities with their people, sentences, status trail and succession."""

from facilities.models.facility import Facility
from facilities.models.facts import FacilityNote, FacilityState, FacilitySuccession, Person

__all__ = ["Facility", "FacilityNote", "FacilityState", "FacilitySuccession", "Person"]
