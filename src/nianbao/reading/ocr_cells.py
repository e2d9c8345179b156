"""Which part of a page image belongs to which table cell, and the pictures of single lines that are recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nianbao.reading.ocr_engine import Rect, opencv
from nianbao.reading.ocr_rules import written
from nianbao.reading.pdf_grid import Box, Grid

if TYPE_CHECKING:
    from nianbao.reading.ocr_engine import Image

_INSET = 3
# The words of a cell that a page break cut may stand, in points, a little outside what is drawn.
_SPILL = 14.0
_MARGIN = 4
_HALF_A_LETTER = 0.3
_STACKED = 1.7
_LEFT_OVER = 9
_SMALLEST_STROKE = 12
_STRAIGHT = -0.8
_SLANT = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """A cell and where it lies in the picture; `grid` counts the tables of the page."""

    grid: int
    box: Box
    rect: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A line of text to recognise; `cell` is None outside every table."""

    rect: Rect
    cell: CellPlace | None = None


def cell_places(number: int, grid: Grid, scale: float) -> list[CellPlace]:
    """The cells of a grid in pixels; `scale` is points for a pixel."""
    xs, ys = [x / scale for x in grid.xs], [y / scale for y in grid.ys]
    return [
        CellPlace(
            grid=number,
            box=box,
            rect=Rect(
                x0=xs[box.column] + _INSET,
                y0=ys[box.row] + (-_SPILL / scale if box.open_above else _INSET),
                x1=xs[box.column + box.columns] - _INSET,
                y1=ys[box.row + box.rows] + (_SPILL / scale if box.open_below else -_INSET),
            ),
        )
        for box in grid.boxes
    ]


def spots(places: Sequence[Rect], cells: Sequence[CellPlace], rest: Image) -> list[Spot]:
    """The places cut where a rule runs between two cells, and ink in cells that nothing was found for.

    Finders of text run neighbouring cells together and overlook single digits: a table of zeros is full of both.
    """
    found: list[Spot] = []
    left = rest.copy()
    for place in places:
        parts = list(_parts(place, cells, rest))
        if not parts and not any(_covers(cell.rect, place) for cell in cells):
            parts = [Spot(rect=place)]
        found.extend(parts)
        left[max(0, round(place.y0)) : round(place.y1), max(0, round(place.x0)) : round(place.x1)] = 0
    for cell in cells:
        overlooked = written(left, cell.rect)
        if overlooked is not None and max(overlooked.width, overlooked.height) >= _LEFT_OVER:
            found.extend(Spot(rect=line, cell=cell) for line in _lines(left, overlooked))
    return found


def _covers(cell: Rect, place: Rect) -> bool:
    return cell.x0 <= place.x <= cell.x1 and cell.y0 <= place.y <= cell.y1


def _parts(place: Rect, cells: Sequence[CellPlace], rest: Image) -> Iterator[Spot]:
    least = _HALF_A_LETTER * min(place.width, place.height)
    for cell in cells:
        common = place.common(cell.rect)
        if common.width < least or common.height < max(least, _HALF_A_LETTER * min(place.height, cell.rect.height)):
            continue
        if (ink := written(rest, common)) is not None:
            yield Spot(rect=_padded(ink, cell.rect), cell=cell)


def _padded(ink: Rect, within: Rect) -> Rect:
    return Rect(x0=ink.x0 - _MARGIN, y0=ink.y0 - _MARGIN, x1=ink.x1 + _MARGIN, y1=ink.y1 + _MARGIN).common(within)


def _lines(rest: Image, ink: Rect) -> list[Rect]:
    """The lines of ink in a rectangle, from top to bottom."""
    bands = _bands(rest, ink)
    tallest = max((end - start for start, end in bands), default=0)
    found: list[Rect] = []
    for start, end in bands:
        if end - start < 0.3 * tallest and found:
            continue
        found.append(Rect(x0=ink.x0 - _MARGIN, y0=start - _MARGIN, x1=ink.x1 + _MARGIN, y1=end + _MARGIN))
    return found


def _bands(rest: Image, rect: Rect) -> list[tuple[int, int]]:
    """Stretches of rows with ink."""
    import numpy as np

    top = max(0, round(rect.y0))
    rows = rest[top : round(rect.y1), max(0, round(rect.x0)) : round(rect.x1)].any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows, [0])).astype(np.int8))).tolist()
    return [(top + start, top + end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def picture(image: Image, rest: Image, rect: Rect) -> Image:
    """The cut-out line; letters that stand one below the other are laid side by side."""
    letters = _letters(rest, rect) if rect.height > _STACKED * rect.width else []
    if len(letters) > 1:
        return _side_by_side(image, letters)
    return _cut(image, rect)


def alone(image: Image, ink: Rect) -> Image:
    """The same line cut out anew, close to its ink and with paper around it: for a second, independent reading."""
    cv2 = opencv()
    margin = max(4, round(0.3 * ink.height))
    around = cv2.copyMakeBorder(_cut(image, ink), margin, margin, margin, margin, cv2.BORDER_REPLICATE)
    enlarged: Image = cv2.resize(around, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    return enlarged


def is_slash(rest: Image, ink: Rect) -> bool:
    """One slanting stroke: recognisers take the / of an empty cell for a 1, which would be a figure nobody printed."""
    import numpy as np

    part = rest[max(0, round(ink.y0)) : round(ink.y1), max(0, round(ink.x0)) : round(ink.x1)]
    ys, xs = np.nonzero(part)
    if len(ys) < _SMALLEST_STROKE or float(xs.std()) == 0 or float(ys.std()) == 0:
        return False
    together = float(np.corrcoef(xs, ys)[0, 1])
    return together < _STRAIGHT and -together * float(xs.std() / ys.std()) > _SLANT


def _letters(rest: Image, rect: Rect) -> list[Rect]:
    """The letters of a column of letters: as much ink as makes about a square."""
    found: list[Rect] = []
    begun: int | None = None
    ink = written(rest, rect) or rect
    for start, end in _bands(rest, ink):
        begun = start if begun is None else begun
        if end - begun >= 0.6 * ink.width:
            found.append(Rect(x0=ink.x0 - 2, y0=begun - 2, x1=ink.x1 + 2, y1=end + 2))
            begun = None
    if begun is not None and found:
        last = found[-1]
        found[-1] = Rect(x0=last.x0, y0=last.y0, x1=last.x1, y1=ink.y1 + 2)
    return found


def _side_by_side(image: Image, letters: Sequence[Rect]) -> Image:
    import numpy as np

    cuts = [_cut(image, letter) for letter in letters]
    height = max(cut.shape[0] for cut in cuts)
    paper = np.median(np.concatenate([cut.reshape(-1, 3) for cut in cuts]), axis=0).astype(np.uint8)
    row = np.empty((height, sum(cut.shape[1] + 2 for cut in cuts), 3), np.uint8)
    row[:] = paper
    x = 0
    for piece in cuts:
        y = (height - piece.shape[0]) // 2
        row[y : y + piece.shape[0], x : x + piece.shape[1]] = piece
        x += piece.shape[1] + 2
    return row


def _cut(image: Image, rect: Rect) -> Image:
    import numpy as np

    height, width = image.shape[:2]
    y0, x0 = min(max(0, round(rect.y0)), height - 1), min(max(0, round(rect.x0)), width - 1)
    part = image[y0 : max(y0 + 1, round(rect.y1)), x0 : max(x0 + 1, round(rect.x1))]
    return np.ascontiguousarray(part)
