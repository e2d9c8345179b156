"""Word documents: paragraphs with heading levels, tables with merged cells, links and text boxes, in reading order."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from nianbao.errors import Unreadable
from nianbao.model import Block, TextBlock
from nianbao.reading.content import Content, locked, picture_problem, title_among
from nianbao.reading.docx_parts import (
    PICTURE,
    TABLE,
    block_elements,
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
from nianbao.reading.grid import RawCell, is_layout, table
from nianbao.reading.lines import clean, join_pieces

# A Word file of text unpacks to 5–30 times its size; styles alone may reach 1 MB.
_MAX_UNPACKED = 256 << 20
_MAX_RATIO = 200
_SMALL = 16 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError, EOFError, OSError, NotImplementedError)


def content(data: bytes, name: str) -> Content:
    """Raises `Unreadable` for a damaged or encrypted file and for one that unpacks to a suspicious size."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        _refuse_bombs(data, name)
        document = docx.Document(io.BytesIO(data))
        levels = style_levels(document.styles.element)
        body: Any = document.element.body
    except (*_DAMAGED, PackageNotFoundError) as error:
        raise Unreadable(
            f"“{name}”不是完好的 Word 文档，可能已损坏；请用 Word 或 WPS 打开后重新另存为 docx。",
            f"{name!r} is not a sound Word document; open it in Word or WPS and save it as docx again.",
        ) from error
    blocks = tuple(_blocks(body, levels))
    pictures = sum(1 for _ in body.iter(PICTURE))
    return Content(blocks=blocks, title=title_among(blocks), problems=picture_problem(blocks, pictures))


def _refuse_bombs(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked(name)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MAX_UNPACKED or unpacked > max(_SMALL, _MAX_RATIO * len(data)):
        raise Unreadable(
            f"“{name}”解压后有 {unpacked >> 20} MiB，大得可疑，没有读取；请用 Word 打开核对后另存。",
            f"{name!r} unpacks to a suspicious {unpacked >> 20} MiB and was not read; save it again in Word.",
        )


def _blocks(container: Any, levels: Mapping[str, int]) -> Iterator[Block]:
    for element in block_elements(container):
        if element.tag == TABLE:
            yield from _table(element, levels)
            continue
        level = heading_level(element, levels)
        for line in paragraph_lines(element):
            if text := clean(line):
                yield TextBlock(text=text, level=level)
        for box in text_boxes(element):
            yield from _blocks(box, levels)


def _table(element: Any, levels: Mapping[str, int]) -> Iterator[Block]:
    rows, cells = _raw_rows(element, levels), [cell for row in table_rows(element) for cell in row_cells(row)]
    if is_layout(rows) or any(next(cell.iter(TABLE), None) is not None for cell in cells):
        for cell in cells:
            yield from _blocks(cell, levels)
    elif (drawn := table(rows)) is not None:
        yield drawn


def _raw_rows(element: Any, levels: Mapping[str, int]) -> list[list[RawCell]]:
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
            if above is not None:
                origin = rows[above[0]][above[1]]
                rows[above[0]][above[1]] = replace(origin, rows=number - above[0] + 1)
            else:
                rows[-1].append(RawCell(text=_cell_text(cell, levels), columns=width))
                open_at[column] = (number, len(rows[-1]) - 1)
                if not merge:
                    del open_at[column]
            column += width
    return rows


def _cell_text(cell: Any, levels: Mapping[str, int]) -> str:
    return join_pieces(block.text for block in _blocks(cell, levels) if isinstance(block, TextBlock))
