"""Web pages: the main content of the page as blocks, tables with their spans, page furniture left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nianbao.errors import Unreadable
from nianbao.model import Block, TextBlock
from nianbao.reading.content import MAX_WRITTEN, Content, picture_problem, pictured_sections, too_long
from nianbao.reading.decoding import decode
from nianbao.reading.grid import table
from nianbao.reading.html_inline import framed_files, settle_marks
from nianbao.reading.html_meta import own_address, published_day
from nianbao.reading.html_page import main_content, page_title, page_trail, without_furniture
from nianbao.reading.html_table import BLOCKS, cell_rows, is_layout_table
from nianbao.reading.lines import clean, collapse, split_lines
from nianbao.reading.noise import is_noise

if TYPE_CHECKING:
    from bs4.element import PageElement, Tag

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_MAX_DEPTH = 512
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{1,80};base64,[A-Za-z0-9+/=%\s]{64,}")
_LEVELS = {f"h{n}": n for n in range(1, 7)}


def content(data: bytes, name: str) -> Content:
    """Raises `Unreadable` when the bytes are not text, or the page is far larger or deeper than a report."""
    from bs4 import BeautifulSoup

    data = _EMBEDDED.sub(b"", data)
    if len(data) > MAX_WRITTEN:
        raise too_long(name)
    decoded = decode(data, name, declared=declared_charset(data))
    soup = BeautifulSoup(decoded.text.replace("\0", ""), "lxml")
    title, day, address = page_title(soup), published_day(soup), own_address(soup, decoded.text)
    body = soup.body or soup
    refuse_depth(body, name)
    trail = page_trail(body)
    framed = framed_files(body)
    settle_marks(body)
    without_furniture(body)
    main = main_content(body)
    writer = _Writer()
    _write(main, writer)
    blocks = tuple(writer.blocks)
    return Content(
        blocks=blocks,
        title=title,
        published=day,
        url=address,
        trail=trail,
        problems=decoded.problems,
        unread=(*(picture_problem(blocks, _pictures(main)) or pictured_sections(blocks, writer.pictures)), *framed),
    )


def refuse_depth(body: Tag, name: str) -> None:
    """Browsers stop at 512 levels; below them every question put to the tree would get slow."""
    from bs4.element import Tag

    level, depth = [body], 0
    while level:
        level = [child for element in level for child in element.children if isinstance(child, Tag)]
        depth += 1
        if depth > _MAX_DEPTH:
            raise Unreadable(
                f"“{name}”的网页标签嵌套过深（超过 {_MAX_DEPTH} 层），没有读取；请在浏览器里打开，把正文另存为 txt。",
                f"{name!r} nests its elements more than {_MAX_DEPTH} deep and was not read; save its text as txt.",
            )


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page's own markup names, as Python calls it; None when it names none."""
    found = _CHARSET.search(data[:8192])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    return "gb18030" if name in ("gb2312", "gbk", "gb_2312-80") else name


def _pictures(main: Tag) -> int:
    return sum(1 for image in main.find_all("img") if image.find_parent("a") is None)


class _Writer:
    """Collects inline text and ends a block wherever the page does."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.level = 0
        self.pictures: list[int] = []
        """How many blocks stood before each picture."""
        self._inline: list[str] = []

    def add(self, text: str) -> None:
        self._inline.append(text)

    def end_block(self) -> None:
        line = clean(collapse("".join(self._inline)))
        self._inline.clear()
        self._put(line)

    def add_picture(self) -> None:
        self.pictures.append(len(self.blocks) + any(piece.strip() for piece in self._inline))

    def add_lines(self, text: str) -> None:
        for line in split_lines(text):
            self._put(line)

    def _put(self, line: str) -> None:
        if line and (self.level or not is_noise(line)):
            self.blocks.append(TextBlock(text=line, level=self.level))


def _write(root: Tag, out: _Writer) -> None:
    """Walk the tree without recursion, which hundreds of levels would exhaust."""
    from bs4.element import NavigableString, Tag

    stack: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.children))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if element.name in BLOCKS:
                out.end_block()
                out.level = 0 if element.name in _LEVELS else out.level
        elif isinstance(child, Tag):
            if child.name in BLOCKS:
                out.end_block()
                out.level = _LEVELS.get(child.name, out.level)
            if not _write_whole(child, out):
                stack.append((child, iter(child.children)))
        elif type(child) is NavigableString:  # not a comment, a declaration or CDATA
            out.add(str(child))


def _write_whole(element: Tag, out: _Writer) -> bool:
    """Elements written in one go: line breaks, preformatted text, data tables. False: walk into it."""
    if element.name == "pre":
        out.add_lines(element.get_text())
        return True
    if element.name in ("br", "hr"):
        return True
    if element.name == "img" and element.find_parent("a") is None:
        out.add_picture()
        return True
    if element.name != "table" or is_layout_table(element):
        return False
    drawn = table(cell_rows(element))
    if drawn is not None:
        caption = element.find("caption")
        if isinstance(caption, type(element)):
            out.add_lines(caption.get_text())
        out.blocks.append(drawn)
    return True
