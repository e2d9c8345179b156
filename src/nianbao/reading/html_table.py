"""Rows of an HTML table, and which elements begin a new line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nianbao.reading.grid import RawCell, is_layout
from nianbao.reading.lines import clean, collapse, join_pieces

if TYPE_CHECKING:
    from bs4 import Tag

BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip


def is_layout_table(element: Tag) -> bool:
    """True for a table that arranges other tables or paragraphs."""
    return element.find("table") is not None or is_layout(cell_rows(element))


def cell_rows(element: Tag) -> list[list[RawCell]]:
    """The rows of a table that holds no other table, as written."""
    rows = element.find_all("tr")
    return [[_raw(cell, len(rows)) for cell in row.find_all(["td", "th"], recursive=False)] for row in rows]


def _raw(cell: Tag, rows: int) -> RawCell:
    pieces = [clean(collapse(piece)) for piece in _cell_pieces(cell)]
    return RawCell(text=join_pieces(pieces), rows=_claimed(cell, "rowspan", rows), columns=_claimed(cell, "colspan", 1))


def _cell_pieces(cell: Tag) -> list[str]:
    """Text of a cell cut where it has blocks or line breaks; inline elements join without a seam."""
    from bs4.element import NavigableString, Tag

    pieces = [""]
    for element in cell.descendants:
        if isinstance(element, Tag) and element.name in BLOCKS:
            pieces.append("")
        elif type(element) is NavigableString:
            pieces[-1] += str(element)
    return pieces


def _claimed(cell: Tag, attribute: str, zero: int) -> int:
    """A span as claimed; HTML reads `rowspan="0"` as "to the end of the table", anything unreadable as 1."""
    found = re.match(r"\s*(\d{1,6})", str(cell.get(attribute, "1")))
    if found is None:
        return 1
    return int(found[1]) or zero
