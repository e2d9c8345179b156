"""A citation that stands in a table, as a small table: its head, the rows cited, the cells of figures marked. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nianbao.model import Cell, Figure, Report, Span, Table

_WIDE = 8
"""Columns of a table that is shown whole; of a wider one only those that say what the marked cells are."""
_NUMBER = re.compile(r"[\d\s.,%/\-]{1,40}")
_HEADS = 6
"""Rows that a head can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedTable:
    """Rows of a table, and which of its cells the figures of an answer stand in."""

    table: Table
    rows: tuple[int, ...]
    marked: tuple[Cell, ...]


def cited_table(report: Report, spans: Iterable[Span], figures: Iterable[Figure]) -> CitedTable | None:
    """What the spans cite when all of them lie in one table of the report; None when they do not."""
    spans = tuple(spans)
    table = next((each for each in report.tables if all(each.span.holds(span) for span in spans)), None)
    if table is None or not spans:
        return None
    cited = [cell for cell in table.cells if any(_meet(cell.span, span) for span in spans)]
    ats = [figure.at for figure in figures if figure.report_id == report.id]
    marked = tuple(cell for cell in cited if any(cell.span.holds(at) for at in ats))
    # A label that reaches over several rows is cited with the first of them.
    rows = sorted({cell.row for cell in marked or cited})
    return CitedTable(table=table, rows=tuple(rows), marked=marked) if rows else None


def small_table_html(report: Report, cited: CitedTable, label: str, rows: Sequence[int] | None = None) -> str:
    """The cited rows (or those of them in `rows`) below the head of the table, called `label`."""
    table = cited.table
    wanted = [row for row in cited.rows if rows is None or row in rows]
    heads = _head_rows(report, table)
    columns = _columns(report, cited, heads)
    shown = [row for row in range(heads) if row not in wanted] + wanted
    body = "".join(
        f"<tr>{''.join(_cells(report, cited, row, columns, shown, row < heads and row not in wanted))}</tr>"
        for row in shown
    )
    return (
        f'<div class="scroll cited" tabindex="0" role="region" aria-label="{html.escape(label)}">'
        f'<table lang="zh-CN">{body}</table></div>'
    )


def _head_rows(report: Report, table: Table) -> int:
    """How many rows come before the first one with a number of its own."""
    first = min((cell.row for cell in table.cells if _is_number(report, cell)), default=0)
    return min(first, _HEADS)


def _is_number(report: Report, cell: Cell) -> bool:
    text = cell.span.of(report.text).strip()
    return bool(text) and _NUMBER.fullmatch(text) is not None and any(letter.isdigit() for letter in text)


def _columns(report: Report, cited: CitedTable, heads: int) -> list[int]:
    """The columns shown: all, or those of labels and of marked cells."""
    cells = cited.table.cells
    every = sorted({cell.column + more for cell in cells for more in range(cell.columns)})
    if len(every) <= _WIDE or not cited.marked:
        return every
    needed = {cell.column for cell in cited.marked}
    for cell in cells:
        if cell.row >= heads and any(_over(cell, row) for row in cited.rows) and not _is_number(report, cell):
            needed |= set(range(cell.column, cell.column + cell.columns))
    return [column for column in every if column in needed]


def _cells(
    report: Report, cited: CitedTable, row: int, columns: Sequence[int], shown: Sequence[int], head: bool
) -> Iterable[str]:
    """The cells of a row; one that reaches over several rows stands in the first of them that is shown."""
    here = sorted((cell for cell in cited.table.cells if _over(cell, row)), key=lambda cell: cell.column)
    for cell in here:
        within = [column for column in columns if cell.column <= column < cell.column + cell.columns]
        rows = [each for each in shown if _over(cell, each)]
        if not within or rows[0] != row:
            continue
        text = html.escape(cell.span.of(report.text).strip())
        number = _is_number(report, cell)
        tag = "td" if number else "th"
        size = f' rowspan="{len(rows)}"' * (len(rows) > 1) + f' colspan="{len(within)}"' * (len(within) > 1)
        scope = "" if number else f' scope="{"col" if head else "row"}"'
        kind = ' class="n"' if number else ""
        yield f"<{tag}{scope}{size}{kind}>{f'<mark>{text}</mark>' if cell in cited.marked else text}</{tag}>"


def _over(cell: Cell, row: int) -> bool:
    return cell.row <= row < cell.row + cell.rows


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
