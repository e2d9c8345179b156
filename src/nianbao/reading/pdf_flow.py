"""The order in which the lines of a page are read, and tables printed without rules, told by alignment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from nianbao.reading.pdf_grid import Box
from nianbao.reading.pdf_lines import Line, Piece
from nianbao.reading.pdf_sheets import Sheet, SheetCell

_NUMBERS = re.compile(r"[-+]?\d[\d.,]*%?|[-/—]{1,3}")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]")
_COLUMN_WIDTH = 8.0
_COLUMN_LINES = 4
_WRAPPED = 1.6
_ROW_GAP = 4.0


def in_order(page: Sequence[Line], width: float) -> list[Line]:
    """Lines in reading order: where two columns of prose stand side by side, the left one first."""
    best: tuple[int, int, float] | None = None
    for gutter in _gutters(page, width):
        for start, end in _runs(page, gutter):
            if (best is None or end - start > best[1] - best[0]) and _is_prose(page[start:end], gutter):
                best = start, end, gutter
    if best is None:
        return list(page)
    start, end, gutter = best
    left = [part for line in page[start:end] if (part := _part(line, gutter, left=True))]
    right = [part for line in page[start:end] if (part := _part(line, gutter, left=False))]
    return [*in_order(page[:start], width), *left, *right, *in_order(page[end:], width)]


def _gutters(page: Sequence[Line], width: float) -> list[float]:
    starts = Counter(round(p.x0 / 4) for line in page for p in line.pieces if 0.35 * width < p.x0 < 0.7 * width)
    return [4 * place - 4 for place, count in starts.most_common(4) if count >= _COLUMN_LINES - 1]


def _runs(page: Sequence[Line], gutter: float) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for i, line in enumerate([*page, None]):
        if line is None or any(p.x0 < gutter < p.x1 for p in line.pieces):
            if i > start:
                runs.append((start, i))
            start = i + 1
    return runs


def _is_prose(run: Sequence[Line], gutter: float) -> bool:
    """Both sides hold lines of prose at the same heights: a table has short cells, a signature one side only."""
    sides = [[part for line in run if (part := _part(line, gutter, left=left))] for left in (True, False)]
    if not all(sides):
        return False
    # Headings of two sections side by side leave no doubt.
    fewest = _COLUMN_LINES - all(_NUMBERED.match(side[0].text) for side in sides)
    if min(map(len, sides)) < fewest:
        return False
    top, end = max(side[0].y for side in sides), min(side[-1].y for side in sides)
    for side in sides:
        beside = [line for line in side if top - line.em <= line.y <= end + line.em]
        if len(beside) < fewest or median((line.x1 - line.x0) / line.em for line in beside) < _COLUMN_WIDTH:
            return False
        if sum(len(line.pieces) for line in beside) > 1.5 * len(beside):
            return False
    return True


def _part(line: Line, gutter: float, *, left: bool) -> Line | None:
    pieces = tuple(p for p in line.pieces if (p.x1 <= gutter) == left)
    return Line(pieces=pieces, y=line.y, em=line.em) if pieces else None


def with_tables(page: Sequence[Line]) -> list[Line | Sheet]:
    """Lines, with runs of aligned rows made tables: a head, and two rows or more with numbers under it.

    Without a head nothing says what the numbers are: such rows stay lines.
    """
    found: list[Line | Sheet] = []
    i = 0
    while i < len(page):
        end = _run_end(page, i)
        table = _aligned(page[i:end]) if end - i > 2 else None
        if table is None:
            found.append(page[i])
            i += 1
        else:
            found.append(table)
            i = end
    return found


def _is_row(line: Line) -> bool:
    return len(line.pieces) > 1 and any(_NUMBERS.fullmatch(p.text) for p in line.pieces[1:])


def _run_end(page: Sequence[Line], start: int) -> int:
    """One past the last row of the run of aligned lines that begins here; `start` when none begins."""
    end = last = start
    for i in range(start, len(page)):
        line = page[i]
        if i > start and line.y - page[i - 1].y > _ROW_GAP * line.em:
            break
        if len(line.pieces) > 1:
            last = i + 1 if _is_row(line) else last
        elif i == start or not (_wraps(page, i) or _NUMBERED.match(line.text)) or len(line.text) > 40:
            break
        end = i + 1
    return min(end, last)


def _wraps(page: Sequence[Line], i: int) -> bool:
    """A line of its own close to a row: the half of a label that did not fit beside its numbers."""
    near = [page[k] for k in (i - 1, i + 1) if 0 <= k < len(page)]
    return any(_is_row(other) and abs(other.y - page[i].y) <= _WRAPPED * page[i].em for other in near)


@dataclass(slots=True)
class _Row:
    y: float
    cells: dict[tuple[int, int], str]


def _aligned(run: Sequence[Line]) -> Sheet | None:
    rows = [line for line in run if _is_row(line)]
    columns = _columns([p for line in rows for p in line.pieces])
    if (
        _is_row(run[0])
        or len(run[0].pieces) < 2
        or len(rows) < 2
        or len(columns) < 2
        or not all(_fits(line, columns) for line in rows)
    ):
        return None
    made = [_row(line, columns) for line in run]
    merged: list[_Row] = []
    hanging: list[str] = []
    for i, (line, row) in enumerate(zip(run, made, strict=True)):
        if len(line.pieces) > 1 or _NUMBERED.match(line.text) or i == 0:
            if hanging:
                place = min(row.cells)
                row.cells[place] = "".join(hanging) + row.cells[place]
                hanging = []
            merged.append(row)
        elif i + 1 < len(run) and _belongs_below(*run[i - 1 : i + 2]):
            hanging.append(line.text)
        else:
            place = min(merged[-1].cells)
            merged[-1].cells[place] += line.text
    return _sheet(merged, columns)


def _belongs_below(above: Line, line: Line, below: Line) -> bool:
    """The label's half is nearer to the row below, which has no numbering of its own."""
    return below.y - line.y < line.y - above.y and not _NUMBERED.match(below.text)


