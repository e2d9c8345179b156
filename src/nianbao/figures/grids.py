"""A printed table as a grid: the labels to the left of and above every number.

Rows of heads are told by the words that the forms print over their columns. Only a table without any of them is read
by its looks: there every cell of words above a number may be its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from nianbao.figures.cells import Reading, read_cell
from nianbao.figures.flat_forms import head_kind, names_row
from nianbao.figures.lexicon.things import units
from nianbao.model import Cell, Qualifier, Span, Table
from nianbao.text.fold import fold

MOST_CELLS = 20_000
"""A table with more grid places than this is left alone."""

_NUMBERING = re.compile(
    r"^(?:(?P<one>[一二三四五六七八九十]{1,3}[、.])|(?P<two>\([一二三四五六七八九十]{1,3}\))"
    r"|(?P<three>\d{1,2}[.、](?!\d))|(?P<four>\(\d{1,2}\))|(?P<sub>其中[::]?))\s*"
)
_MONEY = "万元|亿元|元"
_UNIT_NOTE = re.compile(
    rf"\((?:单位[::]?|人民币)?(?P<unit>{_MONEY}|件|条|项|人|次)\)|[,，]?单位[::](?P<unit2>{_MONEY})|/(?P<unit3>{_MONEY})$"
)
_UNITS = units("条 件 次 篇 个 人 人次 万元 元 项 份 期 场 家 宗")
_DEEPEST = 5
_MOST_LABELS = 12
_CHANGES = re.compile(r"增.?减|变化|变动")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCell:
    """A number of a table with its labels, outermost first; `row_span` covers the printed row, `at` the number.

    `width` is how many columns it covers.
    """

    value: Decimal
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    unit: str | None
    at: Span
    row_span: Span
    column: int
    qualifier: Qualifier = "exact"
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A row of a table: its numbers, and the columns in which its cells of values begin, blank ones too.

    `covered` is how many columns these cells take; `label` the row's innermost label.
    """

    numbers: tuple[NumberCell, ...]
    places: tuple[int, ...]
    covered: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's rows, heads left out, and its columns of values with their heads, from the left; none when no head
    is a known word."""

    rows: tuple[GridRow, ...]
    heads: tuple[tuple[int, tuple[str, ...]], ...]


def numbers(text: str, table: Table) -> Iterator[NumberCell]:
    """Every number of the table in reading order; blank cells, "/" and words are no numbers."""
    for row in read_grid(text, table).rows:
        yield from row.numbers


def read_grid(text: str, table: Table) -> Grid:
    """The rows of the table in order. Linear in the number of grid places."""
    height = max((c.row + c.rows for c in table.cells), default=0)
    width = max((c.column + c.columns for c in table.cells), default=0)
    if not table.cells or height * width > MOST_CELLS:
        return Grid(rows=(), heads=())
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    own: list[list[Cell]] = [[] for _ in range(height)]
    for printed in sorted(table.cells, key=lambda c: c.column):
        own[printed.row].append(printed)
        for row in range(printed.row, printed.row + printed.rows):
            for column in range(printed.column, printed.column + printed.columns):
                grid[row][column] = printed
    words = {id(c): re.sub(r"\s+", "", fold(c.span.of(text))) for c in table.cells}
    walk = _Walk(text=text, words=words, heads=_head_rows(own, words), columns=_Columns(width=width))
    rows = tuple(walk.row(y, grid[y], own[y], table) for y in range(height))
    last = max(walk.heads, default=0)
    return Grid(rows=rows, heads=walk.columns.of_values(last) if walk.heads else ())


def plain_label(words: str) -> str:
    """A printed label without numbering, unit note and quotation marks."""
    previous = None
    while previous != words:
        previous, words = words, _NUMBERING.sub("", words)
    return re.sub(r"[“”\"‘’']", "", _UNIT_NOTE.sub("", words))


def _head_rows(own: Sequence[Sequence[Cell]], words: dict[int, str]) -> frozenset[int]:
    """The rows of known heads, and what is printed right under them in the manner of heads."""
    found: set[int] = set()
    for y, cells in enumerate(own):
        printed = [words[id(c)] for c in cells if words[id(c)]]
        readings = [read_cell(w) for w in printed]
        if not printed or any(r.kind in ("number", "change", "none") for r in readings):
            continue
        kinds = [head_kind(w) for w in printed]
        known = sum(kind != "" for kind in kinds)
        told = 2 * known >= len(printed) and any(kind in ("value", "label") for kind in kinds)
        below = y - 1 in found and len(printed) > 1 and not names_row(printed[0])
        if told or (below and all(reading.kind == "words" for reading in readings)):
            found.add(y)
    values = any(head_kind(words[id(c)]) == "value" for y in found for c in own[y])
    return frozenset(found) if values else frozenset()


@dataclass(slots=True)
class _Columns:
    """The heads over every column as the rows go by: the nearest run of head cells, outermost first."""

    width: int
    labels: dict[int, list[str]] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)

    def add(self, cell: Cell, words: str) -> None:
        for x in range(cell.column, cell.column + cell.columns):
            run = self.labels.get(x, []) if self.last.get(x, -2) >= cell.row - 1 else []
            if not run or run[-1] != words:
                run = [*run[-_DEEPEST + 1 :], words]
            self.labels[x], self.last[x] = run, cell.row + cell.rows - 1

    def over(self, x: int) -> list[str]:
        return self.labels.get(x, [])

    def of_values(self, last: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The columns of values under the heads that end in row `last`, which a table that goes on shares."""
        return tuple(
            (x, tuple(plain_label(w) for w in self.labels[x]))
            for x in range(self.width)
            if self.holds_values(x) and self.last[x] >= last
        )

    def holds_values(self, x: int) -> bool:
        """True for a column whose innermost head stands over values, not over the names of rows or units."""
        run = self.over(x)
        return bool(run) and head_kind(run[-1]) != "label"


