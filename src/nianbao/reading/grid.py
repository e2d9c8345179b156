"""Rows of cells as a file gives them become a `TableBlock` with grid places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.model import GridCell, TableBlock

# A statutory table is 10 columns wide at most, a statistical one about 20; more is a fault of the page or an attack.
MAX_SPAN = 64
_LONG_PARAGRAPH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCell:
    """A cell as written: how many rows and columns it claims may be wrong."""

    text: str
    rows: int = 1
    columns: int = 1


def table(rows: Sequence[Sequence[RawCell]]) -> TableBlock | None:
    """Place the cells; claims are cut so that no cell leaves the table or covers another. None when nothing is written.

    Blank cells stay: a blank is not a zero, and the reader of the table must see it.
    """
    cells: list[GridCell] = []
    hanging: dict[int, int] = {}  # column → rows still covered by a cell that began above
    for number, row in enumerate(rows):
        covered = {column for column, left in hanging.items() if left > 0}
        hanging = {column: left - 1 for column, left in hanging.items() if left > 1}
        column = 0
        for raw in row:
            while column in covered:
                column += 1
            height = max(1, min(raw.rows, len(rows) - number))
            width = _free_width(column, raw.columns, covered)
            cells.append(GridCell(text=raw.text, row=number, column=column, rows=height, columns=width))
            if height > 1:
                hanging.update(dict.fromkeys(range(column, column + width), height - 1))
            column += width
    return TableBlock(cells=tuple(cells)) if any(cell.text for cell in cells) else None


def _free_width(column: int, claimed: int, covered: set[int]) -> int:
    width = 1
    while width < min(claimed, MAX_SPAN) and column + width not in covered:
        width += 1
    return width


def is_layout(rows: Sequence[Sequence[RawCell]]) -> bool:
    """True for a table that only arranges text: a single column, or a cell that holds whole paragraphs."""
    if max((len(row) for row in rows), default=0) < 2:
        return True
    return any(len(cell.text) >= _LONG_PARAGRAPH and "。" in cell.text for row in rows for cell in row)
