"""Tables on their way from pages to blocks: cells with text, and the join of a table that a page break cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nianbao.model import Block, GridCell, TableBlock, TextBlock
from nianbao.reading.grid import RawCell, is_layout
from nianbao.reading.lines import join_pieces
from nianbao.reading.pdf_grid import Box, Grid
from nianbao.reading.pdf_lines import Line, Piece, cell_text, lines
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
    """A table of one page, or of several after joining. `xs` are the lines between its columns.

    `bottom` is the height at which a ruled table ends; 0 when no rule says so. `ys` are the lines between the rows of
    a table that is ruled and as one page has it.
    """

    xs: tuple[float, ...]
    rows: int
    cells: tuple[SheetCell, ...]
    bottom: float = 0.0
    ys: tuple[float, ...] = ()


def sheet(grid: Grid, glyphs: Sequence[Sequence[Glyph]]) -> Sheet:
    """A ruled grid with the glyphs of each of its boxes."""
    cells = tuple(
        SheetCell(box=box, text=cell_text(inside), lines=tuple(line.text for line in lines(inside)))
        for box, inside in zip(grid.boxes, glyphs, strict=True)
    )
    return Sheet(xs=grid.xs, rows=len(grid.ys) - 1, cells=cells, bottom=grid.ys[-1], ys=grid.ys)


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


def with_spilt(table: Sheet, rest: Sequence[Line]) -> tuple[Sheet, int]:
    """The table with the lines right below it that stand in cells cut by the end of the page, and how many they are.

    Browsers cut a cell between its lines and print the last one below the border.
    """
    bottom, taken = table.bottom, 0
    for line in rest if bottom else ():
        places = [_open_cell(table, piece) for piece in line.pieces]
        if line.y - bottom > 1.2 * line.em or None in places:
            break
        cells = list(table.cells)
        for place, piece in zip(places, line.pieces, strict=True):
            if place is not None:
                text = join_pieces((cells[place].text, piece.text))
                cells[place] = replace(cells[place], text=text, lines=(*cells[place].lines, piece.text))
        table = replace(table, cells=tuple(cells))
        bottom, taken = line.y + line.em / 2, taken + 1
    return table, taken


def _open_cell(table: Sheet, piece: Piece) -> int | None:
    for i, cell in enumerate(table.cells):
        start, end = table.xs[cell.box.column], table.xs[cell.box.column + cell.box.columns]
        if cell.box.open_below and start - _SAME_LINE <= piece.x0 and piece.x1 <= end + _SAME_LINE:
            return i
    return None


def joined(upper: Sheet, lower: Sheet) -> Sheet | None:
    """The two as one table, when the lower one, first on its page, is as wide as the upper one above the break."""
    shift = upper.xs[0] - lower.xs[0]
    if abs(upper.xs[-1] - lower.xs[-1] - shift) > _SAME_WIDTH:
        return None
    xs = _union(upper.xs, [x + shift for x in lower.xs])
    above, below = _on(xs, upper, 0.0), _on(xs, lower, shift)
    heads = _repeated_heads(above, upper.rows, below, lower.rows)
    below = [replace(c, box=_lowered(c.box, upper.rows - heads)) for c in below if c.box.row >= heads]
    for cell in [c for c in below if c.box.row == upper.rows]:
        origin = next((c for c in above if _is_above(c, cell)), None)
        if origin is not None and _is_one_cell(origin, cell):
            below.remove(cell)
            box = replace(origin.box, rows=origin.box.rows + cell.box.rows, open_below=cell.box.open_below)
            above[above.index(origin)] = SheetCell(
                box=box, text=join_pieces((origin.text, cell.text)), lines=origin.lines + cell.lines
            )
    return Sheet(xs=xs, rows=upper.rows + lower.rows - heads, cells=tuple(above + below))


def _is_above(upper: SheetCell, lower: SheetCell) -> bool:
    a, b = upper.box, lower.box
    return a.row + a.rows == b.row and (a.column, a.columns) == (b.column, b.columns)


def _is_one_cell(upper: SheetCell, lower: SheetCell) -> bool:
    """A cell that the page break cut. Where a line is drawn at the break, only a label can go on beyond it, its words
    in one half; blank cells for numbers stay blank cells."""
    if upper.box.open_below and lower.box.open_above:
        return not (upper.text and lower.text and _NUMBERS.fullmatch(upper.text + lower.text))
    if upper.text and not lower.text:
        return not _NUMBERS.fullmatch(upper.text)
    return bool(lower.text) and not upper.text and lower.box.rows > 1 and not _NUMBERS.fullmatch(lower.text)


def _union(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...]:
    lines: list[float] = []
    for x in sorted([*first, *second]):
        if not lines or x - lines[-1] > _SAME_LINE:
            lines.append(x)
    return tuple(lines)


def _on(xs: Sequence[float], table: Sheet, shift: float) -> list[SheetCell]:
    """The cells on other column lines."""
    nearest = [min(range(len(xs)), key=lambda n: abs(xs[n] - x - shift)) for x in table.xs]
    moved = []
    for cell in table.cells:
        start, end = nearest[cell.box.column], nearest[cell.box.column + cell.box.columns]
        moved.append(replace(cell, box=replace(cell.box, column=start, columns=max(1, end - start))))
    return moved


def _lowered(box: Box, rows: int) -> Box:
    return replace(box, row=box.row + rows)


def _repeated_heads(above: list[SheetCell], rows: int, below: list[SheetCell], more: int) -> int:
    """How many head rows a word processor printed again after the page break."""
    for count in range(min(_MOST_HEADS, more - 1, rows), 0, -1):
        head = _head(below, count)
        if head is not None and any(text for _, text in head) and head == _head(above, count):
            return count
    return 0


def _head(cells: list[SheetCell], count: int) -> list[tuple[Box, str]] | None:
    """Place and text of the cells of the first rows; None when a cell reaches below them."""
    inside = [c for c in cells if c.box.row < count]
    if any(c.box.row + c.box.rows > count for c in inside):
        return None
    return [(replace(c.box, open_above=False, open_below=False), c.text) for c in inside]
