"""What a browser sends for the form of a page, read from the page's markup."""

from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urlencode

SENT = "application/x-www-form-urlencoded"
BUTTONS = {"submit", "button", "image", "reset", "file"}


def fields_of(page: str, form: str) -> list[tuple[str, str]]:
    """Name and value of every field that is sent with the form whose id ends in `form`, in the
    page's order: nothing for what is disabled or not ticked, templates of new rows included."""
    reader = _FormReader(form)
    reader.feed(page)
    reader.close()
    return reader.fields


def body_of(fields: Iterable[tuple[str, str]]) -> str:
    """The fields as the body of a request."""
    return urlencode(list(fields))


class _FormReader(HTMLParser):
    def __init__(self, form: str) -> None:
        super().__init__()
        self.wanted = form
        self.inside = False
        self.fields: list[tuple[str, str]] = []
        self.area: str | None = None  # the textarea that is open, and its text so far
        self.text: list[str] = []
        self.select: dict[str, str | None] | None = None
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self.inside = (given.get("id") or "").endswith(self.wanted)
        elif tag == "option" and self.select is not None:
            self.options.append((given.get("value") or "", "selected" in given))
        elif not self.inside or "disabled" in given or not given.get("name"):
            return
        elif tag == "input":
            self._input(given)
        elif tag == "textarea":
            self.area, self.text = given["name"], []
        elif tag == "select":
            self.select, self.options = given, []

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.area is not None:
            text = "".join(self.text).replace("\r\n", "\n").removeprefix("\n")
            self.fields.append((self.area, text.replace("\n", "\r\n")))
            self.area = None
        elif tag == "select" and self.select is not None:
            self._select(self.select, self.options)
            self.select = None

    def _input(self, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        ticks = kind in ("checkbox", "radio")
        if kind in BUTTONS or (ticks and "checked" not in given):
            return
        self.fields.append((given["name"], given.get("value", "on" if ticks else "") or ""))

    def _select(self, given: dict[str, str | None], options: list[tuple[str, bool]]) -> None:
        chosen = [value for value, selected in options if selected]
        if "multiple" not in given:
            # The last one marked counts; where none is, the first one shown.
            chosen = chosen[-1:] or [value for value, _selected in options[:1]]
        self.fields += [(given["name"], value) for value in chosen]
