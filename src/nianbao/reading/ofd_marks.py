"""A page of an OFD file (GB/T 33190) as glyphs and rules: the same values that a PDF page is read into.

OFD measures in millimetres with y downwards; here lengths are points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nianbao.reading.lines import stands_apart
from nianbao.reading.pdf_marks import MAX_GLYPHS, MAX_OBJECTS, MAX_POINTS, Glyph, Marks, Matrix, Rule, segment, thin

MM = 72 / 25.4
_MAX_DEPTH = 16
_ASLANT = 0.06
_MOST_REPEATS = 10_000
_UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OPERATORS = {"M": 1, "S": 1, "L": 1, "Q": 2, "B": 3, "A": 4, "C": 0}  # how many pairs of numbers follow
_COMMAND = re.compile(r"[MSLQBAC]|[-+]?[\d.]+(?:[eE][-+]?\d+)?")


def local(element: Any) -> str:
    """The name of an element without its namespace, which programs write in two ways; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; raises ValueError for anything else in it."""
    found = [float(word) for word in (text or "").split()]
    if not all(math.isfinite(value) for value in found):
        raise ValueError("not a finite number")
    return found


@dataclass(slots=True)
class _Found:
    glyphs: list[Glyph]
    rules: list[Rule]
    images: int = 0
    objects: int = 0
    points: int = 0

    @property
    def full(self) -> bool:
        return self.objects >= MAX_OBJECTS or self.points >= MAX_POINTS or len(self.glyphs) >= MAX_GLYPHS


def marks(contents: Sequence[Any], box: Sequence[float]) -> Marks:
    """The page drawn by these `Content` elements (of its templates and its own) on paper of that box: x, y, w, h.

    Raises ValueError for attributes that are not as the standard says.
    """
    x, y, width, height = box
    found = _Found([], [])
    for content in contents:
        _visit(content, (1.0, 0.0, 0.0, 1.0, -x, -y), found, 0)
    width, height = width * MM, height * MM
    glyphs = tuple(g for g in found.glyphs if -1 <= g.x <= width + 1 and -1 <= g.y <= height + 1)
    return Marks(
        width=width, height=height, glyphs=glyphs, rules=tuple(found.rules), images=found.images, cut=found.full
    )


def _visit(container: Any, place: Matrix, found: _Found, depth: int) -> None:
    for element in container.iterchildren():
        if found.full:
            return
        found.objects += 1
        name = local(element)
        if element.get("Visible", "true").strip().lower() in ("false", "0"):
            continue
        if name == "TextObject":
            if element.get("Alpha", "255").strip() != "0":
                found.glyphs.extend(_glyphs(element, place))
        elif name == "PathObject":
            _draw(element, place, found)
        elif name == "ImageObject":
            found.images += 1
        elif name in ("Layer", "PageBlock") and depth < _MAX_DEPTH:
            _visit(element, place, found, depth + 1)


def _matrix(element: Any, place: Matrix) -> Matrix:
    """From the coordinates of a graphic object to those of the page: its own matrix, then the corner of its box."""
    box = numbers(element.get("Boundary"))
    if len(box) != 4:
        raise ValueError("an object without a boundary")
    own = numbers(element.get("CTM")) or list(_UNCHANGED)
    if len(own) != 6:
        raise ValueError("a matrix of six numbers was expected")
    a, b, c, d, e, f = own
    return a, b, c, d, e + box[0] + place[4], f + box[1] + place[5]


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return (m[0] * x + m[2] * y + m[4]) * MM, (m[1] * x + m[3] * y + m[5]) * MM


# --- text ---------------------------------------------------------------------------------------------------------


def _glyphs(element: Any, place: Matrix) -> Iterator[Glyph]:
    m = _matrix(element, place)
    size = (numbers(element.get("Size")) or [0.0])[0]
    wide = (numbers(element.get("HScale")) or [1.0])[0]
    em = size * math.hypot(m[2], m[3]) * MM
    quarters = math.atan2(m[1], m[0]) / (math.pi / 2)
    if not 0.5 < em < 2000 or abs(quarters - round(quarters)) > _ASLANT:
        return  # nothing to read, or a watermark across the page
    turn = round(quarters) % 4
    across = math.hypot(m[0], m[1]) * MM
    x = y = 0.0
    for code in element.iterchildren():
        if local(code) != "TextCode":
            continue
        x = (numbers(code.get("X")) or [x])[0]
        y = (numbers(code.get("Y")) or [y])[0]
        for character, dx, dy, advance in _placed(code, size * wide):
            middle_x, middle_y = _apply(m, x + dx + advance / 2, y + dy - 0.35 * size)
            half = (em if turn % 2 else advance * across) / 2
            yield Glyph(text=character, x0=middle_x - half, x1=middle_x + half, y=middle_y, em=em, turn=turn)


def _placed(code: Any, em: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character with its offset from the first and its width; the font is not asked, its class tells enough."""
    text = code.text or ""
    across, down = _offsets(code.get("DeltaX")), _offsets(code.get("DeltaY"))
    dx = dy = 0.0
    for i, character in enumerate(text):
        width = em / 2 if stands_apart(character) else em
        step = across[i] if i < len(across) else 0.0 if down else width
        yield character, dx, dy, min(width, step) if step > 0 else width
        dx += step
        dy += down[i] if i < len(down) else 0.0


def _offsets(text: str | None) -> list[float]:
    """Distances between characters; `g 3 5.2` stands for 5.2 three times."""
    words = (text or "").split()
    found: list[float] = []
    i = 0
    while i < len(words) and len(found) < _MOST_REPEATS:
        if words[i] == "g":
            if i + 2 >= len(words):
                raise ValueError("a repeated distance without its count or value")
            found.extend(numbers(words[i + 2]) * min(int(words[i + 1]), _MOST_REPEATS))
            i += 3
        else:
            found.extend(numbers(words[i]))
            i += 1
    return found


# --- lines --------------------------------------------------------------------------------------------------------


def _draw(element: Any, place: Matrix, found: _Found) -> None:
    m = _matrix(element, place)
    stroked = element.get("Stroke", "true").strip().lower() in ("true", "1")
    filled = element.get("Fill", "false").strip().lower() in ("true", "1")
    data = next((child.text or "" for child in element.iterchildren() if local(child) == "AbbreviatedData"), "")
    for subpath in _subpaths(data, found):
        points = [_apply(m, x, y) for x, y in subpath]
        if stroked:
            found.rules.extend(rule for a, b in pairwise(points) if (rule := segment(a, b)))
        elif filled and (rule := thin(points)):
            found.rules.append(rule)


def _subpaths(data: str, found: _Found) -> Iterator[list[tuple[float, float]]]:
    """Points of each stretch of a path; a curve counts by its end alone, since no table is ruled with curves."""
    words = iter(_COMMAND.findall(data))
    points: list[tuple[float, float]] = []
    for word in words:
        if found.full:
            return
        found.points += 1
        pairs = _OPERATORS.get(word)
        if pairs is None:
            raise ValueError("a path without an operator")
        if word in "MS" and points:
            yield points
            points = []
        if word == "C":
            points.extend(points[:1])
            continue
        values = [float(next(words, "")) for _ in range(pairs * 2 - (word == "A"))]
        points.append((values[-2], values[-1]))
    if points:
        yield points
