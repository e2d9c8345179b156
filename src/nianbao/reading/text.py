"""Plain text: one block a line; tables drawn with bars become tables."""

from __future__ import annotations

import re

from nianbao.model import TextBlock
from nianbao.reading.content import Content
from nianbao.reading.decoding import decode
from nianbao.reading.lines import split_lines
from nianbao.reading.pipes import blocks_of

# "- 3 -" between two pages of a printed report: it would otherwise stand in the middle of a sentence.
PAGE_NUMBER = re.compile(r"[-—–－]{1,2} ?\d{1,4} ?[-—–－]{1,2}")


def content(data: bytes, name: str) -> Content:
    """Raises `Unreadable` when the bytes are not text."""
    decoded = decode(data, name)
    return Content(blocks=blocks_of(split_lines(decoded.text), _block), problems=decoded.problems)


def _block(line: str) -> TextBlock | None:
    return None if PAGE_NUMBER.fullmatch(line) else TextBlock(text=line)
