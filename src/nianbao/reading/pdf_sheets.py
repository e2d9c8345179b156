"""Tables on their way from pages to blocks: cells with text, and the join of a table that a page break cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nianbao.model import Block, GridCell, TableBlock, TextBlock
from nianbao.reading.grid import RawCell, is_layout
from nianbao.reading.pdf_grid import Box, Grid
from nianbao.reading.pdf_lines import cell_text, lines
from nianbao.reading.pdf_marks import Glyph

_SAME_WIDTH = 8.0
_SAME_LINE = 4.0
_MOST_HEADS = 5
_NUMBERS = re.compile(r"[-+\d.,%/—\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell with its text on one line; `lines` as printed."""

    box: Box
    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of one page, or of several after joining. `xs` are the lines between its columns."""

    xs: tuple[float, ...]
    rows: int
    cells: tuple[SheetCell, ...]


def sheet(grid: Grid, glyphs: Sequence[Sequence[Glyph]]) -> Sheet:
    """A ruled grid with the glyphs of each of its boxes."""
    cells = tuple(
        SheetCell(box=box, text=cell_text(inside), lines=tuple(line.text for line in lines(inside)))
        for box, inside in zip(grid.boxes, glyphs, strict=True)
    )
    return Sheet(xs=grid.xs, rows=len(grid.ys) - 1, cells=cells)


def blocks(table: Sheet) -> tuple[Block, ...]:
    """The table as a block, or its lines as text when it only frames or arranges text."""
    rows: list[list[RawCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.box.row].append(RawCell(text=cell.text))
    if is_layout(rows):
        return tuple(TextBlock(text=line) for cell in table.cells for line in cell.lines if line)
    cells = tuple(
        GridCell(text=c.text, row=c.box.row, column=c.box.column, rows=c.box.rows, columns=c.box.columns)
        for c in table.cells
    )
    return (TableBlock(cells=cells),) if any(c.text for c in cells) else ()


def joined(upper: Sheet, lower: Sheet) -> Sheet | None:
    """The two as one table, when the lower one, first on its page, is as wide as the upper one above the break."""
    shift = upper.xs[0] - lower.xs[0]
    if abs(upper.xs[-1] - lower.xs[-1] - shift) > _SAME_WIDTH:
        return None
    lower = _without_head(replace(lower, xs=tuple(x + shift for x in lower.xs)), upper)
    xs = _union(upper.xs, lower.xs)
    above = list(_replaced(upper, xs, 0))
    below = list(_replaced(lower, xs, upper.rows))
    for cell in [c for c in below if c.box.row == upper.rows]:
        origin = next((c for c in above if _is_above(c, cell)), None)
        if origin is not None and _is_one_cell(origin, cell):
            below.remove(cell)
            box = replace(origin.box, rows=origin.box.rows + cell.box.rows)
            above[above.index(origin)] = SheetCell(
                box=box, text=origin.text + cell.text, lines=origin.lines + cell.lines
            )
    return Sheet(xs=xs, rows=upper.rows + lower.rows, cells=tuple(above + below))


def _is_above(upper: SheetCell, lower: SheetCell) -> bool:
    a, b = upper.box, lower.box
    return a.row + a.rows == b.row and (a.column, a.columns) == (b.column, b.columns)


def _is_one_cell(upper: SheetCell, lower: SheetCell) -> bool:
    """A label cell that the page break cut: its words stand in one half. Blank cells for numbers stay blank cells."""
    if upper.text and not lower.text:
        return not _NUMBERS.fullmatch(upper.text)
    return bool(lower.text) and not upper.text and lower.box.rows > 1 and not _NUMBERS.fullmatch(lower.text)


def _union(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...]:
    lines: list[float] = []
    for x in sorted([*first, *second]):
        if not lines or x - lines[-1] > _SAME_LINE:
            lines.append(x)
    return tuple(lines)


def _replaced(table: Sheet, xs: Sequence[float], down: int) -> list[SheetCell]:
    """The cells on other column lines, and lower by some rows."""
    nearest = [min(range(len(xs)), key=lambda n: abs(xs[n] - x)) for x in table.xs]
    moved = []
    for cell in table.cells:
        start, end = nearest[cell.box.column], nearest[cell.box.column + cell.box.columns]
        box = Box(row=cell.box.row + down, column=start, rows=cell.box.rows, columns=max(1, end - start))
        moved.append(replace(cell, box=box))
    return moved


def _without_head(lower: Sheet, upper: Sheet) -> Sheet:
    """The lower part without the head rows that a word processor repeats on every page."""
    for count in range(min(_MOST_HEADS, lower.rows - 1, upper.rows), 0, -1):
        head = _head(lower, count)
        if head is not None and any(text for _, text in head) and head == _head(upper, count):
            kept = tuple(
                replace(c, box=replace(c.box, row=c.box.row - count)) for c in lower.cells if c.box.row >= count
            )
            return Sheet(xs=lower.xs, rows=lower.rows - count, cells=kept)
    return lower


def _head(table: Sheet, count: int) -> list[tuple[Box, str]] | None:
    cells = [c for c in table.cells if c.box.row < count]
    whole = all(c.box.row + c.box.rows <= count for c in cells)
    return [(c.box, c.text) for c in cells] if whole else None
