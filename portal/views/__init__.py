"""The roof's views."""