def _columns(pieces: list[Piece]) -> list[tuple[float, float]]:
    """Stretches that the pieces of the rows cover, from left to right."""
    columns: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        if columns and piece.x0 < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], piece.x1)
        else:
            columns.append((piece.x0, piece.x1))
    return columns


def _fits(line: Line, columns: list[tuple[float, float]]) -> bool:
    """Each piece has a column of its own."""
    places = [_place(p, columns) for p in line.pieces]
    return all(a[1] <= b[0] for a, b in pairwise(places))


def _place(piece: Piece, columns: list[tuple[float, float]]) -> tuple[int, int]:
    """The columns a piece stands over, as a half-open range."""
    over = [i for i, (x0, x1) in enumerate(columns) if piece.x0 < x1 and x0 < piece.x1]
    if over:
        return over[0], over[-1] + 1
    middle = (piece.x0 + piece.x1) / 2
    nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
    return nearest, nearest + 1


def _row(line: Line, columns: list[tuple[float, float]]) -> _Row:
    cells: dict[tuple[int, int], str] = {}
    for piece in line.pieces:
        place = _place(piece, columns)
        cells[place] = cells.get(place, "") + piece.text
    return _Row(line.y, cells)


def _sheet(rows: list[_Row], columns: list[tuple[float, float]]) -> Sheet:
    cells: list[SheetCell] = []
    for number, row in enumerate(rows):
        written = {column for start, end in row.cells for column in range(start, end)}
        places = {**row.cells, **{(k, k + 1): "" for k in range(len(columns)) if k not in written}}
        last = 0
        for (start, end), text in sorted(places.items()):
            start = max(start, last)
            last = max(end, start + 1)
            cells.append(
                SheetCell(box=Box(row=number, column=start, rows=1, columns=last - start), text=text, lines=(text,))
            )
    edges = (*(x0 for x0, _ in columns), columns[-1][1])
    return Sheet(xs=edges, rows=len(rows), cells=tuple(cells))