@dataclass(slots=True, kw_only=True)
class _Walk:
    text: str
    words: dict[int, str]
    heads: frozenset[int]
    columns: _Columns
    stack: list[tuple[int, str]] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    """How many rows each label cell that begins in this row covers, from the left."""

    def row(self, y: int, line: Sequence[Cell | None], own: Sequence[Cell], table: Table) -> GridRow:
        labels, left = self._labels(y, line)
        above = _nest(self.stack, labels)
        row_span = _row_span(own, table)
        values = [c for c in own if y not in self.heads and self._is_value(c, left[id(c)])]
        found = [n for c in values if (n := self._number(c, left[id(c)], above, row_span)) is not None]
        for cell in own:
            words = self.words[id(cell)]
            if words and (y in self.heads or not self.heads) and not read_cell(words).filled:
                self.columns.add(cell, words)
        return GridRow(
            numbers=tuple(found),
            places=tuple(c.column for c in values),
            covered=sum(c.columns for c in values),
            label=plain_label(labels[-1]) if labels else "",
        )

    def _labels(self, y: int, line: Sequence[Cell | None]) -> tuple[list[str], dict[int, tuple[str, ...]]]:
        """The words of a row's label cells, each once, and those to the left of every cell that begins in the row.

        What stands in the place of numbers is no label.
        """
        hanging: list[str] = []  # labels that began in a row above are outermost, wherever they stand
        found: list[str] = []
        left: dict[int, tuple[str, ...]] = {}
        last: Cell | None = None
        self.spans = []
        for cell in line:
            if cell is None or cell is last:
                continue
            last = cell
            if cell.row == y:
                left[id(cell)] = (*hanging, *found)
            text = self.words[id(cell)]
            if not text or (self.heads and self.columns.holds_values(cell.column)):
                continue
            reading = read_cell(text)
            is_label = not reading.filled or (reading.chinese and not found)
            run = found if cell.row == y else hanging
            if is_label and cell.row == y:
                self.spans.append(cell.rows)
            if is_label and text not in run[-1:]:
                run[:] = [*run[-_MOST_LABELS + 1 :], text]
        return [*hanging, *found], left

    def _is_value(self, cell: Cell, left: Sequence[str]) -> bool:
        """A cell in a column of values, or, where no heads are known, one that is filled as such a column is."""
        if self.heads and self.columns.holds_values(cell.column):
            return True
        reading = read_cell(self.words[id(cell)])
        return bool(left) if reading.chinese or reading.kind == "none" else reading.filled

    def _number(self, cell: Cell, left: Sequence[str], above: tuple[str, ...], row_span: Span) -> NumberCell | None:
        reading = read_cell(self.words[id(cell)])
        heads = self.columns.over(cell.column)
        if reading.kind not in ("number", "change", "none"):
            return None
        if reading.kind == "change" and not (heads and _CHANGES.search(heads[-1])):
            return None
        if cell.rows > 1 and reading.value and cell.rows not in self.spans[-1:]:
            return None  # one number over several rows is that of none of them
        return NumberCell(
            value=reading.value,
            rows=(*above, *(plain_label(w) for w in left if w not in _UNITS)),
            columns=tuple(plain_label(w) for w in heads),
            unit=reading.unit or _unit(left, heads),
            at=_at(self.text, cell, reading),
            row_span=row_span,
            column=cell.column,
            qualifier=reading.qualifier,
            width=cell.columns,
        )


def _at(text: str, cell: Cell, reading: Reading) -> Span:
    """Where the number stands in its cell: the reading counts without white space."""
    places = [i for i, c in enumerate(fold(cell.span.of(text))) if not c.isspace()]
    if (reading.start, reading.end) == (0, len(places)):
        return cell.span
    return Span(start=cell.span.start + places[reading.start], end=cell.span.start + places[reading.end - 1] + 1)


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


def _row_span(own: Sequence[Cell], table: Table) -> Span:
    inside = [c.span for c in own]
    return Span(start=min(s.start for s in inside), end=max(s.end for s in inside)) if inside else table.span


def _unit(left: Sequence[str], above: Sequence[str]) -> str | None:
    for words in [*reversed(left), *reversed(above)]:
        if words in _UNITS:
            return words
        if match := _UNIT_NOTE.search(words):
            return match["unit"] or match["unit2"] or match["unit3"]
    return None
