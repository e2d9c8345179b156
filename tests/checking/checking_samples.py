"""Figures and reports of invented towns, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from nianbao.catalogue import load
from nianbao.checking import Finding, check
from nianbao.model import CellRef, Figure, Report, Span

KINDS = ("natural_person", "enterprise", "research", "public_welfare", "legal_service", "other_org", "total")


def cell(metric: str, value: int, applicant: Any = None, **more: Any) -> Figure:
    """A cell of a statutory table."""
    return _figure(metric, value, applicant=applicant, cell=CellRef(table=0, row=metric, column=""), **more)


def said(metric: str, value: int, **more: Any) -> Figure:
    """A statement in prose."""
    return _figure(metric, value, **more)


def _figure(metric: str | None, value: int, **more: Any) -> Figure:
    given: dict[str, Any] = {
        "report_id": "r", "id": 0, "agency": "青溪镇", "year": 2022, "metric": metric, "label": metric or "",
        "value": Decimal(value), "unit": "件", "span": Span(start=0, end=1), "at": Span(start=0, end=1), "quote": "甲",
    }  # fmt: skip
    return Figure(**(given | more))


def row(metric: str, *values: int | None) -> list[Figure]:
    """A row of the applications table, None where the cell is blank."""
    return [cell(metric, value, kind) for kind, value in zip(KINDS, values, strict=True) if value is not None]


def town(**more: Any) -> Report:
    given: dict[str, Any] = {
        "id": "r",
        "title": "青溪镇2022年年报",
        "agency": "青溪镇",
        "year": 2022,
        "era": "E4",
        "text": "甲",
    }
    return Report(**(given | more))


def findings(figures: Sequence[Figure], relation: str, report: Report | None = None) -> list[Finding]:
    """What is found about one relation."""
    return [f for f in check(report or town(), figures, load()) if f.relation == relation]


def listing(text: str, *items: tuple[str | None, str, int | None]) -> tuple[Report, list[Figure]]:
    """A report of one text, and a figure for each (metric, words of the number, place of its parent) in it."""
    figures, start = [], 0
    for place, (metric, words, parent) in enumerate(items):
        start = text.index(words, start)
        at = Span(start=start, end=start + len(words))
        value = int("".join(c for c in words if c.isdigit()))
        label = text[max(0, start - 2) : start]
        figures.append(_figure(metric, value, id=place, at=at, parent=parent, label=label, unit="条", quote=text,
                               span=Span(start=0, end=len(text))))  # fmt: skip
    return town(text=text), figures
