"""Scans and pictures, read by character recognition (the extra `nianbao[ocr]`); every such report says so."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nianbao.errors import Unreadable
from nianbao.model import RECOGNISED, PageImage
from nianbao.reading.content import Content
from nianbao.reading.limits import limits, page_done
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

_SAME_COLUMN = 12.0
_FIRST_LINES = 4
_TITLE = re.compile(r".{0,40}(?:19|20)\d\d年?.{0,20}(?:年度报告|年报)")


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


def joined(data: Sequence[bytes], names: Sequence[str]) -> Content:
    """Pictures that are the pages of one report; raises, too, `Unreadable` when a later one begins another report."""
    images = ((n, opened(each, name)) for n, (each, name) in enumerate(zip(data, names, strict=True), 1))
    found = recognised(images, names[0], total=len(data))
    titles = [_title_on(found.pages[n]) for n in sorted(found.pages)]
    for title, name in zip(titles[1:], names[1:], strict=True):
        if title not in ("", titles[0]):
            raise Unreadable(
                f"“{name}”上有另一个标题“{title}”，不像是“{names[0]}”的后一页；请给不同的报告起不同的名字。",
                f"{name!r} bears a title of its own and is no later page of {names[0]!r}; name the reports apart.",
            )
    pages = [page for n in sorted(found.pages) for page in found.pages[n]]
    return Content(blocks=blocks_of(pages), problems=found.problems, printed=printed(found.pages), images=found.images)


def _title_on(pages: tuple[Page, ...]) -> str:
    """The title of a yearly report among the first lines of a page, "" without one."""
    lines = ["".join(line.text.split()) for page in pages[:1] for line in page.text.lines[:_FIRST_LINES]]
    return next((line for line in lines if _TITLE.fullmatch(line)), "")


def with_names(content: Content, sources: Iterable[str]) -> Content:
    """The content with rare characters that recognition dropped put back where a file name or side file tells them."""
    blocks, notes = restored(content.blocks, sources)
    return replace(content, blocks=blocks, problems=content.problems + notes)


def recognised(images: Iterable[tuple[int, Image]], name: str, *, total: int = 1) -> Recognised:
    """Page images, `total` of them, read one by one.

    Raises `NotYet` when no recogniser is installed, `Unreadable` past the limits.
    """
    engine = recogniser(name)
    begin = time.monotonic()
    read: dict[int, list[ReadPage]] = {}
    for count, (number, image) in enumerate(_pages(images)):
        if count >= (most := limits().scan_pages):
            raise Unreadable(
                f"“{name}”要识别的页数太多（上限 {most} 页）；请只留下报告本身，或拆分后再导入。",
                f"{name!r} has too many pages to recognise (limit {most}); keep the report alone or split it.",
            )
        if time.monotonic() - begin > limits().scan_seconds:
            raise Unreadable(
                f"“{name}”文字识别超过 {limits().scan_seconds:.0f} 秒没有完成；请拆分后再导入。",
                f"Recognising {name!r} took more than {limits().scan_seconds:.0f} seconds; split it and try again.",
            )
        read.setdefault(number, []).append(read_page(image, engine))
        page_done(count + 1, max(total, count + 1))
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
