"""What stands on a PDF page, as values: glyphs and ruled lines. The only importer of pypdfium2.

Coordinates are points; x grows in reading direction and y downwards, however the page or its text is turned.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nianbao.reading.pdf_fields import filled_fields

MAX_GLYPHS = 40_000
MAX_OBJECTS = 40_000
MAX_POINTS = 200_000
_MAX_DEPTH = 8
_THIN = 3.0
_SHORTEST = 2.0

Turn = Callable[[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
_TURNS: tuple[Turn, ...] = (
    lambda x, y: (x, -y),
    lambda x, y: (-y, -x),
    lambda x, y: (-x, y),
    lambda x, y: (y, x),
)
_UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One character: its box, the size of its font, and where its middle lies. `turn` counts quarters clockwise."""

    text: str
    x0: float
    x1: float
    y: float
    em: float
    turn: int = 0

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line: across at height `at`, or upright at x = `at`, from `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A page: size, glyphs, rules; `images` counts pictures, `fields` what is filled in, `unseen` is True for the text
    layer under a scan."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    images: int = 0
    unseen: bool = False
    fields: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Raw:
    """A character in the coordinates of the file; `quarter` is None when it stands aslant (a watermark)."""

    text: str
    box: tuple[float, float, float, float]
    base: tuple[float, float]
    em: float
    quarter: int | None


def marks(page: Any) -> Marks:
    """Everything drawn on an open pypdfium2 page; `cut` when there was more than the limits of this module allow."""
    raw, unseen, more = _characters(page)
    counted = Counter(c.quarter for c in raw if c.quarter is not None)
    quarter = counted.most_common(1)[0][0] if counted else 0
    turn = _TURNS[quarter]
    left, low, right, high = page.get_cropbox()
    corners = [turn(left, low), turn(right, high)]
    x0, y0 = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = abs(corners[0][0] - corners[1][0]), abs(corners[0][1] - corners[1][1])

    def place(x: float, y: float) -> tuple[float, float]:
        u, v = turn(x, y)
        return u - x0, v - y0

    glyphs = (_glyph(c, (c.quarter - quarter) % 4, place) for c in raw if c.quarter is not None)
    drawing = _Drawing(place)
    drawing.visit(page.raw, form=False, matrix=_UNCHANGED, depth=0)
    return Marks(
        width=width,
        height=height,
        glyphs=tuple(g for g in glyphs if -1 <= g.x <= width + 1 and -1 <= g.y <= height + 1),
        rules=tuple(drawing.rules),
        images=drawing.images,
        unseen=unseen,
        fields=filled_fields(page),
        cut=more or drawing.cut,
    )


def _glyph(raw: _Raw, turn: int, place: Turn) -> Glyph:
    (xa, ya), (xb, yb) = place(raw.box[0], raw.box[1]), place(raw.box[2], raw.box[3])
    # The box of a font is often wrong in height, its baseline never.
    y = (ya + yb) / 2 if turn else place(*raw.base)[1] - 0.35 * raw.em
    return Glyph(text=raw.text, x0=min(xa, xb), x1=max(xa, xb), y=y, em=raw.em, turn=turn)


def _characters(page: Any) -> tuple[list[_Raw], bool, bool]:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    found: list[_Raw] = []
    unseen = 0
    text = page.get_textpage()
    try:
        count = text.count_chars()
        for i in range(min(count, MAX_GLYPHS)):
            code = pdfium.FPDFText_GetUnicode(text, i)
            # PDFium adds spaces and line ends of its own and calls a hyphen at the end of a line 2.
            if pdfium.FPDFText_IsGenerated(text, i) == 1:
                continue
            found.append(_character(pdfium, text, i, "-" if pdfium.FPDFText_IsHyphen(text, i) == 1 else chr(code)))
            mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, i))
            unseen += mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    finally:
        text.close()
    return found, unseen * 2 > len(found), count > MAX_GLYPHS


def _character(pdfium: Any, text: Any, i: int, character: str) -> _Raw:
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(text, i, x, y)
    pdfium.FPDFText_GetLooseCharBox(text, i, box)
    pdfium.FPDFText_GetMatrix(text, i, matrix)
    em = abs(pdfium.FPDFText_GetFontSize(text, i)) * math.hypot(matrix.c, matrix.d)
    if max(abs(box.right - box.left), abs(box.top - box.bottom)) > 3 * em:
        # The box of a character in a font for vertical writing is out by the scale of the font; the ink is not.
        box = _ink(pdfium, text, i)
    quarters = pdfium.FPDFText_GetCharAngle(text, i) / (math.pi / 2)
    nearest = round(quarters)
    return _Raw(
        character,
        (box.left, box.bottom, box.right, box.top),
        (x.value, y.value),
        em if 0.5 < em < 2000 else max(1.0, abs(box.top - box.bottom)),
        nearest % 4 if abs(quarters - nearest) < 0.06 else None,
    )


def _ink(pdfium: Any, text: Any, i: int) -> Any:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
    return pdfium.FS_RECTF(left.value, top.value, right.value, bottom.value)


class _Drawing:
    """Walks the objects of a page, forms within forms included, and keeps the straight lines."""

    def __init__(self, place: Turn) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium = pdfium
        self.place = place
        self.rules: list[Rule] = []
        self.images = self.objects = self.points = 0

    @property
    def cut(self) -> bool:
        return self.objects >= MAX_OBJECTS or self.points >= MAX_POINTS

    def visit(self, holder: Any, *, form: bool, matrix: Matrix, depth: int) -> None:
        api = self.pdfium
        count = api.FPDFFormObj_CountObjects(holder) if form else api.FPDFPage_CountObjects(holder)
        for i in range(count):
            if self.cut:
                return
            self.objects += 1
            item = api.FPDFFormObj_GetObject(holder, i) if form else api.FPDFPage_GetObject(holder, i)
            kind = api.FPDFPageObj_GetType(item)
            self.images += kind == api.FPDF_PAGEOBJ_IMAGE
            if kind == api.FPDF_PAGEOBJ_PATH:
                self._path(item, _times(self._matrix(item), matrix))
            elif kind == api.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                self.visit(item, form=True, matrix=_times(self._matrix(item), matrix), depth=depth + 1)

    def _matrix(self, item: Any) -> Matrix:
        m = self.pdfium.FS_MATRIX()
        return (m.a, m.b, m.c, m.d, m.e, m.f) if self.pdfium.FPDFPageObj_GetMatrix(item, m) else _UNCHANGED

    def _path(self, item: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self.pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        for points in self._subpaths(item, matrix):
            if stroke.value:
                self.rules.extend(r for a, b in pairwise(points) if (r := segment(a, b)))
            elif fill.value and (line := thin(points)):
                self.rules.append(line)

    def _subpaths(self, item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        api = self.pdfium
        points: list[tuple[float, float]] = []
        for i in range(api.FPDFPath_CountSegments(item)):
            if self.cut:
                return
            self.points += 1
            segment = api.FPDFPath_GetPathSegment(item, i)
            x, y = ctypes.c_float(), ctypes.c_float()
            api.FPDFPathSegment_GetPoint(segment, x, y)
            if api.FPDFPathSegment_GetType(segment) == api.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(self.place(*_apply(matrix, x.value, y.value)))
            if api.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b = _apply((*outer[:4], 0.0, 0.0), inner[0], inner[1])
    c, d = _apply((*outer[:4], 0.0, 0.0), inner[2], inner[3])
    return (a, b, c, d, *_apply(outer, inner[4], inner[5]))


def segment(a: tuple[float, float], b: tuple[float, float]) -> Rule | None:
    return thin([a, b]) if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 1 else None


def thin(points: list[tuple[float, float]]) -> Rule | None:
    """The middle line of a long thin shape: most programs draw borders as filled rectangles."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if not all(math.isfinite(v) for v in (width, height)) or min(width, height) > _THIN:
        return None
    if max(width, height) < max(_SHORTEST, 1.5 * min(width, height)):
        return None
    if width >= height:
        return Rule(upright=False, at=(min(ys) + max(ys)) / 2, start=min(xs), end=max(xs))
    return Rule(upright=True, at=(min(xs) + max(xs)) / 2, start=min(ys), end=max(ys))
