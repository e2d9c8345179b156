"""What a format's reader returns, before the file's name, checksum and side file are added."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.errors import Unreadable
from nianbao.model import Block, PageImage, PrintedLine, TableBlock, TextBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Blocks in reading order; `title` is what the format itself calls the title; the rest as in `Document`."""

    blocks: tuple[Block, ...]
    title: str | None = None
    trail: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    printed: tuple[PrintedLine, ...] = ()
    images: tuple[PageImage, ...] = ()


def picture_problem(blocks: tuple[Block, ...], pictures: int) -> tuple[str, ...]:
    """A note when a file has pictures and no table: the tables are then often in the pictures, which are not read."""
    if not pictures or any(isinstance(block, TableBlock) for block in blocks):
        return ()
    return (f"文件里有 {pictures} 张图片而没有表格；图片里的文字和表格没有读取。",)


def title_among(blocks: tuple[Block, ...]) -> str | None:
    """The first heading of the outermost level that calls itself a yearly report.

    The properties of a Word file are not asked: they often still hold the title of last year's file.
    """
    headings = (block.text for block in blocks if isinstance(block, TextBlock) and block.level == 1)
    return next((text for text in headings if _REPORT.search(text)), None)


_REPORT = re.compile("年报|年度报告|年報|年度報告")


def locked(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”有密码保护，请去掉密码后再导入。",
        f"{name!r} is protected by a password; remove it and try again.",
    )
