"""Printed lines become paragraphs where the page itself says so: a full line, then one that is not indented."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.reading.pdf_lines import Line
from nianbao.reading.pdf_sheets import Sheet

_NEAR = 1.0
_SAME_SIZE = 0.1
_INDENT = 3.0
_LINE_GAP = 2.6
_NARROWEST, _NARROW = 10.0, 12.0
# A mark may not begin a line: it takes the character before it along.
_KEPT_TOGETHER = 2.2
_ANEW = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[㈠-㈩①-⑳●■◆]"
)
_SENTENCE_END = re.compile(r"[。！？!?][”\"’）)]?$")
_MARK = re.compile("[，。、；：！？,;:]")
_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Column:
    """The margins of the lines that begin at about one place; `indents` when some begin farther in than others."""

    left: float
    right: float
    full: int
    indents: bool


def paragraphs(items: Sequence[Line | Sheet]) -> list[str | Sheet]:
    """Tables as they are and lines as text, those of one paragraph joined, over page breaks too."""
    order = sorted((item for item in items if isinstance(item, Line)), key=lambda line: line.x0)
    starts = [line.x0 for line in order]
    found: list[str | Sheet] = []
    before: Line | None = None
    for item in items:
        if isinstance(item, Sheet):
            found.append(item)
            before = None
            continue
        last = found[-1] if found else None
        if before is not None and isinstance(last, str) and _goes_on(before, item, _column(before, order, starts)):
            found[-1] = last + (" " if _LETTER.match(last[-1]) and _LETTER.match(item.text[0]) else "") + item.text
        else:
            found.append(item.text)
        before = item
    return found


def _column(line: Line, order: Sequence[Line], starts: Sequence[float]) -> _Column:
    reach = _INDENT * line.em
    close = order[bisect_left(starts, line.x0 - reach) : bisect_right(starts, line.x0 + reach)]
    near = [other for other in close if abs(other.em - line.em) <= _SAME_SIZE * line.em]
    left, right = min(other.x0 for other in near), max(other.x1 for other in near)
    full = sum(1 for other in near if other.x1 >= right - _NEAR * line.em)
    indents = any(other.x0 > left + _NEAR * line.em for other in near)
    return _Column(left, right, full, indents)


def _goes_on(line: Line, after: Line, column: _Column) -> bool:
    em = line.em
    if len(line.pieces) > 1 or len(after.pieces) > 1 or abs(after.em - em) > _SAME_SIZE * em:
        return False
    if column.full < 2 or column.right - column.left < _NARROWEST * em:
        return False
    if line.x1 < column.right - _KEPT_TOGETHER * em or abs(after.x0 - column.left) > _NEAR * em:
        # After a break of page or column the margin may be another one; such lines are left to the parser.
        return False
    narrow = column.right - column.left < _NARROW * em
    if narrow and (line.x1 < column.right - _NEAR * em or _ANEW.match(line.text)):
        return False
    if after.y - line.y > _LINE_GAP * em or _ANEW.match(after.text):
        return False
    if _SENTENCE_END.search(line.text):
        return column.indents and line.x1 >= column.right - _NEAR * em and bool(_MARK.search(after.text))
    return True
