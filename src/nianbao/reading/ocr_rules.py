"""The ruled lines of a picture: where they run, and the picture without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nianbao.reading.ocr_engine import Rect, opencv
from nianbao.reading.pdf_grid import MOST_RULES

if TYPE_CHECKING:
    from nianbao.reading.ocr_engine import Image

_LEAST = 0.016
_THICKEST = 12
_MEETS = 9
_CERTAIN = 3.5
_LIKELY = 2.0
_SPECK = 12
_BESIDE = 6
_INKY = 0.2


def ruled(dark: Image) -> tuple[list[Rect], list[Rect], Image]:
    """Lines across and upright lines of an `ink` picture, in pixels, and the ink without them.

    A short stroke counts only where it meets lines of the other kind at its ends: 十 is no table.
    """
    import numpy as np

    cv2 = opencv()
    least = max(24, round(_LEAST * max(dark.shape)))
    across, upright = _long(dark, least), [_turned(r) for r in _long(cv2.transpose(dark), least)]
    if max(len(across), len(upright)) > MOST_RULES:
        return [], [], dark
    sure = [r for r in across if r.width >= _CERTAIN * least], [r for r in upright if r.height >= _CERTAIN * least]
    across = [r for r in across if r in sure[0] or _is_held(r, sure[1], r.width >= _LIKELY * least, upright=False)]
    upright = [r for r in upright if r in sure[1] or _is_held(r, across, r.height >= _LIKELY * least, upright=True)]
    # A line that meets no other is an underline or the even edge of a row of letters.
    crossed = [r for r in across if any(_cross(r, other) for other in upright)]
    upright = [r for r in upright if any(_cross(other, r) for other in across)]
    across = crossed
    gone = np.zeros_like(dark)
    for rule in (*across, *upright):
        gone[round(rule.y0) : round(rule.y1), round(rule.x0) : round(rule.x1)] = 255
    gone = cv2.dilate(gone, np.ones((5, 5), np.uint8))
    return across, upright, cv2.bitwise_and(dark, cv2.bitwise_not(gone))


def _turned(rule: Rect) -> Rect:
    return Rect(x0=rule.y0, y0=rule.x0, x1=rule.y1, y1=rule.x1)


def _long(dark: Image, least: int) -> list[Rect]:
    """Thin straight runs of ink across, of at least so many pixels; small gaps in faint print are bridged."""
    import numpy as np

    cv2 = opencv()
    runs = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    runs = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = (Rect(x0=x, y0=y, x1=x + w, y1=y + h) for x, y, w, h, _ in stats[1:count].tolist())
    return [r for r in found if r.height <= _THICKEST + 0.02 * r.width and not _is_text(dark, r)]


def _is_text(dark: Image, run: Rect) -> bool:
    """A row of letters makes a long run too, but it has ink close above and close below."""
    x = slice(round(run.x0), round(run.x1))
    above = dark[max(0, round(run.y0) - _BESIDE) : max(0, round(run.y0) - 1), x]
    below = dark[round(run.y1) + 1 : round(run.y1) + _BESIDE, x]
    return all(band.size and float(band.any(axis=0).mean()) > _INKY for band in (above, below))


def _is_held(rule: Rect, others: Sequence[Rect], likely: bool, *, upright: bool) -> bool:
    """Both ends meet a line of the other kind; one is enough for a longer one, which a page break may have cut."""
    ends = ((rule.x, rule.y0), (rule.x, rule.y1)) if upright else ((rule.x0, rule.y), (rule.x1, rule.y))
    return sum(any(_meets(x, y, other) for other in others) for x, y in ends) >= 2 - likely


def _meets(x: float, y: float, rule: Rect) -> bool:
    return rule.x0 - _MEETS <= x <= rule.x1 + _MEETS and rule.y0 - _MEETS <= y <= rule.y1 + _MEETS


def _cross(across: Rect, upright: Rect) -> bool:
    return _meets(upright.x, across.y, across) and _meets(upright.x, across.y, upright)


def erased(image: Image, dark: Image, rest: Image) -> Image:
    """The picture with the colour of paper where ink was taken out."""
    import numpy as np

    cv2 = opencv()
    gone = cv2.dilate(cv2.bitwise_and(dark, cv2.bitwise_not(rest)), np.ones((5, 5), np.uint8))
    gone = cv2.bitwise_and(gone, cv2.bitwise_not(cv2.dilate(rest, np.ones((3, 3), np.uint8))))
    paper = np.median(image[::8, ::8].reshape(-1, 3), axis=0)
    clear = image.copy()
    clear[gone > 0] = paper
    return clear


def written(rest: Image, within: Rect) -> Rect | None:
    """The smallest rectangle around the ink in a part of the picture, specks left out; None when it is blank."""
    cv2 = opencv()
    x0, y0 = round(within.x0), round(within.y0)
    part = rest[max(0, y0) : round(within.y1), max(0, x0) : round(within.x1)]
    if not part.size:
        return None
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    kept = [row for row in stats[1:count].tolist() if row[4] >= _SPECK and max(row[2], row[3]) >= 6]
    if not kept:
        return None
    return Rect(
        x0=x0 + min(row[0] for row in kept),
        y0=y0 + min(row[1] for row in kept),
        x1=x0 + max(row[0] + row[2] for row in kept),
        y1=y0 + max(row[1] + row[3] for row in kept),
    )
