"""Spreadsheets of one list: what was written is what openpyxl reads, with headings, widths and filter."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]

from nianbao.faces.render_xlsx import Value, write_sheet

COLUMNS = (("a", "机关", 16), ("b", "数值 <&>", 8), ("c", "原文", 60))


def book_of(rows: list[tuple[Value, ...]]) -> io.BytesIO:
    book = io.BytesIO()
    write_sheet("数据", COLUMNS, iter(rows), book)
    return book


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=20)
CELL = st.one_of(st.none(), st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9), TEXT, st.just("=1+1"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=6))
def test_every_cell_comes_back_as_it_was_with_its_type(rows: list[tuple[Value, ...]]) -> None:
    book = book_of(rows)
    sheet = load_workbook(book)["数据"]
    # A row without any cell is no row to a reader when it is the last.
    read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=len(rows) + 1)]
    assert read[: len(rows)] == [list(row) for row in rows]
    kinds = [cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert set(kinds) <= {"n", "s", "inlineStr"}


def test_markup_line_ends_and_spaces_stay_and_no_text_is_a_formula() -> None:
    texts = (' <b>&amp;"x"\' ', "一行\r\n两行\t", "=HYPERLINK(1)")
    [_, row] = load_workbook(book_of([texts])).active.iter_rows()
    assert tuple(cell.value for cell in row) == texts
    assert [cell.data_type for cell in row] == ["s", "s", "s"]


def test_headings_are_bold_and_frozen_columns_have_widths_and_filter_and_size_cover_the_rows() -> None:
    book = book_of([("甲镇", 1, "x"), ("乙镇", 2.5, None)])
    sheet = load_workbook(book).active
    assert [cell.value for cell in sheet[1]] == ["机关", "数值 <&>", "原文"]
    assert [cell.font.bold for cell in sheet[1]] == [True] * 3
    assert not any(cell.font.bold for cell in sheet[2])
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("数据", "A2", "A1:C3")
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [16, 8, 60]
    assert load_workbook(book, read_only=True).active.calculate_dimension() == "A1:C3"
    assert len(list(load_workbook(book, read_only=True).active.rows)) == 3


def test_a_text_longer_than_a_cell_can_be_is_cut() -> None:
    sheet = load_workbook(book_of([("长" * 40_000, None, None)])).active
    assert sheet["A2"].value == "长" * 32_767


def test_a_list_without_rows_has_its_headings() -> None:
    book = book_of([])
    assert [cell.value for cell in load_workbook(book).active[1]] == ["机关", "数值 <&>", "原文"]
    assert zipfile.ZipFile(book).testzip() is None
