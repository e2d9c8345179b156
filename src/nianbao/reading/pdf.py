"""PDF files: lines in reading order, tables by their rules or alignment; pages without text are recognised."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any

from nianbao.errors import NotYet, Unreadable
from nianbao.model import RECOGNISED_BEFORE
from nianbao.reading.content import Content, locked
from nianbao.reading.limits import limits
from nianbao.reading.ocr import Recognised, recognised
from nianbao.reading.pdf_grid import grids
from nianbao.reading.pdf_marks import Glyph, Marks, marks
from nianbao.reading.pdf_pages import blocks_of, page_of
from nianbao.reading.pdf_printed import printed
from nianbao.reading.pdf_render import ONE_AT_A_TIME, pictured, rendered

# Private-use characters and those PDFium could not name: the font does not say which character a glyph is.
_NAMELESS = re.compile("[\x00-\x08\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_FEW = 10
# A scan may carry a stamp of the program that made it as text; a page of text, a seal as a picture.
_STAMP = 60
_MOST_OF_IT = 0.6


def content(data: bytes, name: str) -> Content:
    """Pages without text are recognised. Raises `NotYet` for a scan when no recogniser is installed, `Unreadable` for
    a file that is damaged, locked or endless."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    try:
        with ONE_AT_A_TIME:
            pages = _pages(data, name)
            scans = [n for n, page in enumerate(pages, 1) if _is_scan(page, data, n)]
        return _read(data, pages, scans, name)
    except (pdfium.PdfiumError, OverflowError) as error:
        raise _damaged(name) from error


def _read(data: bytes, pages: Sequence[Marks], scans: Sequence[int], name: str) -> Content:
    written = [page for n, page in enumerate(pages, 1) if n not in scans]
    glyphs = [glyph for page in written for glyph in page.glyphs if glyph.text.strip()]
    nameless = sum(1 for glyph in glyphs if _is_nameless(glyph))
    if not scans:
        return _mixed(pages, Recognised(pages={}, problems=()), (*_problems(pages, nameless),))
    try:
        found = recognised(rendered(data, scans), name, total=len(scans))
    except NotYet:
        if any(_is_nameless(glyph) for n in scans for glyph in pages[n - 1].glyphs):
            raise _unnamed(name) from None
        if len(glyphs) < _FEW:
            raise
        found = Recognised(pages={}, problems=(_unread(scans),))
    return _mixed(pages, found, (*found.problems, *_problems(written, nameless)))


def _mixed(pages: Sequence[Marks], found: Recognised, problems: tuple[str, ...]) -> Content:
    read = {n: found.pages.get(n) or (page_of(page),) for n, page in enumerate(pages, 1)}
    blocks = blocks_of([part for parts in read.values() for part in parts])
    unread = tuple(problem for problem in problems if "没有读取" in problem)
    if fields := sum(page.fields for page in pages):
        unread = (*unread, f"有 {fields} 个表单域没有读取，里面可能填有数字。")
    rest = tuple(problem for problem in problems if problem not in unread)
    return Content(blocks=blocks, problems=rest, unread=unread, printed=printed(read), images=found.images)


def _is_scan(page: Marks, data: bytes, number: int) -> bool:
    """No text that can be used: pictures alone, or fonts that do not say which characters they show."""
    glyphs = [glyph for glyph in page.glyphs if glyph.text.strip()]
    if not glyphs:
        return page.images > 0
    if sum(1 for glyph in glyphs if _is_nameless(glyph)) * 3 > len(glyphs):
        return True
    return page.images > 0 and not page.unseen and len(glyphs) < _STAMP and pictured(data, number) >= _MOST_OF_IT


def _unnamed(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”里的文字没有可用的编码，复制出来是乱码；请另存为 docx，或 pip install 'nianbao[ocr]' 后再导入。",
        f"The fonts of {name!r} do not say which characters they show; save it as docx, or install 'nianbao[ocr]'.",
    )


def _is_nameless(glyph: Glyph) -> bool:
    return bool(_NAMELESS.match(glyph.text))


def _unread(scans: Sequence[int]) -> str:
    return f"第 {'、'.join(map(str, scans))} 页只有图片，图片里的文字没有读取；可先 pip install 'nianbao[ocr]' 再导入。"


def _pages(data: bytes, name: str) -> list[Marks]:
    import pypdfium2 as pdfium

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
        if count > (most := limits().pages):
            raise Unreadable(
                f"“{name}”有 {count} 页（上限 {most} 页），太多；请只留报告本身，或调大 NIANBAO_MAX_PAGES。",
                f"{name!r} has {count} pages (limit {most}), too many; split it or raise NIANBAO_MAX_PAGES.",
            )
        for number in range(count):
            if time.monotonic() - begin > limits().seconds:
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
    zh = f"第 {page} 页读不出来" if page else "可能没有下载完整"
    en = f"page {page} cannot be read" if page else "it may be cut off"
    return Unreadable(
        f"“{name}”不是完好的 PDF（{zh}）；请重新下载，或用阅读器打开后另存。",
        f"{name!r} is not a sound PDF ({en}); download it again, or open it in a reader and save it anew.",
    )


def _too_slow(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”内容太复杂，{limits().seconds:.0f} 秒没有读完；请拆分或另存为 docx 再导入。",
        f"{name!r} is too complex to read within {limits().seconds:.0f} seconds; split it or save it as docx.",
    )


def _problems(pages: Sequence[Marks], nameless: int) -> list[str]:
    found = []
    if any(page.unseen for page in pages):
        found.append(RECOGNISED_BEFORE)
    if any(page.cut for page in pages) or any(grids(page.rules) is None for page in pages):
        found.append("有的页面内容过多，没有读完，表格可能不完整。")
    if nameless:
        found.append(f"有 {nameless} 个字符的字体没有说明是什么字，无法还原。")
    return found
