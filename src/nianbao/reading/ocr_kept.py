"""Recognised pages as they are kept for proof: grey, small, and as they were read, so that places fit them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nianbao.model import PageImage
from nianbao.reading.ocr_engine import opencv

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nianbao.reading.ocr_engine import Image

    Picture = NDArray[np.uint8]
    """Rows × columns of grey, `WIDTH` columns."""

WIDTH = 1000
"""Columns kept: A4 at 120 dpi, at which small print can still be read."""
_GREYS = 8
"""Shades kept: of paper and ink no eye sees more, and a page of text takes a third of the bytes."""


def shrunk(image: Image) -> Picture:
    """The page in grey, `WIDTH` pixels wide."""
    cv2 = opencv()
    height = max(1, round(image.shape[0] * WIDTH / image.shape[1]))
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    method = cv2.INTER_AREA if image.shape[1] > WIDTH else cv2.INTER_CUBIC
    small: Picture = cv2.resize(grey, (WIDTH, height), interpolation=method)
    return small


def page_image(page: int, parts: Sequence[Picture]) -> PageImage:
    """A page as PNG; one that was read in parts is put together again."""
    import numpy as np
    from PIL import Image

    whole = np.concatenate(list(parts))
    # Evenly spaced shades of its own range: paper is seldom white and ink seldom black.
    low, high = (float(v) for v in np.percentile(whole, (0.5, 60)))
    level = np.clip((whole.astype(np.float32) - low) / max(1.0, high - low), 0, 1)
    shades = Image.fromarray(np.rint(level * (_GREYS - 1)).astype(np.uint8), "P")
    shades.putpalette([round(shade * 255 / (_GREYS - 1)) for shade in range(_GREYS) for _ in range(3)])
    file = io.BytesIO()
    shades.save(file, "PNG", optimize=True, bits=4)
    return PageImage(page=page, width=whole.shape[1], height=whole.shape[0], png=file.getvalue())
