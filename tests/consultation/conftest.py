"""Fixtures shared with the tests of the site as a whole."""

from tests.portal.conftest import clock

__all__ = ["clock"]
