"""Comments as a file for a spreadsheet, in bounded memory, in which no cell is ever a formula."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultation.desk.queries import theme_names, window_names
from consultation.enums import Disposition
from consultation.models import Comment, Export

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
AT_ONCE = 500  # comments in memory at a time
# Characters that XML cannot hold (XML 1.0, section 2.2).
_NEVER_IN_A_WORKBOOK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What makes spreadsheets compute instead of show, in either width.
_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class ExportForm(forms.Form):
    """Which file, and what for; names and addresses only for whoever may take them."""

    file_format = forms.ChoiceField(
        label=_("Format"), choices=Export._meta.get_field("file_format").choices
    )
    purpose = forms.CharField(
        label=_("What for"),
        max_length=300,
        help_text=_("It stands in the list of exports with your name and the time."),
    )
    with_contacts = forms.BooleanField(label=_("With names and addresses"), required=False)

    def __init__(self, *args, may_take_contacts: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_take_contacts:
            del self.fields["with_contacts"]


def safe(value: str) -> str:
    """The text as a cell that spreadsheets show and never compute.

    An apostrophe goes before whatever begins, perhaps after spaces, with a sign that starts a
    formula; characters that no workbook can hold are left out.
    """
    text = _NEVER_IN_A_WORKBOOK.sub("", value)
    begins = text.lstrip(" \u00a0\u3000\u200b\ufeff")
    return f"'{text}" if begins.startswith(_STARTS) else text


def exported(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """What an export may hold: nothing of comments that were withdrawn."""
    return comments.exclude(disposition=Disposition.WITHDRAWN)


def header(*, with_contacts: bool) -> list[str]:
    """The names of the columns, in the officer's language."""
    field = {one.name: str(one.verbose_name) for one in Comment._meta.fields}
    names = [
        *(field["reference"], field["received_at"], field["made_on"], field["medium"]),
        *(field["window"], field["late"], field["demonstration"], field["language"]),
        *(gettext("themes"), field["stance"], field["writer"], field["message"]),
        *(field["may_publish"], field["may_reply"], field["disposition"], field["withheld_for"]),
        *(field["duplicate_of"], field["campaign"], field["published_text"]),
        *(field["published_at"], field["answered_at"]),
    ]
    return [*names, field["name"], field["email"]] if with_contacts else names


def rows(comments: QuerySet[Comment], *, with_contacts: bool) -> Iterator[list[str]]:
    """One line of safe cells for each comment, `AT_ONCE` of them in memory at a time."""
    themes, windows = theme_names(), window_names()
    yes_no = {True: gettext("yes"), False: gettext("no")}
    joint = " / "
    found = exported(comments).select_related("campaign", "duplicate_of")
    for one in found.prefetch_related("themes").iterator(chunk_size=AT_ONCE):
        cells = [
            one.reference,
            _time(one.received_at),
            str(one.made_on or ""),
            one.get_medium_display(),
            windows.get(one.window, one.window),
            yes_no[one.late],
            yes_no[one.demonstration],
            one.get_language_display(),
            joint.join(themes.get(tag.theme, tag.theme) for tag in one.themes.all()),
            one.get_stance_display(),
            one.get_writer_display(),
            one.message,
            yes_no[one.may_publish],
            yes_no[one.may_reply],
            one.get_disposition_display(),
            one.get_withheld_for_display(),
            one.duplicate_of.reference if one.duplicate_of else "",
            one.campaign.title if one.campaign else "",
            one.published_text,
            _time(one.published_at),
            _time(one.answered_at),
        ]
        if with_contacts:
            cells += [one.name, one.email]
        yield [safe(str(cell)) for cell in cells]


def _time(value: datetime | None) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


def export(
    *,
    comments: QuerySet[Comment],
    file_format: str,
    with_contacts: bool,
    purpose: str,
    selection: str,
    by: User,
) -> IO[bytes]:
    """Write the comments into a temporary file without a name, log it, and return it rewound.

    The file goes when it is closed. The log tells how many comments are in it.
    """
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    lines = rows(comments, with_contacts=with_contacts)
    write = {"csv": _write_csv, "xlsx": _write_xlsx}[file_format]
    count = write(file, header(with_contacts=with_contacts), lines)
    file.seek(0)
    Export.objects.create(
        by=by,
        file_format=file_format,
        with_contacts=with_contacts,
        purpose=purpose,
        selection=selection[:300],
        rows=count,
    )
    return file


def _write_csv(file: IO[bytes], names: list[str], lines: Iterator[list[str]]) -> int:
    # The mark at the start is what makes Excel read UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    count = 0
    for line in lines:
        writer.writerow(line)
        count += 1
    text.flush()
    text.detach()
    return count


def _write_xlsx(file: IO[bytes], names: list[str], lines: Iterator[list[str]]) -> int:
    from openpyxl import Workbook  # with the first workbook: it takes memory that no page needs

    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("comments").capitalize())
    sheet.freeze_panes = "B2"
    sheet.append(names)
    count = 0
    for line in lines:
        sheet.append(line)
        count += 1
    book.save(file)
    return count
