"""OFD files (GB/T 33190), the national format of fixed pages: text and ruled tables, read as pages of a PDF are."""

from __future__ import annotations

import io
import posixpath
import re
import time
import zipfile
from collections.abc import Iterator
from typing import Any

from nianbao.errors import Unreadable
from nianbao.reading.content import Content, locked
from nianbao.reading.ofd_marks import local, marks, numbers
from nianbao.reading.pdf_grid import grids
from nianbao.reading.pdf_marks import Marks
from nianbao.reading.pdf_pages import blocks_of, page_of
from nianbao.reading.pdf_printed import printed
from nianbao.reading.zips import DAMAGED, entry_bytes, opened, xml_root

MAX_PAGES = 300
MAX_SECONDS = 60.0
MAX_PART = 16 << 20
"""Bytes of one XML part: a full page of text takes about a quarter of a megabyte."""
_MAX_UNPACKED = 256 << 20

_A4 = (0.0, 0.0, 210.0, 297.0)
_NAMELESS = re.compile("[\x00-\x08\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def content(data: bytes, name: str) -> Content:
    """Raises `Unreadable` for a file that is damaged, locked, endless, or holds pictures alone."""
    try:
        with opened(io.BytesIO(data), name, max_unpacked=_MAX_UNPACKED) as archive:
            package = _Package(archive)
            if package.encrypted:
                raise locked(name)
            pages = list(_pages(package, name))
    except (*DAMAGED, OverflowError, RecursionError) as error:
        raise Unreadable(
            f"“{name}”不是完好的 OFD 文件，可能没有下载完整；请重新下载，或用阅读器打开后另存为 PDF。",
            f"{name!r} is not a sound OFD file, it may be cut off; get it again, or save it as PDF in a reader.",
        ) from error
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs) and any(page.images for page in pages):
        raise Unreadable(
            f"“{name}”里只有图片，没有文字；请在 OFD 阅读器里另存为 PDF，再 pip install 'nianbao[ocr]' 后导入。",
            f"{name!r} holds pictures alone; save it as PDF in an OFD reader and install 'nianbao[ocr]'.",
        )
    read = [page_of(page) for page in pages]
    where = printed({number: (page,) for number, page in enumerate(read, 1)})
    return Content(blocks=blocks_of(read), problems=tuple(_problems(pages)), printed=where)


def _problems(pages: list[Marks]) -> Iterator[str]:
    blank = [n for n, page in enumerate(pages, 1) if page.images and not any(g.text.strip() for g in page.glyphs)]
    if blank:
        yield f"第 {'、'.join(map(str, blank))} 页只有图片，图片里的文字没有读取；可在 OFD 阅读器里另存为 PDF 再导入。"
    if any(page.cut for page in pages) or any(grids(page.rules) is None for page in pages):
        yield "有的页面内容过多，没有读完，表格可能不完整。"
    if nameless := sum(1 for page in pages for glyph in page.glyphs if _NAMELESS.match(glyph.text)):
        yield f"有 {nameless} 个字符的字体没有说明是什么字，无法还原。"


class _Package:
    """The parts of an OFD file by name. Programs disagree on case and on the slash in front."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {entry.filename.lower(): entry for entry in archive.infolist()}

    @property
    def encrypted(self) -> bool:
        return "encryptions.xml" in self._entries

    def part(self, name: str) -> Any:
        """The root of an XML part; raises KeyError when it is not there, ValueError when it is too large."""
        data = entry_bytes(self._archive, self._entries[name.lower()], MAX_PART)
        if len(data) > MAX_PART:
            raise ValueError("a part too large")
        return xml_root(data)

    def resolve(self, base: str, location: str) -> str:
        """The name of the part at `location`, as written in the part `base`: below its folder, or else from the top."""
        location = location.strip()
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(base), location.lstrip("/")))
        top = posixpath.normpath(location.lstrip("/"))
        order = (top, beside) if location.startswith("/") else (beside, top)
        return next((name for name in order if name.lower() in self._entries), order[0])


def _pages(package: _Package, name: str) -> Iterator[Marks]:
    """Every page of every document in the file: one in nearly all of them."""
    begin, count = time.monotonic(), 0
    for root in (element for element in package.part("OFD.xml").iter() if local(element) == "DocRoot"):
        place = package.resolve("OFD.xml", root.text or "")
        document = package.part(place)
        common = _child(document, "CommonData")
        templates = {
            str(child.get("ID")): package.resolve(place, child.get("BaseLoc", ""))
            for child in (() if common is None else common.iterchildren())
            if local(child) == "TemplatePage"
        }
        listed = _child(document, "Pages")
        paper = _box(common, "PageArea") or _A4
        for page in () if listed is None else listed.iterchildren():
            if local(page) != "Page":
                continue
            count += 1
            if count > MAX_PAGES or time.monotonic() - begin > MAX_SECONDS:
                raise _endless(name)
            yield _page(package, package.resolve(place, page.get("BaseLoc", "")), templates, paper)


def _page(package: _Package, place: str, templates: dict[str, str], paper: tuple[float, ...]) -> Marks:
    page = package.part(place)
    contents = []
    for child in page.iterchildren():
        if local(child) == "Template" and (template := templates.get(child.get("TemplateID", ""))):
            contents.append(_child(package.part(template), "Content"))
    contents.append(_child(page, "Content"))
    return marks([content for content in contents if content is not None], _box(page, "Area") or paper)


def _box(element: Any, name: str) -> tuple[float, ...] | None:
    """The paper that an area element describes."""
    area = None if element is None else _child(element, name)
    written = None if area is None else _child(area, "PhysicalBox")
    values = () if written is None else tuple(numbers(written.text))
    return values if len(values) == 4 and values[2] > 0 and values[3] > 0 else None


def _child(element: Any, name: str) -> Any:
    return next((child for child in element.iterchildren() if local(child) == name), None)


def _endless(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”页数太多（上限 {MAX_PAGES} 页）或内容太复杂，没有读取；请拆分，或另存为 docx 再导入。",
        f"{name!r} has too many pages (limit {MAX_PAGES}) or is too complex; split it or save it as docx.",
    )
