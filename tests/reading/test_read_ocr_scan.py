"""Scans read by the real recogniser, with the network cut off: every cell and every figure as printed."""

from __future__ import annotations

import io
import json
import logging
import socket
import time
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
from ocr_samples import blank, chinese_font, encoded, rule, written

from nianbao.catalogue import load
from nianbao.figures import extract
from nianbao.model import RECOGNISED, GridCell, TableBlock, TextBlock
from nianbao.parsing import parse
from nianbao.reading import read

LOG = logging.getLogger(__name__)
pytest.importorskip("rapidocr", reason="nianbao[ocr] is not installed")
pytestmark = pytest.mark.model

EM = 22
FONT, HEADING = chinese_font(EM), chinese_font(32)
needs_font = pytest.mark.skipif(FONT is None, reason="this machine has no font with Chinese characters")
SHARED = Path(__file__).parents[3] / "shared"

PROSE = (
    "甲镇2023年政府信息公开工作年度报告",
    "一、总体情况",
    "全年主动公开政府信息132条，其中网站97条、公众号35条。",
    "未收到复议申请。",
)
HEADS = {(0, 0, 2, 2): "申请人情况", (0, 2, 1, 2): "法人或其他组织", (0, 4, 2, 1): "总计", (1, 2, 1, 1): "商业企业"}
HEADS[1, 3, 1, 1] = "其他"
ROWS = (
    ("新收申请数量", "6", "0", "7"), ("上年结转数量", "10", "1", "11"), ("予以公开", "8", "1", "9"),
    ("部分公开", "0", "0", "0"), ("不予公开", "", "/", "0"), ("无法提供", "6", "0", "6"),
    ("其他处理", "2.5", "-3", "3"),
)  # fmt: skip
XS, YS = (110, 180, 560, 740, 900, 1120), tuple(560 + 52 * i for i in range(10))


def cells() -> dict[tuple[int, int, int, int], str]:
    """(row, column, rows, columns) → text, as in the form of 2019: a tall label at the left, heads in two rows."""
    made = {**HEADS, (2, 0, 7, 1): "办理结果"}
    for i, row in enumerate(ROWS, 2):
        made |= {(i, k, 1, 1): text for k, text in enumerate(row, 1)}
    return made


def page() -> Any:
    image = blank(1240, 1300)
    for i, text in enumerate(PROSE):
        written(image, 330 if i == 0 else 110, 120 + 90 * i, text, font=HEADING if i == 0 else FONT)
    for (row, column, rows, columns), text in cells().items():
        x0, x1, y0, y1 = XS[column], XS[column + columns], YS[row], YS[row + rows]
        for x, y, u, v in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            rule(image, x, y, u, v)
        if rows == 7:
            for i, letter in enumerate(text):
                written(image, x0 + 25, y0 + 60 + 30 * i, letter, font=FONT)
        else:
            written(image, x0 + 20, (y0 + y1) // 2 - 14, text, font=FONT)
    return image


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was tried")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def noisy(image: Any) -> Any:
    spread = np.random.default_rng(7).normal(0, 8, image.shape)
    return (image * 0.85 + 25 + spread).clip(0, 255).astype(np.uint8)


def crooked(image: Any) -> Any:
    from PIL import Image

    return np.asarray(Image.fromarray(image).rotate(1.3, Image.Resampling.BICUBIC, fillcolor=(245,) * 3))


FORMS = {
    "clean.png": lambda image: encoded(image),
    "noisy.jpg": lambda image: encoded(noisy(image), "JPEG", quality=60),
    "crooked.png": lambda image: encoded(crooked(image)),
    "sideways.png": lambda image: encoded(np.ascontiguousarray(np.rot90(image))),
    "upside-down.jpg": lambda image: encoded(np.ascontiguousarray(np.rot90(image, 2)), "JPEG", quality=80),
    "scan.pdf": lambda image: encoded(image, "PDF", resolution=150),
}


@needs_font
@pytest.mark.parametrize("name", FORMS)
def test_every_line_and_cell_of_a_scan_is_read_as_printed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FORMS[name](page()))
    document = read(path, max_bytes=1 << 26)
    assert document.problems[0] == RECOGNISED
    assert not any("没有采用" in problem for problem in document.problems)
    *lines, table = document.blocks
    assert tuple(block.text for block in lines if isinstance(block, TextBlock)) == PROSE
    expected = {GridCell(text=t, row=r, column=c, rows=h, columns=w) for (r, c, h, w), t in cells().items()}
    assert isinstance(table, TableBlock)
    assert set(table.cells) == expected


@needs_font
@pytest.mark.parametrize("name", ["clean.png", "crooked.png", "sideways.png", "scan.pdf"])
def test_the_page_image_is_kept_and_every_box_lies_on_its_words(tmp_path: Path, name: str) -> None:
    from PIL import Image

    path = tmp_path / name
    path.write_bytes(FORMS[name](page()))
    document = read(path, max_bytes=1 << 26)
    (kept,) = document.images
    picture = Image.open(io.BytesIO(kept.png))
    assert (kept.page, picture.size) == (1, (kept.width, kept.height))
    assert len(kept.png) <= 150_000
    boxes = {line.text: line.box for line in document.printed}
    (x0, y0, x1, y1) = (XS[1] / 1240, YS[2] / 1300, XS[2] / 1240, YS[3] / 1300)
    box = boxes["新收申请数量"]
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((x0, y0, x1, y1), abs=0.02)
    assert boxes[PROSE[2]].y0 == pytest.approx(300 / 1300, abs=0.02)
    # Something dark is printed in the box, nothing beside it.
    grey = np.asarray(picture.convert("L"))
    inside = grey[round((box.y0 + 0.005) * kept.height) : round((box.y1 - 0.005) * kept.height)]
    assert inside[:, round((box.x0 + 0.01) * kept.width) : round((box.x1 - 0.01) * kept.width)].min() < 100
    assert grey[: round(0.05 * kept.height)].min() > 150


@pytest.mark.slow
def test_the_shared_scan_gives_its_figures_and_no_others() -> None:
    """At least 98 % of what its gold says, nothing that it does not say."""
    path, gold = SHARED / "reports/dev/qinglan_shuanghuai_2016_scan.pdf", SHARED / "eval/dev_figures.jsonl"
    if not path.exists():
        pytest.skip("the shared samples are not here")
    begin = time.process_time()
    document = read(path, max_bytes=1 << 26)
    seconds = time.process_time() - begin
    rows = [row for row in map(json.loads, gold.read_text("utf-8").splitlines()) if row["file"].endswith(path.name)]
    wanted = {(row["metric"], float(row["value"]), row["kind"] == "table") for row in rows}
    found = {(f.metric, float(f.value), f.cell is not None) for f in extract(parse(document), load()) if f.metric}
    assert len(wanted & found) >= 0.98 * len(wanted), wanted - found
    assert found <= wanted
    LOG.info("%.1f seconds of a processor for three pages", seconds)
