"""Where on its page each line and cell stands, in the order in which the pages become blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nianbao.model import Box, PrintedLine
from nianbao.reading.pdf_flow import in_order
from nianbao.reading.pdf_lines import Line
from nianbao.reading.pdf_pages import Page
from nianbao.reading.pdf_sheets import Sheet

_HALF_LINE = 0.62
"""Of the size of its letters, so much of a line stands above and below its middle."""


def printed(pages: Mapping[int, Sequence[Page]]) -> tuple[PrintedLine, ...]:
    """The lines and cells of pages by their number; the parts of a page stand below each other, equally wide."""
    return tuple(line for number, parts in pages.items() for line in _page(number, parts))


def _page(number: int, parts: Sequence[Page]) -> Iterator[PrintedLine]:
    whole = sum(part.text.height for part in parts)
    width = max((part.width for part in parts), default=0.0)
    if whole <= 0 or width <= 0:
        return
    above = 0.0
    for part in parts:
        for text, x0, y0, x1, y1 in _items(part):
            box = Box(x0=_of(x0, width), y0=_of(above + y0, whole), x1=_of(x1, width), y1=_of(above + y1, whole))
            yield PrintedLine(text=text, page=number, box=box)
        above += part.text.height


def _of(part: float, whole: float) -> float:
    return round(min(max(part / whole, 0.0), 1.0), 4)


_Item = tuple[str, float, float, float, float]


def _items(page: Page) -> Iterator[_Item]:
    rest = list(page.text.lines)
    for top, table in page.sheets:
        above = [line for line in rest if line.y < top]
        yield from map(_line, in_order(above, page.width))
        yield from _cells(table)
        rest = rest[len(above) :]
    yield from map(_line, in_order(rest, page.width))


def _line(line: Line) -> _Item:
    half = _HALF_LINE * line.em
    return line.text, line.pieces[0].x0, line.y - half, line.pieces[-1].x1, line.y + half


def _cells(table: Sheet) -> Iterator[_Item]:
    xs, ys = table.xs, table.ys
    for cell in table.cells:
        box = cell.box
        if cell.text and box.row + box.rows < len(ys) and box.column + box.columns < len(xs):
            yield cell.text, xs[box.column], ys[box.row], xs[box.column + box.columns], ys[box.row + box.rows]
