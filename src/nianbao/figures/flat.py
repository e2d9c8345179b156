"""Figures of statutory tables that reached us as flattened text: one cell a line, bars, a PDF file's text layer.

The forms themselves tell the order of rows and columns; the edition is told by the heads. Where blanks were lost and
a row's columns are no longer certain, the row is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from nianbao.catalogue import Catalogue
from nianbao.figures.draft import Draft
from nianbao.figures.flat_forms import APPLICANTS, CASES, COLUMNS, Block, blocks
from nianbao.figures.flat_pairs import Pair, cases, head, pairs, window
from nianbao.figures.flat_regions import regions as _regions
from nianbao.figures.flat_rows import Rows, Run, rows_in
from nianbao.figures.grids import NumberCell
from nianbao.figures.labels import cell_draft, labels_of
from nianbao.model import Report, Span
from nianbao.text.fold import fold, ideographs

FIRST_TABLE = 100
"""Flattened tables are numbered from here, apart from the report's real tables."""

_Columns = tuple[tuple[str, ...], ...]
_FEWEST_SURVEY_ROWS = 4
_MONEY = re.compile(r"(?:单位[::]?\s?|\()(万元|亿元|元)")


Flattened = tuple[tuple[Span, tuple[NumberCell, ...]], ...]
"""Where each flattened table stands, and its numbers."""


def drafts(report: Report, catalogue: Catalogue, found: Flattened | None = None) -> Iterator[Draft]:
    """One draft for every number of a flattened table whose row and column are certain; `found` are the tables when
    they have been looked for already.

    Linear in the length of the text; raises nothing for odd input.
    """
    index = labels_of(catalogue)
    for k, (_, cells) in enumerate(flattened(report) if found is None else found):
        for cell in cells:
            if (named := index.find(cell)) is not None:
                metric, applicant = named
                yield cell_draft(FIRST_TABLE + k, cell, metric, applicant)


def regions(report: Report) -> tuple[Span, ...]:
    """Where flattened tables stand: words and numbers there are no prose, and no grid either."""
    return tuple(span for span, _ in flattened(report))


def flattened(report: Report) -> Flattened:
    """The flattened tables of a report, in order."""
    found = []
    for region in _regions(report):
        rows = rows_in(report.text, region)
        if cells := tuple(_cells(rows, report.text[max(0, region.span.start - 80) : region.span.start])):
            found.append((region.span, cells))
    return tuple(found)


def _cells(rows: Rows, before: str) -> Iterator[NumberCell]:
    fifteen = None if rows.survey else cases(rows, before)
    others = [r for r in rows.runs if fifteen is None or not any(r is part for part in fifteen[1])]
    found = pairs(rows, others)
    if rows.survey:
        if len({p.label.row.order for p in found}) >= _FEWEST_SURVEY_ROWS:
            columns = _survey_columns(rows)
            for pair in found if columns else ():
                yield from _row(rows, pair, columns, None)
    else:
        yield from _applications(rows, [p for p in found if p.label.row.table == "applications"], before)
        yield from _article_20(rows, [p for p in found if p.label.row.table == "article20"])
    if fifteen is not None:
        yield from _numbers(rows, fifteen[0], fifteen[0].span, (), CASES, None)


def _survey_columns(rows: Rows) -> _Columns:
    """One column, or the year's before the sum over the years where the heads say so; none when that is not certain."""
    heads = rows.words[: rows.labels[0].start]
    if "累计" not in heads:
        return (("统计数",),)
    first = re.search(r"年度|本期|本年", heads)
    return (("本年度",), ("历年累计",)) if first is not None and first.start() < heads.index("累计") - 2 else ()


def _applications(rows: Rows, found: list[Pair], before: str) -> Iterator[NumberCell]:
    first = next((x for x in rows.labels if x.row.table == "applications"), None)
    if first is None:
        return
    start, end = head(rows, first)
    # Heads with a foreign word may have stayed outside the region, under the section's heading.
    outside = "" if start else ideographs(re.split(r"情况\n|。", before)[-1])
    if not _has_seven_columns(outside + rows.words[start:end]):
        return
    for pair in found:
        yield from _row(rows, pair, COLUMNS, None)


def _has_seven_columns(heads: str) -> bool:
    """False when the printed heads are not those of the form: a subtotal, or another order."""
    if re.search(r"小计|合计|其中", heads):
        return False
    return "商业企业" not in heads or "".join(APPLICANTS[1:-1]) in heads


def _article_20(rows: Rows, found: list[Pair]) -> Iterator[NumberCell]:
    block: tuple[Block | None, str | None] = (None, None)
    runs = {id(p.label): p for p in found}
    for label in rows.labels:
        if label.row.table != "article20":
            block = (None, None)
            continue
        start, end = head(rows, label)
        if start < end:
            raw = fold(rows.text[rows.places[start] : rows.places[end - 1] + 12]) if end else ""
            money = _MONEY.search(raw)
            block = (_block(rows.words[start:end], label.row.name), money[1] if money else None)
        if block[0] is not None and label.row.name in block[0].rows and id(label) in runs:
            yield from _row(rows, runs[id(label)], tuple((c,) for c in block[0].columns), block[1])


def _block(heads: str, row: str) -> Block | None:
    """The block whose column heads these words are, broken by narrow columns or not; None when that is not certain."""
    heads = re.sub(r"第二十条第.项|单位|[万亿]?元", "", heads.rpartition("信息内容")[2])
    possible = [b for b in blocks() if row in b.rows]
    columns = {b: ideographs("".join(b.columns)) for b in possible}
    for block in sorted(possible, key=lambda b: -len(columns[b])):
        if heads.endswith(columns[block]):
            return block
    # Broken heads keep their characters, if not their order, and may have lost some.
    near = [b for b in possible if not Counter(heads) - Counter(columns[b]) and len(heads) >= 0.6 * len(columns[b])]
    return near[0] if len(near) == 1 else None


def _row(rows: Rows, pair: Pair, columns: _Columns, money: str | None) -> Iterator[NumberCell]:
    label, run = pair.label.span, pair.run.span
    span = Span(start=min(label.start, run.start), end=max(label.end, run.end))
    yield from _numbers(rows, pair.run, span, pair.label.row.path, columns, money)


def _numbers(
    rows: Rows, run: Run, span: Span, path: tuple[str, ...], columns: _Columns, money: str | None
) -> Iterator[NumberCell]:
    cells = window(run.cells, len(columns), run.barred, rows.stacked)
    filled = list(zip(cells or (), columns, strict=False))
    if any(cell is not None and cell.change and "增" not in column[-1] for cell, column in filled):
        return  # a change under another head: the cells have moved
    for i, (cell, column) in enumerate(filled):
        if cell is None or cell.value is None:
            continue
        unit = cell.unit or run.unit or (money if "金额" in column[-1] else None)
        yield NumberCell(
            value=cell.value,
            rows=path,
            columns=column,
            unit=unit or None,
            at=cell.span,
            row_span=span,
            column=i,
            qualifier=cell.qualifier,
        )
