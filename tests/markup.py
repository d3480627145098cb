"""Reading a page as a browser does: elements, languages, texts, links and form fields."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
SPOKEN = ("title", "alt", "aria-label", "placeholder")


@dataclass
class Element:
    """One start tag, with the language its text is in and the text below it."""

    tag: str
    attributes: dict[str, str]
    language: str
    said: list[str] = field(repr=False)  # all texts of the page, of which this one's begin here
    begin: int = field(repr=False)
    end: int | None = field(default=None, repr=False)

    @cached_property
    def text(self) -> str:
        """Put together when it is asked for: most elements of a page never are."""
        return " ".join("".join(self.said[self.begin : self.end]).split())


@dataclass
class Markup:
    """What stands in one page; `problems` names tags that do not match.

    `texts` are (language, text) of running text; `labels` those of titles and attributes, where
    no part can be marked as being in another language.
    """

    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with this tag and these attributes."""
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only element with this tag and these attributes."""
        (found,) = self.all(tag, **attributes)
        return found

    def with_class(self, name: str) -> list[Element]:
        """The elements that have the class `name`."""
        return [e for e in self.elements if name in e.attributes.get("class", "").split()]

    @property
    def ids(self) -> list[str]:
        """Every id, in the page's order."""
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def foreign_scripts(self) -> list[Element]:
        """Scripts other than the site's one file."""
        own = {"src": "/static/search.js", "defer": ""}
        return [e for e in self.all("script") if e.attributes != own or e.text]

    @property
    def links(self) -> list[str]:
        """Where the page's links lead."""
        return [e.attributes["href"] for e in self.all("a") if "href" in e.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.markup = Markup()
        self.open: list[Element] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = {name: value or "" for name, value in attributes}
        outer = self.open[-1].language if self.open else ""
        element = Element(tag, given, given.get("lang", outer), self.said, len(self.said))
        self.markup.elements.append(element)
        for name, value in given.items():
            if name in SPOKEN or (tag == "meta" and name == "content"):
                self.markup.labels.append((element.language, value))
        if tag in VOID:
            element.end = element.begin
        else:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attributes: list) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop().end = len(self.said)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.markup.problems.append(f"</{tag}> at {self.getpos()}")
        else:
            self.open.pop().end = len(self.said)

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        if data.strip() and self.open:
            last = self.open[-1]
            kind = self.markup.labels if last.tag == "title" else self.markup.texts
            kind.append((last.language, " ".join(data.split())))


def read(content: bytes | str) -> Markup:
    """Parse a page."""
    reader = _Reader()
    reader.feed(content.decode() if isinstance(content, bytes) else content)
    reader.close()
    reader.markup.problems += [f"<{element.tag}> left open" for element in reader.open]
    return reader.markup


def fact(markup: Markup, term: str) -> str:
    """What stands beside a term, in the facts at the top where it stands there."""
    pairs = zip(markup.all("dt"), markup.all("dd"), strict=True)
    return next(value.text for name, value in pairs if name.text == term)
