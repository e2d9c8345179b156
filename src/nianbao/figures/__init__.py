"""Report to figures: every number a report states about its own agency and year, with the words that state it."""

from __future__ import annotations

from nianbao.catalogue import Catalogue
from nianbao.figures import prose, tables
from nianbao.figures.draft import Draft
from nianbao.model import Figure, Report

VERSION = 1
"""Raised whenever extraction changes, so that an index knows to read its reports anew."""


def extract(report: Report, catalogue: Catalogue) -> tuple[Figure, ...]:
    """All figures of the report in the order of its text; every quote is the text at its span.

    Linear in the length of the text. Raises nothing for odd input: what is not certain is left out.
    """
    skip = tuple(t.span for t in report.tables)
    found = [*prose.drafts(report, catalogue, skip), *tables.drafts(report, catalogue)]
    return tuple(_figure(report, i, draft) for i, draft in enumerate(found))


def _figure(report: Report, i: int, draft: Draft) -> Figure:
    return Figure(
        report_id=report.id,
        id=i,
        agency=report.agency,
        year=report.year,
        metric=draft.metric,
        label=draft.label,
        value=draft.value,
        unit=draft.unit,
        qualifier=draft.qualifier,
        span=draft.span,
        at=draft.at,
        quote=draft.span.of(report.text),
        section=report.heading_path(report.section_at(draft.at.start)),
        applicant=draft.applicant,
        parent=draft.parent,
        cell=draft.cell,
    )
