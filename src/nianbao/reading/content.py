"""What a format's reader returns, before the file's name, checksum and side file are added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nianbao.errors import Unreadable
from nianbao.model import Block, PageImage, PrintedLine, TableBlock, TextBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Blocks in reading order; `title`, `published` (YYYY-MM-DD) and `url` are what the format itself calls so; the
    rest as in `Document`."""

    blocks: tuple[Block, ...]
    title: str | None = None
    published: str | None = None
    url: str | None = None
    trail: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    printed: tuple[PrintedLine, ...] = ()
    images: tuple[PageImage, ...] = ()


def picture_problem(blocks: tuple[Block, ...], pictures: int) -> tuple[str, ...]:
    """A note when a file has pictures and no table: the tables are then often in the pictures, which are not read."""
    if not pictures or any(isinstance(block, TableBlock) for block in blocks):
        return ()
    return (f"文件里有 {pictures} 张图片而没有表格；图片里的文字和表格没有读取。",)


_STATUTORY = re.compile(
    r"主动公开政府信息(?:的)?情况|收到和处理政府信息公开申请情况|(?:行政复议|行政诉讼).{0,16}情况|统计表|统计数据|附表"
)
_HEADING_LENGTH = 40


def pictured_sections(blocks: tuple[Block, ...], pictures: Sequence[int]) -> tuple[str, ...]:
    """Notes on pictures that stand where a table should: right under the heading of a statutory table.

    `pictures` are numbers of the blocks before each picture, ascending.
    """
    found: list[str] = []
    for at in pictures:
        before = blocks[at - 1] if 0 < at <= len(blocks) else None
        after = blocks[at] if at < len(blocks) else None
        if not isinstance(before, TextBlock) or isinstance(after, TableBlock):
            continue
        if len(before.text) <= _HEADING_LENGTH and _STATUTORY.search(before.text) and "。" not in before.text:
            found.append(f"“{before.text.strip()}”下面是图片，图片里的文字和表格没有读取。")
    return tuple(dict.fromkeys(found))


def words_of(blocks: tuple[Block, ...]) -> str:
    """All words of the blocks, one after the other."""
    return "\n".join(
        block.text if isinstance(block, TextBlock) else "\n".join(cell.text for cell in block.cells) for block in blocks
    )


def title_among(blocks: tuple[Block, ...]) -> str | None:
    """The first heading of the outermost level that calls itself a yearly report.

    The properties of a Word file are not asked: they often still hold the title of last year's file.
    """
    headings = (block.text for block in blocks if isinstance(block, TextBlock) and block.level == 1)
    return next((text for text in headings if _REPORT.search(text)), None)


_REPORT = re.compile("年报|年度报告|年報|年度報告")


MAX_WRITTEN = 16 << 20
"""Bytes of a text file, or of a web page without the pictures in it; a report has half a megabyte at most."""
MAX_CHARACTERS = 4_000_000
"""Of one report's text: the longest have a hundred thousand."""


def length(blocks: tuple[Block, ...]) -> int:
    """Characters of all text and cells."""
    return sum(
        len(block.text) if isinstance(block, TextBlock) else sum(len(cell.text) for cell in block.cells)
        for block in blocks
    )


_HEAD = 10
"""Blocks at the top of a page among which title, date and source stand, on every page of a report anew."""


def joined(pages: Sequence[Content]) -> Content:
    """The pages of one report as one: what the first says at its head is not said again, nor is the pager."""
    first = pages[0]
    head = [block for block in first.blocks[:_HEAD] if isinstance(block, TextBlock)]
    blocks = [block for block in first.blocks if not _is_pager(block)]
    for page in pages[1:]:
        again = {block for block in page.blocks[:_HEAD] if block in head}
        rest = page.blocks[:_HEAD], page.blocks[_HEAD:]
        blocks += [b for b in (*(b for b in rest[0] if b not in again), *rest[1]) if not _is_pager(b)]
    problems = tuple(dict.fromkeys(problem for page in pages for problem in page.problems))
    unread = tuple(dict.fromkeys(part for page in pages for part in page.unread))
    return replace(first, blocks=tuple(blocks), problems=problems, unread=unread)


def _is_pager(block: Block) -> bool:
    return isinstance(block, TextBlock) and len(block.text) < 80 and bool(_PAGER.fullmatch(block.text))


_PAGER = re.compile(
    r"(?=.{0,79}?[上下]一?页)(?:首页|尾页|末页|[上下]一?页|第|共|页|转到|跳转|\d{1,2}|[\s\[\]()（）|<>«»‹›/.…,，:：-]){1,60}"
)


def too_long(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”的内容比一份年度报告长得多，没有读取；请核对是不是报告，只留下报告本身再导入。",
        f"{name!r} is far longer than a yearly report and was not read; keep the report alone and try again.",
    )


def locked(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”有密码保护，请去掉密码后再导入。",
        f"{name!r} is protected by a password; remove it and try again.",
    )
