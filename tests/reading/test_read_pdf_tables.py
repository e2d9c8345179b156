"""The tables of a PDF: cells, merged cells and blanks as printed, whole again where a page break cut them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import HEIGHT, Cells, Sheet, document, tables, texts
from reportlab.pdfgen.canvas import Canvas

from nianbao.reading.pdf_grid import Box, grids
from nianbao.reading.pdf_marks import Rule

XS = [72.0, 102.0, 162.0, 282.0, 332.0, 382.0]
APPLICATIONS: Cells = {
    (0, 0, 2, 3): "（本列数据的勾稽关系为）",
    (0, 3, 1, 2): "申请人情况",
    (1, 3, 1, 1): "自然人",
    (1, 4, 1, 1): "总计",
    (2, 0, 1, 3): "一、本年新收申请数量",
    (2, 3, 1, 1): "6",
    (2, 4, 1, 1): "7",
    (3, 0, 3, 1): "三、办\n理结果",
    (3, 1, 1, 2): "（一）予以公开",
    (3, 3, 1, 1): "3",
    (3, 4, 1, 1): "",
    (4, 1, 2, 1): "（三）\n不予公开",
    (4, 2, 1, 1): "1.属于国家秘密",
    (4, 3, 1, 1): "0",
    (4, 4, 1, 1): "/",
    (5, 2, 1, 1): "2.其他法律行政\n法规禁止公开",
    (5, 3, 1, 1): "1",
    (5, 4, 1, 1): "1",
}


def plain(cells: Cells) -> Cells:
    return {place: text.replace("\n", "") for place, text in cells.items()}


def down(count: int, *, top: float = 100, step: float = 30) -> list[float]:
    return [top + step * i for i in range(count + 1)]


def cut(cells: Cells, row: int, *, repeat: int = 0) -> tuple[Cells, Cells]:
    """The two parts of a table broken above `row`, as word processors print them: the words of a cell that goes on
    stand in the upper part; `repeat` head rows are printed again."""
    upper: Cells = {}
    lower: Cells = {(r, c, h, w): t for (r, c, h, w), t in cells.items() if r < repeat}
    for (r, c, h, w), text in cells.items():
        if r < row:
            upper[r, c, min(h, row - r), w] = text
        if r + h > row:
            lower[max(r, row) - row + repeat, c, r + h - max(r, row), w] = text if r >= row else ""
    return upper, lower


def test_a_statutory_table_keeps_its_merged_cells_and_blanks(tmp_path: Path) -> None:
    assert tables(document(tmp_path, Sheet().table(APPLICATIONS, XS, down(6)))) == [plain(APPLICATIONS)]


def test_text_before_and_after_a_table_stays_in_place(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 80, "三、收到和处理").table(APPLICATIONS, XS, down(6)).text(72, 320, "四、复议诉讼")
    assert [getattr(b, "text", "TABLE") for b in document(tmp_path, sheet).blocks] == [
        "三、收到和处理",
        "TABLE",
        "四、复议诉讼",
    ]


def test_a_table_cut_by_a_page_break_is_one_table(tmp_path: Path) -> None:
    for row in (3, 4, 5):
        upper, lower = cut(APPLICATIONS, row)
        sheet = Sheet().table(upper, XS, down(row, top=600)).text(280, 815, "- 1 -").page()
        sheet.table(lower, XS, down(6 - row, top=72)).text(72, 400, "四、复议诉讼")
        assert tables(document(tmp_path, sheet)) == [plain(APPLICATIONS)], row


def test_head_rows_printed_again_on_the_next_page_are_dropped(tmp_path: Path) -> None:
    upper, lower = cut(APPLICATIONS, 4, repeat=2)
    sheet = Sheet().table(upper, XS, down(4, top=600)).page().table(lower, XS, down(4, top=72))
    assert tables(document(tmp_path, sheet)) == [plain(APPLICATIONS)]


def test_a_blank_number_under_a_page_break_stays_blank(tmp_path: Path) -> None:
    first, second = {(0, 0, 1, 1): "规章", (0, 1, 1, 1): "3"}, {(0, 0, 1, 1): "规范性文件", (0, 1, 1, 1): ""}
    xs = [72.0, 200.0, 300.0]
    sheet = Sheet().table(first, xs, [700, 730]).page().table(second, xs, [72, 102])
    assert tables(document(tmp_path, sheet)) == [
        {(0, 0, 1, 1): "规章", (0, 1, 1, 1): "3", (1, 0, 1, 1): "规范性文件", (1, 1, 1, 1): ""}
    ]


def test_tables_with_a_line_of_text_between_stay_two(tmp_path: Path) -> None:
    cells: Cells = {(0, 0, 1, 1): "规章", (0, 1, 1, 1): "3"}
    sheet = Sheet().table(cells, [72, 200, 300], [700, 730]).page().text(72, 80, "四、其他")
    assert len(tables(document(tmp_path, sheet.table(cells, [72, 200, 300], [100, 130])))) == 2


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    got = document(tmp_path, Sheet().table({(0, 0, 1, 1): "公开132条。\n未收到申请。"}, [72, 500], [100, 200]))
    assert (tables(got), texts(got)) == ([], ["公开132条。", "未收到申请。"])


def test_a_single_column_of_boxes_is_no_table(tmp_path: Path) -> None:
    boxes: Cells = {(0, 0, 1, 1): "公开132条。", (1, 0, 1, 1): "未收到\n申请。"}
    got = document(tmp_path, Sheet().table(boxes, [72, 500], [100, 150, 200]))
    assert (tables(got), texts(got)) == ([], ["公开132条。", "未收到", "申请。"])


def test_borders_of_dashes_are_borders() -> None:
    rules = []
    for at in (0, 50, 100):
        rules += [Rule(upright=True, at=at, start=y, end=y + 2.5) for y in range(0, 40, 5)]
    for at in (0, 20, 40):
        rules += [Rule(upright=False, at=at, start=x, end=x + 2.5) for x in range(0, 100, 5)]
    (grid,) = grids(rules) or ()
    assert [(b.row, b.column, b.rows, b.columns) for b in grid.boxes] == [
        (0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1),
    ]  # fmt: skip


def test_text_well_below_an_open_table_is_no_part_of_it(tmp_path: Path) -> None:
    def borders(canvas: Canvas) -> None:
        for x in (72, 300, 500):
            canvas.line(x, HEIGHT - 100, x, HEIGHT - 160)
        for y in (100, 130):
            canvas.line(72, HEIGHT - y, 500, HEIGHT - y)

    sheet = Sheet().draw(borders).text(76, 120, "规章").text(304, 120, "有效").text(76, 150, "文件").text(304, 150, "3")
    assert texts(document(tmp_path, sheet.text(76, 190, "未收到申请。"))) == ["未收到申请。"]


def test_underlines_and_a_line_under_the_head_are_no_table(tmp_path: Path) -> None:
    def underline(canvas: Canvas) -> None:
        canvas.line(72, 736, 500, 736)
        canvas.line(72, 690, 200, 690)

    got = document(tmp_path, Sheet().text(72, 100, "甲镇年度报告").text(72, 148, "公开132条。").draw(underline))
    assert (tables(got), texts(got)) == ([], ["甲镇年度报告", "公开132条。"])


def test_words_printed_upwards_or_downwards_in_a_cell_are_read(tmp_path: Path) -> None:
    def turned(canvas: Canvas) -> None:
        for x, angle in ((90, 90), (140, 270)):
            canvas.saveState()
            canvas.translate(x, 660 if angle == 90 else 730)
            canvas.rotate(angle)
            canvas.drawString(0, 0, "办理结果")
            canvas.restoreState()

    cells: Cells = {(0, 0, 1, 1): "", (0, 1, 1, 1): "", (0, 2, 1, 1): "全年申请共十二件"}
    got = document(tmp_path, Sheet().table(cells, [72, 120, 170, 300], [100, 200]).draw(turned))
    assert tables(got) == [{(0, 0, 1, 1): "办理结果", (0, 1, 1, 1): "办理结果", (0, 2, 1, 1): "全年申请共十二件"}]


def test_columns_aligned_without_rules_are_a_table(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 80, "（一）制发文件的情况如下表所列，")
    for i, row in enumerate([("信息内容", "制发件数", "有效件数"), ("规章", "0", "12"), ("行政规范性文件", "3", "")]):
        for x, text in zip((72, 250, 400), row, strict=True):
            sheet.text(x, 120 + 24 * i, text)
    sheet.text(72, 240, "以上为全部内容。")
    got = document(tmp_path, sheet)
    assert texts(got) == ["（一）制发文件的情况如下表所列，", "以上为全部内容。"]
    assert [[(r, c, t) for (r, c, _, _), t in sorted(table.items())] for table in tables(got)] == [
        [(0, 0, "信息内容"), (0, 1, "制发件数"), (0, 2, "有效件数"), (1, 0, "规章"), (1, 1, "0"), (1, 2, "12"),
         (2, 0, "行政规范性文件"), (2, 1, "3"), (2, 2, "")],
    ]  # fmt: skip


def test_the_half_of_a_label_beside_aligned_numbers_goes_to_its_row(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 80, "办理结果").text(290, 80, "件数").text(345, 80, "人数")
    sheet.text(72, 100, "1.重复申请").text(300, 100, "4").text(350, 100, "0")
    sheet.text(72, 130, "2.要求行政机关确认").text(72, 142, "或重新出具").text(300, 130, "1").text(350, 130, "2")
    sheet.text(72, 170, "3.其他").text(300, 170, "0").text(350, 170, "0")
    (table,) = tables(document(tmp_path, sheet))
    assert [t for (_, c, _, _), t in sorted(table.items()) if c == 0] == [
        "办理结果", "1.重复申请", "2.要求行政机关确认或重新出具", "3.其他",
    ]  # fmt: skip
    assert [t for (r, _, _, _), t in sorted(table.items()) if r == 2][1:] == ["1", "2"]


def test_aligned_numbers_without_a_head_stay_lines(tmp_path: Path) -> None:
    """Nothing says what the columns are: a table would make numbers of one column those of another."""
    sheet = Sheet()
    for i in range(4):
        sheet.text(72, 100 + 24 * i, "重复申请").text(300, 100 + 24 * i, "4").text(350, 100 + 24 * i, "0")
    assert tables(document(tmp_path, sheet)) == []


def test_a_cell_that_a_browser_cut_between_its_lines_is_whole_again(tmp_path: Path) -> None:
    """No border at the break, the last line below the border, the address of the page below that."""

    def borders(*, top: float, end: float, across: list[float]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            for x in (72, 200, 240, 280):
                canvas.line(x, HEIGHT - top, x, HEIGHT - end)
            for y in across:
                canvas.line(72, HEIGHT - y, 280, HEIGHT - y)

        return draw

    sheet = Sheet().draw(borders(top=700, end=760, across=[700, 730]))
    sheet.lines(74, 720, "信息内容", em=9).text(202, 720, "个人", 9).text(242, 720, "总", 9)
    sheet.lines(74, 750, "一、本年", "新收", em=9, step=17).text(40, 800, "file:///a.html").text(500, 800, "1/2").page()
    sheet.draw(borders(top=72, end=130, across=[100, 130])).text(74, 90, "申请", 9).text(202, 90, "12", 9)
    sheet.text(242, 90, "15", 9).text(74, 120, "二、上年结转", 9).text(202, 120, "3", 9).text(242, 120, "4", 9)
    sheet.text(40, 800, "file:///a.html").text(500, 800, "2/2")
    assert tables(document(tmp_path, sheet)) == [
        {
            (0, 0, 1, 1): "信息内容", (0, 1, 1, 1): "个人", (0, 2, 1, 1): "总",
            (1, 0, 2, 1): "一、本年新收申请", (1, 1, 2, 1): "12", (1, 2, 2, 1): "15",
            (3, 0, 1, 1): "二、上年结转", (3, 1, 1, 1): "3", (3, 2, 1, 1): "4",
        }
    ]  # fmt: skip


def test_the_outer_border_of_a_cell_that_fills_the_page_belongs_to_the_table() -> None:
    """A merged cell that goes on above and below the page: no line across touches its outer border."""
    rules = [Rule(upright=True, at=x, start=50, end=110) for x in (10, 40, 90)]
    rules += [Rule(upright=False, at=y, start=40, end=90) for y in (50, 80, 110)]
    (grid,) = grids(rules) or ()
    assert (grid.xs, grid.ys) == ((10, 40, 90), (50, 80, 110))
    assert [(b.row, b.column, b.rows, b.columns, b.open_above, b.open_below) for b in grid.boxes] == [
        (0, 0, 2, 1, True, True), (0, 1, 1, 1, False, False), (1, 1, 1, 1, False, False),
    ]  # fmt: skip


def test_prose_with_a_telephone_number_apart_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "联系电话：").text(200, 100, "5621016").text(72, 120, "公开132条。")
    assert tables(document(tmp_path, sheet)) == []


@st.composite
def layouts(draw: st.DrawFn) -> tuple[int, int, list[Box]]:
    """A grid of up to 6 × 6 with rectangles merged at random."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    free = {(r, c) for r in range(rows) for c in range(columns)}
    boxes = []
    for r, c in sorted(free):
        if (r, c) not in free:
            continue
        high, wide = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        wide = next(w for w in range(wide, 0, -1) if all((r, c + i) in free for i in range(w)))
        high = next(h for h in range(high, 0, -1) if all((r + k, c + i) in free for k in range(h) for i in range(wide)))
        free -= {(r + k, c + i) for k in range(high) for i in range(wide)}
        boxes.append(Box(row=r, column=c, rows=high, columns=wide))
    return rows, columns, boxes


