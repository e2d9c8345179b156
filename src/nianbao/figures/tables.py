"""Figures of the statutory tables, in whichever edition: by row and column labels, never by the report's year.

The forms are those of 国办发〔2014〕32号, 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号; their labels are
data of the catalogue. A cell whose labels fit no metric is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.catalogue import Catalogue
from nianbao.figures.columns import Heads, Settled, numbers_of, settled
from nianbao.figures.draft import Draft
from nianbao.figures.grids import read_grid
from nianbao.figures.labels import Labels, cell_draft, labels_of
from nianbao.model import Report, Table

_FARTHEST = 60
"""Characters between the two parts of a table that was cut in two."""


def drafts(report: Report, catalogue: Catalogue) -> Iterator[Draft]:
    """One draft for every cell of a table that states a metric of the catalogue."""
    labels = labels_of(catalogue)
    for table, found in _settled(report, labels):
        for cell in numbers_of(found.rows):
            if (read := labels.find(cell)) is not None:
                metric, applicant = read
                yield cell_draft(table.id, cell, metric, applicant)


def doubts(report: Report, catalogue: Catalogue) -> tuple[str, ...]:
    """What was printed in tables and is not given out, because it is not certain whose it is; Chinese sentences."""
    said: list[str] = []
    for _, found in _settled(report, labels_of(catalogue)):
        if found.refused:
            rows = "；".join(found.refused[:3]) + ("；…" if len(found.refused) > 3 else "")
            said.append(f"申请情况表有 {len(found.refused)} 行的数和表头对不上，没有采用（{rows}）。")
        if found.no_totals:
            said.append("申请情况表的“总计”一列全是 0，和各类申请人的数不符，没有采用这一列。")
    return tuple(said)


def _settled(report: Report, labels: Labels) -> Iterator[tuple[Table, Settled]]:
    heads: Heads = ()
    before: Table | None = None
    for table in report.tables:
        grid = read_grid(report.text, table)
        if before is not None and "。" in report.text[before.span.end : table.span.start][: _FARTHEST + 1]:
            heads = ()
        if before is None or table.span.start - before.span.end > _FARTHEST:
            heads = ()
        yield table, settled(grid, heads, labels.applicant_of)
        heads, before = grid.heads or heads, table
