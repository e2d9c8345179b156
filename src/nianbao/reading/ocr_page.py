"""One page image becomes lines and tables, as the pages of a PDF do: rules first, then the text between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean, median
from typing import TYPE_CHECKING

from nianbao.reading.lines import CHINESE, join_pieces
from nianbao.reading.ocr_cells import CellPlace, alone, cell_places, is_slash, picture, spots
from nianbao.reading.ocr_engine import Recogniser, Rect, Words
from nianbao.reading.ocr_image import ink, straight
from nianbao.reading.ocr_kept import shrunk
from nianbao.reading.ocr_rules import erased, ruled, written
from nianbao.reading.ocr_words import agreed, is_number, number, tidy
from nianbao.reading.pdf_furniture import PageLines
from nianbao.reading.pdf_grid import Grid, grids
from nianbao.reading.pdf_lines import Line, Piece
from nianbao.reading.pdf_marks import Rule
from nianbao.reading.pdf_pages import Page
from nianbao.reading.pdf_sheets import Sheet, SheetCell

if TYPE_CHECKING:
    from nianbao.reading.ocr_engine import Image
    from nianbao.reading.ocr_kept import Picture

PAPER = 595.0
"""Pictures have no size of their own; a page is taken to be as wide as A4, in points."""
_NARROWEST_TABLE = 0.2 * PAPER
_MOST_CELLS = 1500
_LEAST_SCORE = 0.5
_FAINT = 0.8
_SAMPLE = 6
_BOX_TO_EM = 0.75
_JOINED = 1.2
_LONG_LINE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page as read: `doubtful` counts cells left blank because two readings differ, `faint` lines hard to read.

    `picture` is the page as it was read, set straight and turned, to be kept as evidence.
    """

    page: Page
    picture: Picture
    doubtful: int = 0
    faint: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A recognised line of text; `cell` is None outside every table."""

    rect: Rect
    words: Words
    cell: CellPlace | None


def read_page(image: Image, engine: Recogniser, *, turned: bool = False) -> ReadPage:
    """The page set straight, freed of its rules and read; one that lies on its side or its head is turned first."""
    image = straight(image)
    dark = ink(image)
    across, upright, rest = ruled(dark)
    clear = erased(image, dark, rest)
    places = engine.places(clear)
    if not turned and (quarters := _quarters(clear, places, engine)):
        return read_page(_rotated(image, quarters), engine, turned=True)
    scale = PAPER / image.shape[1]
    tables = _tables(across, upright, scale)
    cells = [place for number, grid in enumerate(tables) for place in cell_places(number, grid, scale)]
    wanted = spots(places, cells, rest)
    said = engine.words([picture(clear, rest, spot.rect) for spot in wanted])
    found = [
        _Found(rect=spot.rect, words=replace(words, text=tidy(words.text)), cell=spot.cell)
        for spot, words in zip(wanted, said, strict=True)
        if words.score >= _LEAST_SCORE and words.text.strip()
    ]
    found, doubtful = _twice_read(clear, rest, found, engine)
    sheets = [_sheet(grid, [c for c in cells if c.grid == n], found) for n, grid in enumerate(tables)]
    page = Page(
        width=PAPER,
        text=PageLines(lines=_lines([f for f in found if f.cell is None], scale), height=image.shape[0] * scale),
        sheets=tuple((grid.ys[0], sheet) for grid, sheet in zip(tables, sheets, strict=True)),
    )
    return ReadPage(page=page, picture=shrunk(image), doubtful=doubtful, faint=sum(map(_is_faint, found)))


def _is_faint(found: _Found) -> bool:
    """Words hard to read; numbers in cells are read twice anyhow."""
    return found.words.score < _FAINT and not (found.cell is not None and is_number(found.words.text))


def _quarters(clear: Image, places: Sequence[Rect], engine: Recogniser) -> int:
    """How many quarters anticlockwise the page must be turned so that its longest lines can be read."""
    longest = sorted(places, key=lambda r: -max(r.width, r.height))[:_SAMPLE]
    if len(longest) < 2:
        return 0
    cuts = [clear[max(0, round(r.y0)) : round(r.y1), max(0, round(r.x0)) : round(r.x1)] for r in longest]
    sideways = sum(r.height > 1.5 * r.width for r in longest) > len(longest) / 2

    def sureness(quarters: int) -> float:
        return mean(words.score for words in engine.words([_rotated(cut, quarters) for cut in cuts]))

    if not sideways and sureness(0) >= _FAINT:
        return 0
    return max((1, 3) if sideways else (0, 2), key=sureness)


def _rotated(image: Image, quarters: int) -> Image:
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, quarters))


def _tables(across: Sequence[Rect], upright: Sequence[Rect], scale: float) -> list[Grid]:
    rules = [Rule(upright=False, at=r.y * scale, start=r.x0 * scale, end=r.x1 * scale) for r in across]
    rules += [Rule(upright=True, at=r.x * scale, start=r.y0 * scale, end=r.y1 * scale) for r in upright]
    wide = (grid for grid in grids(rules) or () if grid.xs[-1] - grid.xs[0] >= _NARROWEST_TABLE)
    return [grid for grid in wide if len(grid.boxes) <= _MOST_CELLS]


def _twice_read(clear: Image, rest: Image, found: list[_Found], engine: Recogniser) -> tuple[list[_Found], int]:
    """Numbers in cells as two readings give them; a cell whose readings differ is left blank and counted."""
    numbers = [f for f in found if f.cell is not None and is_number(f.words.text)]
    marks = [written(rest, f.rect) or f.rect for f in numbers]
    again = engine.words([alone(clear, mark) for mark in marks])
    settled: dict[int, str | None] = {}
    for f, mark, words in zip(numbers, marks, again, strict=True):
        slash = number(f.words.text) in ("1", "/") and is_slash(rest, mark)
        settled[id(f)] = "/" if slash else agreed(f.words, words)
    kept = []
    for f in found:
        text = settled.get(id(f), f.words.text)
        if text is not None:
            kept.append(replace(f, words=replace(f.words, text=text)))
    return kept, sum(1 for text in settled.values() if text is None)


def _sheet(grid: Grid, cells: Sequence[CellPlace], found: Sequence[_Found]) -> Sheet:
    made = []
    for cell in cells:
        rows = _rows([f for f in found if f.cell is cell])
        lines = tuple(join_pieces(f.words.text for f in row) for row in rows)
        made.append(SheetCell(box=cell.box, text=join_pieces(lines), lines=lines))
    return Sheet(xs=grid.xs, rows=len(grid.ys) - 1, cells=tuple(made), ys=grid.ys)


def _rows(found: Sequence[_Found]) -> list[list[_Found]]:
    """Lines that stand at one height side by side, from top to bottom."""
    rows: list[list[_Found]] = []
    for f in sorted(found, key=lambda f: f.rect.y):
        first = rows[-1][0].rect if rows else None
        if first is not None and f.rect.y - first.y <= 0.4 * min(f.rect.height, first.height):
            rows[-1].append(f)
        else:
            rows.append([f])
    return [sorted(row, key=lambda f: f.rect.x0) for row in rows]


def _lines(found: Sequence[_Found], scale: float) -> tuple[Line, ...]:
    estimates = [_em(f) for f in found]
    long = [em for f, em in zip(found, estimates, strict=True) if _units(f.words.text) >= _LONG_LINE]
    body = median(long or estimates or [1.0])
    made = []
    for row in _rows(found):
        # Boxes around equal letters differ in height; letters of about the common size are of the common size.
        ems = [body if abs(em - body) < 0.3 * body else em for em in map(_em, row)]
        em = max(ems)
        pieces: list[Piece] = []
        for f in row:
            text, x0, x1 = f.words.text, f.rect.x0 * scale, f.rect.x1 * scale
            if pieces and x0 - pieces[-1].x1 <= _JOINED * em * scale:
                text, x0 = join_pieces((pieces[-1].text, text)), pieces.pop().x0
            pieces.append(Piece(text=text, x0=x0, x1=x1))
        y = sum(f.rect.y for f in row) / len(row)
        made.append(Line(pieces=tuple(pieces), y=y * scale, em=em * scale))
    return tuple(made)


def _em(found: _Found) -> float:
    """The size of the letters: the width of a long line tells it better than the height of a box."""
    units = _units(found.words.text)
    return found.rect.width / units if units >= _LONG_LINE else _BOX_TO_EM * found.rect.height


def _units(text: str) -> float:
    return sum(1.0 if CHINESE.match(c) or c > "\u2e80" else 0.5 for c in text)
