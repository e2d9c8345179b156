"""Small PDF files made on the spot: text, ruled tables with merged cells, pictures. Sizes are points."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from nianbao.model import Document, TableBlock, TextBlock
from nianbao.reading import read

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Cells = dict[tuple[int, int, int, int], str]
"""(row, column, rows, columns) → text"""


class Sheet:
    """A PDF being drawn; y counts downwards from the upper edge as readers of a page do."""

    def __init__(self, size: tuple[float, float] = A4, **options: Any) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=size, **options)
        self.height = size[1]

    def text(self, x: float, y: float, text: str, em: float = 12) -> Sheet:
        self.canvas.setFont(FONT, em)
        self.canvas.drawString(x, self.height - y, text)
        return self

    def lines(self, x: float, y: float, *texts: str, em: float = 12, step: float = 20) -> Sheet:
        for i, text in enumerate(texts):
            self.text(x, y + i * step, text, em)
        return self

    def table(self, cells: Cells, xs: Sequence[float], ys: Sequence[float], *, em: float = 9) -> Sheet:
        """Each cell with its frame and its text; "\n" breaks lines."""
        for (row, column, rows, columns), text in cells.items():
            x0, x1, y0, y1 = xs[column], xs[column + columns], ys[row], ys[row + rows]
            self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0)
            for i, part in enumerate(text.split("\n")):
                self.text(x0 + 2, y0 + em + 2 + i * (em + 2), part, em)
        return self

    def page(self) -> Sheet:
        self.canvas.showPage()
        return self

    def picture(self) -> Sheet:
        from PIL import Image

        self.canvas.drawImage(ImageReader(Image.new("L", (40, 60), 128)), 0, 0, WIDTH, HEIGHT)
        return self

    def draw(self, how: Callable[[Canvas], object]) -> Sheet:
        how(self.canvas)
        return self

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def document(folder: Path, sheet: Sheet) -> Document:
    path = folder / "甲镇.pdf"
    path.write_bytes(sheet.bytes())
    return read(path, max_bytes=1 << 24)


def texts(read_one: Document) -> list[str]:
    return [b.text for b in read_one.blocks if isinstance(b, TextBlock)]


def tables(read_one: Document) -> list[Cells]:
    return [
        {(c.row, c.column, c.rows, c.columns): c.text for c in b.cells}
        for b in read_one.blocks
        if isinstance(b, TableBlock)
    ]
