"""Plain text and Markdown: lines, marks, tables drawn with bars."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.model import Block, TableBlock, TextBlock
from nianbao.reading import markdown, text
from nianbao.reading.lines import raised, unspaced


def show(blocks: tuple[Block, ...]) -> list[object]:
    """Text as (level, words), tables as rows of (column, words)."""
    shown: list[object] = []
    for block in blocks:
        if isinstance(block, TextBlock):
            shown.append((block.level, block.text) if block.level else block.text)
        else:
            rows = sorted({c.row for c in block.cells})
            shown.append([[c.text for c in block.cells if c.row == row] for row in rows])
    return shown


def txt(source: str) -> list[object]:
    return show(text.content(source.encode(), "a.txt").blocks)


def md(source: str) -> list[object]:
    return show(markdown.content(source.encode(), "a.md").blocks)


def test_every_kind_of_line_end_cuts_and_blank_lines_are_no_blocks() -> None:
    assert txt("甲\r\n乙\r丙\n\n\n丁\f戊\u2028己") == ["甲", "乙", "丙", "丁", "戊", "己"]


def test_control_and_invisible_characters_are_dropped_and_ends_stripped() -> None:
    assert txt("\u3000\u3000概\u3000述\u200b\x00\x07 \n\ufeff公开\xa0132\t条") == ["概\u3000述", "公开 132 条"]


def test_page_numbers_between_pages_are_dropped_and_negative_numbers_stay() -> None:
    assert txt("未经审核的一律\n- 1 -\n不发\n— 12 —\n-35\n-3-") == ["未经审核的一律", "不发", "-35"]


def test_lines_with_bars_become_a_table() -> None:
    source = "二、主动公开\n| 第一项 |||\n| 内容 | 制发 | 有效 |\n| 规章 | | 0 |\n三、申请"
    assert txt(source) == ["二、主动公开", [["第一项"], ["内容", "制发", "有效"], ["规章", "", "0"]], "三、申请"]


def test_bars_at_line_ends_are_padding_and_two_column_rows_join() -> None:
    assert txt("规章 | 0 | 0 |\n收费 | 5.5\n罚款 | 2 | |||") == [[["规章", "0", "0"], ["收费", "5.5"], ["罚款", "2"]]]


def test_rows_with_a_blank_line_between_all_of_them_are_one_table() -> None:
    assert txt("规章 | 0 | 0 |\n\n文件 | 3 | 8 |\n\n许可 | 4 | 1 |\n\n完") == [
        [["规章", "0", "0"], ["文件", "3", "8"], ["许可", "4", "1"]],
        "完",
    ]


def test_a_blank_line_parts_two_tables() -> None:
    assert txt("甲 | 0 | 0 |\n乙 | 3 | 8 |\n\n丙 | 4 | 1 |\n丁 | 5 | 1 |") == [
        [["甲", "0", "0"], ["乙", "3", "8"]],
        [["丙", "4", "1"], ["丁", "5", "1"]],
    ]


@pytest.mark.parametrize(
    "source",
    [
        "来源：办公室 | 字体：大 | 打印\n正文",
        "甲 | 乙 | 丙\n丁 | 戊",
        "规章\n|\n0\n|\n|\n文件\n|\n3\n|",
        "许可 |\n0 |\n||\n处罚 |\n1 |\n||",
    ],
    ids=["one line", "one line of two bars", "cell and bar by line", "bars alone"],
)
def test_what_is_not_surely_a_table_stays_text(source: str) -> None:
    assert txt(source) == source.split("\n")


def test_markdown_marks_are_taken_off() -> None:
    source = (
        "# 甲镇2018年政府信息公开年度报告\n## 一、概述 ##\n**全年**公开132条，见<http://a.example/b>和[平台](http://c.example)。\n"
        "- 网站98条\n- 5项\n> 说明\n![图](x.png)\n---\n1\\. 渠道\n<!-- 略 -->\n公开[284]条\n#2楼"
    )
    assert md(source) == [
        (1, "甲镇2018年政府信息公开年度报告"), (2, "一、概述"), "全年公开132条，见http://a.example/b和平台。",
        "网站98条", "- 5项", "说明", "1. 渠道", "公开[284]条", (1, "2楼"),
    ]  # fmt: skip


def test_markdown_tables_lose_their_rule_and_keep_escaped_bars() -> None:
    assert md("| 内容 | **数** |\n|:---|---:|\n| 甲\\|乙 | 3 |") == [[["内容", "数"], ["甲|乙", "3"]]]


def test_the_title_of_markdown_is_its_first_heading_that_names_a_report() -> None:
    assert markdown.content("# 青溪网\n# 甲镇2018年年度报告\n文".encode(), "a.md").title == "甲镇2018年年度报告"
    assert markdown.content("# 一、概述\n文".encode(), "a.md").title is None


@given(st.lists(st.text(alphabet="甲乙1|｜ \\-#*<>[]()", max_size=12), max_size=12))
def test_no_written_character_is_lost_from_plain_text(lines: list[str]) -> None:
    blocks = text.content("\n".join(lines).encode() or b"\n", "a.txt").blocks
    seen = "".join(c.text for b in blocks for c in ((b,) if isinstance(b, TextBlock) else b.cells))
    for character in "甲乙1":
        dropped = sum(line.count(character) for line in lines if text.PAGE_NUMBER.fullmatch(line.strip()))
        assert seen.count(character) == sum(line.count(character) for line in lines) - dropped


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["| ", "|\n", "甲|乙|\n", "**", "[", "<", "# ", "![](", "- ", "1|\n\n"])
def test_much_of_one_mark_is_read_in_linear_time(unit: str) -> None:
    data = (unit * (60_000 // len(unit))).encode()
    start = time.process_time()
    text.content(data, "a.txt")
    markdown.content(data, "a.md")
    assert time.process_time() - start < 4


def test_a_table_block_is_what_the_model_says() -> None:
    block = text.content("甲 | 1 | 2 |\n乙 | 3 | 4 |".encode(), "a.txt").blocks[0]
    assert isinstance(block, TableBlock)
    assert [(c.row, c.column, c.rows, c.columns) for c in block.cells[:3]] == [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("全 年 主 动 公 开 信 息 2 1 2 条 。", "全年主动公开信息212条。"),
        ("青 石 镇 2023 年 度 报 告", "青石镇2023年度报告"),
        ("总 计 3 0 0 0 0 0 3", "总 计 3 0 0 0 0 0 3"),
        ("行 政 处 罚 决 定 4 5", "行 政 处 罚 决 定 4 5"),
        ("青石镇 2023年 报告 公开 情况 如下", "青石镇 2023年 报告 公开 情况 如下"),
        ("A B C D E F G", "A B C D E F G"),
    ],
)
def test_a_line_printed_letter_by_letter_loses_its_blanks_unless_it_is_a_row_of_a_table(line: str, words: str) -> None:
    assert unspaced(line) == words


@pytest.mark.parametrize(("text", "marked"), [("1", "¹"), ("[12]", "[¹²]"), ("（2）", "（²）"), ("第2次", "第2次")])
def test_only_the_number_of_a_note_is_raised(text: str, marked: str) -> None:
    assert raised(text) == marked
