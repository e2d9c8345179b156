"""Which run of cells belongs to which label: only what the layout makes certain.

A run belongs to the label that ends right before it. In text layers of PDF files a row of numbers may also stand before
its label or between its halves; between two certain rows, as many labels as rows of numbers pair in their order, when
the labels follow each other in the form without a gap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nianbao.figures.flat_forms import CASES, Form, rows_of
from nianbao.figures.flat_rows import Label, Rows, Run
from nianbao.figures.flat_tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    label: Label
    run: Run


def pairs(rows: Rows, runs: Sequence[Run]) -> list[Pair]:
    """The certain pairs among a region's labels and these runs, in the order of the text."""
    certain: list[Pair] = []
    loose: list[Run] = []
    fences: list[int] = []
    for i, run in enumerate(runs):
        label = _before(rows, runs, i)
        if label is not None and (rows.stacked or run.beside):
            certain.append(Pair(label=label, run=run))
        elif run.beside or rows.stacked:
            fences.append(run.at)
        else:
            loose.append(run)
    own = {p.label.start for p in certain}
    certain = [p for p in certain if _is_whole_row(p.label, rows, own)]
    found = [*certain, *_between(rows, certain, loose, fences)]
    return sorted(found, key=lambda p: p.run.span.start)


def _before(rows: Rows, runs: Sequence[Run], i: int) -> Label | None:
    """The label right before a run, unless another run or foreign words stand between."""
    run = runs[i]
    k = bisect_left(rows.labels, run.at, key=_start)
    if k == 0 or (i and runs[i - 1].at > rows.labels[k - 1].start):
        return None
    label = rows.labels[k - 1]
    tail = rows.words[label.end : run.at]
    same_piece = len(tail) < 9 and bool(tail) and rows.pieces[label.end - 1] == rows.pieces[run.at - 1]
    if not tail or any(full.endswith(tail) for full in label.row.words):
        return label
    # The rows of the statistics forms begin alike: one that goes on otherwise is another row.
    whole = any(len(full) <= label.end - label.start for full in label.row.words)
    if same_piece and (whole or not rows.survey):
        return label
    return None


def _is_whole_row(label: Label, rows: Rows, own: Collection[int]) -> bool:
    """A heading over rows (不予公开) has cells of its own only when its first row has its own too."""
    return _is_leaf(label, rows) or ((child := _child(label, rows)) is not None and child.start in own)


def _is_leaf(label: Label, rows: Rows) -> bool:
    """True for a row that takes cells; 其他处理 is one row in the form of 2019, a heading over three since 2021."""
    if label.row.table == "survey" or not label.row.group:
        return True
    return label.row.name == "其他处理" and _child(label, rows) is None


def _child(label: Label, rows: Rows) -> Label | None:
    """The label printed next, when it is a row under this one."""
    k = bisect_right(rows.labels, label.start, key=_start)
    path = label.row.path
    return rows.labels[k] if k < len(rows.labels) and rows.labels[k].row.path[: len(path)] == path else None


def _between(rows: Rows, certain: Sequence[Pair], loose: Sequence[Run], fences: Sequence[int]) -> Iterator[Pair]:
    taken = {p.label.start for p in certain}
    free = [x for x in rows.labels if x.start not in taken and _is_leaf(x, rows)]
    old_form = any(x.row.name == "其他处理" and _is_leaf(x, rows) for x in rows.labels)
    anchors = sorted((p.label for p in certain), key=_start)
    # Certain rows and rows of foreign names part the text into stretches.
    cuts = sorted([*(p.run.at for p in certain), *fences])
    for low, high in zip([0, *cuts], [*cuts, len(rows.words) + 1], strict=True):
        labels = free[bisect_left(free, low, key=_start) : bisect_left(free, high, key=_start)]
        runs = loose[bisect_left(loose, low, key=_at) : bisect_left(loose, high, key=_at)]
        if labels and len(labels) == len(runs) and _follow(labels, anchors, _form(rows.form, old_form)):
            yield from _in_order(labels, runs)


