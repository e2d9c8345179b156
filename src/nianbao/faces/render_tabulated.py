"""Comparisons and roll-ups as JSON values, and a roll-up as CSV. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from nianbao.faces.render import figure_json, number, permalink
from nianbao.faces.render_tables import csv_lines
from nianbao.faces.render_xlsx import Value
from nianbao.tabulating import Comparison, RollUp, Stated

_HEADING = ("表", "行", "列", "合计", "写明的机关数", "已计入的机关数", "指标编号", "申请人类别")


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """`columns` (reports), `rows` with a cell for each of them, `notes`. A cell is null where there is no report; its
    `value` is null unless exactly one number is stated."""
    return {
        "columns": [
            {"agency": column.agency, "place": list(column.place), "year": column.year,
             "report": None if column.card is None else column.card.id}
            for column in comparison.columns
        ],
        "rows": [
            {
                "table": row.table, "row": row.label, "column": row.column, "metric": row.metric,
                "applicant": row.applicant, "unit": row.unit,
                "cells": [None if cell is None else stated_json(cell) for cell in row.cells],
                "difference": _number(row.difference), "percent": _number(row.percent),
            }
            for row in comparison.rows
        ],
        "notes": list(comparison.notes),
    }  # fmt: skip


def stated_json(stated: Stated) -> dict[str, Any]:
    """`state` (`stated`, `blank`, `conflict`, `rough`), `value`, `origin` (`table` or `prose`) and the figures, each
    with its permalink."""
    return {
        "state": stated.state,
        "value": _number(stated.value),
        "origin": stated.origin,
        "figures": [
            {**figure_json(figure), "permalink": permalink(figure.report_id, figure.span.start, figure.span.end)}
            for figure in stated.figures
        ],
    }


def roll_up_json(rolled: RollUp) -> dict[str, Any]:
    """The sums cell by cell; `value` is null where no report states one, `stated` how many do and `parts` what."""
    return {
        "parent": list(rolled.parent),
        "year": rolled.year,
        "edition": rolled.form.edition,
        "added": [{"report": table.card.id, "agency": table.card.agency} for table in rolled.tables],
        "cells": [
            {
                "metric": slot.key[0],
                "applicant": slot.key[1],
                "row": slot.row_label,
                "column": slot.column_label,
                "value": _number((found := rolled.sums[slot.key]).value),
                "stated": len(found.parts),
                "parts": [
                    {
                        "report": part.card.id,
                        "agency": part.card.agency,
                        "value": _number(part.stated.value),
                        "permalink": permalink(part.card.id, first.span.start, first.span.end),
                    }
                    for part in found.parts
                    for first in part.stated.figures[:1]
                ],
            }
            for slot in rolled.form.slots
        ],
        "notes": [{"kind": note.kind, "agency": note.agency, "text": note.text} for note in rolled.notes],
    }


def roll_up_csv(rolled: RollUp) -> str:
    """One line for each place of the form; an empty sum where no report states it. The notes are in the XLSX."""
    return "".join(csv_lines(_HEADING, _rows(rolled)))


def _rows(rolled: RollUp) -> Iterator[tuple[Value, ...]]:
    for table in rolled.form.tables:
        for slot in table.slots:
            found = rolled.sums[slot.key]
            place = (table.title, slot.row_label, slot.column_label)
            yield *place, _number(found.value), len(found.parts), len(rolled.tables), *slot.key


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)
