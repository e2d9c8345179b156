"""Glyphs become lines of text: what stands at one height, from left to right, with the blanks that the eye sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from nianbao.reading.lines import CHINESE, clean, join_pieces, raised
from nianbao.reading.pdf_marks import Glyph

_SAME_HEIGHT = 0.5
_OVERPRINT = 0.15
_COLUMN_GAP = 1.5
_NUMBER_GAP = 0.7
_TO_BASE, _SMALL, _RAISED = 0.35, 0.75, 0.15
_FEWEST_SPACED, _LETTER_SPACE, _EVEN, _MOST_SPACED = 5, 0.15, 0.15, 0.8
_WIDE_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a line without a gap as wide as between two columns."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page; `y` is its middle, `em` the size of its letters."""

    pieces: tuple[Piece, ...]
    y: float
    em: float

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1


def lines(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """Lines from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if g.text >= " "), key=lambda g: (g.y, g.x0)):
        first = rows[-1][0] if rows else None
        if first is not None and glyph.y - first.y <= _SAME_HEIGHT * min(glyph.em, first.em):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    made = (_line(row) for row in rows if any(glyph.text.strip() for glyph in row))
    return tuple(line for line in made if line.pieces)


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """The text of one table cell on one line; text printed upwards or downwards in it is turned first."""
    turned = [g for g in glyphs if g.turn]
    if len(turned) * 2 > len(glyphs):
        glyphs = [_upright(g) for g in turned]
    return join_pieces(line.text for line in lines(glyphs))


def _upright(glyph: Glyph) -> Glyph:
    half = glyph.em / 2
    x, y = (glyph.y, -glyph.x) if glyph.turn == 1 else (-glyph.y, glyph.x)
    return replace(glyph, x0=x - half, x1=x + half, y=y, turn=0)


def _line(row: list[Glyph]) -> Line:
    row = _with_raised_marks(sorted(row, key=lambda g: g.x0))
    tracking = _tracking(row)
    pieces: list[Piece] = []
    begun: list[Glyph] = []
    text, spaced = "", False
    for glyph in row:
        if not glyph.text.strip():
            spaced = True
            continue
        if begun and _is_overprint(begun, glyph):
            continue
        gap = glyph.x0 - begun[-1].x1 - tracking if begun else 0.0
        if begun and gap > _apart(begun[-1], glyph) * glyph.em:
            pieces.append(Piece(text=clean(text), x0=begun[0].x0, x1=begun[-1].x1))
            begun, text = [], ""
        elif begun and gap > (0.0 if spaced and _is_latin(begun[-1], glyph) else _blank(begun[-1], glyph)) * glyph.em:
            text += " "
        spaced = False
        begun.append(glyph)
        text += glyph.text
    pieces.append(Piece(text=clean(text), x0=begun[0].x0, x1=begun[-1].x1))
    return Line(
        pieces=tuple(piece for piece in pieces if piece.text),
        y=sum(g.y for g in row) / len(row),
        em=max(g.em for g in row),
    )


def _with_raised_marks(row: list[Glyph]) -> list[Glyph]:
    """Small digits above the line are the numbers of notes: they become raised ones, no part of the number before."""
    size = median(g.em for g in row)
    low = median(g.y + _TO_BASE * g.em for g in row)
    return [
        replace(g, text=raised(g.text))
        if g.em <= _SMALL * size and g.y + _TO_BASE * g.em <= low - _RAISED * size
        else g
        for g in row
    ]


def _tracking(row: Sequence[Glyph]) -> float:
    """The space that stands between all letters of a line printed letter by letter; 0.0 for ordinary print."""
    printed = [g for g in row if g.text.strip()]
    gaps = [b.x0 - a.x1 for a, b in pairwise(printed) if abs(b.x0 - a.x0) >= _OVERPRINT * b.em]
    if len(gaps) < _FEWEST_SPACED:
        return 0.0
    space = median(gaps)
    near = sum(abs(gap - space) <= _EVEN * row[0].em for gap in gaps)
    return space if _LETTER_SPACE * row[0].em < space and near >= _MOST_SPACED * len(gaps) else 0.0


def _is_overprint(before: list[Glyph], glyph: Glyph) -> bool:
    """Bold letters are sometimes the same letter printed twice, a hair apart."""
    return any(b.text == glyph.text and abs(b.x0 - glyph.x0) < _OVERPRINT * glyph.em for b in before[-3:])


def _apart(left: Glyph, right: Glyph) -> float:
    """How wide a gap must be, in letters, to part columns; narrow columns of digits stand closer than words."""
    return _NUMBER_GAP if left.text.isdigit() and right.text.isdigit() else _COLUMN_GAP


def _blank(left: Glyph, right: Glyph) -> float:
    """How wide a gap must be, in letters, to be a blank: the gap between 2023 and 年 is none, that in "A B" is one."""
    wide = _is_wide(left.text) + _is_wide(right.text)
    return (0.2, 0.5, 0.8)[wide]


def _is_latin(left: Glyph, right: Glyph) -> bool:
    return not (_is_wide(left.text) or _is_wide(right.text))


def _is_wide(text: str) -> bool:
    return bool(CHINESE.match(text)) or text in _WIDE_MARKS or "\uff00" <= text <= "\uffef"
