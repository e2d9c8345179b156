"""A printed table as a grid: the labels to the left of and above every number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from nianbao.figures.lexicon.things import units
from nianbao.model import Cell, Span, Table
from nianbao.text.fold import fold

MOST_CELLS = 20_000
"""A table with more grid places than this is left alone."""

_NUMBER = re.compile(r"[-+]?\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?")
CHANGE = re.compile(r"(?P<way>增加?|减少?)(?P<number>\d{1,6})(?:项|个|件)?")
"""A change signed in words: 减4, 增加2项."""
_NUMBERING = re.compile(
    r"^(?:(?P<one>[一二三四五六七八九十]{1,3}[、.])|(?P<two>\([一二三四五六七八九十]{1,3}\))"
    r"|(?P<three>\d{1,2}[.、](?!\d))|(?P<four>\(\d{1,2}\))|(?P<sub>其中[::]?))\s*"
)
_UNIT_NOTE = re.compile(r"\((?:单位[::]?)?(?P<unit>万元|亿元|元|件|条|项|人|次)\)|单位[::](?P<unit2>万元|亿元|元)")
_UNITS = units("条 件 次 篇 个 人 人次 万元 元 项 份 期 场 家 宗")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCell:
    """A number of a table with its labels, outermost first; `row_span` covers the printed row, `at` the number."""

    value: Decimal
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    unit: str | None
    at: Span
    row_span: Span
    column: int


def numbers(text: str, table: Table) -> Iterator[NumberCell]:
    """Every number of the table in reading order; blank cells, "/" and words are no numbers."""
    height = max((c.row + c.rows for c in table.cells), default=0)
    width = max((c.column + c.columns for c in table.cells), default=0)
    if not table.cells or height * width > MOST_CELLS:
        return
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for printed in table.cells:
        for row in range(printed.row, printed.row + printed.rows):
            for column in range(printed.column, printed.column + printed.columns):
                grid[row][column] = printed
    words = {id(c): re.sub(r"\s+", "", fold(c.span.of(text))) for c in table.cells}
    stack: list[tuple[int, str]] = []
    for y, line in enumerate(grid):
        labels = _labels(line, words)
        above = _nest(stack, labels)
        row_span = _row_span(table, y)
        for x, cell in enumerate(line):
            if cell is None or cell.row != y or cell.column != x:
                continue
            value = _value(words[id(cell)])
            if value is None and (value := _change(words[id(cell)], _above(grid, words, y, x))) is None:
                continue
            left = _labels(line[:x], words)
            yield NumberCell(
                value=value,
                rows=(*above, *(plain_label(w) for w in left if w not in _UNITS)),
                columns=tuple(plain_label(w) for w in _above(grid, words, y, x)),
                unit=_unit(left, _above(grid, words, y, x)),
                at=cell.span,
                row_span=row_span,
                column=x,
            )


def plain_label(words: str) -> str:
    """A printed label without numbering, unit note and quotation marks."""
    previous = None
    while previous != words:
        previous, words = words, _NUMBERING.sub("", words)
    return re.sub(r"[“”\"‘’']", "", _UNIT_NOTE.sub("", words))


def _value(words: str) -> Decimal | None:
    if not _NUMBER.fullmatch(words):
        return None
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation:
        return None


def _is_filled(words: str) -> bool:
    """True for what stands in the place of a number: a number, a change, a mark for none."""
    return not words.strip("-/—") or _value(words) is not None or CHANGE.fullmatch(words) is not None


def _change(words: str, above: list[str]) -> Decimal | None:
    """A change signed in words, which only a column of changes can hold."""
    match = CHANGE.fullmatch(words)
    return signed(match) if match is not None and above and re.search(r"增.?减", above[-1]) else None


def signed(change: re.Match[str]) -> Decimal:
    """The number of a `CHANGE` with its sign."""
    return -Decimal(change["number"]) if change["way"].startswith("减") else Decimal(change["number"])


def _labels(line: list[Cell | None], words: dict[int, str]) -> list[str]:
    """The words of a row's label cells from the left, each once, numbers and blanks left out."""
    found: list[str] = []
    for cell in line:
        text = words[id(cell)] if cell is not None else ""
        if text and not _is_filled(text) and (not found or found[-1] != text):
            found.append(text)
    return found


def _nest(stack: list[tuple[int, str]], labels: list[str]) -> tuple[str, ...]:
    """Labels of the rows this one is numbered under, where one column holds all levels (一、 （一） 1. 其中)."""
    own = next((w for w in labels if w not in _UNITS), "")
    match = _NUMBERING.match(own)
    if match is None or sum(w not in _UNITS for w in labels) > 1:
        return ()
    kind = match.lastgroup or ""
    level = {"one": 1, "two": 2, "three": 3, "four": 4}.get(kind) or (stack[-1][0] + 1 if stack else 5)
    while stack and stack[-1][0] >= level:
        stack.pop()
    above = tuple(label for _, label in stack)
    stack.append((level, plain_label(own)))
    return above


def _above(grid: list[list[Cell | None]], words: dict[int, str], y: int, x: int) -> list[str]:
    """The column's label cells: the nearest run of words above the number, outermost first."""
    found: list[str] = []
    for row in range(y - 1, -1, -1):
        cell = grid[row][x]
        text = words[id(cell)] if cell is not None else ""
        if text == "" or _is_filled(text):
            if found:
                break
            continue
        if not found or found[-1] != text:
            found.append(text)
        if len(found) >= 5:
            break
    return found[::-1]


def _row_span(table: Table, y: int) -> Span:
    inside = [c.span for c in table.cells if c.row == y]
    return Span(start=min(s.start for s in inside), end=max(s.end for s in inside)) if inside else table.span


def _unit(left: list[str], above: list[str]) -> str | None:
    for words in [*reversed(left), *reversed(above)]:
        if words in _UNITS:
            return words
        if match := _UNIT_NOTE.search(words):
            return match["unit"] or match["unit2"]
    return None
