"""Page images made on the spot, and a recogniser that says what a test tells it to."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from nianbao.reading.ocr_engine import Rect, Words

if TYPE_CHECKING:
    from nianbao.reading.ocr_engine import Image

INK, PAPER = 20, 245


def blank(width: int = 1400, height: int = 1000) -> Image:
    return np.full((height, width, 3), PAPER, np.uint8)


def rule(image: Image, x0: int, y0: int, x1: int, y1: int) -> None:
    image[y0 : y1 + 3, x0 : x1 + 3] = INK


def grid(image: Image, xs: Sequence[int], ys: Sequence[int]) -> Image:
    for y in ys:
        rule(image, xs[0], y, xs[-1], y)
    for x in xs:
        rule(image, x, ys[0], x, ys[-1])
    return image


def written(image: Image, x: int, y: int, text: str, em: int = 30, font: Any = None) -> Image:
    picture = Pictures.fromarray(image)
    ImageDraw.Draw(picture).text((x, y), text, fill=(INK,) * 3, font=font or ImageFont.load_default(em))
    image[:] = np.asarray(picture)
    return image


def encoded(image: Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    Pictures.fromarray(image[:, :, ::-1]).save(file, kind, **options)
    return file.getvalue()


def chinese_font(em: int) -> Any:
    """A font of this machine that has Chinese characters; None when there is none."""
    if shutil.which("fc-list") is None:
        return None
    ask = ["fc-list", ":lang=zh-cn", "file", "index"]
    found = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.splitlines()
    fonts = [line for line in sorted(found) if "Mono" not in line and ".tt" in line]
    if not fonts:
        return None
    file, _, index = fonts[0].partition(": :index=")
    return ImageFont.truetype(file.rstrip(": "), em, index=int(index or 0))


@dataclass
class Told:
    """Finds text where it is told to, and reads each picture as `says` does; `asked` keeps the pictures."""

    spots: Sequence[Rect] = ()
    says: Callable[[Image], Words] = lambda image: Words(text="0", score=0.99)
    asked: list[Image] = field(default_factory=list)

    def places(self, image: Image) -> list[Rect]:
        return list(self.spots)

    def words(self, lines: Sequence[Image]) -> list[Words]:
        self.asked.extend(lines)
        return [self.says(line) for line in lines]
