"""Roll-ups and comparisons as XLSX and CSV: the statutory layout with merged heads, then provenance and warnings.

Pure but for openpyxl, imported lazily. Text passes through `inert`; numbers stay numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from nianbao.faces.render_forms import NO_REPORT, UNSAID, note_kind
from nianbao.faces.render_tables import csv_lines, inert, number, permalink
from nianbao.faces.render_xlsx import Value
from nianbao.tabulating import Comparison, Form, RollUp, Row, Slot, Stated

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

_SOURCES = (
    ("机关", 16), ("表", 30), ("行", 40), ("列", 24), ("数值", 12), ("原文", 60), ("出处", 12), ("章节", 30),
    ("报告标题", 40), ("文件", 30), ("链接", 44),
)  # fmt: skip
_WARNINGS = (("种类", 14), ("机关", 16), ("说明", 110))
_ORIGINS = {"table": "表格", "prose": "正文", None: ""}
_NUMBER_WIDTH, _LABEL_WIDTH = 13, 24


def roll_up_xlsx(rolled: RollUp, target: str | Path | IO[bytes], *, base: str = "") -> None:
    """Four sheets: 汇总 in the layout of the form (blank where nobody states it), 填报数 how many state each place,
    出处 every number added with its words, 提示 the notes. `base` is the address of the web page, for the links."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook()
    sheet = book.active
    sheet.title = "汇总"

    def total(slot: Slot) -> Value:
        value = rolled.sums[slot.key].value
        return None if value is None else number(value)

    _lay_out(sheet, rolled.form, [rolled.title, _scope(rolled)], total)
    count = len(rolled.tables)
    told = f"下面各格是 {count} 个已计入的机关中写明这一格的个数；少于 {count} 的，合计不全。"
    _lay_out(book.create_sheet("填报数"), rolled.form, [told], lambda slot: len(rolled.sums[slot.key].parts))
    _list(book.create_sheet("出处"), _SOURCES, _sources(rolled, base.rstrip("/")))
    notes = [(note_kind(note.kind), note.agency, note.text) for note in rolled.notes]
    _list(book.create_sheet("提示"), _WARNINGS, notes or [("", "", "没有发现缺报、矛盾或空白。")])
    book.save(target)


