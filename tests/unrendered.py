"""Answers without their pages, which take most of the time of a view."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import PropertyMock, patch

from django.template.response import SimpleTemplateResponse


@contextmanager
def unrendered() -> Iterator[None]:
    """Views decide and find what to show; the page they give back is empty. What they would have
    shown is the `context_data` of the answer."""
    with patch.object(SimpleTemplateResponse, "rendered_content", PropertyMock(return_value="")):
        yield
