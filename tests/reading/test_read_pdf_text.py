"""The text of a PDF: lines in reading order, paragraphs whole, nothing of what printing adds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import FONT, HEIGHT, WIDTH, Sheet, document, texts
from reportlab.pdfgen.canvas import Canvas

from nianbao.reading.pdf_lines import lines
from nianbao.reading.pdf_marks import Glyph

LONG = "全年主动公开政府信息一百三十二条其中网站公开九十八条公众号公"


def test_the_words_are_those_printed_and_the_lines_are_in_order(tmp_path: Path) -> None:
    sheet = (
        Sheet().text(72, 300, "二、申请情况").text(72, 100, "甲镇2018年政府信息公开年度报告").text(96, 200, "共132条。")
    )
    assert texts(document(tmp_path, sheet)) == ["甲镇2018年政府信息公开年度报告", "共132条。", "二、申请情况"]


def test_every_line_says_on_which_page_it_stands_and_where(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "甲镇2018年报告").page().text(90, 200, "共132条。", em=12)
    found = document(tmp_path, sheet)
    assert [(line.text, line.page) for line in found.printed] == [("甲镇2018年报告", 1), ("共132条。", 2)]
    box = found.printed[1].box
    assert box.x0 == pytest.approx(90 / WIDTH, abs=0.01)
    assert box.y0 < 200 / HEIGHT < box.y1 + 0.01
    assert found.images == ()


def test_gaps_between_digits_and_characters_are_no_blanks_but_words_stay_apart(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "2018").text(99, 100, "年公开").text(72, 140, "QQ").text(98, 140, "group 12")
    assert texts(document(tmp_path, sheet)) == ["2018年公开", "QQ group 12"]


def test_a_full_line_and_the_next_without_indent_are_one_paragraph(tmp_path: Path) -> None:
    sheet = Sheet().lines(96, 100, LONG).lines(72, 120, "开" + LONG + "众", "三十四条。").lines(96, 160, "第二段话。")
    assert texts(document(tmp_path, sheet)) == [LONG + "开" + LONG + "众三十四条。", "第二段话。"]


def test_a_heading_after_a_full_line_stays_a_line_of_its_own(tmp_path: Path) -> None:
    sheet = Sheet().lines(96, 100, LONG).lines(72, 120, "公" + LONG[:-2] + "公开。", "二、申请情况")
    assert texts(document(tmp_path, sheet))[-1] == "二、申请情况"


def test_a_paragraph_goes_on_over_the_page_break_without_the_page_number(tmp_path: Path) -> None:
    first = Sheet().lines(96, 720, LONG).text(72, 740, "开" + LONG + "众").text(280, 815, "- 1 -").page()
    sheet = first.text(72, 80, "号三十四条。").text(280, 815, "- 2 -")
    assert texts(document(tmp_path, sheet)) == [LONG + "开" + LONG + "众号三十四条。"]


@pytest.mark.parametrize(
    "style", ["- {} -", "—{}—", "第 {} 页", "第{}页 共3页", "{}/3", "{}", "Page {} of 3", "· {} ·"]
)
def test_page_numbers_of_every_style_are_dropped(tmp_path: Path, style: str) -> None:
    sheet = Sheet()
    for number in (1, 2, 3):
        sheet.text(72, 200, f"第{number}段的话。").text(290, 810, style.format(number)).page()
    assert texts(document(tmp_path, sheet)) == ["第1段的话。", "第2段的话。", "第3段的话。"]


def test_roman_page_numbers_are_dropped(tmp_path: Path) -> None:
    sheet = (
        Sheet().text(72, 200, "前言的话。").text(290, 810, "i").page().text(72, 200, "后面的话。").text(290, 810, "ii")
    )
    assert texts(document(tmp_path, sheet)) == ["前言的话。", "后面的话。"]


def test_numbers_inside_the_page_are_never_page_numbers(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 200, "公开总数").text(72, 400, "132").page().text(72, 400, "18")
    assert texts(document(tmp_path, sheet)) == ["公开总数", "132", "18"]


def test_running_heads_are_dropped_but_the_only_title_is_kept(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in (1, 2, 3):
        sheet.text(72, 40, "甲镇2018年度报告").text(72, 200, f"第{number}段的话。").text(
            72, 800, "甲镇人民政府编"
        ).page()
    assert texts(document(tmp_path, sheet)) == ["甲镇2018年度报告", "第1段的话。", "第2段的话。", "第3段的话。"]


def test_a_running_head_that_repeats_the_title_is_dropped_on_the_first_page_too(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in (1, 2):
        sheet.text(40, 40, f"2019/1/{number}").text(200, 40, "甲镇2018年度报告").text(
            72, 200, "甲镇2018年度报告"
        ).page()
    assert texts(document(tmp_path, sheet)) == ["甲镇2018年度报告", "甲镇2018年度报告"]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = (
        [f"左栏的第{i}行文字在这里写着" for i in "一二三四五六"],
        [f"右栏的第{i}行文字在这里写着" for i in "一二三四五六"],
    )
    sheet = (
        Sheet()
        .text(150, 80, "甲镇人民政府二〇一八年政府信息公开年度报告")
        .lines(72, 120, *left)
        .lines(310, 120, *right)
    )
    sheet.text(72, 300, "全页宽的最后一行写在两栏的下面，一直到右边的边缘为止。")
    got = texts(document(tmp_path, sheet))
    assert got[0].startswith("甲镇")
    assert "".join(got[1:-1]) == "".join(left + right)
    assert got[-1].startswith("全页宽")


def test_short_words_side_by_side_are_no_columns_of_prose(tmp_path: Path) -> None:
    sheet = Sheet()
    for i, row in enumerate(("组长 甲某", "组员 乙某", "组员 丙某", "秘书 丁某", "秘书 戊某")):
        for x, word in zip((72, 300), row.split(), strict=True):
            sheet.text(x, 100 + 20 * i, word)
    assert texts(document(tmp_path, sheet)) == ["组长 甲某", "组员 乙某", "组员 丙某", "秘书 丁某", "秘书 戊某"]


def test_a_full_line_and_an_indented_one_are_two_paragraphs(tmp_path: Path) -> None:
    sheet = Sheet().lines(72, 100, "开" + LONG + "众", "号" + LONG + "众").text(96, 140, "另起一段的话")
    assert texts(document(tmp_path, sheet)) == ["开" + LONG + "众号" + LONG + "众", "另起一段的话"]


def test_words_along_the_edge_of_the_page_are_not_read(tmp_path: Path) -> None:
    def edge(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(30, 400)
        canvas.rotate(90)
        canvas.drawString(0, 0, "存根")
        canvas.restoreState()

    assert texts(document(tmp_path, Sheet().text(72, 300, "公开132条。").draw(edge))) == ["公开132条。"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_turned_by_its_rotation_or_by_its_text_reads_the_same(tmp_path: Path, turn: int) -> None:
    sheet = Sheet(size=(HEIGHT, WIDTH) if turn % 180 else (WIDTH, HEIGHT))
    move = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn]
    sheet.canvas.translate(*move)
    sheet.canvas.rotate(turn)
    sheet.height = HEIGHT
    sheet.text(72, 100, "第一行的话。").text(72, 140, "第二行的话。")
    sheet.table({(0, 0, 1, 1): "规章", (0, 1, 1, 1): "3"}, [72, 150, 200], [200, 230])
    got = document(tmp_path, sheet)
    assert texts(got) == ["第一行的话。", "第二行的话。"]
    assert [c.text for b in got.blocks if not hasattr(b, "text") for c in b.cells] == ["规章", "3"]


def test_bold_by_printing_twice_is_read_once_and_doubled_digits_stay(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "公开1122条").text(72.4, 100, "公开1122条")
    assert texts(document(tmp_path, sheet)) == ["公开1122条"]


def test_a_slanting_watermark_is_not_read(tmp_path: Path) -> None:
    def watermark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 500)
        canvas.rotate(35)
        canvas.setFont(FONT, 40)
        canvas.drawString(0, 0, "样张12")
        canvas.restoreState()

    assert texts(document(tmp_path, Sheet().text(72, 300, "公开132条。").draw(watermark))) == ["公开132条。"]


def test_a_hyphen_at_the_end_of_a_line_is_kept(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 100, "abc-").text(72, 120, "def")
    assert texts(document(tmp_path, sheet))[0] == "abc-"


def test_radicals_in_the_text_layer_stay_as_they_are(tmp_path: Path) -> None:
    assert texts(document(tmp_path, Sheet().text(72, 100, "⼈⺠政府"))) == ["⼈⺠政府"]


def test_a_letter_printed_twice_a_hair_apart_is_one_letter() -> None:
    glyphs = [
        Glyph(text=c, x0=6.0 * i + d, x1=6.0 * i + 6 + d, y=9, em=12) for i, c in enumerate("11条") for d in (0, 1)
    ]
    assert [line.text for line in lines(glyphs)] == ["11条"]


@settings(max_examples=60, deadline=None)
@given(st.permutations(list("甲镇公开132条信息")))
def test_the_order_in_the_file_does_not_matter(order: list[str]) -> None:
    """A line is what stands side by side, whichever was drawn first."""
    printed = "甲镇公开132条信息"
    places: dict[str, list[int]] = {}
    for i, character in enumerate(printed):
        places.setdefault(character, []).append(i)
    glyphs = [
        Glyph(text=c, x0=12.0 * i, x1=12.0 * i + 12, y=100.0 + i % 2, em=12) for c in order for i in [places[c].pop()]
    ]
    assert [line.text for line in lines(glyphs)] == [printed]
