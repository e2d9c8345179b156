"""The time that a text costs grows with its length and no faster, at every stage from bytes to findings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nianbao import catalogue, figures, parsing, reading
from nianbao.checking import check
from nianbao.text.fold import fold
from nianbao.text.numerals import numerals
from nianbao.text.sentences import sentences

KNOWN = catalogue.load(None)
HEAD = "青溪镇2018年政府信息公开年度报告\n一、概述\n"
UNITS = (
    "| 收到申请 | 3 | 4 | 5 |", "| 收到申请 | 3 | 4 | 5 |\n", "|3|\n|收到|\n", "|", "收到0件，0条，", "（3件）",
    "（一）",
    "一、概述\n", "一、概述。收到3件\n（一）其中\n1.网上\n", "收到申请\n3\n件\n", "附件1：\n", "青石县石桥镇人民政府，",
    "2018年3月4日至", "增长3%，", "未收到申请，", "〇一二三", "“收到3件”", "其中：", "\t3", "<td>3</td>", "０．",
    "万亿",
)  # fmt: skip
_SLACK = 0.15
"""Seconds that a busy machine may add."""
_FACTOR = 2.5


def stages(text: str, folder: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The stages, each with what it is called on; to be run in their order."""
    path = folder / "a.txt"
    path.write_text(HEAD + text, "utf-8")
    made: dict[str, Any] = {}

    def kept(name: str, make: Callable[[], Any]) -> Callable[[], Any]:
        return lambda: made.setdefault(name, make())

    yield "read", kept("read", lambda: reading.read(path, max_bytes=1 << 24))
    yield "parse", kept("parse", lambda: parsing.parse(made["read"]))
    yield "passages", lambda: parsing.passages(made["parse"])
    yield "doubts", lambda: figures.doubts(made["parse"], KNOWN)
    yield "extract", kept("extract", lambda: figures.extract(made["parse"], KNOWN))
    yield "check", lambda: check(made["parse"], made["extract"], KNOWN)
    yield "fold", lambda: fold(text)
    yield "numerals", lambda: list(numerals(text))
    yield "sentences", lambda: list(sentences(text))


def seconds(unit: str, size: int, folder: Path) -> dict[str, float]:
    taken = {}
    for name, work in stages(unit * (size // len(unit)), folder):
        began = time.process_time()
        work()
        taken[name] = time.process_time() - began
    return taken


def grown(unit: str, size: int, times: int, folder: Path) -> dict[str, tuple[float, float]]:
    """The stages whose time grows faster than the length; seen twice, since a machine may be busy."""
    seconds(unit, size, folder)  # what is loaded at the first use is no matter of length

    def faster() -> dict[str, tuple[float, float]]:
        small, large = seconds(unit, size, folder), seconds(unit, size * times, folder)
        return {
            name: (small[name], large[name])
            for name in small
            if large[name] > _SLACK + small[name] * times * _FACTOR
        }

    first = faster()
    return {name: both for name, both in faster().items() if name in first} if first else {}


@pytest.mark.parametrize("unit", UNITS)
def test_no_stage_grows_faster_than_the_text(unit: str, tmp_path: Path) -> None:
    assert grown(unit, 1_500, 8, tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_no_stage_grows_faster_than_a_long_text(unit: str, tmp_path: Path) -> None:
    assert grown(unit, 10_000, 20, tmp_path) == {}


def test_a_stage_that_grows_faster_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def square(text: str) -> int:
        return sum(1 for a in text for b in text if a == b)

    monkeypatch.setattr(f"{__name__}.fold", lambda text: square(text[:12_000]))
    assert list(grown("0123456789", 700, 8, tmp_path)) == ["fold"]
