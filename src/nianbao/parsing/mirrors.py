"""What copies of a site do to a text: pinyin in brackets after characters, and the names of gambling sites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.model import Block, TableBlock, TextBlock
from nianbao.text.fold import fold

_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])[(（] ?[a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6} ?[)）]")
_PAIRS = 10
"""So many characters with their pinyin are no accident; fewer may be a report's own brackets (机关(a))."""
_INJECTED = re.compile(
    r"(?:365|188|bob|乐鱼|开云|爱游戏|雷速|亚博|必威|皇冠|万博)体育|滚球|威廉希尔|体育彩票app|bet ?365|vwin"
    r"|新葡京|威尼斯人|百家乐|(?:真人|太阳城|金沙|葡京|亚博)(?:娱乐|视讯|荷官)|皇冠(?:现金|足球)|足球投注|电竞投注|时时彩"
)
"""Whole brand names only: 南亚博览会 and 2020体育工作 are words of reports."""


def without_pinyin(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without pinyin in brackets after characters (報(bào)告), when there is enough of it to be sure."""
    pairs = sum(len(_PINYIN.findall(text)) for block in blocks for text in _texts(block))
    return tuple(blocks) if pairs < _PAIRS else tuple(_stripped(block) for block in blocks)


def injected(text: str) -> tuple[str, ...]:
    """The names of gambling sites in a text, each once, in order: a copy has put them where other words stood."""
    return tuple(dict.fromkeys(_INJECTED.findall(fold(text))))


def _texts(block: Block) -> list[str]:
    return [block.text] if isinstance(block, TextBlock) else [cell.text for cell in block.cells]


def _stripped(block: Block) -> Block:
    if isinstance(block, TableBlock):
        return TableBlock(cells=tuple(replace(cell, text=_PINYIN.sub("", cell.text)) for cell in block.cells))
    return replace(block, text=_PINYIN.sub("", block.text))
