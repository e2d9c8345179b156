"""Figures and reports as CSV and XLSX, each row with where it comes from. Pure but for openpyxl, imported lazily.

A spreadsheet runs what looks like a formula, and report text is not ours: a text cell that could start one is made
inert with a leading apostrophe. Numbers stay numbers, so that they can be added up.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO

from nianbao.model import Figure, ReportCard

Value = str | int | float | None

# Column: key of the contract's JSON object (heading of the CSV), heading of the XLSX sheet, width there.
_FIGURE_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("agency", "机关", 16),
    ("year", "年份", 8),
    ("metric", "指标编号", 28),
    ("label", "名称", 30),
    ("value", "数值", 12),
    ("unit", "单位", 8),
    ("qualifier", "确切程度", 12),
    ("applicant", "申请人类别", 14),
    ("quote", "原文", 60),
    ("section", "章节", 30),
    ("report", "报告编号", 24),
    ("start", "起", 8),
    ("end", "止", 8),
    ("table", "表", 6),
    ("row", "表行", 24),
    ("column", "表列", 18),
)
_CARD_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("id", "报告编号", 24),
    ("agency", "机关", 16),
    ("parents", "上级", 24),
    ("year", "年份", 8),
    ("title", "标题", 44),
    ("source", "文件", 32),
    ("era", "体例", 8),
    ("sections", "章节数", 8),
    ("passages", "段落数", 8),
    ("figures", "数据数", 8),
    ("problems", "问题", 44),
)
# OWASP's list of characters that start a formula, with the full-width forms that East Asian spreadsheets accept.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What XML 1.0, and so XLSX, cannot hold.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def figures_csv(figures: Iterable[Figure]) -> str:
    """CSV with a heading row of the contract's keys; CRLF line ends as RFC 4180 has them."""
    return _csv(_FIGURE_COLUMNS, map(_figure_row, figures))


def cards_csv(cards: Iterable[ReportCard]) -> str:
    """The same for `nianbao reports`."""
    return _csv(_CARD_COLUMNS, map(_card_row, cards))


def figures_xlsx(figures: Iterable[Figure], target: str | Path | IO[bytes]) -> None:
    """Write one sheet 数据 to a path or binary file: heading row frozen, numbers as numbers."""
    _xlsx("数据", _FIGURE_COLUMNS, map(_figure_row, figures), target)


def cards_xlsx(cards: Iterable[ReportCard], target: str | Path | IO[bytes]) -> None:
    """The same for `nianbao reports`, sheet 报告."""
    _xlsx("报告", _CARD_COLUMNS, map(_card_row, cards), target)


def _figure_row(figure: Figure) -> tuple[Value, ...]:
    cell = figure.cell
    return (
        figure.agency,
        figure.year,
        figure.metric,
        figure.label,
        number(figure.value),
        figure.unit,
        figure.qualifier,
        figure.applicant,
        figure.quote,
        figure.section,
        figure.report_id,
        figure.span.start,
        figure.span.end,
        None if cell is None else cell.table,
        None if cell is None else cell.row,
        None if cell is None else cell.column,
    )


def _card_row(card: ReportCard) -> tuple[Value, ...]:
    return (
        card.id,
        card.agency,
        " › ".join(card.parents),
        card.year,
        card.title,
        card.source,
        card.era,
        card.sections,
        card.passages,
        card.figures,
        "；".join(card.problems),
    )


def number(value: Decimal) -> int | float:
    """A JSON number: int when integral, else float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _inert(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    # The test comes after the removal: a control character could otherwise hide the sign from it.
    text = _NOT_XML.sub("", value)
    return f"'{text}" if text.lstrip(" \u3000\ufeff").startswith(_STARTS_FORMULA) else text


def _csv(columns: Sequence[tuple[str, str, int]], rows: Iterable[tuple[Value, ...]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([key for key, _, _ in columns])
    writer.writerows([_inert(value) for value in row] for row in rows)
    return out.getvalue()


def _xlsx(
    name: str,
    columns: Sequence[tuple[str, str, int]],
    rows: Iterable[tuple[Value, ...]],
    target: str | Path | IO[bytes],
) -> None:
    # openpyxl ships no types.
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.styles import Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    book = Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append([heading for _, heading, _ in columns])
    for row in rows:
        sheet.append([_inert(value) for value in row])
    for index, (_, _, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.cell(row=1, column=index).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(target)


# For the lists of other pages: the same columns and the same care for what could start a formula.
sheet_csv, sheet_xlsx = _csv, _xlsx
