"""Roll-ups and comparisons as spreadsheets, read back."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from tabulating_samples import Town, consistent, indexed

from nianbao import catalogue
from nianbao.faces.render_sheets import comparison_csv, comparison_rows, comparison_xlsx, roll_up_xlsx
from nianbao.store.library import Library
from nianbao.tabulating import Key, RollUp, compare, roll_up

KNOWN = catalogue.load()
RECEIVED: Key = ("applications_received", "total")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return indexed(
        tmp_path / "index",
        Town(agency="甲镇", cells=consistent(4)),
        Town(agency="=cmd()镇", cells={key: value for key, value in consistent(2).items() if key != RECEIVED}),
        Town(agency="丙镇", year=2020),
    )


@pytest.fixture
def rolled(library: Library) -> RollUp:
    return roll_up(library, KNOWN, "溪县", 2021)


def test_the_first_sheet_is_the_form_with_the_sums_in_their_places(rolled: RollUp) -> None:
    book = io.BytesIO()
    roll_up_xlsx(rolled, book)
    sheet = load_workbook(book)["汇总"]
    top = 4
    for table in rolled.form.tables:
        assert sheet.cell(row=top, column=1).value == table.title
        for label in table.labels:
            assert sheet.cell(row=top + 1 + label.row, column=1 + label.column).value == label.text
        for slot in table.slots:
            cell = sheet.cell(row=top + 1 + slot.row, column=1 + slot.column)
            assert (cell.value, cell.data_type) == (rolled.sums[slot.key].value, "n")
        top += table.height + 2
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A5:D5", "A21:C23", "D21:J21", "E22:I22", "D22:D23", "J22:J23", "A26:A47"} <= merged
    assert sheet["E22"].value == "法人或其他组织"


def test_the_other_sheets_prove_the_sums_and_name_what_is_missing(rolled: RollUp) -> None:
    book = io.BytesIO()
    roll_up_xlsx(rolled, book, base="https://example.org/")
    read = load_workbook(book)
    assert read.sheetnames == ["汇总", "填报数", "出处", "提示"]
    heads, *rows = read["出处"].iter_rows(values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    for slot in rolled.form.slots:
        mine = [row["数值"] for row in told if (row["行"], row["列"]) == (slot.row_label, slot.column_label)]
        assert (sum(mine) if mine else None) == rolled.sums[slot.key].value
    part = rolled.sums[RECEIVED].parts[0]
    [row] = [row for row in told if row["原文"] == part.stated.figures[0].quote]
    assert row["链接"].startswith(f"https://example.org/report/{part.card.id}#")
    warned = [row[2].removeprefix("'") for row in read["提示"].iter_rows(min_row=2, values_only=True)]
    assert warned == [note.text for note in rolled.notes]
    stated = {cell.value for row in read["填报数"].iter_rows(min_row=4) for cell in row if cell.data_type == "n"}
    assert stated == {1, 2, None}


def test_no_cell_of_a_roll_up_is_a_formula(rolled: RollUp) -> None:
    book = io.BytesIO()
    roll_up_xlsx(replace(rolled, parent=("=1+1",)), book)
    cells = [cell for sheet in load_workbook(book) for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "'=cmd()镇" in [cell.value for cell in cells]
    assert any(str(cell.value).startswith("'=1+1") for cell in cells)


def test_a_comparison_says_the_same_as_csv_and_xlsx(library: Library) -> None:
    comparison = compare(library, KNOWN, ["甲镇", "=cmd()镇"], [2021])
    book = io.BytesIO()
    comparison_xlsx(comparison, book)
    read = load_workbook(book)
    rows = [tuple(row) for row in read["对比"].iter_rows(values_only=True)]
    wanted = list(comparison_rows(comparison))
    assert rows[1:] == wanted[1:]
    assert rows[0][4:] == ("甲镇2021年", "'=cmd()镇2021年", "增减", "增减%")
    received = next(row for row in wanted if (row[1], row[2]) == ("一、本年新收政府信息公开申请数量", "总计"))
    assert received[4:] == (9, "未写明", None, None)
    assert comparison_csv(comparison).count("\r\n") == len(wanted)
    assert len(list(read["出处"].iter_rows(min_row=2))) == sum(
        len(cell.figures) for row in comparison.rows for cell in row.cells if cell
    )


def test_libreoffice_opens_the_roll_up(rolled: RollUp, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")

    def converted(path: Path) -> bool:
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=False, capture_output=True, timeout=120)
        return path.with_suffix(".csv").is_file()

    Workbook().save(tmp_path / "plain.xlsx")
    if not converted(tmp_path / "plain.xlsx"):
        pytest.skip("LibreOffice has no Calc here")
    roll_up_xlsx(rolled, tmp_path / "sums.xlsx")
    assert converted(tmp_path / "sums.xlsx")
    assert "第二十条第（一）项" in (tmp_path / "sums.csv").read_text("utf-8", errors="replace")
