"""Scans and pictures, read by character recognition (the extra `nianbao[ocr]`); every such report says so."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nianbao.errors import Unreadable
from nianbao.model import RECOGNISED, PageImage
from nianbao.reading.content import Content
from nianbao.reading.ocr_engine import recogniser
from nianbao.reading.ocr_image import opened, sized
from nianbao.reading.ocr_kept import page_image
from nianbao.reading.ocr_names import restored
from nianbao.reading.ocr_page import ReadPage, read_page
from nianbao.reading.pdf_pages import Page, blocks_of
from nianbao.reading.pdf_printed import printed
from nianbao.reading.pdf_sheets import Sheet

if TYPE_CHECKING:
    from nianbao.reading.ocr_engine import Image

MAX_PAGES = 40
MAX_SECONDS = 400.0
_SAME_COLUMN = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """Pages by their number in the file, from 1, with what a reader must know about them."""

    pages: Mapping[int, tuple[Page, ...]]
    problems: tuple[str, ...]
    images: tuple[PageImage, ...] = ()


def content(data: bytes, name: str) -> Content:
    """A picture; raises `NotYet` when no recogniser is installed, `Unreadable` when the picture is of no use."""
    found = recognised({1: opened(data, name)}.items(), name)
    return Content(
        blocks=blocks_of(found.pages[1]), problems=found.problems, printed=printed(found.pages), images=found.images
    )


def with_names(content: Content, sources: Iterable[str]) -> Content:
    """The content with rare characters that recognition dropped put back where a file name or side file tells them."""
    blocks, notes = restored(content.blocks, sources)
    return replace(content, blocks=blocks, problems=content.problems + notes)


def recognised(images: Iterable[tuple[int, Image]], name: str) -> Recognised:
    """Page images read one by one; raises `NotYet` when no recogniser is installed, `Unreadable` past the limits."""
    engine = recogniser(name)
    begin = time.monotonic()
    read: dict[int, list[ReadPage]] = {}
    for count, (number, image) in enumerate(_pages(images)):
        if count >= MAX_PAGES:
            raise Unreadable(
                f"“{name}”要识别的页数太多（上限 {MAX_PAGES} 页）；请只留下报告本身，或拆分后再导入。",
                f"{name!r} has too many pages to recognise (limit {MAX_PAGES}); keep the report alone or split it.",
            )
        if time.monotonic() - begin > MAX_SECONDS:
            raise Unreadable(
                f"“{name}”文字识别超过 {MAX_SECONDS:.0f} 秒没有完成；请拆分后再导入。",
                f"Recognising {name!r} took more than {MAX_SECONDS:.0f} seconds; split it and try again.",
            )
        read.setdefault(number, []).append(read_page(image, engine))
    pages = _aligned(read)
    says = any(page.text.lines or page.sheets for parts in pages.values() for page in parts)
    kept = tuple(page_image(number, [part.picture for part in parts]) for number, parts in read.items())
    return Recognised(pages=pages, problems=(RECOGNISED, *_problems(read)) if says else (), images=kept)


def _pages(images: Iterable[tuple[int, Image]]) -> Iterator[tuple[int, Image]]:
    for number, image in images:
        for part in sized(image):
            yield number, part


def _problems(read: Mapping[int, list[ReadPage]]) -> Iterator[str]:
    for number, parts in read.items():
        if doubtful := sum(part.doubtful for part in parts):
            yield f"第 {number} 页有 {doubtful} 个表格数字两次识别结果不同，没有采用。"
        if faint := sum(part.faint for part in parts):
            yield f"第 {number} 页有 {faint} 行文字不清楚，可能有误。"


def _aligned(read: Mapping[int, list[ReadPage]]) -> dict[int, tuple[Page, ...]]:
    """A table that goes on at the top of a page takes the columns it has above: a scan is never quite to scale."""
    pages: dict[int, tuple[Page, ...]] = {}
    above: Sheet | None = None
    for number, parts in read.items():
        made = []
        for part in parts:
            page = part.page
            if page.sheets and above is not None:
                (top, first), *others = page.sheets
                page = replace(page, sheets=((top, _on_columns(first, above)), *others))
            above = page.sheets[-1][1] if page.sheets else None
            made.append(page)
        pages[number] = tuple(made)
    return pages


def _on_columns(lower: Sheet, upper: Sheet) -> Sheet:
    near = len(lower.xs) == len(upper.xs) and all(
        abs((a - lower.xs[0]) - (b - upper.xs[0])) <= _SAME_COLUMN for a, b in zip(lower.xs, upper.xs, strict=True)
    )
    return replace(lower, xs=upper.xs) if near else lower
