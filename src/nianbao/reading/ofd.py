"""OFD files (GB/T 33190), the national format of fixed pages: text and ruled tables, read as pages of a PDF are."""

from __future__ import annotations

import io
import posixpath
import re
import time
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nianbao.errors import NotYet, Unreadable
from nianbao.reading import ocr_image
from nianbao.reading.content import Content, locked
from nianbao.reading.limits import limits
from nianbao.reading.ocr import Recognised, recognised
from nianbao.reading.ofd_marks import local, marks, numbers
from nianbao.reading.ofd_pictures import is_readable, media, page_picture
from nianbao.reading.pdf_grid import grids
from nianbao.reading.pdf_marks import Marks
from nianbao.reading.pdf_pages import blocks_of, page_of
from nianbao.reading.pdf_printed import printed
from nianbao.reading.zips import DAMAGED, entry_bytes, opened, xml_root

MAX_PART = 16 << 20
"""Bytes of one XML part: a full page of text takes about a quarter of a megabyte."""
_MAX_UNPACKED = 256 << 20

_A4 = (0.0, 0.0, 210.0, 297.0)
_NAMELESS = re.compile("[\x00-\x08\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What is drawn on a page, and the part that holds its picture when it is nothing else."""

    marks: Marks
    picture: str | None = None

    @property
    def written(self) -> bool:
        return any(glyph.text.strip() for glyph in self.marks.glyphs)


def content(data: bytes, name: str) -> Content:
    """Pages that are pictures are recognised. Raises `Unreadable` for a file that is damaged, locked, endless, or holds
    pictures that cannot be read, `NotYet` for a scan when no recogniser is installed."""
    try:
        with opened(io.BytesIO(data), name, max_unpacked=_MAX_UNPACKED) as archive:
            package = _Package(archive)
            if package.encrypted:
                raise locked(name)
            pages = list(_pages(package, name))
            found = _recognised(package, pages, name)
    except (*DAMAGED, OverflowError, RecursionError) as error:
        raise Unreadable(
            f"“{name}”不是完好的 OFD 文件，可能没有下载完整；请重新下载，或用阅读器打开后另存为 PDF。",
            f"{name!r} is not a sound OFD file, it may be cut off; get it again, or save it as PDF in a reader.",
        ) from error
    if not found.pages and not any(page.written for page in pages) and any(page.marks.images for page in pages):
        raise Unreadable(
            f"“{name}”里只有图片，没有文字；请在 OFD 阅读器里另存为 PDF，再 pip install 'nianbao[ocr]' 后导入。",
            f"{name!r} holds pictures alone; save it as PDF in an OFD reader and install 'nianbao[ocr]'.",
        )
    read = {n: found.pages.get(n) or (page_of(page.marks),) for n, page in enumerate(pages, 1)}
    return Content(
        blocks=blocks_of([part for parts in read.values() for part in parts]),
        problems=(*found.problems, *_problems(pages, found)),
        printed=printed(read),
        images=found.images,
    )


def _recognised(package: _Package, pages: Sequence[_Page], name: str) -> Recognised:
    """The pages that are pictures, read; none when that cannot be done and the file has pages of text."""
    scans = {n: data for n, page in enumerate(pages, 1) if (data := _scan(package, page)) is not None}
    try:
        images = ((n, ocr_image.opened(data, name)) for n, data in scans.items())
        return recognised(images, name, total=len(scans)) if scans else Recognised(pages={}, problems=())
    except NotYet:
        if not any(page.written for page in pages):
            raise
        return Recognised(pages={}, problems=())


def _scan(package: _Package, page: _Page) -> bytes | None:
    if page.written or page.picture is None:
        return None
    data = package.bytes(page.picture)
    return data if is_readable(data) else None


def _problems(pages: Sequence[_Page], found: Recognised) -> Iterator[str]:
    blank = [n for n, page in enumerate(pages, 1) if page.marks.images and not page.written and n not in found.pages]
    if blank:
        yield f"第 {'、'.join(map(str, blank))} 页只有图片，图片里的文字没有读取；可在 OFD 阅读器里另存为 PDF 再导入。"
    if any(page.marks.cut for page in pages) or any(grids(page.marks.rules) is None for page in pages):
        yield "有的页面内容过多，没有读完，表格可能不完整。"
    if nameless := sum(1 for page in pages for glyph in page.marks.glyphs if _NAMELESS.match(glyph.text)):
        yield f"有 {nameless} 个字符的字体没有说明是什么字，无法还原。"


class _Package:
    """The parts of an OFD file by name. Programs disagree on case and on the slash in front."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {entry.filename.lower(): entry for entry in archive.infolist()}

    @property
    def names(self) -> Collection[str]:
        """In lower case."""
        return self._entries.keys()

    @property
    def encrypted(self) -> bool:
        return "encryptions.xml" in self._entries

    def part(self, name: str) -> Any:
        """The root of an XML part; raises KeyError when it is not there, ValueError when it is too large."""
        return xml_root(self.bytes(name))

    def bytes(self, name: str) -> bytes:
        """The bytes of a part; raises as `part` does."""
        data = entry_bytes(self._archive, self._entries[name.lower()], MAX_PART)
        if len(data) > MAX_PART:
            raise ValueError("a part too large")
        return data

    def resolve(self, base: str, location: str) -> str:
        """The name of the part at `location`, as written in the part `base`: below its folder, or else from the top."""
        location = location.strip()
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(base), location.lstrip("/")))
        top = posixpath.normpath(location.lstrip("/"))
        order = (top, beside) if location.startswith("/") else (beside, top)
        return next((name for name in order if name.lower() in self._entries), order[0])


def _pages(package: _Package, name: str) -> Iterator[_Page]:
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
        resources = (place, common)
        paper = _box(common, "PageArea") or _A4
        for page in () if listed is None else listed.iterchildren():
            if local(page) != "Page":
                continue
            count += 1
            if count > limits().pages or time.monotonic() - begin > limits().seconds:
                raise _endless(name)
            yield _page(package, package.resolve(place, page.get("BaseLoc", "")), templates, paper, resources)


def _page(
    package: _Package, place: str, templates: dict[str, str], paper: tuple[float, ...], resources: tuple[str, Any]
) -> _Page:
    page = package.part(place)
    contents = []
    for child in page.iterchildren():
        if local(child) == "Template" and (template := templates.get(child.get("TemplateID", ""))):
            contents.append(_child(package.part(template), "Content"))
    contents.append(_child(page, "Content"))
    drawn = [content for content in contents if content is not None]
    size = _box(page, "Area") or paper
    resource = page_picture(drawn, size)
    made = _Page(marks=marks(drawn, size))
    if resource is None or made.written:
        return made
    pictures = media(package, *resources) | media(package, place, page)
    return replace(made, picture=pictures.get(resource))


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
        f"“{name}”页数太多（上限 {limits().pages} 页）或内容太复杂，没有读取；请拆分，或另存为 docx 再导入。",
        f"{name!r} has too many pages (limit {limits().pages}) or is too complex; split it or save it as docx.",
    )
