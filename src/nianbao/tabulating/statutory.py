"""The tables of the national forms since 2019 on a grid, as the catalogue's forms have them.

The table of disclosures shares three columns of numbers between blocks of one, two or three; the table of applications
has three columns of row labels and seven of numbers; the table of cases has five columns for each of three groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from nianbao.catalogue.form_files import printed_forms
from nianbao.catalogue.printed import Applications, Cases, Disclosures, PrintedRow
from nianbao.tabulating.forms import Form, FormTable, Label, Slot

_LABELS = 3
"""Columns of row labels in the table of applications."""


def statutory_form(edition: str) -> Form:
    """The form of `E3` or `E4`; KeyError for another edition."""
    for form in printed_forms().values():
        if form.tables is not None and form.edition == edition:
            told = form.tables
            tables = (_disclosures(told.disclosures), _applications(told.applications), _cases(told.cases))
            return Form(edition=edition, name=form.name, tables=tables)
    raise KeyError(edition)


def _disclosures(told: Disclosures) -> FormTable:
    labels: list[Label] = []
    slots: list[Slot] = []
    y = 0
    for block in told.blocks:
        places = _spread(len(block.columns))
        labels.append(Label(text=block.article, row=y, column=0, columns=4))
        labels.append(Label(text="信息内容", row=y + 1, column=0))
        labels += [
            Label(text=head, row=y + 1, column=x, columns=n) for head, (x, n) in zip(block.columns, places, strict=True)
        ]
        y += 2
        for name, metrics in block.rows.items():
            labels.append(Label(text=name, row=y, column=0, scope="row"))
            slots += [
                Slot(key=(metric, "total"), row=y, column=x, columns=n, row_label=name, column_label=head)
                for metric, head, (x, n) in zip(metrics, block.columns, places, strict=True)
            ]
            y += 1
    return FormTable(title=told.title, labels=tuple(labels), slots=tuple(slots))


def _spread(count: int) -> list[tuple[int, int]]:
    """First column and width of each of `count` number columns, which share three."""
    return {1: [(1, 3)], 2: [(1, 1), (2, 2)], 3: [(1, 1), (2, 1), (3, 1)]}[count]


def _applications(told: Applications) -> FormTable:
    labels = [Label(text=told.balance, row=0, column=0, rows=3, columns=_LABELS, scope=None), *_heads(told.columns)]
    slots: list[Slot] = []
    y = 3
    for i, row in enumerate(told.rows):
        depth = len(row.path) - 1
        height = _leaves(told.rows, i) if row.group else 1
        width = 1 if row.group else _LABELS - depth
        labels.append(Label(text=row.label, row=y, column=depth, rows=height, columns=width, scope="row"))
        if not row.group:
            slots += _numbers(told, row, _path(told.rows, i), y)
            y += 1
    ordered = sorted(slots, key=lambda slot: (slot.row, slot.column))
    return FormTable(title=told.title, labels=tuple(labels), slots=tuple(ordered))


def _leaves(rows: tuple[PrintedRow, ...], i: int) -> int:
    """Rows of numbers under the i-th."""
    inside = takewhile(lambda row: len(row.path) > len(rows[i].path), rows[i + 1 :])
    return sum(not row.group for row in inside)


def _path(rows: tuple[PrintedRow, ...], i: int) -> str:
    """The printed labels over the i-th row and its own, outermost first."""
    found, depth = [rows[i].label], len(rows[i].path)
    for row in reversed(rows[:i]):
        if len(row.path) < depth:
            found.append(row.label)
            depth = len(row.path)
    return " › ".join(reversed(found))


def _numbers(told: Applications, row: PrintedRow, words: str, y: int) -> Iterator[Slot]:
    for x, (applicant, column) in enumerate(zip(told.applicants, told.columns, strict=True), start=_LABELS):
        yield Slot(key=(str(row.metric), applicant), row=y, column=x, row_label=words, column_label=_inner(column))


def _inner(column: tuple[str, ...]) -> str:
    """Heads of a column without the one that stands over all of them."""
    return " › ".join(column[1:])


def _heads(columns: tuple[tuple[str, ...], ...]) -> Iterator[Label]:
    """Heads over the columns of numbers, each once, those without a row under them as tall as the others together."""
    deepest = max(len(column) for column in columns)
    for level in range(deepest):
        x = 0
        while x < len(columns):
            prefix = columns[x][: level + 1]
            width = sum(column[: level + 1] == prefix for column in columns)
            if len(columns[x]) > level:
                last = len(columns[x]) == level + 1
                rows = deepest - level if last else 1
                yield Label(text=prefix[-1], row=level, column=_LABELS + x, rows=rows, columns=width)
            x += width if len(columns[x]) > level else 1


def _cases(told: Cases) -> FormTable:
    labels = []
    slots = []
    groups = list(told.groups.items())
    size = len(told.columns)
    seen: set[tuple[str, ...]] = set()
    for g, (above, metrics) in enumerate(groups):
        for level, word in enumerate(above):
            prefix = above[: level + 1]
            if prefix not in seen:
                seen.add(prefix)
                width = size * sum(other[: level + 1] == prefix for other, _ in groups)
                rows = 2 - level if level + 1 == len(above) else 1
                labels.append(Label(text=word, row=level, column=g * size, rows=rows, columns=width))
        for i, (metric, name) in enumerate(zip(metrics, told.columns, strict=True)):
            x = size * g + i
            labels.append(Label(text=name, row=2, column=x))
            slots.append(Slot(key=(metric, "total"), row=3, column=x, row_label=" › ".join(above), column_label=name))
    return FormTable(title=told.title, labels=tuple(labels), slots=tuple(slots))
