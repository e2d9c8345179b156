"""Pages of a PDF as pictures, for character recognition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

_LONG_SIDE = 2340
_MOST_DOTS_A_POINT = 4.2

ONE_AT_A_TIME = Lock()
"""PDFium may be used by one thread at a time."""


def rendered(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, Any]]:
    """Pages by number from 1, as arrays of blue, green and red; A4 comes out at 200 dpi."""
    for number in numbers:
        with ONE_AT_A_TIME:
            image = _page(data, number - 1)
        yield number, image


def pictured(data: bytes, number: int) -> float:
    """How much of a page, from 0 to 1, its largest picture covers; to be asked by the holder of `ONE_AT_A_TIME`."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    document = pdfium.PdfDocument(data)
    try:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            boxes = [item.get_bounds() for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])]
            largest = max(((right - left) * (top - low) for left, low, right, top in boxes), default=0.0)
            return float(largest / max(1.0, width * height))
        finally:
            page.close()
    finally:
        document.close()


def _page(data: bytes, index: int) -> Any:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        page = document[index]
        try:
            width, height = page.get_size()
            scale = min(_MOST_DOTS_A_POINT, _LONG_SIDE / max(width, height, 1.0))
            if max(width, height) > 2 * min(width, height):  # a long picture on one page
                scale = min(_MOST_DOTS_A_POINT, 1400 / max(1.0, min(width, height)), 20_000 / max(width, height))
            return page.render(scale=scale, rev_byteorder=False).to_numpy().copy()
        finally:
            page.close()
    finally:
        document.close()
