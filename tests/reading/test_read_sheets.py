"""Spreadsheets with the statutory tables, and files that are not read but told what to do with."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from nianbao.errors import Unreadable, WrongCall
from nianbao.model import GridCell, TableBlock, TextBlock
from nianbao.reading import read, report_files, sheets

ROWS = [
    ["青石镇2023年政府信息公开工作年度报告统计表"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", 0, 0, None],
    ["行政规范性文件", 3, 1.0, 9],
    ["行政事业性收费", 1.5],
]


def workbook(*, hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("B5:D5")
    if hidden:
        book.create_sheet("底稿").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("name", ["表.xlsx", "表.xls", "表.et", "表.html"])
def test_the_tables_of_a_spreadsheet_are_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(workbook())
    found = read(path, max_bytes=1 << 20)
    title, table = found.blocks
    assert title == TextBlock(text=ROWS[0][0], level=1)
    assert found.title == "青石镇2023年政府信息公开工作年度报告"
    assert isinstance(table, TableBlock)
    assert GridCell(text="3", row=2, column=1) in table.cells
    assert GridCell(text="1", row=2, column=2) in table.cells
    assert GridCell(text="", row=1, column=3) in table.cells
    assert GridCell(text="1.5", row=3, column=1, columns=3) in table.cells


def test_hidden_sheets_are_not_read_and_named() -> None:
    assert sheets.content(workbook(hidden=True), "表.xlsx").unread == ("有 1 个工作表没有读取（底稿）。",)
    assert sheets.content(workbook(), "表.xlsx").unread == ()


def test_a_spreadsheet_without_the_statutory_tables_is_no_report() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["姓名", "电话"])
    book.save(file)
    with pytest.raises(Unreadable, match="none of the tables"):
        sheets.content(file.getvalue(), "名单.xlsx")


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("年报.rar", b"Rar!\x1a\x07\x00", "先解压"),
        ("年报.7z", b"7z\xbc\xaf\x27\x1c", "先解压"),
        ("年报.ppt", b"\xd0\xcf\x11\xe0", "PDF"),
        ("年报.ceb", b"Founder CEB", "PDF"),
        ("年报.csv", "机关,年份\n".encode(), "报告本身"),
        ("网址.url", b"[InternetShortcut]\r\nURL=https://a.gov.cn/b.html\r\n", "https://a.gov.cn/b.html"),
        ("年报.abc", b"abc", "另存为 docx"),
    ],
)
def test_what_is_not_read_gets_one_fitting_line(tmp_path: Path, name: str, data: bytes, advice: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        read(path, max_bytes=1 << 20)
    assert advice in caught.value.zh
    assert name in caught.value.zh
    assert name in caught.value.en
    assert "\n" not in caught.value.zh


def test_a_web_address_is_told_to_save_the_page_first() -> None:
    with pytest.raises(WrongCall) as caught:
        report_files([Path("https://a.gov.cn/2023.html")])
    assert "https://a.gov.cn/2023.html" in caught.value.zh
    assert "另存为" in caught.value.zh
