"""What a table's labels mean: the printed rows and columns of the statutory forms, as the catalogue has them."""

from __future__ import annotations

import re
from functools import lru_cache

from nianbao.catalogue import Catalogue, Metric
from nianbao.figures.draft import Draft
from nianbao.figures.grids import NumberCell, plain_label
from nianbao.model import Applicant, CellRef
from nianbao.text.fold import fold

_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR_NOTE = re.compile(r"\(?20\d\d\)?年?度?")
_PLAIN_COLUMN = re.compile(r"统计数|数量|^(?:办理|处理|申请)?件数$|数值|数据|合计|本期实际|本年度|统计结果|填报数|^$")
_HISTORY = re.compile(r"累计|历年|上年同期|去年")
_SHORTEST = 6
_LEFT = 0.7  # of a label's letters: 其他法律行政止公开 is printed for 其他法律行政法规禁止公开 (9 of 12)
_SENSE = ("不", "未", "无", "非", "部分", "上", "本")

_MADE: list[tuple[Catalogue, Labels]] = []
"""The labels of the catalogue used last: they are the same for every report of a run."""


def labels_of(catalogue: Catalogue) -> Labels:
    """The labels of a catalogue, made once for it."""
    for held, labels in _MADE:
        if held is catalogue:
            return labels
    labels = Labels(catalogue)
    _MADE[:] = [(catalogue, labels)]
    return labels


def cell_draft(table: int, cell: NumberCell, metric: Metric, applicant: Applicant | None) -> Draft:
    """The figure a cell states, labelled by its innermost row and column."""
    row, column = " › ".join(cell.rows), " › ".join(cell.columns)
    label = " ".join(w for w in (cell.rows[-1] if cell.rows else "", cell.columns[-1] if cell.columns else "") if w)
    return Draft(
        metric=metric.id,
        label=label or metric.zh,
        value=cell.value,
        unit=cell.unit or metric.unit,
        qualifier=cell.qualifier,
        span=cell.row_span,
        at=cell.at,
        applicant=applicant,
        cell=CellRef(table=table, row=row, column=column),
    )


class Labels:
    """The catalogue's printed labels, for look-up by the last words of a path."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._rows: dict[tuple[str, ...], list[Metric]] = {}
        self._columns: dict[tuple[str, ...], Metric] = {}
        for metric in catalogue.metrics.values():
            for row in metric.rows:
                self._rows.setdefault(_path(row), []).append(metric)
            if not metric.rows or any("行政" in c and "›" in c for c in metric.columns):
                self._columns.update({_path(column): metric for column in metric.columns})
        self._applicants = {_path(c): k.id for k in catalogue.applicants.values() for c in k.columns}

    def find(self, cell: NumberCell) -> tuple[Metric, Applicant | None] | None:
        columns = tuple(_plain(c) for c in cell.columns)
        if columns and _HISTORY.search(columns[-1]):
            return None
        for metric in self._by_row(tuple(_plain(r) for r in cell.rows)):
            if metric.columns and metric.rows and any("›" not in c for c in metric.columns):
                if any(_ends(columns, _path(c)) for c in metric.columns):
                    return metric, None
                continue
            if (applicant := self._applicant(columns)) is not None:
                return metric, applicant
            if not columns or _PLAIN_COLUMN.search(columns[-1]):
                return metric, None
        return self._by_column(columns)

    def applicant_of(self, heads: tuple[str, ...]) -> Applicant | None:
        """The kind of applicant whose column has these heads, outermost first."""
        return self._applicant(tuple(_plain(c) for c in heads))

    def _by_row(self, rows: tuple[str, ...]) -> list[Metric]:
        """Metrics of the longest label that ends the path of the row."""
        for size in range(min(3, len(rows)), 0, -1):
            for tail in _tails(rows, size):
                if tail in self._rows:
                    return self._rows[tail]
        return self._shortened(rows[-1]) if rows else []

    def _shortened(self, row: str) -> list[Metric]:
        """Metrics of the one label that `row` is with some letters left out inside, as narrow cells are printed."""
        if len(row) < _SHORTEST:
            return []
        fits = [label for label in self._rows if len(label) == 1 and _leaves_out(row, label[0])]
        return self._rows[fits[0]] if len(fits) == 1 else []

    def _by_column(self, columns: tuple[str, ...]) -> tuple[Metric, Applicant | None] | None:
        for label, metric in self._columns.items():
            if _holds_in_order(columns, label):
                return metric, None
        return None

    def _applicant(self, columns: tuple[str, ...]) -> Applicant | None:
        for size in (2, 1):
            if len(columns) >= size and columns[-size:] in self._applicants:
                return self._applicants[columns[-size:]]
        return None


def _path(label: str) -> tuple[str, ...]:
    return tuple(_plain(plain_label(re.sub(r"\s+", "", fold(part)))) for part in label.split("›"))


@lru_cache(maxsize=2048)
def _plain(label: str) -> str:
    """A label for comparison: brackets, years put in by the office and the misprint 钩 apart."""
    label = _YEAR_NOTE.sub("", _BRACKETS.sub("", fold(label)))
    return re.sub(r"[\s,，、:：。]", "", label)


def _tails(rows: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    """The last label with its nearest, or any one, ancestor."""
    if size == 1:
        return [rows[-1:]]
    return [(*rows[i : i + size - 1], rows[-1]) for i in range(len(rows) - size, -1, -1)]


def _ends(path: tuple[str, ...], label: tuple[str, ...]) -> bool:
    return path[-len(label) :] == label


def _leaves_out(short: str, label: str) -> bool:
    """Whether `short` is `label` without some letters of its inside that do not turn its sense."""
    if len(short) < _LEFT * len(label) or (short[:2], short[-2:]) != (label[:2], label[-2:]):
        return False
    rest = iter(label)
    return all(letter in rest for letter in short) and all(short.count(w) == label.count(w) for w in _SENSE)


def _holds_in_order(path: tuple[str, ...], label: tuple[str, ...]) -> bool:
    if not path or path[-1] != label[-1]:
        return False
    rest = iter(path)
    return all(part in rest for part in label)
