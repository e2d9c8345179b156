"""Blocks become one final text; tables keep their places in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsing_samples import document, table

from nianbao.model import GridCell, TableBlock, TextBlock
from nianbao.parsing import parse
from nianbao.parsing.layout import cell_text, lay_out

WRAPPED = """石桥镇2020年政府信息公开工作年度报告
一、总体情况
我镇认真贯彻落实条例要求，全年通过政府网站平台主动公开政府信息 1257
条，其中机构职能类信息共计二十条，政策文件类的信息共计三十条，工作动态
类信息五十条。
我镇高度重视此项工作不断提高水平
石桥镇人民政府
2021年1月20日"""


def text_of(*blocks: object) -> str:
    return lay_out(document(*blocks).blocks).text  # type: ignore[arg-type]


def test_a_count_and_its_unit_broken_over_two_lines_stand_together_again() -> None:
    assert text_of(WRAPPED).split("\n")[2] == (
        "我镇认真贯彻落实条例要求，全年通过政府网站平台主动公开政府信息 1257条，其中机构职能类信息共计二十条，"
        "政策文件类的信息共计三十条，工作动态类信息五十条。"
    )


def test_title_heading_signature_and_date_keep_their_lines() -> None:
    lines = text_of(WRAPPED).split("\n")
    assert lines[:2] == ["石桥镇2020年政府信息公开工作年度报告", "一、总体情况"]
    assert lines[3:] == ["我镇高度重视此项工作不断提高水平", "石桥镇人民政府", "2021年1月20日"]


def test_a_paragraph_goes_on_over_a_page_number() -> None:
    broken = (
        "镇里的网站和公众号按照分级审核先审后发的办法管理，由党政办逐条\n"
        "登记，并且设置报备环\n- 1 -\n节，未经审核的一律\n"
        "不发，定期检查。\n各村的公开栏按照每季度一次的要求更新内容，由村务监督委员会逐\n项核对后张贴公布。"
    )
    assert text_of(broken).split("\n")[0].endswith("设置报备环节，未经审核的一律不发，定期检查。")


def test_a_wrapped_heading_becomes_one_line() -> None:
    heading = "四、因政府信息公开工作被申请行政复议、提起行政诉\n讼情况"
    body = "全年没有发生被申请行政复议的案件，也没有发生提\n起诉讼。"
    assert text_of(heading, body) == heading.replace("\n", "") + "\n" + body.replace("\n", "")


@pytest.mark.parametrize(
    "lines",
    [
        [
            "石桥镇人民政府2020年政府信息公开工作年度报告",
            "一年来镇里各项工作都在县里的指导之下有序推进取得",
        ],
        ["全镇主动公开的信息可以在县政府的网站专栏里面查阅到", "（二）申请公开的信息由镇党政综合办公室受理并且答复"],
        [
            "全镇主动公开的信息在县政府的网站专栏里面查阅。",
            "全镇主动公开的信息在县政府的网站专栏里面查到",
            "全镇主动公开的信息在县政府的网站专栏里面查阅以及下载等",
        ],
        ["危及国家安全和公共安全以及经济安全与稳定的答复 件 0", "不是政府信息公开条例所指的政府信息答复的数量 件 0"],
        ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "3", "0"],
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况", "自然人"],
        ["危及国家安全、公共安全、经济安全和社会稳定的申请答复 件 0", "不是《条例》所指政府信息 件 0"],
        ["一、本年新收政府信息公开申请数量 95 0 0 0 0 0 95", "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0"],
    ],
)
def test_titles_lists_and_rows_of_a_table_printed_as_text_are_never_joined(lines: list[str]) -> None:
    assert text_of("\n".join(lines)).split("\n") == lines


def test_paragraphs_that_end_without_a_mark_are_not_joined_when_the_next_is_longer() -> None:
    lines = [
        "全镇主动公开的信息均可在县政府门户网站的专栏查阅",
        "如需了解更多情况，可以向镇党政综合办公室提出，联系方式见附件所列内容。",
    ]
    assert text_of("\n".join(lines)).split("\n") == lines


def test_white_space_is_normalised_and_traditional_characters_are_kept() -> None:
    blocks = TextBlock(text="　　一、概　　述  "), TextBlock(text="主動公開\u00a0 12 條。")
    assert text_of(*blocks) == "一、概 述\n主動公開 12 條。"


def test_table_rows_are_lines_and_every_cell_points_at_its_text() -> None:
    block = TableBlock(
        cells=(
            GridCell(text="第二十条\n第（一）项", row=0, column=0, columns=2),
            GridCell(text="规章", row=1, column=0, rows=2),
            GridCell(text="", row=1, column=1),
            GridCell(text=" 3 ", row=2, column=1),
        )
    )
    report = parse(document("表前。", block, "表后。"))
    assert report.text == "表前。\n第二十条第（一）项\n规章 | \n3\n表后。"
    (made,) = report.tables
    assert made.span.of(report.text) == "第二十条第（一）项\n规章 | \n3"
    assert [(c.span.of(report.text), c.row, c.column, c.rows, c.columns) for c in made.cells] == [
        ("第二十条第（一）项", 0, 0, 1, 2), ("规章", 1, 0, 2, 1), ("", 1, 1, 1, 1), ("3", 2, 1, 1, 1),
    ]  # fmt: skip


def test_a_table_without_words_leaves_nothing() -> None:
    assert parse(document("前。", table(("", ""), ("", " ")), "后。")).tables == ()


@given(st.lists(st.lists(st.text("规章 0/-\n许可", max_size=6), min_size=1, max_size=4).map(tuple), max_size=5))
def test_cells_hold_their_own_text_whatever_it_is(rows: list[tuple[str, ...]]) -> None:
    layout = lay_out(document("前。", table(*rows), "后。").blocks)
    shown = {(c.row, c.column): c.span.of(layout.text) for t in layout.tables for c in t.cells}
    wanted = {(r, c): cell_text(x) for r, row in enumerate(rows) if any(map(cell_text, row)) for c, x in enumerate(row)}
    assert shown == wanted


@given(st.lists(st.text("一二、（）。，：公开情况 12条\n", max_size=40), max_size=8))
def test_no_character_but_white_space_is_lost_or_invented(lines: list[str]) -> None:
    text = lay_out(tuple(TextBlock(text=line) for line in lines)).text
    assert "".join(text.split()) == "".join("".join(lines).split())
