"""Pages as lines and tables, whatever they were read from, become blocks: furniture dropped, tables joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.model import Block, TextBlock
from nianbao.reading.pdf_flow import in_order, with_tables
from nianbao.reading.pdf_furniture import PageLines, without_furniture
from nianbao.reading.pdf_grid import grids
from nianbao.reading.pdf_lines import Line, lines
from nianbao.reading.pdf_marks import Glyph, Marks
from nianbao.reading.pdf_paragraphs import paragraphs
from nianbao.reading.pdf_sheets import Sheet, blocks, joined, sheet, with_spilt


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines that stand in no table, and the ruled tables with the height at which each begins."""

    width: float
    text: PageLines
    sheets: tuple[tuple[float, Sheet], ...]


def page_of(page: Marks) -> Page:
    """A page of a text layer: glyphs inside ruled grids are cells, the others lines."""
    ruled = grids(page.rules) or ()
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.boxes] for grid in ruled]
    loose: list[Glyph] = []
    for glyph in page.glyphs:
        for grid, cells in zip(ruled, inside, strict=True):
            if (place := grid.at(glyph.x, glyph.y)) is not None:
                cells[place].append(glyph)
                break
        else:
            if not glyph.turn:
                loose.append(glyph)
    sheets = tuple((grid.ys[0], sheet(grid, cells)) for grid, cells in zip(ruled, inside, strict=True))
    return Page(width=page.width, text=PageLines(lines=lines(loose), height=page.height), sheets=sheets)


def blocks_of(pages: Sequence[Page]) -> tuple[Block, ...]:
    """All pages in reading order."""
    items: list[Line | Sheet] = []
    for page, kept in zip(pages, without_furniture([page.text for page in pages]), strict=True):
        mine = _items(page, kept)
        if items and mine:
            last, first = items[-1], mine[0]
            whole = joined(last, first) if isinstance(last, Sheet) and isinstance(first, Sheet) else None
            if whole is not None:
                items[-1:], mine = [whole], mine[1:]
        items.extend(mine)
    found: list[Block] = []
    for item in paragraphs(items):
        found.extend([TextBlock(text=item)] if isinstance(item, str) else blocks(item))
    return tuple(found)


def _items(page: Page, kept: Sequence[Line]) -> list[Line | Sheet]:
    """Lines and tables of one page from top to bottom."""
    items: list[Line | Sheet] = []
    rest = list(kept)
    for top, table in page.sheets:
        above = [line for line in rest if line.y < top]
        items.extend(with_tables(in_order(above, page.width)))
        whole, spilt = with_spilt(table, rest[len(above) :])
        items.append(whole)
        rest = rest[len(above) + spilt :]
    items.extend(with_tables(in_order(rest, page.width)))
    return items
