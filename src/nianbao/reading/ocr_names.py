"""Rare characters of a name that recognition dropped, put back from the file's name or its side file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nianbao.model import Block, TextBlock
from nianbao.reading.lines import CHINESE
from nianbao.text.rare import is_rare

# A name begins after something that is no Chinese character, or after the place or the word that leads to it.
_BEFORE = "(?<![\u3400-\u9fff])|(?<=[省市县区旗州盟由向在与和及对到为])"


def restored(blocks: tuple[Block, ...], sources: Iterable[str]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks with 息镇 as 息陬镇 where a source has the latter and no other name fits; and a note for each change."""
    forms: dict[str, set[str]] = {}
    for source in sources:
        for whole, short in _shortened(source):
            forms.setdefault(short, set()).add(whole)
    notes = []
    for short, wholes in forms.items():
        if len(wholes) != 1:
            continue
        whole = min(wholes)
        pattern = re.compile(f"(?:{_BEFORE}){re.escape(short)}")
        changed = tuple(_replaced(block, pattern, whole) for block in blocks)
        if changed != blocks:
            blocks = changed
            notes.append(f"“{short}”少识别了一个生僻字，已按文件名或附属文件补为“{whole}”。")
    return blocks, tuple(notes)


def _shortened(source: str) -> Iterator[tuple[str, str]]:
    """A rare character with its neighbours, and the same without it."""
    for i in range(1, len(source) - 1):
        whole = source[i - 1 : i + 2]
        if is_rare(source[i]) and all(CHINESE.match(character) for character in whole):
            yield whole, whole[0] + whole[2]


def _replaced(block: Block, pattern: re.Pattern[str], whole: str) -> Block:
    if isinstance(block, TextBlock):
        return replace(block, text=pattern.sub(whole, block.text))
    return replace(block, cells=tuple(replace(c, text=pattern.sub(whole, c.text)) for c in block.cells))
