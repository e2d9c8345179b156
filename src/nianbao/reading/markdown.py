"""Markdown: `#` headings carry levels, marks are taken off, tables are tables; otherwise as plain text."""

from __future__ import annotations

import re

from nianbao.model import TextBlock
from nianbao.reading.content import Content, title_among
from nianbao.reading.decoding import decode
from nianbao.reading.lines import split_lines
from nianbao.reading.pipes import blocks_of
from nianbao.reading.text import PAGE_NUMBER

_HEADING = re.compile(r"(#{1,6})\s*([^#\s].{0,300}?)\s*#*")
_RULE = re.compile(r"(?:[-*_=] ?){3,}|`{3}\w*|~{3}\w*")
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.S)
_LEAD = re.compile(r"(?:>\s?)+|[-*+]\s+(?=\D)")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\s]{0,500}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\s]{0,500}(?:\s\"[^\"\n]{0,200}\")?\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)?[\w.@:/?&=%#~+-]{4,500})>")
_STRONG = re.compile(r"(\*{2,3}|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def content(data: bytes, name: str) -> Content:
    """Raises `Unreadable` when the bytes are not text."""
    decoded = decode(data, name)
    lines = split_lines(_COMMENT.sub("", decoded.text))
    blocks = blocks_of([_inline(line) if "|" in line else line for line in lines], _block)
    return Content(blocks=blocks, title=title_among(blocks), problems=decoded.problems)


def _block(line: str) -> TextBlock | None:
    if PAGE_NUMBER.fullmatch(line) or _RULE.fullmatch(line):
        return None
    heading = _HEADING.fullmatch(line)
    level = len(heading[1]) if heading else 0
    text = _inline(heading[2] if heading else _LEAD.sub("", line, count=1) if _LEAD.match(line) else line)
    return TextBlock(text=text, level=level) if text else None


def _inline(text: str) -> str:
    """The words of a line without marks: images dropped, links and addresses by their words, emphasis, escapes."""
    text = _BREAK.sub(" ", _IMAGE.sub("", text))
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text))
    text = _STRONG.sub(r"\2", text)
    return _ESCAPE.sub(_unescaped, text).strip()


def _unescaped(match: re.Match[str]) -> str:
    return match[0] if match[1] == "|" else match[1]  # the table reader still needs to see which bars are escaped
