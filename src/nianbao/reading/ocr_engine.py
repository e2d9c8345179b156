"""The recogniser: where text stands in a picture, and what it says. The only importer of RapidOCR.

The models (PP-OCRv6, Apache-2.0) come inside the package and are named by path, so nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from nianbao.errors import NotYet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    """Rows × columns × (blue, green, red)."""

_DETECTION_SIDE = 1280
# Short lines are not filled up to the usual 320 pixels: a table of single digits is read three times as fast.
_LINE_SHAPE = (3, 48, 64)
_LINES_AT_ONCE = 12
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A rectangle of a picture, in pixels; x grows to the right, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2

    def common(self, other: Rect) -> Rect:
        """What both cover; of width or height 0 or less when they do not meet."""
        return Rect(
            x0=max(self.x0, other.x0), y0=max(self.y0, other.y0), x1=min(self.x1, other.x1), y1=min(self.y1, other.y1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one line of text says, and how sure that is, from 0 to 1."""

    text: str
    score: float


class Recogniser(Protocol):
    def places(self, image: Image) -> list[Rect]:
        """Where lines of text stand."""

    def words(self, lines: Sequence[Image]) -> list[Words]:
        """What cut-out lines of text say, in the same order."""


def opencv() -> Any:
    """OpenCV, which comes with the recogniser; untyped, so that types can be checked without it."""
    import cv2  # type: ignore[import-not-found,unused-ignore]

    return cv2


def recogniser(name: str) -> Recogniser:
    """The installed recogniser; raises `NotYet` that says how to install it."""
    try:
        return _rapid()
    except ImportError as error:
        raise NotYet(
            f"“{name}”是扫描件，只有图片，没有文字，要先做文字识别（OCR）；请先 pip install 'nianbao[ocr]' 再导入。",
            f"{name!r} holds page images and no text; pip install 'nianbao[ocr]' so that it can be recognised.",
        ) from error


@lru_cache(maxsize=1)
def _rapid() -> Recogniser:
    import rapidocr  # type: ignore[import-not-found,import-untyped,unused-ignore]

    folder = Path(rapidocr.__file__).parent / "models"
    models = {part: _model(folder, part) for part in ("det", "rec", "cls")}
    return _Rapid(
        rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": 4000,
                **{f"{part.title()}.model_path": str(path) for part, path in models.items()},
                "Det.limit_type": "max",
                "Det.limit_side_len": _DETECTION_SIDE,
                "Rec.rec_img_shape": _LINE_SHAPE,
                "Rec.rec_batch_num": _LINES_AT_ONCE,
            }
        )
    )


def _model(folder: Path, part: str) -> Path:
    found = sorted(folder.glob(f"*_{part}_*.onnx"))
    if not found:
        raise ImportError(f"this version of rapidocr does not bring its {part} model")
    return found[0]


class _Rapid:
    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def places(self, image: Image) -> list[Rect]:
        with _ONE_AT_A_TIME:
            found = self._engine(image, use_det=True, use_cls=False, use_rec=False).boxes
        rects = []
        for box in () if found is None else found:
            xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
            rects.append(Rect(x0=min(xs), y0=min(ys), x1=max(xs), y1=max(ys)))
        return rects

    def words(self, lines: Sequence[Image]) -> list[Words]:
        if not lines:
            return []
        with _ONE_AT_A_TIME:
            found = self._engine.recognize_txt(list(lines))
        return [Words(text=t, score=float(s)) for t, s in zip(found.txts, found.scores, strict=True)]
