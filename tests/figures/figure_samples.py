"""Reports of a sentence or a table, and figures written shortly: `applications_received=3件 natural_person`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from nianbao.catalogue import Catalogue, load
from nianbao.figures import extract
from nianbao.model import Cell, Figure, Report, Span, Table

QUALIFIERS = ("about", "at_least", "zero_statement")


class Golden(NamedTuple):
    """A sentence of our own, the year of its report, and every catalogue figure it states."""

    text: str
    expected: tuple[str, ...]
    year: int = 2018


@cache
def catalogue() -> Catalogue:
    return load(None)


def report_of(text: str, *, year: int | None = 2018, tables: tuple[Table, ...] = ()) -> Report:
    return Report(
        id="sample", title="", agency="青石镇", full_name="青石镇人民政府", year=year, text=text, tables=tables
    )


def figures_of(text: str, *, year: int | None = 2018) -> tuple[Figure, ...]:
    return extract(report_of(text, year=year), catalogue())


def short(figure: Figure) -> str:
    """The figure in the notation of the golden tables."""
    words = [f"{figure.metric}={figure.value.normalize():f}{figure.unit or ''}"]
    if figure.qualifier != "exact":
        words.append(figure.qualifier)
    if figure.applicant is not None:
        words.append(figure.applicant)
    return " ".join(words)


def table_of(rows: list[list[str | tuple[str, int, int]]]) -> Report:
    """A report that is one table; a cell is its words, or (words, rows, columns) when it covers more than one place."""
    text, cells, taken = "", [], set[tuple[int, int]]()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            words, height, width = cell if isinstance(cell, tuple) else (cell, 1, 1)
            while (y, x) in taken:
                x += 1
            taken |= {(y + i, x + j) for i in range(height) for j in range(width)}
            span = Span(start=len(text), end=len(text) + len(words))
            cells.append(Cell(span=span, row=y, column=x, rows=height, columns=width))
            text += words + " "
            x += width
        text += "\n"
    table = Table(id=0, span=Span(start=0, end=len(text)), cells=tuple(cells))
    return report_of(text, year=2022, tables=(table,))


def values_of(report: Report) -> dict[tuple[str | None, str | None], Decimal]:
    """Metric and applicant of every figure in a table, with its value."""
    return {(f.metric, f.applicant): f.value for f in extract(report, catalogue()) if f.cell is not None}
