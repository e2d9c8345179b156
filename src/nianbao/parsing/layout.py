"""Blocks of a document become the final text of the report, with its lines and tables as spans into it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.model import Block, Cell, GridCell, Span, Table, TableBlock
from nianbao.parsing.wrapping import RawLine, joined

BAR = " | "
"""Stands between the cells of a table row."""
_BLANKS = re.compile(r"[^\S\t\n]{1,}|[\u200b\ufeff]{1,}")
_PAGE_NUMBER = re.compile(r"[-—–－] ?\d{1,3} ?[-—–－]|第 ?\d{1,3} ?页(?: ?[,，/共]{0,2} ?共? ?\d{1,3} ?页)?")
_HAN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef，。、；：（）“”]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the final text; `table` is True for a row of a table the format marks as one."""

    span: Span
    level: int = 0
    table: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


class _Page:
    """The text as it grows."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.lines: list[Line] = []
        self.tables: list[Table] = []

    def add(self, text: str, *, level: int = 0, table: bool = False) -> int:
        """Append a line; returns where it starts."""
        if self.parts:
            self.parts.append("\n")
            self.length += 1
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        self.lines.append(Line(span=Span(start=start, end=self.length), level=level, table=table))
        return start


def lay_out(blocks: Sequence[Block]) -> Layout:
    """The final text: white space normalised, page numbers dropped, broken lines joined, one line a table row."""
    page = _Page()
    raw: list[RawLine] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            _flush(page, raw)
            raw = []
            _add_table(page, block)
            continue
        for piece in block.text.splitlines():
            line = _BLANKS.sub(_one_blank, piece).strip()
            if line and not _PAGE_NUMBER.fullmatch(line):
                raw.append(RawLine(line, block.level))
    _flush(page, raw)
    return Layout(text="".join(page.parts), lines=tuple(page.lines), tables=tuple(page.tables))


def _one_blank(match: re.Match[str]) -> str:
    return "" if match[0][0] in "\u200b\ufeff" else " "


def _flush(page: _Page, raw: list[RawLine]) -> None:
    for line in joined(raw):
        page.add(line.text, level=line.level)


def _add_table(page: _Page, block: TableBlock) -> None:
    rows: dict[int, list[GridCell]] = {}
    for cell in sorted(block.cells, key=lambda c: (c.row, c.column)):
        rows.setdefault(cell.row, []).append(cell)
    cells: list[Cell] = []
    first = last = None
    for row in rows.values():
        texts = [cell_text(cell.text) for cell in row]
        if not any(texts):
            continue
        at = page.add(BAR.join(texts), table=True)
        first = at if first is None else first
        for cell, text in zip(row, texts, strict=True):
            span = Span(start=at, end=at + len(text))
            cells.append(Cell(span=span, row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns))
            at += len(text) + len(BAR)
        last = page.length
    if first is not None and last is not None:
        page.tables.append(Table(id=len(page.tables), span=Span(start=first, end=last), cells=tuple(cells)))


def cell_text(text: str) -> str:
    """A cell's text on one line: broken words are joined, other white space becomes one space."""
    result = ""
    for line in text.splitlines():
        piece = " ".join(line.split())
        if not piece:
            continue
        apart = result and not (_HAN.match(result[-1]) or _HAN.match(piece[0]))
        result += (" " if apart else "") + piece
    return result