def comparison_rows(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    """A heading row, then one row for each place of the forms; 未写明 where a report does not state it."""
    two = len(comparison.columns) == 2
    heads = [f"{column.agency}{column.year}年" for column in comparison.columns]
    yield ("表", "行", "列", "单位", *heads, *(("增减", "增减%") if two else ()))
    for row in comparison.rows:
        change = (_number(row.difference), _number(row.percent)) if two else ()
        yield (row.table, row.label, row.column, row.unit, *map(cell_value, row.cells), *change)


def comparison_csv(comparison: Comparison) -> str:
    """The rows as CSV."""
    heading, *rows = comparison_rows(comparison)
    return "".join(csv_lines([str(inert(each)) for each in heading], rows))


def comparison_xlsx(comparison: Comparison, target: str | Path | IO[bytes], *, base: str = "") -> None:
    """Sheets 对比, 出处 (every number with its words) and 提示."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "对比"
    heading, *rows = comparison_rows(comparison)
    widths = [30, 40, 24, 8, *([16] * (len(heading) - 4))]
    _list(sheet, tuple((str(inert(each)), width) for each, width in zip(heading, widths, strict=True)), rows)
    sheet.freeze_panes = "E2"
    _list(book.create_sheet("出处"), _SOURCES, _compared_sources(comparison, base.rstrip("/")))
    notes = [("", "", note) for note in comparison.notes]
    _list(book.create_sheet("提示"), _WARNINGS, notes or [("", "", "没有需要提示的。")])
    book.save(target)


def cell_value(stated: Stated | None) -> Value:
    """A number, or the words that say why there is none."""
    if stated is None:
        return NO_REPORT
    if stated.state == "blank":
        return UNSAID
    if stated.state == "conflict":
        return "写了两个数：" + "、".join(dict.fromkeys(str(figure.value) for figure in stated.figures))
    if stated.state == "rough":
        return f"约 {stated.value}"
    return _number(stated.value)


def _number(value: Decimal | None) -> Value:
    return None if value is None else number(value)


def _scope(rolled: RollUp) -> str:
    names = "、".join(table.card.agency for table in rolled.tables) or "无"
    return f"{rolled.form.name}。已相加：{names}。空白格：没有报告写明，不是 0；缺报、矛盾和空白见“提示”。"


def _sources(rolled: RollUp, base: str) -> Iterator[tuple[Value, ...]]:
    for table in rolled.form.tables:
        for slot in table.slots:
            for part in rolled.sums[slot.key].parts:
                place = (table.title, slot.row_label, slot.column_label)
                yield from _words(part.card.title, part.card.source, place, part.stated, base)


def _compared_sources(comparison: Comparison, base: str) -> Iterator[tuple[Value, ...]]:
    for row in comparison.rows:
        for column, stated in zip(comparison.columns, row.cells, strict=True):
            if stated is not None and column.card is not None:
                place = _place(row)
                yield from _words(column.card.title, column.card.source, place, stated, base)


def _place(row: Row) -> tuple[str, str, str]:
    return row.table, row.label, row.column


def _words(
    title: str, source: str, place: tuple[str, str, str], stated: Stated, base: str
) -> Iterator[tuple[Value, ...]]:
    for figure in stated.figures[:1] if stated.state != "conflict" else stated.figures:
        value = stated.value if stated.state == "stated" else figure.value
        link = base + permalink(figure.report_id, figure.span.start, figure.span.end)
        origin = _ORIGINS[stated.origin]
        yield figure.agency, *place, _number(value), figure.quote, origin, figure.section, title, source, link


# --- sheets -----------------------------------------------------------------------------------------------------------


def _lay_out(sheet: Worksheet, form: Form, remarks: Sequence[str], value: Callable[[Slot], Value]) -> None:
    """Remarks, then each table under its title, with labels merged as printed and `value` in the number places."""
    from openpyxl.styles import Alignment, Border, Font, Side  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    thin = Side(style="thin", color="999999")
    border, centre = Border(top=thin, bottom=thin, left=thin, right=thin), _centred(Alignment)
    width = max((table.width for table in form.tables), default=4)
    for y, remark in enumerate(remarks, start=1):
        _write(sheet, y, 1, inert(remark), (1, width)).font = Font(bold=y == 1)
        sheet.cell(row=y, column=1).alignment = Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[y].height = 32
    y = len(remarks) + 2
    for table in form.tables:
        _write(sheet, y, 1, inert(table.title), (1, table.width)).font = Font(bold=True, size=13)
        top = y + 1
        for label in table.labels:
            size = (label.rows, label.columns)
            _write(sheet, top + label.row, 1 + label.column, inert(label.text), size).font = Font(bold=True)
        for slot in table.slots:
            _write(sheet, top + slot.row, 1 + slot.column, value(slot), (1, slot.columns))
        for row in sheet.iter_rows(min_row=top, max_row=top + table.height - 1, max_col=table.width):
            for cell in row:
                cell.border, cell.alignment = border, centre
        y = top + table.height + 1
    for x in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(x)].width = _LABEL_WIDTH if x <= 3 else _NUMBER_WIDTH
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _centred(alignment: Any) -> Any:
    return alignment(horizontal="center", vertical="center", wrap_text=True)


def _write(sheet: Worksheet, row: int, column: int, value: Value, size: tuple[int, int]) -> Any:
    """Write a cell and merge it with the `size` (rows, columns) it covers; gives the cell."""
    cell = sheet.cell(row=row, column=column, value=value)
    if size != (1, 1):
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + size[0] - 1, end_column=column + size[1] - 1
        )
    return cell


def _list(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Any) -> None:
    """A heading row, frozen, and the rows."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.append([name for name, _ in columns])
    for row in rows:
        sheet.append([inert(value) for value in row])
    for x, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(x)].width = width
        sheet.cell(row=1, column=x).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
