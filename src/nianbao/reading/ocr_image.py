"""Pictures on their way to the recogniser: opened within limits, brought to one size, cut into pages, set straight."""

from __future__ import annotations

import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nianbao.errors import Unreadable
from nianbao.reading.ocr_engine import opencv

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nianbao.reading.ocr_engine import Image

MAX_PIXELS = 64_000_000
"""An A3 page at 500 dpi."""
LONG_SIDE = 2340
"""A page is read at this many pixels along its longer side: A4 at 200 dpi."""
_SHORTEST = 32
_MOST_ENLARGED = 2.0
_TALL = 1.8
_TALL_WIDTH = 1400
_TILE = 2000
_MOST_TILES = 40
_STEEPEST = 6.0
_MOST_LEAN = 1.5
_POINTS = 60_000
_CLEARLY = 1.1
_UNSEEN = 0.0006


def opened(data: bytes, name: str) -> Image:
    """The picture upright and without transparency; raises `Unreadable` when it is damaged, tiny or endless."""
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            _check_size(picture.width, picture.height, name)
            upright = ImageOps.exif_transpose(picture)
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                clear = upright.convert("RGBA")
                upright = Image.new("RGBA", clear.size, "white")
                upright.alpha_composite(clear)
            elif upright.mode.startswith("I"):
                upright = upright.point(lambda value: value / 256).convert("L")
            pixels = np.asarray(upright.convert("RGB"))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large(name) from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error) as error:
        raise Unreadable(
            f"“{name}”不是完好的图片（可能没有下载完整）；请重新下载，或重新扫描。",
            f"{name!r} is not a sound picture (it may be cut off); download or scan it again.",
        ) from error
    return np.ascontiguousarray(pixels[:, :, ::-1])


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MAX_PIXELS:
        raise _too_large(name)
    if min(width, height) < _SHORTEST:
        raise Unreadable(
            f"“{name}”只有 {width}×{height} 个像素，里面放不下一份报告；请换成清晰的扫描件。",
            f"{name!r} is only {width}×{height} pixels, too small for a report; use a proper scan.",
        )


def _too_large(name: str) -> Unreadable:
    most = MAX_PIXELS // 1_000_000
    return Unreadable(
        f"“{name}”像素太多（上限 {most} 百万像素）；请按 200–300 dpi 重新扫描或缩小后再导入。",
        f"{name!r} has too many pixels (limit {most} million); scan it at 200-300 dpi or scale it down.",
    )


def sized(image: Image) -> Iterator[Image]:
    """The picture at the size it is read best; a long screenshot as several pages, cut where nothing is written."""
    cv2 = opencv()
    height, width = image.shape[:2]
    tall = height > _TALL * width
    scale = min(_MOST_ENLARGED, _TALL_WIDTH / width if tall else LONG_SIDE / max(height, width))
    if tall and height * scale > _TILE * _MOST_TILES:
        scale = _TILE * _MOST_TILES / height
    if abs(scale - 1) > 0.02:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    yield from _tiles(image) if tall else (image,)


def _tiles(image: Image) -> Iterator[Image]:
    import numpy as np

    height, top = image.shape[0], 0
    spread = image.max(axis=(1, 2)).astype(np.int16) - image.min(axis=(1, 2))
    while height - top > _TILE * 1.2:
        zone = spread[top + _TILE // 2 : top + _TILE]
        end = top + _TILE // 2 + _quietest(zone)
        yield image[top:end]
        top = end
    yield image[top:]


def _quietest(zone: NDArray[np.int16]) -> int:
    """The middle of the longest run of rows as blank as the blankest."""
    import numpy as np

    blank = np.concatenate(([0], zone <= zone.min() + 8, [0])).astype(np.int8)
    edges = np.flatnonzero(np.diff(blank))
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return max(1, int(starts[longest] + ends[longest]) // 2)


def ink(image: Image) -> Image:
    """255 where something darker than its surroundings is printed, else 0."""
    cv2 = opencv()
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dark: Image = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 18)
    return dark


def straight(image: Image) -> Image:
    """The picture turned and sheared so that its lines run level and its rules stand upright."""
    import numpy as np

    cv2 = opencv()
    dark = np.argwhere(ink(image))
    if len(dark) < 50:
        return image
    ys, xs = dark[:: max(1, len(dark) // _POINTS)].astype(np.float64).T
    level = _slope(xs, ys, 0.0, _STEEPEST)
    upright = _slope(ys, xs, -level, _MOST_LEAN)
    if abs(level) < _UNSEEN and abs(upright) < _UNSEEN:
        return image
    height, width = image.shape[:2]
    middle = np.array([width / 2, height / 2])
    # Where the point (x, y) of the straight picture comes from in the crooked one.
    turn = np.array([[1.0, upright], [level, 1.0]])
    straightened: Image = cv2.warpAffine(
        image,
        np.column_stack([turn, middle - turn @ middle]),
        (width, height),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderValue=(255, 255, 255),
    )
    return straightened


def _slope(along: NDArray[np.float64], across: NDArray[np.float64], near: float, reach: float) -> float:
    """The slope, within some degrees of `near`, of the lines in which the points lie densest; `near` unless clearly."""
    import numpy as np

    def density(slope: float) -> float:
        rows = np.rint(across - slope * along).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        return float(np.square(counts.astype(np.float64)).sum())

    best, least = near, _CLEARLY * density(near)
    for step in (0.25, 0.03):
        tried = [best + math.tan(math.radians(k * step)) for k in range(-round(reach / step), round(reach / step) + 1)]
        best, reach = max(tried, key=density), 0.25
    return best if density(best) > least else near
