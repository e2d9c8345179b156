"""Tables drawn with bars in plain text: `行政规范性文件 | 0 | 0 | 0 |`, as Markdown and text extractors write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from nianbao.model import Block, TableBlock, TextBlock
from nianbao.reading.grid import RawCell, table

_BAR = re.compile(r"(?<!\\)[|｜]")
_RULE = re.compile(r"[\s|:+\-—=]*-{2,}[\s|:+\-—=]*")
_LONGEST_CELL = 200


def blocks_of(lines: Sequence[str], make: Callable[[str], TextBlock | None]) -> tuple[Block, ...]:
    """Lines as blocks: runs of barred lines become tables, other lines go through `make`, blank ones are left out.

    A run is a table when at least two of its lines hold two bars or more and one holds two written cells.
    """
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        drawn = _table([lines[i] for i in run]) if len(run) > 1 else None
        if drawn is not None:
            blocks.append(drawn)
            at = run[-1] + 1
            continue
        for i in run or [at]:
            made = make(lines[i]) if lines[i] else None
            if made is not None:
                blocks.append(made)
        at = (run[-1] if run else at) + 1
    return tuple(blocks)


def _run(lines: Sequence[str], start: int) -> list[int]:
    """Barred lines from `start` on that stand as close together as the first two do: next line, or next but one."""
    run: list[int] = []
    at, gap = start, 0
    while at < len(lines) and (run or at == start):
        if _is_row(lines[at]):
            gap = at - run[0] if len(run) == 1 else gap
            run.append(at)
        elif lines[at] or not run or at - run[-1] > 1 or gap == 1:
            break
        at += 1
    return run


def _is_row(line: str) -> bool:
    cells = _cells(line)
    return len(cells) > 1 and max(map(len, cells)) <= _LONGEST_CELL


def _table(lines: Sequence[str]) -> TableBlock | None:
    rows = [_trimmed(line) for line in lines if not _RULE.fullmatch(line)]
    rows = [row for row in rows if row]
    barred = sum(1 for line in lines if len(_BAR.findall(line)) >= 2 and line.strip(" |｜"))
    if barred < 2 or max(map(len, rows), default=0) < 2:
        return None
    return table([[RawCell(text=text) for text in row] for row in rows])


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)]


def _trimmed(line: str) -> list[str]:
    """Cells of one line. A bar at its start is the frame; bars at its end are frame or padding, not blank cells."""
    cells = _cells(line)
    if not cells[0]:
        cells = cells[1:]
    while cells and not cells[-1]:
        cells.pop()
    return cells
