"""PDF files with a text layer: lines in reading order, tables by their rules or by alignment, joined over page breaks."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from nianbao.errors import NotYet, Unreadable
from nianbao.model import Block, TextBlock
from nianbao.reading.content import Content, locked
from nianbao.reading.pdf_flow import in_order, with_tables
from nianbao.reading.pdf_furniture import PageLines, without_furniture
from nianbao.reading.pdf_grid import grids
from nianbao.reading.pdf_lines import Line, lines
from nianbao.reading.pdf_marks import Glyph, Marks, marks
from nianbao.reading.pdf_sheets import Sheet, blocks, joined, sheet

MAX_PAGES = 300
MAX_SECONDS = 60.0

# PDFium may be used by one thread at a time.
_ONE_AT_A_TIME = Lock()
# Private-use characters and those PDFium could not name: the font does not say which character a glyph is.
_NAMELESS = re.compile("[\x00-\x08\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_FEW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    width: float
    text: PageLines
    sheets: tuple[tuple[float, Sheet], ...]


def content(data: bytes, name: str) -> Content:
    """Raises `NotYet` for a file of page images, `Unreadable` for one that is damaged, locked or endless."""
    with _ONE_AT_A_TIME:
        pages = _pages(data, name)
    return _content(pages, name)


def _content(pages: Sequence[Marks], name: str) -> Content:
    """Everything that can be told from the marks of the pages, without the file."""
    glyphs = [glyph for page in pages for glyph in page.glyphs if glyph.text.strip()]
    nameless = sum(1 for glyph in glyphs if _NAMELESS.match(glyph.text))
    if len(glyphs) < _FEW and any(page.images for page in pages):
        raise NotYet(
            f"“{name}”：这份 PDF 只有图片，没有文字，需要先做文字识别（OCR）；请识别后另存为 docx、txt 或带文字的 PDF 再导入。",
            f"{name!r} holds page images and no text; run character recognition (OCR) on it first, then try again.",
        )
    if nameless * 3 > len(glyphs):
        raise Unreadable(
            f"“{name}”里的文字没有可用的编码，复制出来是乱码；请用原文件重新导出 PDF，或另存为 docx。",
            f"The fonts of {name!r} do not say which characters they show; export it again or save it as docx.",
        )
    read = [_page(page) for page in pages]
    return Content(blocks=tuple(_blocks(read)), problems=tuple(_problems(pages, nameless)))


def _pages(data: bytes, name: str) -> list[Marks]:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    begin, found = time.monotonic(), []
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD:
            raise locked(name) from error
        raise _damaged(name) from error
    try:
        count = len(document)
        if not count:
            raise _damaged(name)
        if count > MAX_PAGES:
            raise Unreadable(
                f"“{name}”有 {count} 页（上限 {MAX_PAGES} 页），不像一份年度报告；请拆分后再导入。",
                f"{name!r} has {count} pages (limit {MAX_PAGES}), too many for a yearly report; split it first.",
            )
        for number in range(count):
            if time.monotonic() - begin > MAX_SECONDS:
                raise _too_slow(name)
            found.append(_marks_of(document, number, name))
    finally:
        document.close()
    return found


def _marks_of(document: Any, number: int, name: str) -> Marks:
    import pypdfium2 as pdfium

    try:
        page = document[number]
        try:
            return marks(page)
        finally:
            page.close()
    except (pdfium.PdfiumError, ValueError, OverflowError) as error:
        raise _damaged(name, number + 1) from error


def _damaged(name: str, page: int = 0) -> Unreadable:
    zh, en = (f"第 {page} 页读不出来", f"page {page} cannot be read") if page else ("可能没有下载完整", "it may be cut off")
    return Unreadable(
        f"“{name}”不是完好的 PDF（{zh}）；请重新下载，或用阅读器打开后另存。",
        f"{name!r} is not a sound PDF ({en}); download it again, or open it in a reader and save it anew.",
    )


def _too_slow(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”内容太复杂，{MAX_SECONDS:.0f} 秒没有读完；请拆分或另存为 docx 再导入。",
        f"{name!r} is too complex to read within {MAX_SECONDS:.0f} seconds; split it or save it as docx.",
    )


def _page(page: Marks) -> _Page:
    ruled = grids(page.rules) or ()
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.boxes] for grid in ruled]
    loose: list[Glyph] = []
    for glyph in page.glyphs:
        for grid, cells in zip(ruled, inside, strict=True):
            if (place := grid.at(glyph.x, glyph.y)) is not None:
                cells[place].append(glyph)
                break
        else:
            if not glyph.turn:
                loose.append(glyph)
    sheets = tuple((grid.ys[0], sheet(grid, cells)) for grid, cells in zip(ruled, inside, strict=True))
    return _Page(width=page.width, text=PageLines(lines=lines(loose), height=page.height), sheets=sheets)


def _blocks(pages: Sequence[_Page]) -> list[Block]:
    items: list[Line | Sheet] = []
    for page, kept in zip(pages, without_furniture([page.text for page in pages]), strict=True):
        mine = _items(page, kept)
        if items and mine:
            last, first = items[-1], mine[0]
            whole = joined(last, first) if isinstance(last, Sheet) and isinstance(first, Sheet) else None
            if whole is not None:
                items[-1:], mine = [whole], mine[1:]
        items.extend(mine)
    found: list[Block] = []
    for item in items:
        found.extend([TextBlock(text=item.text)] if isinstance(item, Line) else blocks(item))
    return found


def _items(page: _Page, kept: Sequence[Line]) -> list[Line | Sheet]:
    """Lines and tables of one page from top to bottom."""
    items: list[Line | Sheet] = []
    rest = list(kept)
    for top, table in page.sheets:
        above = [line for line in rest if line.y < top]
        rest = rest[len(above) :]
        items.extend(with_tables(in_order(above, page.width)))
        items.append(table)
    items.extend(with_tables(in_order(rest, page.width)))
    return items


def _problems(pages: Sequence[Marks], nameless: int) -> list[str]:
    found = []
    bare = [str(n) for n, page in enumerate(pages, 1) if page.images and not any(g.text.strip() for g in page.glyphs)]
    if bare:
        found.append(f"第 {'、'.join(bare)} 页只有图片，图片里的文字没有读取。")
    if any(page.unseen for page in pages):
        found.append("文字来自扫描件的文字识别层，可能有识别错误，请对照原件。")
    if any(page.cut for page in pages) or any(grids(page.rules) is None for page in pages):
        found.append("有的页面内容过多，没有读完，表格可能不完整。")
    if nameless:
        found.append(f"有 {nameless} 个字符的字体没有说明是什么字，无法还原。")
    return found

