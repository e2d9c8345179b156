"""A list as one sheet of a spreadsheet, however long. Pure but for openpyxl, imported lazily.

openpyxl makes an object of every cell, which takes most of the time of a long list. So it makes the book with headings,
widths and filter, and the rows, which are plain text and numbers, are put into its sheet as they come.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

Value = str | int | float | None

_SHEET = "xl/worksheets/sheet1.xml"
_ROWS_END = b"</sheetData>"
_LONGEST = 32_767
"""Characters that a cell of XLSX can hold; what is beyond is cut off, as openpyxl does."""
_SPECIAL = re.compile(r"[&<>\r]")
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


def write_sheet(
    name: str,
    columns: Sequence[tuple[str, str, int]],
    rows: Iterable[Sequence[Value]],
    target: str | Path | IO[bytes],
) -> None:
    """Write a book of one sheet: the headings of the columns (key, words, width) bold, frozen and with a filter, then
    the rows. Texts must be free of what XML cannot hold, and stay texts whatever they look like."""
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it ships no types

    letters = [get_column_letter(x) for x in range(1, len(columns) + 1)]
    with tempfile.TemporaryFile("w+b") as written:
        last = 1
        for last, row in enumerate(rows, start=2):
            written.write(_row_xml(row, last, letters).encode())
        written.seek(0)
        book = _headed(name, columns, f"A1:{letters[-1]}{last}")
        size, grown = (f'<dimension ref="A1:{letters[-1]}{y}"/>'.encode() for y in (1, last))
        with ZipFile(book) as empty, ZipFile(target, "w", ZIP_DEFLATED) as full:
            for part in empty.infolist():
                content = empty.read(part)
                with full.open(part.filename, "w") as out:
                    before, end, after = content.partition(_ROWS_END)
                    out.write(before.replace(size, grown))  # readers trust it, and would see the headings alone
                    if part.filename == _SHEET:
                        copyfileobj(written, out, 1 << 20)
                    out.write(end + after)


def _row_xml(row: Sequence[Value], number: int, letters: Sequence[str]) -> str:
    cells = []
    for letter, value in zip(letters, row, strict=True):
        if isinstance(value, str):
            text = value[:_LONGEST]
            if _SPECIAL.search(text):
                text = _SPECIAL.sub(lambda found: _WRITTEN[found[0]], text)
            cells.append(f'<c r="{letter}{number}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
        elif value is not None:
            cells.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _headed(name: str, columns: Sequence[tuple[str, str, int]], filtered: str) -> IO[bytes]:
    """A book whose sheet has its headings and no rows yet."""
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.styles import Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter

    book, made = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = name
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = filtered
    for x, (_, words, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(x)].width = width
        sheet.cell(row=1, column=x, value=words).font = Font(bold=True)
    book.save(made)
    return made
