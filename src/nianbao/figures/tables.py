"""Figures of the statutory tables, in whichever edition: by row and column labels, never by the report's year.

The forms are those of 国办发〔2014〕32号, 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号; their labels are
data of the catalogue. A cell whose labels fit no metric is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.catalogue import Catalogue
from nianbao.figures.draft import Draft
from nianbao.figures.grids import numbers
from nianbao.figures.labels import cell_draft, labels_of
from nianbao.model import Report


def drafts(report: Report, catalogue: Catalogue) -> Iterator[Draft]:
    """One draft for every cell of a table that states a metric of the catalogue."""
    labels = labels_of(catalogue)
    for table in report.tables:
        for cell in numbers(report.text, table):
            if (found := labels.find(cell)) is not None:
                metric, applicant = found
                yield cell_draft(table.id, cell, metric, applicant)
