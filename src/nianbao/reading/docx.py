"""Word documents: paragraphs with heading levels, tables with merged cells, links and text boxes, in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nianbao.errors import Unreadable
from nianbao.model import Block, TextBlock
from nianbao.reading.content import Content, picture_problem, pictured_sections, title_among, words_of
from nianbao.reading.docx_numbering import labels
from nianbao.reading.docx_package import repaired
from nianbao.reading.docx_parts import (
    OLD_PICTURE,
    PICTURE,
    TABLE,
    block_elements,
    goes_on,
    grid_span,
    heading_level,
    paragraph_lines,
    row_cells,
    skipped_columns,
    style_levels,
    table_rows,
    text_boxes,
    vertical_merge,
)
from nianbao.reading.docx_unread import unread_parts
from nianbao.reading.grid import RawCell, is_layout, table
from nianbao.reading.lines import clean, join_pieces
from nianbao.reading.zips import DAMAGED, opened, refuse_markup

# A Word file of text unpacks to 5–30 times its size; styles alone may reach 1 MB.
_MAX_UNPACKED = 256 << 20


def content(data: bytes, name: str) -> Content:
    """Raises `Unreadable` for a damaged or encrypted file and for one that unpacks to a suspicious size."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with opened(io.BytesIO(data), name, max_unpacked=_MAX_UNPACKED) as archive:
            refuse_markup(archive, name)
        document = docx.Document(io.BytesIO(repaired(data, name, max_unpacked=_MAX_UNPACKED)))
        marks = _Marks(levels=style_levels(document.styles.element), labels=labels(document))
        body: Any = document.element.body
    except (*DAMAGED, PackageNotFoundError) as error:
        raise Unreadable(
            f"“{name}”不是完好的 Word 文档，可能已损坏；请用 Word 或 WPS 打开后重新另存为 docx。",
            f"{name!r} is not a sound Word document; open it in Word or WPS and save it as docx again.",
        ) from error
    blocks = tuple(_blocks(body, marks))
    pictures = sum(1 for _ in body.iter(PICTURE, OLD_PICTURE))
    pictured = picture_problem(blocks, pictures) or pictured_sections(blocks, _places(body, marks) if pictures else ())
    unread = (*pictured, *unread_parts(document, words_of(blocks)))
    return Content(blocks=blocks, title=title_among(blocks), unread=unread)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """What a paragraph looks up elsewhere in the file: heading level by style, generated number by paragraph."""

    levels: Mapping[str, int]
    labels: Mapping[Any, str]


def _blocks(container: Any, marks: _Marks) -> Iterator[Block]:
    ahead = ""
    for element in block_elements(container):
        if element.tag == TABLE:
            yield from _table(element, marks)
        elif goes_on(element):
            ahead += "".join(paragraph_lines(element))
        else:
            yield from _paragraph(element, marks, ahead)
            ahead = ""
    if text := clean(ahead):
        yield TextBlock(text=text)


def _paragraph(element: Any, marks: _Marks, ahead: str = "") -> Iterator[Block]:
    level = heading_level(element, marks.levels)
    label = marks.labels.get(element, "")
    first, *rest = paragraph_lines(element)
    for line in (ahead + first, *rest):
        if text := clean(line):
            yield TextBlock(text=label + text, level=level)
            label = ""
    for box in text_boxes(element):
        yield from _blocks(box, marks)


def _places(body: Any, marks: _Marks) -> list[int]:
    """How many blocks stand before each paragraph that holds a picture."""
    found: list[int] = []
    count = 0
    for element in block_elements(body):
        made = sum(1 for _ in (_table(element, marks) if element.tag == TABLE else _paragraph(element, marks)))
        count += made
        if element.tag != TABLE and next(element.iter(PICTURE, OLD_PICTURE), None) is not None:
            found.append(count)
    return found


def _table(element: Any, marks: _Marks) -> Iterator[Block]:
    rows, cells = _raw_rows(element, marks), [cell for row in table_rows(element) for cell in row_cells(row)]
    if is_layout(rows) or any(next(cell.iter(TABLE), None) is not None for cell in cells):
        for cell in cells:
            yield from _blocks(cell, marks)
    elif (drawn := table(rows)) is not None:
        yield drawn


def _raw_rows(element: Any, marks: _Marks) -> list[list[RawCell]]:
    """Word marks each further row of a merged cell by a cell of its own; here they become one cell of several rows."""
    rows: list[list[RawCell]] = []
    open_at: dict[int, tuple[int, int]] = {}  # column → row and place of the cell that a merge there continues
    for number, row in enumerate(table_rows(element)):
        rows.append([])
        column = skipped_columns(row)
        if column:
            rows[-1].append(RawCell(text="", columns=column))
        for cell in row_cells(row):
            width = grid_span(cell)
            merge = vertical_merge(cell)
            above = open_at.get(column) if merge == "continue" else None
            origin = rows[above[0]][above[1]] if above is not None else None
            # After a page break the other half of a merged cell may stand under a cell of another width: not its own.
            if above is not None and origin is not None and origin.columns == width:
                rows[above[0]][above[1]] = replace(origin, rows=number - above[0] + 1)
            else:
                rows[-1].append(RawCell(text=_cell_text(cell, marks), columns=width))
                open_at[column] = (number, len(rows[-1]) - 1)
                if not merge:
                    del open_at[column]
            column += width
    return rows


def _cell_text(cell: Any, marks: _Marks) -> str:
    return join_pieces(block.text for block in _blocks(cell, marks) if isinstance(block, TextBlock))
