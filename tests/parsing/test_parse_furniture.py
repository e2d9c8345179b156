"""A page saved as text: what stands around the report goes, what the report says stays."""

from __future__ import annotations

import pytest
from parsing_samples import PROSE, document, table

from nianbao.parsing import parse

TITLE = "石桥镇2020年政府信息公开年报"
BEFORE = [
    "您现在所在的位置: 首页 > 政务公开 > 年度报告",
    "首页>信息公开>年报>2020",
    "发布时间：2021-01-25 09:39 来源：区司法局 浏览次数：68 字体：[大 中 小]",
    "• 索  引 号：4311230009/2026-00612 分       类：",
    "索引号 620702074/2024-00047 发文字号",
    "关键词 发布机构 政务服务管理局",
    "作者:本站原创 | 来源:本站原创 | 时间:2019-01-18 点击数:- 分享到:",
    "• 无障碍",
    "登录    注册",
    "字号:",
    "公开形式 责任部门",
    "选择搜索类型",
]


@pytest.mark.parametrize("line", BEFORE)
def test_lines_of_the_page_before_the_report_go(line: str) -> None:
    assert parse(document(f"{line}\n{TITLE}\n{PROSE}")).text == f"{TITLE}\n{PROSE}"


@pytest.mark.parametrize("line", ["上一篇：2019年年报", "打印本页", "主办：青石县人民政府", "返回顶部", "版权所有"])
def test_lines_of_the_page_after_the_report_go(line: str) -> None:
    assert parse(document(f"{TITLE}\n{PROSE}\n{line}")).text == f"{TITLE}\n{PROSE}"


@pytest.mark.parametrize("line", [*BEFORE, "打印", "主办：青石县人民政府"])
def test_between_two_sentences_every_line_stays(line: str) -> None:
    squeezed = " ".join(line.split())
    assert squeezed in parse(document(f"{PROSE}\n{line}\n{PROSE}")).text


@pytest.mark.parametrize(
    "line", ["日期和编号", "来源单位情况", "石桥镇人民政府办公室", "青石县人民政府", "2021年1月10日", "一、概述"]
)
def test_other_lines_before_the_first_sentence_stay(line: str) -> None:
    assert line in parse(document(f"{line}\n{TITLE}\n{PROSE}")).text


def test_a_signature_after_the_last_sentence_stays() -> None:
    text = f"{TITLE}\n{PROSE}\n石桥镇人民政府\n2021年1月10日"
    assert parse(document(text)).text == text


def test_of_an_index_card_only_the_title_stays() -> None:
    card = table(("索引号：", "43112/2026-1"), ("发布机构", "石桥镇"), ("生成日期", "2021-01-05"), (TITLE, ""))
    report = parse(document(card, PROSE))
    assert (report.text, report.tables, report.agency) == (f"{TITLE}\n{PROSE}", (), "石桥镇")


def test_a_table_of_figures_before_the_first_sentence_stays() -> None:
    report = parse(document(TITLE, table(("信息内容", "本年制发件数"), ("规章", "0")), PROSE))
    assert len(report.tables) == 1


def test_the_bars_of_an_empty_layout_table_go() -> None:
    report = parse(document(f"{TITLE} | {'|' * 60}\n{PROSE}"))
    assert (report.text, report.agency) == (f"{TITLE}\n{PROSE}", "石桥镇")


def test_a_file_without_a_sentence_is_left_alone() -> None:
    text = "索引号：123\n来源：石桥镇"
    assert parse(document(text)).text == text
