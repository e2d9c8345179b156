"""Headings are found in every numbering seen, rows of tables never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsing_samples import PROSE, document, lines, outline_of, table

from nianbao.model import TextBlock
from nianbao.parsing import parse

# Name: text, outline; see `parsing_samples.lines` for / and ~; > is one level down.
CASES = {
    "two levels": (
        "一、总体/（一）公开情况。~/（二）申请/~/二、问题/~",
        "一、总体/>（一）公开情况/>（二）申请/二、问题",
    ),
    "four levels": (
        "一、概述/（一）公开/1.网站公开/~/（1）首页/~/二、问题/~",
        "一、概述/>（一）公开/>>1.网站公开/>>>（1）首页/二、问题",
    ),
    "one character for number and brackets": ("一．概况/㈠公开/~/㈡申请/~", "一．概况/>㈠公开/>㈡申请"),
    "half width": ("一.概况/(一)公开:~/(二)申请/~", "一.概况/>(一)公开/>(二)申请"),
    "parts": (
        "第一部分 概述/一、基本情况/~/第二部分 公开情况/一、公开数量/~",
        "第一部分概述/>一、基本情况/第二部分公开情况/>一、公开数量",
    ),
    "both levels 1、": (
        "1、 总体情况/1、主动公开。~/2、依申请公开。~/2、 主动公开政府信息情况/~/3、其他需要报告的事项/无。",
        "1、总体情况/>1、主动公开/>2、依申请公开/2、主动公开政府信息情况/3、其他需要报告的事项",
    ),
    "both levels 1、 and the inner has one heading": (
        "1、总体情况/1、主动公开。~/2、主动公开政府信息情况/~",
        "1、总体情况/>1、主动公开/2、主动公开政府信息情况",
    ),
    "both levels 一、": (
        "一、总体情况/一、主动公开/~/二、申请/~/五、存在的主要问题及改进情况/~",
        "一、总体情况/>一、主动公开/>二、申请/五、存在的主要问题及改进情况",
    ),
    "missing (一)": ("一、概述/~/二、公开/（二）渠道/~/三、其他/无。", "一、概述/二、公开/>（二）渠道/三、其他"),
    "doubled number": ("一、概述/~/二、公开/~/二、申请/~", "一、概述/二、公开/二、申请"),
    "second level first": ("（一）公开/~/二、其他/~", "（一）公开/二、其他"),
    "heading without number in a gap": (
        "三、公开情况/~/重点领域信息公开情况/1.改革信息公开。~/五、申请/~",
        "三、公开情况/重点领域信息公开情况/>1.改革信息公开/五、申请",
    ),
    "heading without number below": (
        "一、总体情况/~/主动公开工作情况/~~/二、申请/~",
        "一、总体情况/>主动公开工作情况/二、申请",
    ),
    "no numbers at all": ("主动公开情况/~~/存在问题/~~", "主动公开情况/存在问题"),
    "introduction": ("石桥镇2018年度报告/引 言/~~/一、公开/~", "引 言/一、公开"),
    "spaced words, trailing mark": ("一 、概　述/~/二、总体情况、/~", "一 、概 述/二、总体情况"),
    "year in the heading": ("一、2017年政务公开工作情况/~", "一、2017年政务公开工作情况"),
    "numbered paragraph without words": (
        "一、公开/（一）网站。~/（二）在《镇讯》上发表文章12篇。/二、申请/~",
        "一、公开/>（一）网站/>（二）/二、申请",
    ),
    "list items are no sections": (
        "一、问题/（一）人员少；/（二）经费少。/1.加强学习，落实各级部署。/2.加强管理，落实各级要求。/二、改进/~",
        "一、问题/二、改进",
    ),
    "一是 is no section": ("一、问题/一是人员少。/二是经费少。/二、改进/~", "一、问题/二、改进"),
    "quarters at the beginning of a line": ("一、公开/一、二季度的公开情况/~/二、申请/~", "一、公开/二、申请"),
    "lists of sentences inside a paragraph": (
        "四、问题/主要问题还有以下几个方面，需要在今后的工作里逐一解决：一、人员少。~二、经费少。~/五、其他/~",
        "四、问题/五、其他",
    ),
    "rows of a form before their numbers": (
        "六、问题/~/统计指标/单位/统计数/一、主动公开/（一）网站公开/条/97/九、会议培训",
        "六、问题",
    ),
    "broken names of rows": ("三、申请/5.要求行政机关确认或重 新出具/已获取信息/四、问题/~", "三、申请/四、问题"),
    "annex": (
        "六、问题/~/附：政府信息公开情况统计表/统计指标 单位 统计数/一、主动公开情况 —— ——/（一）收到申请数 件 0",
        "六、问题/附：政府信息公开情况统计表",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_headings_and_their_levels(case: tuple[str, str]) -> None:
    text, wanted = case
    assert outline_of(parse(document(lines(text)))) == wanted.replace(">", "  ").split("/")


def test_a_report_on_one_line_has_its_sections_and_lists_are_left_alone() -> None:
    text = (
        "石桥镇2016年年度报告 编制本报告。 一、概述 我镇一、二季度公开20条，第一、二项任务完成。 "
        "二、公开情况 （一）数量。公开30条。（二）渠道。一是网站；二是公众号。 "
        "三、申请情况 没有收到申请。四、问题及改进情况。主要是：一、人员少；二、经费少。"
    )
    report = parse(document(text))
    wanted = "一、概述/二、公开情况/  （一）数量/  （二）渠道/三、申请情况/四、问题及改进情况"
    assert outline_of(report) == wanted.split("/")
    assert report.sections[2].span.of(report.text) == "（一）数量。公开30条。"


def test_rows_of_flattened_tables_are_no_headings() -> None:
    text = (
        "三、收到和处理政府信息公开申请情况/一、本年新收政府信息公开申请数量/3/0/三、本年度办理结果/（一）予以公开/1/"
        "3.其他/|/0/（七）总计 3 0 0/四、结转下年度继续办理/0/"
        "四、政府信息公开行政复议、行政诉讼情况/0 0 0 0 0/五、问题/~"
    )
    assert outline_of(parse(document(lines(text)))) == [
        "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、问题",
    ]  # fmt: skip


def test_words_in_a_table_are_no_headings() -> None:
    report = parse(document("一、公开情况", table(("一、主动公开情况", "条"), ("（一）公开", "3")), "二、问题", PROSE))
    assert outline_of(report) == ["一、公开情况", "二、问题"]


def test_headings_marked_by_the_format_count_and_the_title_does_not() -> None:
    report = parse(
        document(
            TextBlock(text="石桥镇2020年政府信息公开年度报告", level=1), TextBlock(text="总体", level=2), PROSE,
            TextBlock(text="网站", level=3), PROSE, TextBlock(text="申请", level=2), PROSE,
        )
    )  # fmt: skip
    assert outline_of(report) == ["总体", "  网站", "申请"]


def test_spans_cover_subsections_and_parents_point_at_them() -> None:
    report = parse(document(f"前言在此。\n一、甲情况\n（一）乙情况\n{PROSE}\n二、丙情况\n{PROSE}"))
    first, inner, last = report.sections
    assert first.span.of(report.text) == f"一、甲情况\n（一）乙情况\n{PROSE}\n"
    assert (first.parent, inner.parent, last.parent) == (None, 0, None)
    assert last.span.end == len(report.text)
    assert report.section_at(report.text.index("前言")) is None


WORDS = "一、 二、 三、 （一） （二） 1. 2、 （1） 第一部分 公开情况 总体情况 。 ： 有3条， 0 |"
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", PROSE])


@given(st.lists(PIECES, max_size=40))
def test_sections_are_a_forest_in_order_for_any_text(pieces: list[str]) -> None:
    report = parse(document("".join(pieces)))
    for i, section in enumerate(report.sections):
        assert section.id == i
        assert section.span.of(report.text).startswith(section.number)
        if section.parent is None:
            assert section.level == 1
        else:
            parent = report.sections[section.parent]
            assert parent.id < i
            assert parent.level < section.level
            assert parent.span.holds(section.span)
        if i:
            assert report.sections[i - 1].span.start < section.span.start
