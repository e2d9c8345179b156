"""Spreadsheets with the statutory tables (.xlsx, .xls, .et): each sheet as text and one table with merged cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any

from nianbao.errors import Unreadable
from nianbao.model import Block, TextBlock
from nianbao.reading.content import Content, locked, too_long, words_of
from nianbao.reading.grid import RawCell, table
from nianbao.reading.lines import clean, join_pieces
from nianbao.reading.zips import DAMAGED, opened, refuse_markup

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MAX_UNPACKED = 256 << 20
MAX_CELLS = 100_000
"""Of all sheets together; the statutory tables have about 300."""
_TITLE = re.compile(r"(?P<title>.{0,80}?(?:年度报告|年报|年度報告|年報))")
_STATUTORY = re.compile(
    "规章|规范性文件|本年新收政府信息公开申请|上年结转政府信息公开申请|本年度办理结果|结果维持|主动公开政府信息数|收到申请数|申请答复数"
)
_FEWEST_LABELS = 2
_NAMES = 3


def content(data: bytes, name: str) -> Content:
    """Raises `Unreadable` for a file that is damaged, locked, huge, or holds none of the statutory tables."""
    import python_calamine as calamine

    try:
        if data.startswith(b"PK"):
            with opened(io.BytesIO(data), name, max_unpacked=_MAX_UNPACKED) as archive:
                refuse_markup(archive, name)
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = [s.name for s in book.sheets_metadata if _is_shown(s)]
            left = [s.name for s in book.sheets_metadata if not _is_shown(s)]
            blocks = tuple(_read([book.get_sheet_by_name(sheet) for sheet in shown], name))
    except calamine.PasswordError as error:
        raise locked(name) from error
    except (calamine.CalamineError, *DAMAGED) as error:
        raise Unreadable(
            f"“{name}”不是完好的电子表格，可能已损坏；请用 Excel 或 WPS 打开后另存为 xlsx。",
            f"{name!r} is not a sound spreadsheet; open it in Excel or WPS and save it as xlsx.",
        ) from error
    if len(set(_STATUTORY.findall(words_of(blocks)))) < _FEWEST_LABELS:
        raise Unreadable(
            f"“{name}”里没有年度报告的统计表（如“规章”“本年新收政府信息公开申请数量”等行）；请导入报告本身。",
            f"{name!r} holds none of the tables of a yearly report; give the report itself.",
        )
    names = "、".join(left[:_NAMES]) + ("…" if len(left) > _NAMES else "")
    unread = (f"有 {len(left)} 个工作表没有读取（{names}）。",) if left else ()
    title = next((found["title"] for b in blocks if isinstance(b, TextBlock) and (found := _TITLE.match(b.text))), None)
    return Content(blocks=blocks, title=title, unread=unread)


def _is_shown(sheet: Any) -> bool:
    """True for a sheet of cells that is not hidden."""
    return str(sheet.typ).endswith("WorkSheet") and str(sheet.visible).endswith("Visible")


def _read(sheets: Sequence[CalamineSheet], name: str) -> Iterator[Block]:
    cells = 0
    for sheet in sheets:
        cells += sheet.height * sheet.width
        if cells > MAX_CELLS:
            raise too_long(name)
        yield from _sheet(sheet)


def _sheet(sheet: CalamineSheet) -> Iterator[Block]:
    """The rows above the table as text, the rest as one table."""
    values = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    spans = {(y0, x0): (y1 - y0 + 1, x1 - x0 + 1) for (y0, x0), (y1, x1) in sheet.merged_cell_ranges or ()}
    covered = {
        (y0 + i, x0 + j) for (y0, x0), (rows, columns) in spans.items() for i in range(min(rows, len(values))) for j in
        range(min(columns, sheet.width or 1)) if i or j
    }  # fmt: skip
    start = 0
    while start < len(values) and sum(1 for text in values[start] if text) < 2:
        text = next((text for text in values[start] if text), "")
        if text:
            yield TextBlock(text=text, level=1 if _TITLE.match(text) else 0)
        start += 1
    rows = []
    for y in range(start, len(values)):
        row = []
        for x, text in enumerate(values[y]):
            if (y, x) not in covered:
                height, width = spans.get((y, x), (1, 1))
                row.append(RawCell(text=text, rows=height, columns=width))
        rows.append(row)
    drawn = table(rows)
    if drawn is not None:
        yield drawn


def _text(value: object) -> str:
    """A cell as it is read: whole numbers without a decimal point."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 6))
    if isinstance(value, (date, time)):
        return value.isoformat()
    return join_pieces(clean(line) for line in str(value).splitlines())
