"""Report to figures: every number a report states about its own agency and year, with the words that state it."""

from __future__ import annotations

from dataclasses import replace

from nianbao.catalogue import Catalogue
from nianbao.figures import flat, prose, tables
from nianbao.figures.draft import Draft
from nianbao.figures.tables import doubts as doubts
from nianbao.model import Figure, Report

VERSION = 7
"""Raised whenever extraction changes, so that an index knows to read its reports anew."""


def extract(report: Report, catalogue: Catalogue) -> tuple[Figure, ...]:
    """All figures of the report in the order of its text; every quote is the text at its span.

    Linear in the length of the text. Raises nothing for odd input: what is not certain is left out.
    """
    tabled = flat.flattened(report)
    flattened = [span for span, _ in tabled]
    skip = (*(t.span for t in report.tables), *flattened)
    # A table drawn with bars whose rows differ in width has lost its columns: `flat` reads it instead.
    kept = tuple(t for t in report.tables if not any(t.span.start < f.end and f.start < t.span.end for f in flattened))
    found = [
        *prose.drafts(report, catalogue, skip),
        *tables.drafts(replace(report, tables=kept), catalogue),
        *flat.drafts(report, catalogue, tabled),
    ]
    return tuple(_figure(report, i, draft) for i, draft in enumerate(found))


def _figure(report: Report, i: int, draft: Draft) -> Figure:
    return Figure(
        report_id=report.id,
        id=i,
        agency=report.agency,
        year=report.year,
        # A limit (不到10件) is no count: it must not answer for one, but stays readable under its label.
        metric=None if draft.qualifier == "less_than" else draft.metric,
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
        scope=draft.scope,
        role=draft.role,
        owner=draft.owner,
    )