@settings(max_examples=200, deadline=None)
@given(layouts(), st.floats(0, 1.2))
def test_any_cells_drawn_with_their_borders_are_found_again(layout: tuple[int, int, list[Box]], off: float) -> None:
    """Borders may be drawn piece by piece, doubled and a little out of place; lines that no cell needs are unknown."""
    rows, columns, boxes = layout
    rules = []
    for i, box in enumerate(boxes):
        shift = off * (i % 2)
        x0, x1 = 50.0 * box.column, 50.0 * (box.column + box.columns)
        y0, y1 = 20.0 * box.row, 20.0 * (box.row + box.rows)
        rules += [Rule(upright=False, at=y + shift, start=x0, end=x1) for y in (y0, y1)]
        rules += [Rule(upright=True, at=x + shift, start=y0, end=y1) for x in (x0, x1)]
    found = grids(rules)
    assert found is not None
    if len(boxes) == 1:
        assert found == ()
        return
    (grid,) = found

    def rounded(lines: tuple[float, ...], step: float) -> list[int]:
        return [round(x / step) for x in lines]

    xs, ys = rounded(grid.xs, 50), rounded(grid.ys, 20)
    places = {
        (ys[b.row], xs[b.column], ys[b.row + b.rows] - ys[b.row], xs[b.column + b.columns] - xs[b.column])
        for b in grid.boxes
    }
    assert places == {(b.row, b.column, b.rows, b.columns) for b in boxes}
    for number, box in enumerate(grid.boxes):
        middle = grid.xs[box.column] + 5, grid.ys[box.row] + 5
        assert grid.at(*middle) == number
    assert (rows, columns) == (ys[-1], xs[-1])
