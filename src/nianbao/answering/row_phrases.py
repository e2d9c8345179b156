"""What rows are called, and what of them proves and answers "which"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import listed, measure_name, row_title
from nianbao.answering.result import Result, Row
from nianbao.model import Figure


def winner_value(result: Result, best: Sequence[Row]) -> tuple[Decimal | str | None, str | None]:
    """What "which" names: an agency, a year, a part or a measure; the number when that is asked."""
    query = result.query
    if query.show == "number":
        return (best[0].value.number, best[0].value.unit) if best else (None, None)
    if result.by == "year":
        year = best[0].key if len(best) == 1 else ""
        return (Decimal(year), None) if year.isdigit() else (None, None)
    return (listed([r.key for r in best]) if best else None), None


def rows_name(result: Result, evidence: Evidence) -> str:
    if result.by == "measure" and len(result.query.measures) > 1:
        return f"{listed([measure_name(m, evidence.catalogue) for m in result.query.measures])}里"
    stated = result.considered[0].value.stated if result.by not in ("measure", "part") and result.considered else None
    figure = stated.figure if stated is not None and result.query.measures[0].metric is None else None
    return measure_name(result.query.measures[0], evidence.catalogue, figure)


def title_of(result: Result, row: Row) -> str:
    return row_title(row, result.by)


def noun_of(result: Result) -> str:
    return {"year": "年", "part": "项", "measure": "项", "applicant": "类"}.get(result.by, "个")


def figures_in(rows: Sequence[Row]) -> tuple[Figure, ...]:
    return tuple(dict.fromkeys(f for r in rows for v in (*r.values, *r.tests) for f in v.figures))
