"""Figures and reports as CSV and XLSX, each row with where it comes from. Pure.

A spreadsheet runs what looks like a formula, and report text is not ours: a text cell that could start one is made
inert with a leading apostrophe. Numbers stay numbers, so that they can be added up. Rows are written as they come, so
that the whole of an index can be exported.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO
from urllib.parse import quote as url_quote

from nianbao.faces.render_xlsx import Value, write_sheet
from nianbao.model import Figure, ReportCard

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
    ("title", "报告标题", 44),
    ("source", "文件", 32),
    ("url", "网址", 32),
    ("permalink", "出处链接", 40),
)
FIGURE_KEYS = tuple((key, title) for key, title, _ in _FIGURE_COLUMNS)
"""The columns of a table of figures: what a file calls them, and what people do."""
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


def figures_csv(figures: Iterable[Figure], cards: Iterable[ReportCard] = (), *, base: str = "") -> str:
    """CSV with a heading row of the contract's keys; CRLF line ends as RFC 4180 has them."""
    return "".join(figures_csv_lines(figures, cards, base=base))


def figures_csv_lines(figures: Iterable[Figure], cards: Iterable[ReportCard] = (), *, base: str = "") -> Iterator[str]:
    """The same line by line. `cards` tell titles and files of the reports; `base` is the address of the web page,
    put before the permalinks (which otherwise begin with "/")."""
    return csv_lines([key for key, _, _ in _FIGURE_COLUMNS], map(_figure_row_maker(cards, base), figures))


def cards_csv(cards: Iterable[ReportCard]) -> str:
    """The same for `nianbao reports`."""
    return sheet_csv(_CARD_COLUMNS, map(_card_row, cards))


def figures_xlsx(
    figures: Iterable[Figure], target: str | Path | IO[bytes], cards: Iterable[ReportCard] = (), *, base: str = ""
) -> None:
    """Write one sheet 数据 to a path or binary file: heading row frozen, numbers stay so. See `figures_csv_lines`"""
    sheet_xlsx("数据", _FIGURE_COLUMNS, map(_figure_row_maker(cards, base), figures), target)


def cards_xlsx(cards: Iterable[ReportCard], target: str | Path | IO[bytes]) -> None:
    """The same for `nianbao reports`, sheet 报告."""
    sheet_xlsx("报告", _CARD_COLUMNS, map(_card_row, cards), target)


def permalink(report: str, start: int | None = None, end: int | None = None) -> str:
    """The address of a report in the web page, with the quotation's place as fragment."""
    place = "" if start is None or end is None else f"#{start}-{end}"
    return f"/report/{url_quote(report, safe='')}{place}"


def _figure_row_maker(cards: Iterable[ReportCard], base: str) -> Callable[[Figure], tuple[Value, ...]]:
    known, front = {card.id: card for card in cards}, base.rstrip("/")
    return lambda figure: _figure_row(figure, known, front)


def _figure_row(figure: Figure, cards: Mapping[str, ReportCard], base: str) -> tuple[Value, ...]:
    cell, card = figure.cell, cards.get(figure.report_id)
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
        None if card is None else card.title,
        None if card is None else card.source,
        None if card is None else card.url,
        base + permalink(figure.report_id, figure.span.start, figure.span.end),
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


def inert(value: Value) -> Value:
    """The value as a spreadsheet may hold it: text that could start a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    # The test comes after the removal: a control character could otherwise hide the sign from it.
    text = _NOT_XML.sub("", value)
    return f"'{text}" if text.lstrip(" \u3000\ufeff").startswith(_STARTS_FORMULA) else text


def csv_lines(heading: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> Iterator[str]:
    """The heading and then the rows as lines of CSV, their text inert."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heading)
    for row in rows:
        yield out.getvalue()
        out.seek(0)
        out.truncate()
        writer.writerow([inert(value) for value in row])
    yield out.getvalue()


def sheet_csv(columns: Sequence[tuple[str, str, int]], rows: Iterable[tuple[Value, ...]]) -> str:
    """A list with columns as those above as CSV, its text inert."""
    return "".join(csv_lines([key for key, _, _ in columns], rows))


def sheet_xlsx(
    name: str,
    columns: Sequence[tuple[str, str, int]],
    rows: Iterable[tuple[Value, ...]],
    target: str | Path | IO[bytes],
) -> None:
    """The same as one sheet of a spreadsheet, row by row."""
    write_sheet(name, columns, ([inert(value) for value in row] for row in rows), target)