def _in_order(labels: Sequence[Label], runs: Sequence[Run]) -> Iterator[Pair]:
    for k, run in enumerate(runs):
        if k and labels[k - 1].end > run.at:
            return
        if k + 1 < len(labels) and labels[k + 1].start < run.at:
            return
    for label, run in zip(labels, runs, strict=True):
        inside = label.start < run.at < label.end
        # A lone number on its line may be the page's: it needs its unit, or the label's halves around it.
        if len(run.cells) > 1 or run.unit or inside:
            yield Pair(label=label, run=run)


def _follow(labels: Sequence[Label], anchors: Sequence[Label], form: Sequence[int]) -> bool:
    """True when the form prints no other row between these labels and their certain neighbours."""
    if labels[0].row.table == "article20":
        return True
    k = bisect_left(anchors, labels[0].start, key=_start)
    near = (*anchors[max(0, k - 1) : k], *labels, *anchors[k : k + 1])
    chain = [x.row.order for x in near if x.row.table == labels[0].row.table]
    return all(not any(a < order < b for order in form) for a, b in pairwise(chain))


@cache
def _form(form: Form, old_form: bool) -> tuple[int, ...]:
    """The places of the rows that take cells, in the edition at hand."""
    if form != "forms":
        return tuple(r.order for r in rows_of(form) if not r.name.endswith("情况"))
    under = [r for r in rows_of("forms") if r.path[-2:-1] == ("其他处理",)]
    leaves = [r for r in rows_of("forms") if (r.name == "其他处理" if r.group else True)]
    return tuple(r.order for r in leaves if (r not in under if old_form else r.name != "其他处理"))


def _start(label: Label) -> int:
    return label.start


def _at(run: Run) -> int:
    return run.at


def cases(rows: Rows, before: str) -> tuple[Run, Sequence[Run]] | None:
    """The fifteen cells of the table on reconsideration and lawsuits, and the runs they are made of.

    `before` is the text in front of the region: the table may have lost its heads, then its heading must stand there.
    """
    for i, run in enumerate(rows.runs):
        for j in range(i + 1, min(i + 15, len(rows.runs)) + 1):
            parts = rows.runs[i:j]
            if j > i + 1 and (parts[-1].at != run.at or rows.stacked):
                break
            merged = [c for part in parts for c in part.cells]
            if len(merged) >= len(CASES) and _is_cases(rows, i, before) and _fifteen(merged, run, rows):
                whole = Run(cells=tuple(merged), barred=run.barred, at=run.at, beside=run.beside, unit="")
                return whole, parts
    return None


def _fifteen(cells: Sequence[Token | None], run: Run, rows: Rows) -> bool:
    return window(cells, len(CASES), run.barred, rows.stacked) is not None


def _is_cases(rows: Rows, i: int, before: str) -> bool:
    at = rows.runs[i].at
    start = max([0, *(r.at for r in rows.runs[:i]), *(x.end for x in rows.labels if x.end <= at)])
    heads = rows.words[start:at]
    if not heads:
        return at == 0 and "复议" in before and "诉讼" in before
    if "结果维持" in heads and heads.count("结果维持结果纠正其他结果尚未审结总计") != 3:
        return False
    return all(heads.count(c) == 3 for c in "维纠尚") and "复议" in heads and "诉" in heads


def window(cells: Sequence[Token | None], width: int, barred: bool, stacked: bool) -> list[Token | None] | None:
    """The row's own cells when their columns are certain: as many as columns, or placed by the bars around them."""
    row = list(cells)
    if not barred:
        return row if len(row) == width else None
    if stacked and len(row) == width + 1 and row[-1] is None:
        row.pop()  # the bars that end one row and begin the next
    printed = [i for i, cell in enumerate(row) if cell is not None]
    first, last = printed[0], printed[-1]
    if last - first >= width:
        return None
    if len(row) < width:
        # Blanks were kept in this row, so only its end was cut off.
        return [*row, *[None] * (width - len(row))] if first == 0 and None in row[:last] else None
    low, high = max(0, last - width + 1), min(first, len(row) - width)
    return row[low : low + width] if low == high else None


def head(rows: Rows, label: Label) -> tuple[int, int]:
    """Where the words above a label begin and end: back to the nearest cells or row before it."""
    run = bisect_right(rows.runs, label.start, key=_at)
    above = bisect_left(rows.labels, label.start, key=_start)
    start = max(rows.runs[run - 1].at if run else 0, rows.labels[above - 1].end if above else 0)
    return start, label.start
