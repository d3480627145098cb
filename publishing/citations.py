"""Numbering the sources of one page, in the order in which its facts cite them."""

from publishing.models import Source


class Citations:
    """Collects a page's sources while it is rendered; each gets one number."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self.sources: list[Source] = []

    def number(self, source: Source) -> int:
        """The source's number on this page, from 1."""
        if source.pk not in self._numbers:
            self.sources.append(source)
            self._numbers[source.pk] = len(self.sources)
        return self._numbers[source.pk]
