"""How the forms print each metric and each kind of applicant: the labels by which a table's cells are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nianbao.catalogue.printed import PrintedForm, plain
from nianbao.model import Applicant


def metrics_of(form: PrintedForm) -> Iterator[str]:
    """The ids of all metrics that a form prints, in its order."""
    yield from (metric for metric, _, _ in _cells(form) if metric)
    yield from (row.metric for row in form.rows if row.metric)


def wordings(
    forms: Iterable[PrintedForm],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], dict[Applicant, tuple[str, ...]]]:
    """Labels by which these forms print each metric, as rows and as columns, and each kind of applicant, as columns."""
    rows: dict[str, list[str]] = {}
    columns: dict[str, list[str]] = {}
    people: dict[Applicant, list[str]] = {}
    for form in forms:
        for row in form.rows:
            rows.setdefault(row.metric or "", []).extend(row.known_as)
        for metric, row_label, column in _cells(form):
            if row_label:
                rows.setdefault(metric, []).append(row_label)
            columns.setdefault(metric, []).extend(column)
        if form.tables is not None:
            told = form.tables.applications
            for applicant, column_path in zip(told.applicants, told.columns, strict=True):
                people.setdefault(applicant, []).extend((column_path[-1], " › ".join(column_path[1:])))
    for found in (rows, columns):
        found.pop("", None)
    return _unique(rows), _unique(columns), {who: tuple(dict.fromkeys(said)) for who, said in people.items()}


def _unique(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {metric: tuple(dict.fromkeys(said)) for metric, said in found.items()}


def _cells(form: PrintedForm) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Metric, row ("" when the columns alone tell it) and ways to write the column, of tables with several metrics a
    row."""
    if form.tables is None:
        return
    for block in form.tables.disclosures.blocks:
        for label, metrics in (*block.rows.items(), *block.also.items()):
            for metric, column in zip(metrics, block.columns, strict=True):
                yield metric, label, tuple(dict.fromkeys((plain(column), column)))
    for above, metrics in form.tables.cases.groups.items():
        for metric, column in zip(metrics, form.tables.cases.columns, strict=True):
            path = (*above, column)
            yield metric, "", tuple(dict.fromkeys((" › ".join(path), " › ".join(path[-2:]))))
