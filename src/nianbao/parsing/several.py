"""What is no single report: a page that lists reports, two reports on one page, a form not filled in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from nianbao.model import Block, TableBlock, TextBlock
from nianbao.parsing.dating import year_in
from nianbao.text.fold import fold

LISTS = "这一页只列出各份报告的标题，不是报告；请打开里面的报告，另存后再导入。"
"""The problem of a page without a report."""
_TITLE = re.compile(r"(?:信息|政务)公开.{0,8}(?:年度报告|年报|工作报告)(?:\.\w{3,5})?[^\u3400-\u9fff]{0,24}$")
_BEGINS = re.compile(r"^ ?(?:一|1|\(一\)|第一部分) ?[、.,)]?")
_SENTENCE = re.compile("[。;]")
_BLANK = re.compile(r"(?:[xX×*]{2,}|_{3,}|○{2,})(?=[省市县区镇乡局委厅街单年])")
_LONGEST = 70
_BODY = 150
"""Characters that stand at least between the title of a report and that of the next one."""
_LISTED, _PLACES = 3, 3
"""So many titles make a list, so many empty places a form."""


def first_of(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of the first of several reports of different years on one page, and the sentence that says so; the
    blocks as they are when there is one."""
    titles = [(i, year) for i, block in enumerate(blocks) if (year := _title_year(block)) is not None]
    for (first, year), (second, other) in itertools.pairwise(titles):
        whole = _length(blocks[first + 1 : second]) >= _BODY and _length(blocks[second + 1 :]) >= _BODY
        if other != year and whole and all(map(_begins, (blocks[:second], blocks[second:]))):
            said = f"这一页有几份报告（{year}年、{other}年…），只读了第一份；请把其余的各存为一个文件再导入。"
            return tuple(blocks[:second]), (said,)
    return tuple(blocks), ()


def only_lists(blocks: Sequence[Block]) -> bool:
    """True for a page on which titles of reports stand and no sentence."""
    texts = [fold(block.text) for block in blocks if isinstance(block, TextBlock)]
    titles = [text for text in texts if _is_title(text)]
    cells = [cell.text for block in blocks if isinstance(block, TableBlock) for cell in block.cells]
    titles += [cell for cell in cells if _is_title(fold(cell))]
    return len(set(titles)) >= _LISTED and not any(_SENTENCE.search(text) for text in (*texts, *map(fold, cells)))


def unfilled(text: str) -> tuple[str, ...]:
    """One sentence when the text has the empty places of a form (XX县, ___年)."""
    places = len(_BLANK.findall(fold(text)))
    return (f"像是没有填完的模板：有 {places} 处 XX 之类的空位。",) if places >= _PLACES else ()


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_TITLE.search(text.strip()))


def _title_year(block: Block) -> int | None:
    if not isinstance(block, TextBlock) or not _is_title(fold(block.text)):
        return None
    return year_in(block.text)


def _length(blocks: Sequence[Block]) -> int:
    return sum(
        len(block.text) if isinstance(block, TextBlock) else sum(len(cell.text) for cell in block.cells)
        for block in blocks
    )


def _begins(blocks: Sequence[Block]) -> bool:
    """The blocks hold the first heading of a report."""
    return any(isinstance(block, TextBlock) and _BEGINS.match(fold(block.text)) for block in blocks)
