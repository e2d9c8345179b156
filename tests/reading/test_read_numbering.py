"""Numbers that Word generates are part of what the report prints."""

from __future__ import annotations

import re

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from numbered_samples import CHAPTERS, Numbered, num_pr

from nianbao.model import TableBlock, TextBlock
from nianbao.reading import docx as reader
from nianbao.reading.docx_numbers import chinese, printed
from nianbao.text.numerals import chinese_value


def texts(made: Numbered) -> list[str]:
    blocks = reader.content(made.bytes(), "甲.docx").blocks
    return [block.text for block in blocks if isinstance(block, TextBlock)]


def chapters() -> Numbered:
    return Numbered().abstract(7, CHAPTERS).number(1, 7)


def test_each_level_counts_for_itself_and_begins_anew_under_the_next_heading() -> None:
    made = chapters().line("总体情况", 1).line("制度", 1, 1).line("甲", 1, 2).line("乙", 1, 2).line("平台", 1, 1)
    made.line("正文不编号").line("主动公开", 1).line("网站", 1, 1).line("丙", 1, 2)
    assert texts(made) == [
        "一、总体情况", "（一）制度", "1. 甲", "2. 乙", "（二）平台", "正文不编号", "二、主动公开", "（一）网站",
        "1. 丙",
    ]  # fmt: skip


def test_a_number_does_not_run_into_the_figure_behind_it() -> None:
    assert texts(Numbered().abstract(7, (("decimal", "%1."),)).number(1, 7).line("5件为信函", 1)) == ["1. 5件为信函"]


def test_two_lists_of_one_kind_count_on_and_an_override_begins_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    made = chapters().number(2, 7).number(3, 7, again)
    made.line("甲", 1).line("乙", 2).line("丙", 3).line("丁", 3).line("戊", 1)
    assert texts(made) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_a_level_that_never_restarts_counts_through() -> None:
    made = Numbered().abstract(7, (("decimal", "%1、"), ("decimal", "(%2)")), {1: '<w:lvlRestart w:val="0"/>'})
    made.number(1, 7).line("甲", 1).line("乙", 1, 1).line("丙", 1).line("丁", 1, 1)
    assert texts(made) == ["1、甲", "(1) 乙", "2、丙", "(2) 丁"]


def test_a_level_may_print_those_above_it_and_a_skipped_one_counts_as_begun() -> None:
    made = Numbered().abstract(7, (("chineseCounting", "%1、"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")),
                               {1: "<w:isLgl/>", 2: "<w:isLgl/>"}).number(1, 7)  # fmt: skip
    made.line("甲", 1).line("乙", 1).line("丙", 1, 1).line("丁", 1).line("戊", 1, 2)
    assert texts(made) == ["一、甲", "二、乙", "2.1 丙", "三、丁", "3.1.1 戊"]


def test_a_style_numbers_its_paragraphs_and_a_zero_takes_the_number_away() -> None:
    links = {0: '<w:pStyle w:val="Heading1"/>', 1: '<w:pStyle w:val="Heading2"/>'}
    made = Numbered().abstract(7, CHAPTERS, links).number(1, 7)
    made.style("Heading 1", num_pr(1)).style("Heading 2", num_pr(1, None))
    made.line("总体", style="Heading 1").line("制度", style="Heading 2").line("附件", 0, style="Heading 1")
    made.line("问题", style="Heading 1")
    blocks = reader.content(made.bytes(), "甲.docx").blocks
    assert blocks == (
        TextBlock(text="一、总体", level=1),
        TextBlock(text="（一）制度", level=2),
        TextBlock(text="附件", level=1),
        TextBlock(text="二、问题", level=1),
    )


def test_a_list_that_only_names_a_style_of_lists_counts_as_that_one() -> None:
    made = Numbered().abstract(8, (), before='<w:numStyleLink w:val="年报"/>')
    made.abstract(7, CHAPTERS, before='<w:styleLink w:val="年报"/>').number(1, 8)
    assert texts(made.line("甲", 1).line("乙", 1)) == ["一、甲", "二、乙"]


def test_bullets_and_blank_paragraphs_print_nothing_but_a_blank_one_counts() -> None:
    made = chapters().abstract(8, (("bullet", "\uf06c"),)).number(2, 8)
    assert texts(made.line("甲", 1).line("", 1).line("丙", 1).line("点", 2)) == ["一、甲", "三、丙", "点"]


def test_cells_and_text_boxes_are_numbered_in_the_order_of_the_file_and_each_once() -> None:
    made = chapters().line("甲", 1)
    box = "<w:txbxContent><w:p><w:pPr>{}</w:pPr><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>".format(
        num_pr(1).replace(nsdecls("w"), "")
    )
    mc = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    made.document.paragraphs[-1]._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    table = made.document.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, ("左", "右"), strict=True):
        cell.text = text
        cell.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(num_pr(1)))
    made.line("尾", 1)
    blocks = reader.content(made.bytes(), "甲.docx").blocks
    assert [b.text for b in blocks if isinstance(b, TextBlock)] == ["一、甲", "二、框", "五、尾"]
    assert [c.text for b in blocks if isinstance(b, TableBlock) for c in b.cells] == ["三、左", "四、右"]


def test_styles_in_a_ring_and_lists_that_are_not_there_are_left_alone() -> None:
    made = chapters()
    for name, base in (("Heading 1", "Heading2"), ("Heading 2", "Heading1")):
        made.document.styles[name].element.basedOn_val = base
    assert texts(made.line("甲", style="Heading 1").line("乙", 99).line("丙", 1, 8)) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("count", "kind", "text"),
    [
        (10, "chineseCounting", "十"), (11, "chineseCounting", "十一"), (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCounting", "一百一十"),
        (3, "ideographTraditional", "丙"),
        (21, "chineseLegalSimplified", "贰拾壹"), (4, "decimalEnclosedCircleChinese", "④"),
        (12, "decimalFullWidth", "１２"),
        (21, "decimalEnclosedCircle", "21"), (28, "upperLetter", "BB"), (14, "lowerRoman", "xiv"),
        (5, "decimalZero", "05"),
        (2, "ideographDigital", "二"), (7, "decimalEnclosedFullstop", "⒎"), (3, "none", ""), (3, "noSuchFormat", "3"),
    ],
)  # fmt: skip
def test_formats_print_as_word_does(count: int, kind: str, text: str) -> None:
    assert printed(count, kind) == text


@settings(deadline=None)
@given(st.integers(1, 9999))
def test_a_chinese_number_reads_back_as_the_number_it_was_made_from(count: int) -> None:
    assert re.fullmatch("[零一二三四五六七八九十百千]+", chinese(count))
    assert chinese_value(chinese(count)) == count
